//! The guardrails service on 127.0.0.1: real HTTP/1.1, state in memory, every request kept for assertions.
//!
//! It is written from the document, not with the generated crate, so that the two check each other.

mod canned;
mod checks;
mod http;
mod pages;
mod recorded;
mod service;
mod state;

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

pub use canned::Canned;
pub use recorded::Recorded;
pub use service::{BASE_PATH, MANAGEMENT_KEY, ORDINARY_KEY};
pub use state::DEFAULT_WORKSPACE;

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections of a server share.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<state::State>,
    requests: Mutex<Vec<Recorded>>,
    canned: Mutex<VecDeque<Canned>>,
    always: Mutex<Option<Canned>>,
}

impl Server {
    /// Starts a server on a free port, on a thread of its own: async and blocking clients use it alike.
    ///
    /// # Errors
    /// No port can be had, or no thread.
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_io().build()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let (stop, stopped) = oneshot::channel();
        let for_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("guardrails service".to_owned())
            .spawn(move || runtime.block_on(http::serve(listener, for_thread, stopped)))?;
        Ok(Self { address, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// The base URL of the API.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("{}{BASE_PATH}", self.origin())
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far, in the order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.shared.requests).clone()
    }

    /// The requests since the last call of this.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Recorded> {
        std::mem::take(&mut lock(&self.shared.requests))
    }

    /// Answers the next request that has no such answer yet with this, whatever it asks for.
    pub fn answer_next(&self, answer: Canned) {
        lock(&self.shared.canned).push_back(answer);
    }

    /// Answers all requests with this from now on: a server that only records.
    pub fn answer_always(&self, answer: Canned) {
        *lock(&self.shared.always) = Some(answer);
    }

    /// Stops checking the bodies against the document's constraints, as a server with newer rules would.
    pub fn accept_anything(&self) {
        lock(&self.shared.state).lenient = true;
    }

    /// Gives no more than this many records in a page, whatever `limit` says.
    pub fn clamp_pages_to(&self, records: usize) {
        lock(&self.shared.state).largest_page = Some(records);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may be gone already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The lock, also after a panic elsewhere: the test that panicked has failed anyway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
