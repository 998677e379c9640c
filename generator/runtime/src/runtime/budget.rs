//! The retry budget: a client whose server keeps failing must not multiply the load.

use super::RetryPolicy;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Retries that can be made at once after a quiet time, unless set.
const DEFAULT: u32 = 40;
/// All amounts are in tenths of a retry. What each call adds: one retry for ten calls in the long run.
const DEPOSIT: u32 = 1;
const RETRY: u32 = 10;

/// How many retries can be made at once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum BudgetSize {
    /// As many as usual, and never fewer than one call may make.
    #[default]
    Usual,
    Retries(u32),
    Unlimited,
}

/// A token bucket that all calls of a client share.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: AtomicU32,
    /// None where there is no limit.
    capacity: Option<u32>,
}

impl RetryBudget {
    /// A full one. `policy` is the client's.
    pub(crate) fn new(size: BudgetSize, policy: &RetryPolicy) -> Self {
        let retries = match size {
            BudgetSize::Usual => Some(DEFAULT.max(policy.attempts().saturating_sub(1))),
            BudgetSize::Retries(retries) => Some(retries),
            BudgetSize::Unlimited => None,
        };
        let capacity = retries.map(|retries| retries.saturating_mul(RETRY));
        Self { tokens: AtomicU32::new(capacity.unwrap_or_default()), capacity }
    }

    /// Notes a call.
    pub(crate) fn deposit(&self) {
        let Some(capacity) = self.capacity else { return };
        // While it is full, as it mostly is, nothing is written that other threads would have to fetch.
        let added = |tokens| (tokens < capacity).then(|| tokens + DEPOSIT);
        let _ = self.tokens.fetch_update(Relaxed, Relaxed, added);
    }

    /// Takes the token for one retry, if there is one.
    pub(crate) fn withdraw(&self) -> bool {
        let taken = |tokens: u32| tokens.checked_sub(RETRY);
        self.capacity.is_none() || self.tokens.fetch_update(Relaxed, Relaxed, taken).is_ok()
    }
}
