//! `ApiError`: an error answer of the server, with all of its context.

use super::{RawResponse, Secret, answer, raw_response, redact::redact};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// An answer with an error status, or with a status that the document does not list.
pub struct ApiError<E> {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    message: String,
    attempts: u32,
    /// What was used to authenticate, so that no message repeats it.
    secrets: Vec<Secret>,
    body: E,
}

impl<E> ApiError<E> {
    /// An error answer with its body: what a call makes of a response, and what a test can make by
    /// [`RawResponse::buffered`].
    pub fn new(mut response: RawResponse, body: E) -> Self {
        let message = response.error_message();
        let attempts = response.attempts();
        let secrets = response.take_secrets();
        let (status, headers, bytes) = response.into_buffered();
        Self { status, headers, bytes, message, attempts, secrets, body }
    }

    /// The same with the body as it came.
    #[must_use]
    pub fn with_unknown_body(self) -> ApiError<UnknownBody> {
        let body = UnknownBody {
            bytes: self.bytes.clone(),
            shown: raw_response::shown(&self.bytes, &self.secrets),
            decode_failure: None,
        };
        let Self { status, headers, bytes, message, attempts, secrets, .. } = self;
        ApiError { status, headers, bytes, message, attempts, secrets, body }
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

    /// The body as the document describes it for this status.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The body, taken out.
    pub fn into_body(self) -> E {
        self.body
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

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = if f.alternate() { format!("{:#?}", self.body) } else { format!("{:?}", self.body) };
        let body = redact(&body, &self.secrets);
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("message", &self.message)
            .field("request_id", &self.shown_request_id())
            .field("attempts", &self.attempts)
            .field("body", &format_args!("{body}"))
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        if let Some(id) = self.shown_request_id() {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}

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
    pub fn undecodable(response: &RawResponse, failure: &super::DecodeError) -> Self {
        Self { decode_failure: Some(failure.to_string()), ..Self::of(response) }
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
        serde_json::from_slice(&self.bytes).ok()
    }

    /// The body as what the document says it is.
    ///
    /// # Errors
    /// It is no JSON of a `T`.
    pub fn decode<T: serde::de::DeserializeOwned>(&self) -> Result<T, super::DecodeError> {
        super::from_json(&self.bytes)
    }

    /// Why the documented body could not be decoded, if there is a documented one.
    pub fn decode_failure(&self) -> Option<&str> {
        self.decode_failure.as_deref()
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
