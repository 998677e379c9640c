//! Operations as data: what generated code implements for each one.

use super::{Checks, DecodeError, InvalidRequest, RawResponse, RequestWriter, Server};
use http::StatusCode;

/// An operation of the API with its arguments: knows its request and how to decode its answers, does no I/O.
pub trait Operation: Send + Sync + 'static {
    /// What a success holds.
    type Output;
    /// What an error answer holds: [`Error::body`](super::Error::body) reads it.
    type Error: super::OperationError;
    /// What the document says about the operation.
    const INFO: &'static OperationInfo;

    /// Writes the path, parameters and body.
    ///
    /// # Errors
    /// An argument cannot be sent, such as an empty path parameter or a number that is not finite.
    fn encode(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest>;

    /// Decodes an answer whose status is one of [`OperationInfo::success`], or another success where that lists one.
    ///
    /// # Errors
    /// The answer is not what the document says.
    fn decode(response: &mut RawResponse) -> Result<Self::Output, DecodeError>;

    /// Notes what breaks a limit of the answer that its type does not know, as the length of a list; generated where answers
    /// are checked.
    fn limits(output: &Self::Output, checks: &mut Checks) {
        let _ = (output, checks);
    }

    /// Reports what the answer holds beyond the document; called only where a drift hook is set.
    fn drift(output: &Self::Output, response: &RawResponse) -> Vec<super::Drift> {
        let _ = (output, response);
        Vec::new()
    }
}

/// What the document says about an operation.
#[derive(Debug)]
pub struct OperationInfo {
    /// Its id.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path template, for logs; empty for a raw request.
    pub path: &'static str,
    /// What may be repeated.
    pub retry: RetryClass,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// The statuses that [`Operation::decode`] handles.
    pub success: &'static [StatusRange],
    /// Media types of successes whose body stays open: `text/event-stream`, or `*/*` for downloads. Empty: none.
    pub streaming: &'static [Streaming],
    /// Alternatives, each a list of schemes that are needed together. Empty: none needed.
    pub security: &'static [&'static [&'static str]],
    /// The operation's own servers, if it has any.
    pub servers: &'static [Server],
}

impl OperationInfo {
    /// Whether the request is to a path that the document may not have.
    pub(crate) fn is_raw(&self) -> bool {
        self.path.is_empty()
    }

    /// Whether the document lists the status as a success.
    pub(crate) fn lists(&self, status: StatusCode) -> bool {
        self.success.iter().any(|range| range.contains(status))
    }

    /// Whether any body will do, because none is expected.
    pub(crate) fn takes_anything(&self) -> bool {
        matches!(self.accept, "" | "*/*") && self.streaming.is_empty()
    }

    /// Whether the status is a success that the document does not list, beside one that it does. A part of what was
    /// asked for (206) is not all of it.
    pub(crate) fn is_undocumented_success(&self, status: StatusCode) -> bool {
        let [listed] = self.success else { return false };
        status.is_success() && status != StatusCode::PARTIAL_CONTENT && !listed.contains(status)
    }
}

/// Whether a request may be sent again when it is unknown what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryClass {
    /// Never sent again, unless the caller asks for it: the document says so.
    Never,
    /// Changes nothing (GET, HEAD, OPTIONS, TRACE).
    Safe,
    /// The same effect once or twice (PUT, DELETE).
    Idempotent,
    /// Twice is not once (POST, PATCH): repeated only where the server has turned it away. No connection could be made,
    /// or the status is 429, or 503 with `Retry-After`.
    Unsafe,
}

impl RetryClass {
    /// Whether repeating does no harm.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        !matches!(self, Self::Unsafe | Self::Never)
    }
}

/// How a body of a media type arrives where some are streamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Streaming {
    /// It is handed over while it arrives.
    Open(&'static str),
    /// It is read as a whole, although a wider media type is streamed.
    Whole(&'static str),
}

impl Streaming {
    /// The media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Open(media_type) | Self::Whole(media_type) => media_type,
        }
    }
}

/// A status or a range of them, as the keys of `responses` are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusRange {
    /// One status.
    Code(u16),
    /// All of a class: `Class(2)` is `2XX`.
    Class(u16),
}

impl StatusRange {
    /// Whether the status is in the range.
    #[must_use]
    pub fn contains(self, status: StatusCode) -> bool {
        match self {
            Self::Code(code) => status.as_u16() == code,
            Self::Class(class) => status.as_u16() / 100 == class,
        }
    }
}
