//! `pattern` constraints.

use super::Checks;
use regex_lite::Regex;

/// Checks a text against a pattern of the document.
#[inline]
pub fn check(checks: &mut Checks, text: &str, pattern: &str) {
    if matches(pattern, text) == Some(false) {
        checks.fail("pattern", format!("must match the pattern `{pattern}`"));
    }
}

/// Whether a text matches a pattern of the document.
///
/// Patterns that this engine does not know (look-around, back-references) are left to the server.
#[must_use]
#[inline]
pub fn matches(pattern: &str, text: &str) -> Option<bool> {
    Regex::new(pattern).ok().map(|regex| regex.is_match(text))
}
