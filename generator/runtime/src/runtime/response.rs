//! `Response`: a decoded success with its status, headers and bytes.

use super::{Checks, RawResponse};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::{
    fmt,
    ops::{Deref, DerefMut},
};

/// A successful answer. Dereferences to its value.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    attempts: u32,
    /// The limits of the answer that its type does not know.
    limits: fn(&T, &mut Checks),
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, raw: RawResponse, limits: fn(&T, &mut Checks)) -> Self {
        let attempts = raw.attempts();
        let (status, headers, bytes) = raw.into_buffered();
        Self { value, status, headers, bytes, attempts, limits }
    }

    /// The decoded body.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded body, taken out.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came; empty for streams.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The server's id of the request, if it sent one.
    pub fn request_id(&self) -> Option<&str> {
        super::answer::request_id(&self.headers)
    }

    /// How many requests were sent for this call.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Notes what breaks them.
    #[allow(dead_code, reason = "only crates that check answers ask for it")]
    pub(crate) fn note_limits(&self, checks: &mut Checks) {
        (self.limits)(&self.value, checks);
    }

    /// The same answer with its value converted.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U> {
        let Self { value, status, headers, bytes, attempts, .. } = self;
        // They are those of the whole answer.
        Response { value: convert(value), status, headers, bytes, attempts, limits: |_, _| () }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("bytes", &self.bytes)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
