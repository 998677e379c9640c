//! `ApiError`: an error answer of the server, with all of its context.

use super::{DecodeError, OperationInfo, RawResponse, Secret, answer, raw_response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// An answer with an error status, or with a status that the document does not list; or an error that came as an event of
/// a stream: status and headers are those of the answer then, and the body is the event's data.
pub struct ApiError {
    /// The id of the operation; none of an answer that a test has made.
    operation: Option<&'static str>,
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    message: String,
    attempts: u32,
    /// It came as an item of a stream.
    in_stream: bool,
    /// What was used to authenticate, so that no message repeats it.
    secrets: Vec<Secret>,
}

/// What the error answers of an operation hold: an enum with a variant for each status that the document lists.
pub trait OperationError: Sized {
    /// The id of the operation; empty for any.
    const OPERATION: &'static str;

    /// Decodes an error answer; one that is not what the document says into the variant for that.
    fn decode(response: &RawResponse) -> Self;

    /// Any other answer.
    fn other(body: UnknownBody) -> Self;

    /// The variant of a body that was read, or `other` if it is not what the document says.
    fn of<T>(response: &RawResponse, read: Result<T, DecodeError>, variant: fn(T) -> Self) -> Self {
        match read {
            Ok(body) => variant(body),
            Err(error) => Self::other(UnknownBody::undecodable(response, &error)),
        }
    }
}

impl ApiError {
    /// An error answer with this status and body, for a test of code that handles it; a status that HTTP does not have
    /// is 500. One with headers is made of a [`RawResponse`].
    #[must_use]
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        RawResponse::buffered(status, HeaderMap::new(), body).into()
    }

    /// The error that a server sends in place of an item of a stream.
    #[allow(dead_code, reason = "only streams of events have it")]
    pub(crate) fn in_stream(response: RawResponse) -> Self {
        Self { in_stream: true, ..Self::from(response) }
    }

    /// The same as the answer to an operation.
    pub(crate) fn of(mut self, operation: &OperationInfo) -> Self {
        self.operation = Some(operation.id);
        self
    }

    /// The server's id of the request as it may be shown.
    fn shown_request_id(&self) -> Option<String> {
        raw_response::shown_request_id(&self.headers, &self.secrets)
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as the document describes it for this status: `match error.body()` with the patterns of the operation's
    /// own enum. That of another operation is `Other`, and so is what the document does not describe;
    /// [`UnknownBody`] takes the body of any. As [`bytes`](Self::bytes), it holds what a server echoes of credentials.
    pub fn body<E: OperationError>(&self) -> E {
        let response = self.response();
        match self.operation {
            Some(asked) if asked != E::OPERATION && !E::OPERATION.is_empty() => {
                E::other(UnknownBody::foreign(&response, asked, E::OPERATION))
            }
            _ => E::decode(&response),
        }
    }

    /// The answer once more.
    fn response(&self) -> RawResponse {
        let mut response = RawResponse::buffered(self.status, self.headers.clone(), self.bytes.clone());
        response.set_secrets(self.secrets.clone());
        response
    }

    /// The body as it came: a server that echoes credentials has them in here, and in no message.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The server's message, found in the usual places of a JSON body, or else the beginning of the body. Credentials
    /// that it repeats are left out.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The server's id of the request, if it sent one.
    pub fn request_id(&self) -> Option<&str> {
        answer::request_id(&self.headers)
    }

    /// How many requests were sent for this call.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl From<RawResponse> for ApiError {
    fn from(mut response: RawResponse) -> Self {
        let message = response.error_message();
        let attempts = response.attempts();
        let secrets = response.take_secrets();
        let (status, headers, bytes) = response.into_buffered();
        Self { operation: None, status, headers, bytes, message, attempts, in_stream: false, secrets }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("message", &self.message)
            .field("request_id", &self.shown_request_id())
            .field("attempts", &self.attempts)
            // Only the operation's type knows which members of the body are secrets.
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.in_stream {
            f.write_str("the server sent an error event")?;
        } else {
            write!(f, "{}", self.status)?;
        }
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        if let Some(id) = self.shown_request_id() {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

/// An error body that the document does not describe, or that is not what it describes.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownBody {
    bytes: Bytes,
    /// What `Debug` shows of it.
    shown: String,
    decode_failure: Option<String>,
}

impl UnknownBody {
    /// The body of a response, undecoded.
    pub fn of(response: &RawResponse) -> Self {
        Self { bytes: response.bytes().clone(), shown: response.shown(), decode_failure: None }
    }

    /// The body of a response that did not decode.
    pub fn undecodable(response: &RawResponse, failure: &DecodeError) -> Self {
        Self { decode_failure: Some(failure.to_string()), ..Self::of(response) }
    }

    /// The answer to one operation, read as that of another.
    #[cold]
    fn foreign(response: &RawResponse, asked: &str, read: &str) -> Self {
        let failure = format!("this is an answer to `{asked}`, not to `{read}`");
        Self { decode_failure: Some(failure), ..Self::of(response) }
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The body as text.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// The body as JSON, if it is.
    pub fn json(&self) -> Option<serde_json::Value> {
        super::json_tree::from_utf8(&self.bytes).ok()
    }

    /// The body as what the document says it is.
    ///
    /// # Errors
    /// It is no JSON of a `T`.
    pub fn decode<T: serde::de::DeserializeOwned>(&self) -> Result<T, DecodeError> {
        super::from_json(&self.bytes)
    }

    /// Why the documented body could not be decoded, if there is a documented one, or that it was read as the body of
    /// another operation.
    pub fn decode_failure(&self) -> Option<&str> {
        self.decode_failure.as_deref()
    }
}

impl OperationError for UnknownBody {
    const OPERATION: &'static str = "";

    fn decode(response: &RawResponse) -> Self {
        Self::of(response)
    }

    fn other(body: Self) -> Self {
        body
    }
}

impl fmt::Debug for UnknownBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownBody")
            .field("text", &self.shown)
            .field("decode_failure", &self.decode_failure)
            .finish_non_exhaustive()
    }
}
