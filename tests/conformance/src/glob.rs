//! Patterns of scenario names: `*` stands for any text.

/// Whether the pattern matches the whole name.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            (0..=name.len()).filter_map(|at| name.get(at..)).any(|tail| matches(rest, tail))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars() {
        assert!(matches("Payload_Xml_*", "Payload_Xml_get"));
        assert!(matches("*_a_*_b", "x_a_y_b"));
        assert!(!matches("Payload_Xml_*", "Payload_Json_get"));
        assert!(!matches("a", "ab"));
    }
}
