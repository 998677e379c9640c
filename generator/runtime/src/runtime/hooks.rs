//! Hooks: callbacks before each request, after each answer, and on drift.

use super::{HttpRequest, InvalidRequest, OperationInfo, log::Log};
use http::{HeaderMap, StatusCode};
use std::{fmt, sync::Arc, time::Duration};

/// Called before each attempt; may change the request, for example to sign it.
pub type RequestHook =
    Arc<dyn Fn(&mut HttpRequest, &'static OperationInfo) -> Result<(), InvalidRequest> + Send + Sync>;
/// Called after each attempt.
pub type ResponseHook = Arc<dyn Fn(&ResponseEvent<'_>) + Send + Sync>;
/// Called for everything in an answer that the document does not know.
pub type DriftHook = Arc<dyn Fn(&Drift, &'static OperationInfo) + Send + Sync>;

/// What became of an attempt.
#[non_exhaustive]
pub struct ResponseEvent<'a> {
    /// The operation.
    pub operation: &'static OperationInfo,
    /// Which attempt, from 1.
    pub attempt: u32,
    /// The status, if an answer came.
    pub status: Option<StatusCode>,
    /// The headers, if an answer came.
    pub headers: Option<&'a HeaderMap>,
    /// The body of an answer, decompressed, up to the limit of the call (`max_body`); none of a stream. It is as it came,
    /// and may hold secrets.
    pub body: Option<&'a [u8]>,
    /// What went wrong, if no answer came.
    pub error: Option<String>,
    /// The time the attempt took, up to the end of a body in memory.
    pub elapsed: Duration,
    /// The wait before the next attempt, if there will be one.
    pub retry_in: Option<Duration>,
}

impl fmt::Debug for ResponseEvent<'_> {
    /// Without the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseEvent")
            .field("operation", &self.operation.id)
            .field("attempt", &self.attempt)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("length", &self.body.map(<[u8]>::len))
            .field("error", &self.error)
            .field("elapsed", &self.elapsed)
            .field("retry_in", &self.retry_in)
            .finish()
    }
}

/// Something in an answer that the document does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// Where, as a JSON path like `$.data[0].new_field`.
    pub path: String,
    /// What it is.
    pub kind: DriftKind,
}

/// The kinds of drift.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that no model has.
    UnknownField,
    /// A field that is required and is missing, or null where it may not be that: its default stands for it, as JSON,
    /// or null where it may be that.
    MissingField(String),
    /// An enum value that is not listed, as JSON.
    UnknownValue(String),
}

/// The hooks of a client.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) before: Vec<RequestHook>,
    pub(crate) after: Vec<ResponseHook>,
    pub(crate) drift: Option<DriftHook>,
    pub(crate) log: Option<Log>,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Hooks({} before, {} after, drift: {})",
            self.before.len(),
            self.after.len(),
            self.drift.is_some()
        )
    }
}
