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

#[cfg(test)]
mod tests {
    use super::{TYPES, range};

    #[test]
    fn each_type_has_a_range_and_nothing_else_has() {
        assert!(TYPES.iter().all(|name| range(name).is_some()));
        assert_eq!(range("f64"), None);
        assert_eq!(range("u8"), Some((0, Some(255))));
    }
}
