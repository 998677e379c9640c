//! Receiving bodies: decompressing, collecting into memory up to a limit, and minding silent streams.

use super::{
    BoxFuture, ByteStream, Clock, RawResponse, TimeoutError, TimeoutKind, TransportError, TransportPhase,
    error::Failure,
};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, header};
use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// A body that could not be collected, with what there was of it.
#[derive(Debug)]
pub(crate) struct Cut {
    pub(crate) bytes: Bytes,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    TooLarge(usize),
    Broken(TransportError),
}

impl Cut {
    /// `response` has what there was of the body.
    pub(crate) fn into_failure(self, response: &RawResponse) -> Failure {
        match self.reason {
            Reason::Broken(error) => error.into(),
            Reason::TooLarge(limit) => {
                let message = format!("the body is longer than {limit} bytes");
                Failure::Decode(Box::new(response.decode_error(message)))
            }
        }
    }
}

/// Collects a body of at most `limit` bytes.
pub(crate) async fn collect(mut body: ByteStream, limit: usize) -> Result<Bytes, Box<Cut>> {
    let mut first: Option<Bytes> = None;
    let mut rest = BytesMut::new();
    let reason = loop {
        match poll_fn(|context| body.as_mut().poll_next(context)).await {
            None => match first {
                // Most bodies are one chunk and need no copy.
                Some(first) => return Ok(first),
                None => return Ok(rest.freeze()),
            },
            Some(Err(error)) => break Reason::Broken(error),
            Some(Ok(chunk)) => {
                let length = first.as_ref().map_or(rest.len(), Bytes::len);
                let room = limit.saturating_sub(length);
                let too_large = chunk.len() > room;
                let chunk = if too_large { chunk.slice(..room) } else { chunk };
                if length == 0 {
                    first = Some(chunk);
                } else {
                    if let Some(first) = first.take() {
                        rest.extend_from_slice(&first);
                    }
                    rest.extend_from_slice(&chunk);
                }
                if too_large {
                    break Reason::TooLarge(limit);
                }
            }
        }
    };
    Err(Box::new(Cut { bytes: first.unwrap_or_else(|| rest.freeze()), reason }))
}

/// Undoes the content encoding where it is gzip; the headers then speak of the decompressed body.
pub(crate) fn decompress(headers: &mut HeaderMap, body: ByteStream) -> ByteStream {
    let is_gzip = headers
        .get(header::CONTENT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| matches!(value.trim().to_ascii_lowercase().as_str(), "gzip" | "x-gzip"));
    if !is_gzip || cfg!(not(feature = "gzip")) {
        return body;
    }
    headers.remove(header::CONTENT_ENCODING);
    headers.remove(header::CONTENT_LENGTH);
    #[cfg(feature = "gzip")]
    let body = super::gzip::decompress(body);
    body
}

/// The same stream, failing when nothing comes for too long, if there is such a limit.
pub(crate) fn idle(body: ByteStream, limit: Option<Duration>, clock: Arc<dyn Clock>) -> ByteStream {
    match limit {
        Some(limit) => Box::pin(Idle { body, limit, clock, timer: None, silent: None, ended: false }),
        None => body,
    }
}

struct Idle {
    body: ByteStream,
    limit: Duration,
    clock: Arc<dyn Clock>,
    /// Goes on while pieces come, and is set anew only when it ends: some clocks have a thread for each.
    timer: Option<BoxFuture<'static, ()>>,
    /// Since when nothing came.
    silent: Option<Instant>,
    ended: bool,
}

impl Stream for Idle {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.ended {
            return Poll::Ready(None);
        }
        if let Poll::Ready(item) = this.body.as_mut().poll_next(context) {
            this.silent = None;
            this.ended = !matches!(item, Some(Ok(_)));
            return Poll::Ready(item);
        }
        let (clock, limit) = (&this.clock, this.limit);
        let silent = *this.silent.get_or_insert_with(|| clock.now());
        loop {
            std::task::ready!(
                this.timer
                    .get_or_insert_with(|| {
                        clock.sleep(limit.saturating_sub(clock.now().saturating_duration_since(silent)))
                    })
                    .as_mut()
                    .poll(context)
            );
            this.timer = None;
            if clock.now().saturating_duration_since(silent) >= limit {
                this.ended = true;
                let error = TimeoutError::new(TimeoutKind::Idle, limit);
                return Poll::Ready(Some(Err(TransportError::new(TransportPhase::Body, error).timed_out())));
            }
        }
    }
}
