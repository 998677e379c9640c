//! Bodies of answers that are handed out while they come: read on a thread of their own, since ureq blocks.
//!
//! Whoever waits for the next piece can then give up, which is what the limit for silent streams is made of. The thread
//! of a stream that is dropped ends with the next piece, or with the connection.

use super::{ByteStream, TransportError, TransportPhase};
use bytes::Bytes;
use futures_core::Stream;
use std::{
    io::Read,
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    thread,
};

/// How much of a body is read at once.
const PIECE: usize = 16 << 10;

type Item = Result<Bytes, TransportError>;

/// The next piece of a body, or `None` at its end. `convert` makes errors of what `read` fails with.
pub(crate) fn next_piece(
    reader: &mut impl Read,
    convert: impl FnOnce(std::io::Error) -> TransportError,
) -> Option<Item> {
    let mut piece = vec![0; PIECE];
    match reader.read(&mut piece) {
        Ok(0) => None,
        Ok(count) => {
            piece.truncate(count);
            Some(Ok(Bytes::from(piece)))
        }
        Err(error) => Some(Err(convert(error))),
    }
}

/// The pieces that `next` gives, each asked for on a thread of the stream's own.
pub(crate) fn on_a_thread(
    mut next: impl FnMut() -> Option<Item> + Send + 'static,
) -> Result<ByteStream, TransportError> {
    let pipe = Arc::new(Pipe::default());
    let writer = Arc::clone(&pipe);
    thread::Builder::new()
        .name("streamed body".to_owned())
        .spawn(move || {
            let _end = End(&writer);
            while let Some(item) = next() {
                let failed = item.is_err();
                if !writer.put(item) || failed {
                    break;
                }
            }
        })
        .map_err(|error| TransportError::new(TransportPhase::Body, error))?;
    Ok(Box::pin(Pieces(pipe)))
}

/// What both ends share: at most one piece is read ahead.
#[derive(Default)]
struct Pipe {
    state: Mutex<State>,
    taken: Condvar,
}

#[derive(Default)]
struct State {
    item: Option<Item>,
    /// Nothing more is written.
    ended: bool,
    /// Nothing more is read.
    dropped: bool,
    waker: Option<Waker>,
}

impl Pipe {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a piece over once the one before is taken; false if nobody wants it any more.
    fn put(&self, item: Item) -> bool {
        let mut state = self
            .taken
            .wait_while(self.state(), |state| state.item.is_some() && !state.dropped)
            .unwrap_or_else(PoisonError::into_inner);
        if state.dropped {
            return false;
        }
        state.item = Some(item);
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        true
    }
}

/// Ends the stream when the thread does, however it does.
struct End<'a>(&'a Pipe);

impl Drop for End<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.ended = true;
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
    }
}

struct Pieces(Arc<Pipe>);

impl Stream for Pieces {
    type Item = Item;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let mut state = self.0.state();
        if let Some(item) = state.item.take() {
            self.0.taken.notify_one();
            return Poll::Ready(Some(item));
        }
        if state.ended {
            return Poll::Ready(None);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        self.0.state().dropped = true;
        self.0.taken.notify_one();
    }
}
