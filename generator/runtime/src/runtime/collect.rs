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
    time::Duration,
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
            Reason::Broken(error) if error.phase() == TransportPhase::Encoding => {
                Failure::Decode(Box::new(response.decode_error(error.to_string())))
            }
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

/// The encodings that change a body. Servers write other words into the header, too, such as `utf-8`, which mean nothing.
const ENCODINGS: [&str; 9] =
    ["gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz"];

/// Undoes the content encoding where it is gzip; the headers then speak of the decompressed body. A body in any other one,
/// which was not asked for, is an error.
pub(crate) fn decompress(headers: &mut HeaderMap, body: ByteStream) -> ByteStream {
    let mut encodings = Vec::new();
    for value in headers.get_all(header::CONTENT_ENCODING) {
        for name in value.to_str().unwrap_or_default().split(',') {
            let known = ENCODINGS.iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
            // A few say it as well as thousands.
            if let Some(known) = known.filter(|_| encodings.len() < 4) {
                encodings.push(*known);
            }
        }
    }
    match encodings.as_slice() {
        [] => body,
        #[cfg(feature = "gzip")]
        ["gzip" | "x-gzip"] => {
            headers.remove(header::CONTENT_ENCODING);
            headers.remove(header::CONTENT_LENGTH);
            super::gzip::decompress(body)
        }
        others => {
            let problem = format!("`{}` was not asked for", others.join(", "));
            Box::pin(Refused { body, problem: Some(problem) })
        }
    }
}

/// A body in an encoding that cannot be undone. One without a byte is none.
struct Refused {
    body: ByteStream,
    /// Gone when it was told.
    problem: Option<String>,
}

impl Stream for Refused {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.problem.is_none() {
            return Poll::Ready(None);
        }
        loop {
            return Poll::Ready(match std::task::ready!(this.body.as_mut().poll_next(context)) {
                Some(Ok(bytes)) if bytes.is_empty() => continue,
                Some(Ok(_)) => this
                    .problem
                    .take()
                    .map(|problem| Err(TransportError::new(TransportPhase::Encoding, problem))),
                other => other,
            });
        }
    }
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
    silent: Option<Duration>,
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
                        clock.sleep(limit.saturating_sub(clock.now().saturating_sub(silent)))
                    })
                    .as_mut()
                    .poll(context)
            );
            this.timer = None;
            if clock.now().saturating_sub(silent) >= limit {
                this.ended = true;
                let error = TimeoutError::new(TimeoutKind::Idle, limit);
                return Poll::Ready(Some(Err(TransportError::new(TransportPhase::Body, error).timed_out())));
            }
        }
    }
}
