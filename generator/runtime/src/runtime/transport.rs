//! `Transport`: what carries requests, and the plain request and answer that it carries.

use super::{BoxFuture, ByteStream, RequestBody, TransportError, stream_from};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::{fmt, time::Duration};

/// Carries one request and gives back the answer, once. Retries, deadlines and credentials are not its business.
///
/// It must not follow redirects: that would carry credentials to places nobody asked for.
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends a request. Dropping the future must stop the exchange.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}

/// A request as it goes out.
#[derive(Clone)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The URL; may hold a key, so `Debug` leaves out its query.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: RequestBody,
    /// How long to wait for the connection; `None` is for ever.
    pub connect_timeout: Option<Duration>,
    /// How long this attempt may take, for transports that block; others are cancelled from outside.
    pub timeout: Option<Duration>,
    /// Whether the answer may be handed out while it comes. Then `timeout` holds until its headers are there, and a
    /// transport that blocks must not block while the body is waited for, so that it can be cancelled from outside.
    pub streamed: bool,
}

impl HttpRequest {
    /// The URL without its query, for logs.
    pub fn url_without_query(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url_without_query())
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// An answer as it comes in.
pub struct HttpResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, with no content encoding undone.
    pub body: ByteStream,
}

impl HttpResponse {
    /// An answer whose body is in memory, as a transport of yours gives one.
    pub fn buffered(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        let mut body = Some(body.into());
        Self { status, headers, body: stream_from(move || body.take().map(Ok)) }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}
