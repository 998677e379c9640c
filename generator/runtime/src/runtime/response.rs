//! `Response`: a decoded success with its status, headers and bytes.

use super::RawResponse;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::ops::{Deref, DerefMut};

/// A successful answer. Dereferences to its value.
#[derive(Debug, Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, raw: RawResponse) -> Self {
        let attempts = raw.attempts();
        let (status, headers, bytes) = raw.into_buffered();
        Self { value, status, headers, bytes, attempts }
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

    /// The same answer with its value converted.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U> {
        let Self { value, status, headers, bytes, attempts } = self;
        Response { value: convert(value), status, headers, bytes, attempts }
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
