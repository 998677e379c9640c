//! Blocking calls: the same futures, driven on the calling thread.

use super::{Blocking, Error, Operation, Request, Response};
use std::{
    future::Future,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::Thread,
};

struct Unpark(Thread);

impl Wake for Unpark {
    #[inline]
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread until it is ready.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

impl<O: Operation, A> Request<O, Blocking, A> {
    /// Sends the request and waits; the answer comes with its status and headers.
    ///
    /// # Errors
    /// The call failed.
    pub fn send(self) -> Result<Response<O::Output>, Error> {
        block_on(self.start())
    }

    /// Sends the request and waits for the decoded value.
    ///
    /// # Errors
    /// The call failed.
    pub fn call(self) -> Result<O::Output, Error> {
        self.send().map(Response::into_inner)
    }
}
