//! `pattern` constraints.

use super::Checks;
use regex_lite::Regex;

/// Checks a text against a pattern of the document.
///
/// Patterns that this engine does not know (look-around, back-references) are left to the server.
pub fn check(checks: &mut Checks, text: &str, pattern: &str) {
    if let Ok(regex) = Regex::new(pattern)
        && !regex.is_match(text)
    {
        checks.fail(format!("must match the pattern `{pattern}`"));
    }
}
