//! Queries and fragments in the keys of `paths`, where the standard knows none: documents that tell operations apart by
//! a fixed part of the query write it there.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a query holds as it is (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A key of `paths`, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The path template.
    pub(super) template: String,
    /// The pairs of the query that are always the same, encoded, with `&` between them.
    pub(super) fixed: String,
    /// The parameters of the path that take several segments: their names without the operator, and with it.
    pub(super) segments: Vec<(String, String)>,
    /// The other pairs: the name on the wire, and the name in braces.
    pub(super) variable: Vec<(String, String)>,
}

impl Key {
    /// What tells the path apart from others.
    pub(super) fn path(&self) -> String {
        if self.fixed.is_empty() {
            self.template.clone()
        } else {
            format!("{}?{}", self.template, self.fixed)
        }
    }

    /// Takes a key apart.
    ///
    /// # Errors
    /// When a value of the query is neither fixed nor one parameter.
    pub(super) fn read(key: &str) -> Result<Self, &'static str> {
        let (template, rest) = part(key);
        let mut parts = Self { template: template.to_owned(), ..Self::default() };
        let Some(query) = rest.strip_prefix('?') else { return Ok(parts) };
        let query = query.split('#').next().unwrap_or_default();
        let mut fixed = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) =
                pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
            let inside = value.and_then(|value| value.strip_prefix('{')?.strip_suffix('}'));
            match (inside, value) {
                (Some(inside), _) if !name.contains(['{', '}']) && !inside.contains(['{', '}']) => {
                    parts.variable.push((decoded(name), inside.to_owned()));
                }
                _ if pair.contains(['{', '}']) => {
                    return Err("a value in the path's query is neither fixed nor one parameter");
                }
                (_, None) => fixed.push(encoded(name)),
                (_, Some(value)) => fixed.push(format!("{}={}", encoded(name), encoded(value))),
            }
        }
        parts.fixed = fixed.join("&");
        Ok(parts)
    }
}

/// The path, and what begins with the first `?` or `#` that is not in braces.
fn part(key: &str) -> (&str, &str) {
    let mut inside = false;
    let end = key.find(|char| {
        inside = char == '{' || (inside && char != '}');
        !inside && matches!(char, '?' | '#')
    });
    end.and_then(|end| key.split_at_checked(end)).unwrap_or((key, ""))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Text of a query, encoded once, whether or not the document has encoded it.
fn encoded(text: &str) -> String {
    utf8_percent_encode(&decoded(text), ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(template: &str, fixed: &str, variable: &[(&str, &str)]) -> Key {
        let variable =
            variable.iter().map(|(name, inside)| ((*name).to_owned(), (*inside).to_owned())).collect();
        Key { template: template.to_owned(), fixed: fixed.to_owned(), variable, segments: Vec::new() }
    }

    #[test]
    fn queries_are_parted_and_fragments_cut() {
        let cases = [
            ("/a/{b?c}/d", key("/a/{b?c}/d", "", &[])),
            ("/q?action=list", key("/q", "action=list", &[])),
            ("/q?a=b c%20d&e&f=/#one?g=h", key("/q", "a=b%20c%20d&e&f=%2F", &[])),
            ("/f#one", key("/f", "", &[])),
            ("/f#?a=b", key("/f", "", &[])),
            ("/{a}?b={c}&d=e&", key("/{a}", "d=e", &[("b", "c")])),
        ];
        for (text, parts) in cases {
            assert_eq!(Key::read(text), Ok(parts), "{text}");
        }
        for text in ["/q?a=b{c}", "/q?{a}", "/q?{a}={b}", "/q?a={b}{c}"] {
            assert!(Key::read(text).is_err(), "{text}");
        }
    }
}
