//! The clock of async clients on tokio.

use super::{BoxFuture, Clock, clock::elapsed};
use std::time::Duration;

/// Real time with tokio's timers.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Duration {
        elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // The timer is made within the future: tokio wants its runtime to be there by then, not before.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}
