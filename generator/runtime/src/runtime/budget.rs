//! The retry budget: a client whose server keeps failing must not multiply the load.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// All amounts are in tenths of a retry. Retries that can be made at once after a quiet time:
const CAPACITY: u32 = 400;
/// What each call adds: one retry for ten calls in the long run.
const DEPOSIT: u32 = 1;
const RETRY: u32 = 10;

/// A token bucket that all calls of a client share.
#[derive(Debug)]
pub(crate) struct RetryBudget(AtomicU32);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl RetryBudget {
    /// Notes a call.
    pub(crate) fn deposit(&self) {
        // While it is full, as it mostly is, nothing is written that other threads would have to fetch.
        let added = |tokens| (tokens < CAPACITY).then(|| tokens + DEPOSIT);
        let _ = self.0.fetch_update(Relaxed, Relaxed, added);
    }

    /// Takes the token for one retry, if there is one.
    pub(crate) fn withdraw(&self) -> bool {
        self.0.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(RETRY)).is_ok()
    }
}
