//! The grammars of HTTP that names from a document must follow.

/// True for a token of RFC 9110: what header names and methods consist of.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// True for a media type or range, with or without parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let printable = parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let essence = essence.trim_end_matches(' ');
    printable && essence.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_follow_the_grammar() {
        for good in ["application/json", "*/*", "image/*", "text/plain; charset=utf-8", "a/b+c;v=\"1\""] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["", "json", "a/b\r\nX: y", "a/b; c=\0", "a/", "/b", "a b/c", "a/b/c"] {
            assert!(!is_media_type(bad), "{bad:?}");
        }
    }
}
