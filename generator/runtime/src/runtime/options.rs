//! `CallOptions`: what a call can have otherwise than its client.

use super::{InvalidRequest, RetryPolicy, request_writer::header_value};
use http::{HeaderMap, HeaderName};
use std::time::Duration;

/// A time limit of one call.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Limit {
    /// The one of the client.
    #[default]
    Inherited,
    /// One of the call's own; none turns the client's off.
    Own(Option<Duration>),
}

impl Limit {
    pub(crate) fn or(self, inherited: Option<Duration>) -> Option<Duration> {
        match self {
            Self::Inherited => inherited,
            Self::Own(own) => own,
        }
    }
}

/// A link to the next page.
#[derive(Debug, Clone)]
pub(crate) struct NextLink {
    pub(crate) url: String,
    /// Asked for with the method and the body of the first page.
    pub(crate) is_again: bool,
}

/// The settings of one call; what is not set comes from the client.
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    pub(crate) headers: HeaderMap,
    pub(crate) base_url: Option<String>,
    /// A link that the server gave for the next page, in place of path and query.
    pub(crate) link: Option<NextLink>,
    pub(crate) connect_timeout: Limit,
    pub(crate) attempt_timeout: Limit,
    pub(crate) timeout: Limit,
    pub(crate) idle_timeout: Limit,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) repeatable: bool,
    pub(crate) max_body: Option<usize>,
    pub(crate) undocumented_success: Option<bool>,
    /// The first setting that was wrong, reported when the call is sent.
    pub(crate) invalid: Option<InvalidRequest>,
}

impl CallOptions {
    /// Sets a header, in place of one with the same name in any case.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => {
                self.invalid.get_or_insert(error);
            }
        }
    }
}

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
/// them: one that is set by hand can make two requests of one (RFC 9112, section 11.2).
pub(crate) fn check_field(name: &HeaderName) -> Result<(), InvalidRequest> {
    match name.as_str() {
        "connection" | "content-length" | "host" | "http2-settings" | "keep-alive" | "proxy-connection"
        | "te" | "trailer" | "transfer-encoding" | "upgrade" => Err(InvalidRequest::new(
            format!("header `{name}`"),
            "is about the connection; the transport writes it, and nobody else may",
        )),
        _ => Ok(()),
    }
}

/// A checked header; the error does not show the value.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, http::HeaderValue), InvalidRequest> {
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
