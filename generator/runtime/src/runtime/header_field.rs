//! Header fields of requests, checked before they are sent.

use super::InvalidRequest;
use http::{HeaderName, HeaderValue};

/// Whether the value of a header or parameter is likely a secret, which `Debug` must not show.
pub(crate) fn is_secret(name: &str) -> bool {
    let words = ["auth", "cookie", "key", "token", "secret", "password", "signature"];
    let starts = |rest: &[u8], word: &str| {
        rest.get(..word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    // Nothing is copied: each header of each call is looked at.
    let mut places = (0..name.len()).filter_map(|at| name.as_bytes().get(at..));
    name.eq_ignore_ascii_case("sig") || places.any(|rest| words.iter().any(|word| starts(rest, word)))
}

/// The header fields that say where a message ends, where it goes and what becomes of its connection. Transports write
/// them: one that is set by hand can make two requests of one (RFC 9112, section 11.2). `Expect` is among them, since only
/// a transport can hold the body back (RFC 9110, section 10.1.1), and so is `Proxy-Authorization`, which is for the next
/// proxy (section 11.7.2) and reaches the server where there is none, or a tunnel through it.
pub(crate) fn check_field(name: &HeaderName) -> Result<(), InvalidRequest> {
    match name.as_str() {
        "connection"
        | "content-length"
        | "expect"
        | "host"
        | "http2-settings"
        | "keep-alive"
        | "proxy-authorization"
        | "proxy-connection"
        | "te"
        | "trailer"
        | "transfer-encoding"
        | "upgrade" => Err(InvalidRequest::new(
            format!("header `{name}`"),
            "is about the connection; the transport writes it, and nobody else may",
        )),
        _ => Ok(()),
    }
}

/// A checked header; the error does not show the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), InvalidRequest> {
    let place = || format!("header `{}`", name.escape_debug());
    let key =
        HeaderName::try_from(name).map_err(|_| InvalidRequest::new(place(), "not a legal header name"))?;
    check_field(&key)?;
    match header_value(value) {
        Some(mut value) => {
            value.set_sensitive(is_secret(key.as_str()));
            Ok((key, value))
        }
        None => Err(InvalidRequest::new(place(), "not a legal header value")),
    }
}

/// A header value: visible ASCII, spaces and UTF-8; no line breaks or other control characters.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_bytes(text.as_bytes()).ok()
}
