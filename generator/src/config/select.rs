//! `[select]`: which part of the document is generated.

use serde::Deserialize;

/// `[select]`: which operations are generated, and which schemas with them.
///
/// An operation is generated when no `exclude_*` pattern matches it and, if there are `include_*` patterns at all,
/// one of them does. In patterns `*` stands for any text, also across `/`. A pattern that matches nothing is an
/// error.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Select {
    /// Tags. Default: all.
    pub include_tags: Vec<String>,
    /// Tags. Default: none.
    pub exclude_tags: Vec<String>,
    /// Paths as in the document, for example `/guardrails*`. Default: all.
    pub include_paths: Vec<String>,
    /// Paths. Default: none.
    pub exclude_paths: Vec<String>,
    /// Operations by `operationId` or `METHOD /path`. Default: all.
    pub include_operations: Vec<String>,
    /// Operations by `operationId` or `METHOD /path`. Default: none.
    pub exclude_operations: Vec<String>,
    /// Generate all schemas, whether or not an operation needs them, and none behind a feature. Default: `false`.
    pub keep_unreachable_schemas: bool,
}

impl Select {
    /// True if the operation is generated. `method` is in upper case.
    #[must_use]
    pub fn includes(&self, method: &str, path: &str, operation_id: Option<&str>, tags: &[&str]) -> bool {
        let by_method = format!("{method} {path}");
        let names = || [Some(by_method.as_str()), operation_id].into_iter().flatten();
        let hit = |by_tag: &[String], by_path: &[String], by_name: &[String]| {
            by_tag.iter().any(|pattern| tags.iter().any(|tag| matches(pattern, tag)))
                || by_path.iter().any(|pattern| matches(pattern, path))
                || by_name.iter().any(|pattern| names().any(|name| matches(pattern, name)))
        };
        let all = self.include_tags.is_empty()
            && self.include_paths.is_empty()
            && self.include_operations.is_empty();
        (all || hit(&self.include_tags, &self.include_paths, &self.include_operations))
            && !hit(&self.exclude_tags, &self.exclude_paths, &self.exclude_operations)
    }
}

/// True if `pattern`, in which `*` stands for any text, matches all of `text`.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    // Each part as early as possible leaves the most for the last, which must end the text.
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text) in [
            ("/a", "/a"),
            ("*", ""),
            ("/a*", "/a"),
            ("/a*", "/a/b"),
            ("*b", "/a/b"),
            ("/a/*/c*", "/a/b/c/d"),
            ("a*a", "aa"),
            ("**", "x"),
            ("a*b*b", "abxb"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("/a", "/ab"), ("a*a", "a"), ("", "x"), ("a*b", "abc"), ("a*b*b", "ab")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn exclusion_wins() {
        let list = |text: &str| vec![text.to_owned()];
        let select = Select {
            include_tags: list("pets"),
            include_operations: list("GET /x"),
            exclude_paths: list("/pets/secret*"),
            ..Select::default()
        };
        assert!(select.includes("GET", "/pets", None, &["pets"]));
        assert!(select.includes("GET", "/x", Some("getX"), &[]));
        assert!(!select.includes("PUT", "/x", Some("putX"), &[]));
        assert!(!select.includes("GET", "/pets/secret/a", None, &["pets"]));
        assert!(Select::default().includes("GET", "/", None, &[]));
    }
}
