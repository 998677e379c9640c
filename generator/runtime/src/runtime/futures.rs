//! The few things about futures that the runtime needs, without a crate for them.

use std::{future::Future, pin::Pin, task::Poll};

/// A boxed future; `Send` wherever threads exist.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send` wherever threads exist.
#[cfg(not(target_arch = "wasm32"))]
pub trait RuntimeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send> RuntimeSend for T {}
/// `Send` wherever threads exist.
#[cfg(target_arch = "wasm32")]
pub trait RuntimeSend {}
#[cfg(target_arch = "wasm32")]
impl<T> RuntimeSend for T {}

/// The first of two futures to be ready; the other is dropped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Either<A, B> {
    First(A),
    Second(B),
}

/// Waits for `first` or `second`, asking `first` first; `second` is not even started where `first` never waits.
///
/// They are borrowed: a future that is moved into another takes its room twice.
pub(crate) fn race<A, B>(
    mut first: Pin<&mut impl Future<Output = A>>,
    mut second: Pin<&mut (impl Future<Output = B> + ?Sized)>,
) -> impl Future<Output = Either<A, B>> {
    std::future::poll_fn(move |context| {
        if let Poll::Ready(value) = first.as_mut().poll(context) {
            return Poll::Ready(Either::First(value));
        }
        second.as_mut().poll(context).map(Either::Second)
    })
}
