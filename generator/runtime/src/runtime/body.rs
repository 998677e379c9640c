//! Bodies on their way: requests that can be sent again, answers as streams of chunks.

use super::{RuntimeSend, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use std::{fmt, pin::Pin, sync::Arc};

/// The chunks of a body.
#[cfg(not(target_arch = "wasm32"))]
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;
/// The chunks of a body.
#[cfg(target_arch = "wasm32")]
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

/// A request body that is produced while it is sent.
pub trait BodySource: Send + Sync + fmt::Debug {
    /// The length in bytes, if it is known.
    fn length(&self) -> Option<u64>;

    /// Starts the body, from the beginning each time; `None` when it can be read once only and has been.
    fn open(&self) -> Option<ByteStream>;

    /// Whether `open` works more than once.
    fn is_replayable(&self) -> bool;
}

/// The body of a request.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum RequestBody {
    /// None.
    #[default]
    Empty,
    /// In memory.
    Bytes(Bytes),
    /// Produced while it is sent.
    Stream(Arc<dyn BodySource>),
}

impl RequestBody {
    /// The bytes, if they are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Empty | Self::Stream(_) => None,
        }
    }

    /// Whether a request of this method must say that it has no body: servers wait for one, or refuse what has no length.
    pub fn is_missing(&self, method: &http::Method) -> bool {
        let expected = [http::Method::POST, http::Method::PUT, http::Method::PATCH].contains(method);
        expected
            && match self {
                Self::Empty => true,
                Self::Bytes(bytes) => bytes.is_empty(),
                Self::Stream(_) => false,
            }
    }

    /// Whether the body can be sent a second time.
    pub fn is_replayable(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Stream(source) => source.is_replayable(),
        }
    }
}

impl fmt::Debug for RequestBody {
    /// Shows the size only: bodies hold what is nobody else's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Stream(source) => write!(f, "Stream({:?} bytes)", source.length()),
        }
    }
}

/// A stream of chunks from a function that gives the next one at once (it may block).
pub fn stream_from<F>(next: F) -> ByteStream
where
    F: FnMut() -> Option<Result<Bytes, TransportError>> + RuntimeSend + Unpin + 'static,
{
    Box::pin(FromFn(next))
}

struct FromFn<F>(F);

impl<F> Stream for FromFn<F>
where
    F: FnMut() -> Option<Result<Bytes, TransportError>> + Unpin,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready((self.0)())
    }
}
