//! RFC 6901 JSON pointers.
//!
//! Written here: a split and two escapes; `Node::walk` follows a pointer, and tells how far it leads.

use std::borrow::Cow;

/// Why a pointer is not well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadEscape;

/// A reference token as it stands in a pointer: `~` becomes `~0` and `/` becomes `~1`.
#[must_use]
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The meaning of a reference token.
///
/// # Errors
/// When `~` is followed by anything but `0` or `1`.
pub fn unescape(token: &str) -> Result<String, BadEscape> {
    let mut out = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(char) = chars.next() {
        match char {
            '~' => match chars.next() {
                Some('0') => out.push('~'),
                Some('1') => out.push('/'),
                _ => return Err(BadEscape),
            },
            other => out.push(other),
        }
    }
    Ok(out)
}

/// The meaning of each token of a pointer: `/a~1b/0` is `["a/b", "0"]`, the empty pointer has none.
///
/// # Errors
/// When the pointer is neither empty nor starts with `/`, or holds a bad escape.
pub fn parse(pointer: &str) -> Result<Vec<String>, BadEscape> {
    if pointer.is_empty() {
        return Ok(Vec::new());
    }
    let rest = pointer.strip_prefix('/').ok_or(BadEscape)?;
    rest.split('/').map(unescape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_a_round_trip() {
        for token in ["", "a", "a/b", "~", "~1", "/~0/", "ä ö", "%25"] {
            assert_eq!(unescape(&escape(token)).unwrap(), token);
        }
    }

    #[test]
    fn pointers_are_split_after_unescaping() {
        assert_eq!(parse("").unwrap(), Vec::<String>::new());
        assert_eq!(parse("/").unwrap(), [""]);
        assert_eq!(parse("/a~1b/0/m~0n").unwrap(), ["a/b", "0", "m~n"]);
        assert_eq!(parse("/a/").unwrap(), ["a", ""]);
    }

    #[test]
    fn bad_pointers_are_refused() {
        for bad in ["a", "/~", "/~2", "/a~", "x/y"] {
            assert_eq!(parse(bad), Err(BadEscape), "{bad}");
        }
    }
}
