//! A clock in the hands of a test, for real servers: short waits jump, long ones last until time is let pass.

use crate::runtime::{BoxFuture, Clock};
use std::{
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
    task::{Poll, Waker},
    time::{Duration, SystemTime},
};

/// Clones share one time.
#[derive(Clone, Debug)]
pub struct HandClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    now: Duration,
    system_now: SystemTime,
    longest_jump: Duration,
    waits: Vec<Duration>,
    sleepers: Vec<Waker>,
}

impl HandClock {
    /// A clock whose waits up to this long take no time. Longer ones are deadlines.
    pub fn jumping(longest_jump: Duration) -> Self {
        let system_now = httpdate::parse_http_date("Thu, 01 Jan 2026 12:00:00 GMT").unwrap();
        let (waits, sleepers) = (Vec::new(), Vec::new());
        Self(Arc::new(Mutex::new(State { now: Duration::ZERO, system_now, longest_jump, waits, sleepers })))
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.now += duration;
        state.system_now += duration;
        state.sleepers.drain(..).for_each(Waker::wake);
    }

    /// The waits that were jumped, taken out.
    pub fn take_waits(&self) -> Vec<Duration> {
        std::mem::take(&mut self.state().waits)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl Clock for HandClock {
    fn now(&self) -> Duration {
        self.state().now
    }

    fn system_now(&self) -> SystemTime {
        self.state().system_now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            if duration <= clock.state().longest_jump {
                clock.advance(duration);
                return clock.state().waits.push(duration);
            }
            let end = clock.state().now + duration;
            poll_fn(move |context| {
                let mut state = clock.state();
                if state.now >= end {
                    return Poll::Ready(());
                }
                state.sleepers.push(context.waker().clone());
                Poll::Pending
            })
            .await;
        })
    }

    fn chance(&self) -> f64 {
        1.0
    }
}
