//! `Clock`: the time, waiting and chance, so that tests need none of them for real.

use super::BoxFuture;
use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Poll, Waker},
    time::{Duration, Instant, SystemTime},
};

/// Where the client gets time and chance from. Where the standard library has no time (`wasm32-unknown-unknown`), a client
/// needs a clock of its program's own, with `system_now`, too.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time since a fixed point, whichever; it never goes back.
    fn now(&self) -> Duration;

    /// The time of day, for `Retry-After` dates.
    fn system_now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Waits. Nothing may happen before the future is first polled.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// A random number from 0 to 1, for jitter.
    fn chance(&self) -> f64 {
        // A fresh hasher is randomly keyed; half of its output makes a fraction.
        let bits = u32::try_from(RandomState::new().hash_one(0_u8) >> 32).unwrap_or(u32::MAX);
        f64::from(bits) / f64::from(u32::MAX)
    }
}

/// The real time since this was first asked for.
#[inline]
pub(crate) fn elapsed() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Real time on any executor, with a thread for each wait.
#[derive(Debug, Clone, Copy, Default)]
pub struct ThreadClock;

impl Clock for ThreadClock {
    #[inline]
    fn now(&self) -> Duration {
        elapsed()
    }

    #[inline]
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut timer: Option<Arc<Timer>> = None;
        Box::pin(std::future::poll_fn(move |context| {
            let timer = timer.get_or_insert_with(|| Timer::start(duration));
            // The waker is left before the flag is read: a timer that ends in between finds it.
            *timer.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.waker().clone());
            if timer.ended.load(Ordering::SeqCst) { Poll::Ready(()) } else { Poll::Pending }
        }))
    }
}

/// A wait on a thread of its own.
#[derive(Default)]
struct Timer {
    ended: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Timer {
    #[inline]
    fn start(duration: Duration) -> Arc<Self> {
        let timer = Arc::new(Self::default());
        let other = Arc::downgrade(&timer);
        std::thread::spawn(move || {
            // Waits are taken in turns so that the thread of an abandoned one ends soon.
            let mut left = duration;
            while !left.is_zero() && other.strong_count() > 0 {
                let turn = left.min(Duration::from_secs(1));
                std::thread::sleep(turn);
                left = left.saturating_sub(turn);
            }
            if let Some(timer) = other.upgrade() {
                timer.ended.store(true, Ordering::SeqCst);
                let waker = timer.waker.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(waker) = waker {
                    waker.wake();
                }
            }
        });
        timer
    }
}
