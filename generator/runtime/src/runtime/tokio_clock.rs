//! The clock of async clients on tokio.

use super::{BoxFuture, Clock};
use std::time::{Duration, Instant};

/// Real time with tokio's timers.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // The timer is made within the future: tokio wants its runtime to be there by then, not before.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}
