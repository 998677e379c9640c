//! What every client must be able to do.

use std::hint::black_box;

/// Any error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What all clients authenticate with.
pub const KEY: &str = "sk-or-v1-0123456789abcdef";

/// A client, and how to do the task with it.
pub trait Side: Sized {
    /// A client of the server at `url`.
    ///
    /// # Errors
    /// It cannot be built.
    fn new(url: &str) -> Result<Self, BoxError>;

    /// Gets a page of guardrails; returns how many there were.
    fn list(&self) -> impl Future<Output = Result<usize, BoxError>>;

    /// Creates a guardrail; returns the length of its name.
    fn create(&self) -> impl Future<Output = Result<usize, BoxError>>;

    /// Decodes the body of a page of guardrails, as `list` does; returns how many there were.
    ///
    /// # Errors
    /// It is not one.
    fn decode(body: &[u8]) -> Result<usize, BoxError>;
}

/// A call.
#[derive(Debug, Clone, Copy)]
pub enum Call {
    /// [`Side::list`].
    List,
    /// [`Side::create`].
    Create,
}

/// Makes so many calls, one after the other.
pub(crate) async fn repeat<S: Side>(side: &S, call: Call, count: usize) -> Result<(), BoxError> {
    for _ in 0..count {
        black_box(match call {
            Call::List => side.list().await?,
            Call::Create => side.create().await?,
        });
    }
    Ok(())
}
