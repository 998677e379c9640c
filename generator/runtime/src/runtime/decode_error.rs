//! `DecodeError`: an answer that is not what the document says.

use super::{
    Secret,
    answer::{has_no_content, request_id},
    excerpt::{excerpt, message as shown},
    json_lenient, json_path,
    redact::redact_excerpt,
};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// How deep JSON may be nested: as deep as `serde_json` follows.
pub(crate) const MAX_DEPTH: usize = 127;

pub(crate) fn too_deep() -> String {
    format!("nested deeper than {MAX_DEPTH} levels")
}

/// An answer that could not be decoded. What came is kept: a call that the server carried out still tells what it did.
#[derive(Clone)]
pub struct DecodeError {
    message: String,
    path: String,
    excerpt: String,
    answer: Option<Box<Answer>>,
}

/// The answer as it came.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    /// For people to read.
    pub(crate) request_id: Option<String>,
}

impl DecodeError {
    /// A failure in words, with what the body looks like.
    pub fn new(message: impl Into<String>, body: &[u8]) -> Self {
        Self {
            message: shown(&message.into()),
            path: "$".to_owned(),
            excerpt: excerpt(body, 0),
            answer: None,
        }
    }

    /// A failure of `serde_json`, with the place in the body that it stopped at.
    #[must_use]
    pub fn json(body: &[u8], error: &serde_json::Error) -> Self {
        let offset = json_path::offset_of(body, error.line(), error.column());
        // The error's text ends with a line and column, which the path replaces.
        let text = error.to_string();
        let message = match text.match_indices(" at line ").last() {
            Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
            None => text,
        };
        Self::at(body, offset, message)
    }

    /// A failure at a place in the body.
    fn at(body: &[u8], offset: usize, message: impl Into<String>) -> Self {
        Self {
            message: shown(&message.into()),
            path: shown(&json_path::path_at(body, offset)),
            excerpt: excerpt(body, offset),
            answer: None,
        }
    }

    /// The same with the answer that it is about.
    pub(crate) fn about(mut self, answer: Answer) -> Self {
        self.answer = Some(Box::new(answer));
        self
    }

    /// The same without secrets, in case that the server echoed what we authenticated with.
    pub(crate) fn without(mut self, secrets: &[Secret]) -> Self {
        for text in [&mut self.excerpt, &mut self.message, &mut self.path] {
            *text = redact_excerpt(text, secrets);
        }
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where, as a JSON path like `$.data[3].name`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body around that place.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// The status of the answer; none of an item of a stream.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        Some(self.answer.as_ref()?.status)
    }

    /// The headers of the answer; none of an item of a stream.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.answer.as_ref()?.headers)
    }

    /// The body as it came, or what there is of it; empty of an item of a stream. A server that echoes credentials has
    /// them in here, and in no message.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.answer.as_ref().map_or(&[], |answer| &answer.bytes)
    }

    /// Whether the call succeeded with an answer that never has a body (204 and 205), where the document promises one
    /// for every success: all was done, and there is nothing to decode.
    #[must_use]
    pub fn is_no_content(&self) -> bool {
        self.status().is_some_and(has_no_content)
    }

    /// The server's id of the request, if it sent one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.answer.as_ref()?.headers)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = self.answer.as_deref();
        f.debug_struct("DecodeError")
            .field("message", &self.message)
            .field("path", &self.path)
            .field("excerpt", &self.excerpt)
            .field("status", &self.status())
            .field("request_id", &answer.and_then(|answer| answer.request_id.as_deref()))
            .field("length", &answer.map(|answer| answer.bytes.len()))
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot decode the answer: {} at {}", self.message, self.path)?;
        if !self.excerpt.is_empty() {
            write!(f, " in `{}`", self.excerpt)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}

/// Decodes JSON text.
///
/// # Errors
/// It is not the JSON of a `T`; the error says where, and shows an excerpt.
pub fn from_json<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    // A byte order mark is not JSON, but common.
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    // Checked for all of it at once, which takes less than string by string (RFC 8259, section 8.1: JSON is UTF-8).
    let problem = match std::str::from_utf8(body) {
        Ok(text) => match serde_json::from_str(text) {
            Ok(value) => return Ok(value),
            Err(error) => Problem::Json(error),
        },
        Err(error) => Problem::Utf8(error),
    };
    let Some(relaxed) = relaxed(body) else { return Err(problem.into_error(body)) };
    match serde_json::from_str(&relaxed) {
        Ok(value) => Ok(value),
        Err(_) => Err(problem.into_error(body)),
    }
}

/// Why a body could not be read as it came. What is done then is the same for all types, and compiled once.
enum Problem {
    Json(serde_json::Error),
    Utf8(std::str::Utf8Error),
}

impl Problem {
    #[cold]
    fn into_error(self, body: &[u8]) -> DecodeError {
        if json_path::is_deeper(body, MAX_DEPTH) {
            return DecodeError::new(too_deep(), body);
        }
        match self {
            Self::Json(error) => DecodeError::json(body, &error),
            Self::Utf8(error) => DecodeError::at(body, error.valid_up_to(), "invalid UTF-8"),
        }
    }
}

/// The text for a second reading, if there is one.
#[cold]
fn relaxed(body: &[u8]) -> Option<String> {
    if json_path::is_deeper(body, MAX_DEPTH) {
        return None;
    }
    json_lenient::relaxed(body).and_then(|text| String::from_utf8(text).ok())
}
