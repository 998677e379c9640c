//! The retry budget: a client whose server keeps failing must not multiply the load.

use std::sync::{Mutex, PoisonError};

/// Retries that can be made at once after a quiet time.
const CAPACITY: f64 = 40.0;
/// What each call adds: one retry for ten calls in the long run.
const DEPOSIT: f64 = 0.1;

/// A token bucket that all calls of a client share.
#[derive(Debug)]
pub(crate) struct RetryBudget(Mutex<f64>);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(Mutex::new(CAPACITY))
    }
}

impl RetryBudget {
    /// Notes a call.
    pub(crate) fn deposit(&self) {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = (*tokens + DEPOSIT).min(CAPACITY);
    }

    /// Takes the token for one retry, if there is one.
    pub(crate) fn withdraw(&self) -> bool {
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let enough = *tokens >= 1.0;
        if enough {
            *tokens -= 1.0;
        }
        enough
    }
}
