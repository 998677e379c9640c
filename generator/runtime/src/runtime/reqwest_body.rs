//! Bodies between reqwest and the runtime.

use super::{BodySource, ByteStream, TransportError, TransportPhase, reqwest_error::convert};
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

/// The body of an answer as a stream of chunks.
pub(crate) struct Incoming(pub(crate) reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                None => None,
                Some(Err(error)) => Some(Err(convert(error).in_phase(TransportPhase::Body))),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => Some(Ok(bytes)),
                    // Trailers say nothing to us.
                    Err(_) => continue,
                },
            });
        }
    }
}

/// A request body that is produced while it is sent.
pub(crate) fn outgoing(source: &dyn BodySource) -> Result<reqwest::Body, TransportError> {
    let stream = source.open().ok_or_else(|| {
        TransportError::new(TransportPhase::Exchange, "the body was sent already and cannot be read again")
    })?;
    Ok(reqwest::Body::wrap(Outgoing { stream: Mutex::new(stream), length: source.length() }))
}

struct Outgoing {
    /// The lock is never contended; it is there because reqwest wants bodies to be `Sync`.
    stream: Mutex<ByteStream>,
    length: Option<u64>,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let stream = self.stream.get_mut().unwrap_or_else(PoisonError::into_inner);
        stream.as_mut().poll_next(context).map(|item| item.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
