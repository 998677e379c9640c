//! The integer types of Rust: which there are, and what fits into each.

/// Their names.
pub(crate) const TYPES: [&str; 10] = ["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128"];

/// The least and the most that fits into a type; no most where it is beyond `i128`. `None` for any other name.
pub(crate) fn range(name: &str) -> Option<(i128, Option<i128>)> {
    Some(match name {
        "i8" => (i8::MIN.into(), Some(i8::MAX.into())),
        "i16" => (i16::MIN.into(), Some(i16::MAX.into())),
        "i32" => (i32::MIN.into(), Some(i32::MAX.into())),
        "i64" => (i64::MIN.into(), Some(i64::MAX.into())),
        "i128" => (i128::MIN, Some(i128::MAX)),
        "u8" => (0, Some(u8::MAX.into())),
        "u16" => (0, Some(u16::MAX.into())),
        "u32" => (0, Some(u32::MAX.into())),
        "u64" => (0, Some(u64::MAX.into())),
        "u128" => (0, None),
        _ => return None,
    })
}

/// The digits of a whole number, also of one that JSON holds as a float.
pub(crate) fn digits(number: &serde_json::Number) -> String {
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(float) => format!("{float:.0}"),
        None => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TYPES, digits, range};

    #[test]
    fn floats_are_written_out() {
        let of = |text: &str| digits(&serde_json::from_str(text).unwrap());
        assert_eq!(of("12"), "12");
        assert_eq!(of("3.0"), "3");
        assert_eq!(of("100000000000000000000"), "100000000000000000000");
        assert_eq!(of("-1e20"), "-100000000000000000000");
    }

    #[test]
    fn each_type_has_a_range_and_nothing_else_has() {
        assert!(TYPES.iter().all(|name| range(name).is_some()));
        assert_eq!(range("f64"), None);
        assert_eq!(range("u8"), Some((0, Some(255))));
    }
}
