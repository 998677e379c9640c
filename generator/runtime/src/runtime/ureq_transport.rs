//! The blocking transport: ureq. Its futures are ready at once.

use super::{
    BodySource, BoxFuture, HttpRequest, HttpResponse, RequestBody, Transport, TransportError, TransportPhase,
    blocking::block_on, body::stream_from,
};
use bytes::Bytes;
use std::{
    fmt,
    future::poll_fn,
    io::{self, Read},
};
use ureq::{AsSendBody, SendBody};

/// How much of a body is read at once.
const PIECE: usize = 16 << 10;

/// Carries requests by ureq, blocking the thread.
pub struct UreqTransport(ureq::Agent);

impl UreqTransport {
    /// A transport with connections of its own.
    #[must_use]
    pub fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(256 << 10)
            .build();
        Self(config.new_agent())
    }

    /// A transport that uses an agent of yours. It should not follow redirects, nor make statuses errors.
    #[must_use]
    pub fn from_agent(agent: ureq::Agent) -> Self {
        Self(agent)
    }

    fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let HttpRequest { method, url, headers, body, connect_timeout, timeout } = request;
        let outgoing = match body {
            RequestBody::Empty => return self.run(method, &url, headers, (connect_timeout, timeout), ()),
            RequestBody::Bytes(bytes) => {
                return self.run(method, &url, headers, (connect_timeout, timeout), &*bytes);
            }
            RequestBody::Stream(source) => outgoing(&*source)?,
        };
        self.run(method, &url, headers, (connect_timeout, timeout), outgoing)
    }

    fn run(
        &self,
        method: http::Method,
        url: &str,
        headers: http::HeaderMap,
        (connect_timeout, timeout): (std::time::Duration, std::time::Duration),
        body: impl AsSendBody,
    ) -> Result<HttpResponse, TransportError> {
        let mut request = http::Request::builder().method(method).uri(url).body(body).map_err(|_| {
            TransportError::new(TransportPhase::Connect, "the URL is not one that can be sent")
        })?;
        *request.headers_mut() = headers;
        let request = self
            .0
            .configure_request(request)
            .timeout_connect(Some(connect_timeout))
            .timeout_global(Some(timeout))
            .allow_non_standard_methods(true)
            .build();
        let (head, body) =
            self.0.run(request).map_err(|error| convert(error, TransportPhase::Exchange))?.into_parts();
        let mut reader = body.into_with_config().limit(u64::MAX).reader();
        let body = stream_from(move || {
            let mut piece = vec![0; PIECE];
            match reader.read(&mut piece) {
                Ok(0) => None,
                Ok(count) => {
                    piece.truncate(count);
                    Some(Ok(Bytes::from(piece)))
                }
                Err(error) => Some(Err(convert(ureq::Error::from(error), TransportPhase::Body))),
            }
        });
        Ok(HttpResponse { status: head.status, headers: head.headers, body })
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        // Within the future, so that nothing happens before it is polled.
        Box::pin(async move { self.exchange(request) })
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UreqTransport")
    }
}

/// A request body that is produced while it is sent.
fn outgoing(source: &dyn BodySource) -> Result<SendBody<'static>, TransportError> {
    let mut stream = source.open().ok_or_else(|| {
        TransportError::new(TransportPhase::Exchange, "the body was sent already and cannot be read again")
    })?;
    let mut piece = Bytes::new();
    let reader = Source(move |buffer: &mut [u8]| {
        while piece.is_empty() {
            match block_on(poll_fn(|context| stream.as_mut().poll_next(context))) {
                None => return Ok(0),
                Some(Ok(next)) => piece = next,
                Some(Err(error)) => return Err(io::Error::other(error)),
            }
        }
        let taken = piece.split_to(piece.len().min(buffer.len()));
        for (target, byte) in buffer.iter_mut().zip(&taken) {
            *target = *byte;
        }
        Ok(taken.len())
    });
    Ok(match source.length() {
        Some(length) => SendBody::from_owned_reader(reader.take(length)),
        None => SendBody::from_owned_reader(reader),
    })
}

struct Source<F>(F);

impl<F: FnMut(&mut [u8]) -> io::Result<usize>> Read for Source<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (self.0)(buffer)
    }
}

/// Our error for one of ureq's. None of its texts names the URL but the one for a bad URI.
fn convert(error: ureq::Error, phase: TransportPhase) -> TransportError {
    use ureq::{Error, Timeout};
    let timed_out = matches!(error, Error::Timeout(_));
    let unsent = match &error {
        Error::Timeout(timeout) => matches!(timeout, Timeout::Connect | Timeout::Resolve),
        Error::HostNotFound | Error::ConnectionFailed | Error::Tls(_) => true,
        Error::Io(error) => error.kind() == io::ErrorKind::ConnectionRefused,
        Error::BadUri(_) => {
            return TransportError::new(TransportPhase::Connect, "the URL is not one that can be sent");
        }
        _ => false,
    };
    let converted = TransportError::new(if unsent { TransportPhase::Connect } else { phase }, error);
    if timed_out { converted.timed_out() } else { converted }
}
