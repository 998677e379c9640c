//! `CallOptions`: what a call can have otherwise than its client.

use super::{InvalidRequest, RetryPolicy, header_field::header};
use http::HeaderMap;
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
