//! Open bodies: downloads, and what is common to all streams.

use super::{ByteStream, DecodeError, Error, RawResponse, TimeoutError, TransportError, TransportPhase};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

/// The error of a stream that broke, or was silent for too long; the call that opened it had succeeded.
#[inline]
pub(crate) fn broken(error: TransportError) -> Error {
    if let Some(passed) = error.inner().downcast_ref::<TimeoutError>() {
        return (*passed).into();
    }
    match error.phase() {
        TransportPhase::Encoding => DecodeError::new(error.to_string(), b"").into(),
        _ => error.into(),
    }
}

/// More came than may be held in memory.
#[inline]
pub(crate) fn too_large(limit: usize) -> Error {
    DecodeError::new(format!("more than {limit} bytes came at once"), b"").into()
}

/// The rest of a stream as an iterator, which blocks the thread: `for item in stream`.
#[cfg(feature = "blocking")]
#[must_use = "iterators do nothing unless they are asked"]
#[derive(Debug)]
pub struct Blocked<S>(pub(crate) S);

#[cfg(feature = "blocking")]
impl<S: Stream + Unpin> Iterator for Blocked<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        super::blocking::block_on(poll_fn(|context| Pin::new(&mut self.0).poll_next(context)))
    }
}

/// A body that is read piece by piece.
#[must_use = "streams do nothing unless polled"]
pub struct Download {
    body: ByteStream,
    length: Option<u64>,
    ended: bool,
}

impl Download {
    /// The length in bytes, if the server says so and did not compress.
    #[must_use]
    #[inline]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next piece, blocking the thread.
    #[cfg(feature = "blocking")]
    #[inline]
    pub fn next_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        super::blocking::block_on(self.next())
    }

    /// The whole rest, of at most `limit` bytes.
    ///
    /// # Errors
    /// The stream failed or is longer.
    #[inline]
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if all.len().saturating_add(piece.len()) > limit {
                return Err(too_large(limit));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// The whole rest, of at most `limit` bytes, blocking the thread.
    ///
    /// # Errors
    /// As [`Self::collect`].
    #[cfg(feature = "blocking")]
    #[inline]
    pub fn collect_blocking(self, limit: usize) -> Result<Bytes, Error> {
        super::blocking::block_on(self.collect(limit))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let item = std::task::ready!(self.body.as_mut().poll_next(context));
        self.ended = !matches!(item, Some(Ok(_)));
        Poll::Ready(item.map(|piece| piece.map_err(broken)))
    }
}

#[cfg(feature = "blocking")]
impl IntoIterator for Download {
    type Item = Result<Bytes, Error>;
    type IntoIter = Blocked<Self>;

    #[inline]
    fn into_iter(self) -> Blocked<Self> {
        Blocked(self)
    }
}

impl fmt::Debug for Download {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("length", &self.length).finish_non_exhaustive()
    }
}

impl RawResponse {
    /// The body as a download.
    #[inline]
    pub fn download(&mut self) -> Download {
        let length = self.headers().get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length = length.and_then(|text| text.parse().ok());
        Download { body: self.take_stream(), length, ended: false }
    }
}
