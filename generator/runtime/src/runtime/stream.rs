//! Open bodies: downloads, and what can go wrong on any stream.

use super::{
    ByteStream, DecodeError, Error, RawResponse, TimeoutError, TransportError, TransportPhase,
    excerpt::message,
};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

/// Why a stream failed. The call that opened it had succeeded.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection broke.
    Transport(Box<TransportError>),
    /// Nothing came for too long.
    Timeout(Box<TransportError>),
    /// An item is not what the document says.
    Decode(Box<DecodeError>),
    /// The server sent an error event.
    Event {
        /// The event's data.
        data: String,
    },
    /// More came than may be held in memory.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) | Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Event { data } => write!(f, "the server sent an error event: {}", message(data)),
            Self::TooLarge { limit } => write!(f, "more than {limit} bytes came at once"),
        }
    }
}

impl std::error::Error for StreamError {}

impl From<TransportError> for StreamError {
    fn from(error: TransportError) -> Self {
        match error.phase() {
            _ if error.is_timeout() => Self::Timeout(Box::new(error)),
            TransportPhase::Encoding => Self::Decode(Box::new(DecodeError::new(error.to_string(), b""))),
            _ => Self::Transport(Box::new(error)),
        }
    }
}

impl From<DecodeError> for StreamError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

impl From<StreamError> for Error {
    fn from(error: StreamError) -> Self {
        match error {
            StreamError::Timeout(error) => match error.inner().downcast_ref::<TimeoutError>() {
                Some(passed) => Self::Timeout(*passed),
                None => Self::Transport(error),
            },
            StreamError::Transport(error) => Self::Transport(error),
            StreamError::Decode(error) => Self::Decode(error),
            StreamError::Event { .. } | StreamError::TooLarge { .. } => {
                DecodeError::new(error.to_string(), b"").into()
            }
        }
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
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next piece, blocking the thread.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<Bytes, StreamError>> {
        super::blocking::block_on(self.next())
    }

    /// The whole rest, of at most `limit` bytes.
    ///
    /// # Errors
    /// The stream failed or is longer.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if all.len().saturating_add(piece.len()) > limit {
                return Err(StreamError::TooLarge { limit });
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }
}

impl Stream for Download {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let item = std::task::ready!(self.body.as_mut().poll_next(context));
        self.ended = !matches!(item, Some(Ok(_)));
        Poll::Ready(item.map(|piece| piece.map_err(StreamError::from)))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("length", &self.length).finish_non_exhaustive()
    }
}

impl RawResponse {
    /// The body as a download.
    pub fn download(&mut self) -> Download {
        let length = self.headers().get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length = length.and_then(|text| text.parse().ok());
        Download { body: self.take_stream(), length, ended: false }
    }
}
