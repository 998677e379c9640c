//! Whether requests can be sent to the address of a server: the client adds a path to it, a query and credentials, so it
//! is HTTP's, has a host and nothing else that would end up with the server's owner. What is left out here is what the
//! client would refuse to be built with (`base_url` of the runtime).

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What the client encodes in the value of a variable, of all that no URL can hold.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'^')
    .add(b'|')
    .add(b'%');

/// What is wrong with an address whose variables are filled in. A relative one is fine: the client is told the rest.
pub(super) fn problem(address: &str) -> Option<&'static str> {
    let text = address.trim();
    if text.chars().any(char::is_control) {
        return Some("holds a control character");
    }
    if text.contains(['\\', '"', '<', '>', '`', '{', '}']) || !text.is_ascii() {
        return Some("holds characters that no URL can hold");
    }
    if text.contains('#') {
        return Some("has a fragment");
    }
    let authority = match scheme(text) {
        Some((scheme, _)) if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            return Some("is not one of HTTP");
        }
        Some((_, rest)) => rest.strip_prefix("//").unwrap_or_default(),
        // `//host/path`, whose scheme is that of the document.
        None => text.strip_prefix("//")?,
    };
    let authority = authority.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("holds a user name or a password");
    }
    host_problem(authority)
}

/// What is wrong with a host and its port.
fn host_problem(authority: &str) -> Option<&'static str> {
    // Only the colons of an address of IPv6 are none before a port.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if host.is_empty() {
        return Some("names no host");
    }
    let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let bad = if inner.is_some() { " []^|" } else { " []^|%:" };
    if inner.unwrap_or(host).contains(|char| bad.contains(char)) {
        return Some("has a host with characters that no host can have");
    }
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    port.is_some_and(|port| !is_port(port)).then_some("has no port number after the colon")
}

/// The value of a variable as it stands in an address.
pub(super) fn encoded(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).to_string()
}

/// What is wrong with the value of a variable in an address, whatever the rest of the address says.
pub(super) fn value_problem(value: &str) -> Option<&'static str> {
    if value.chars().any(char::is_control) {
        return Some("holds a control character");
    }
    value
        .contains(['@', '?', '#', '\\'])
        .then_some("holds `@`, `?`, `#` or a backslash, which would change the address")
}

/// The scheme (RFC 3986, section 3.1) and what follows its colon. A host with a port has none: `localhost:8080`.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut chars = scheme.chars();
    let is_scheme = chars.next().is_some_and(|first| first.is_ascii_alphabetic())
        && chars.all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    let is_port = rest.starts_with(|char: char| char.is_ascii_digit());
    (is_scheme && !is_port).then_some((scheme, rest))
}

#[cfg(test)]
mod tests {
    use super::{problem, value_problem};

    #[test]
    fn an_address_of_http_or_a_relative_one_is_fine() {
        for address in [
            "https://api.example.com",
            "HTTP://localhost:8080/v1/",
            "https://api.example.com/v1?region=eu",
            "https://[::1]",
            "https://[::1]:8080",
            "https://[fe80::1%25eth0]",
            "https://api.example.com/a%20b c",
            "/v1",
            "v1/things",
            "//api.example.com/v1",
            "localhost:8080/v1",
            "./",
            "",
        ] {
            assert_eq!(problem(address), None, "{address}");
        }
    }

    #[test]
    fn what_would_send_requests_elsewhere_is_found() {
        for (address, expected) in [
            ("https://api.example.com\r\nX: y", "holds a control character"),
            ("https://api.example.com/\u{7f}", "holds a control character"),
            ("https://api.example.com\\@evil.example", "holds characters that no URL can hold"),
            ("https://api.example.com/#/v1", "has a fragment"),
            ("javascript:alert(1)", "is not one of HTTP"),
            ("file:///etc/passwd", "is not one of HTTP"),
            ("ftp://api.example.com", "is not one of HTTP"),
            ("wss://api.example.com", "is not one of HTTP"),
            ("https://user:pass@api.example.com", "holds a user name or a password"),
            ("//user@api.example.com", "holds a user name or a password"),
            ("https:///v1", "names no host"),
            ("https://", "names no host"),
            ("https:", "names no host"),
            ("https:/v1", "names no host"),
            ("https://:8080", "names no host"),
            ("https://api example.com", "has a host with characters that no host can have"),
            ("https://a%62.example", "has a host with characters that no host can have"),
            ("https://[::1/v1", "has a host with characters that no host can have"),
            ("https://a:b:80", "has a host with characters that no host can have"),
            ("https://b\u{fc}cher.example", "holds characters that no URL can hold"),
            ("https://api.example.com/{version", "holds characters that no URL can hold"),
            ("https://api.example.com:port", "has no port number after the colon"),
            ("https://api.example.com:/v1", "has no port number after the colon"),
            ("https://api.example.com:65536", "has no port number after the colon"),
        ] {
            assert_eq!(problem(address), Some(expected), "{address:?}");
        }
    }

    #[test]
    fn a_value_cannot_end_the_host_or_the_path() {
        assert_eq!(value_problem("eu/v1"), None);
        for value in ["eu@evil", "eu?x", "eu#x", "eu\\x", "eu\n"] {
            assert!(value_problem(value).is_some(), "{value:?}");
        }
    }
}
