//! `RetryPolicy`: when to send again, and how long to wait first.

use super::{Clock, RetryClass, TransportError, TransportPhase};
use http::{HeaderMap, StatusCode};
use std::time::Duration;

/// How often and how patiently a call is repeated. What may be repeated at all depends on the operation.
#[derive(Debug, Clone, PartialEq)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_delay: Duration,
    factor: f64,
    max_delay: Duration,
    max_retry_after: Duration,
    max_elapsed: Option<Duration>,
    statuses: &'static [u16],
    connection_errors: bool,
}

impl RetryPolicy {
    /// Three attempts; 500 ms growing by 1.5 up to 60 s, with full jitter.
    pub const DEFAULT: Self = Self {
        max_attempts: 3,
        initial_delay: Duration::from_millis(500),
        factor: 1.5,
        max_delay: Duration::from_secs(60),
        max_retry_after: Duration::from_secs(60),
        max_elapsed: None,
        statuses: &[],
        connection_errors: true,
    };

    /// No retries.
    #[must_use]
    pub const fn none() -> Self {
        Self { max_attempts: 1, ..Self::DEFAULT }
    }

    /// How many requests a call may send in all; 0 counts as 1.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The longest wait before the first retry.
    #[must_use]
    pub const fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = delay;
        self
    }

    /// By what the longest wait grows with each retry.
    #[must_use]
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// The longest wait ever.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest wait that a server may ask for; it is cut down to this.
    #[must_use]
    pub const fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// After this time no attempt begins but the first.
    #[must_use]
    pub const fn max_elapsed(mut self, time: Duration) -> Self {
        self.max_elapsed = Some(time);
        self
    }

    /// Further statuses after which a call is repeated if that does no harm; 408, 429, 500, 502, 503 and 504 always
    /// are among them.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Whether a call is repeated where no connection could be made, or it broke, or took too long. Default: yes.
    #[must_use]
    pub const fn connection_errors(mut self, yes: bool) -> Self {
        self.connection_errors = yes;
        self
    }

    /// How much of the time of a call is left for further attempts, if it is limited.
    pub(crate) fn left(&self, left: Option<Duration>, elapsed: Duration) -> Option<Duration> {
        shorter(left, self.max_elapsed.map(|limit| limit.saturating_sub(elapsed)))
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts.max(1)
    }

    /// The wait before attempt `attempt + 1`: what the server asks for, or a random part of the backoff.
    pub(crate) fn delay(&self, attempt: u32, asked: Option<Duration>, clock: &dyn Clock) -> Duration {
        if let Some(asked) = asked {
            return asked.min(self.max_retry_after);
        }
        let exponent = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX);
        let grown = self.initial_delay.as_secs_f64() * self.factor.max(1.0).powi(exponent);
        let longest = grown.min(self.max_delay.as_secs_f64());
        Duration::try_from_secs_f64(longest * clock.chance().clamp(0.0, 1.0)).unwrap_or(self.max_delay)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl RetryPolicy {
    /// Whether an error status may be answered by sending again.
    pub(crate) fn after_status(&self, status: StatusCode, asked: bool, class: RetryClass) -> bool {
        match status.as_u16() {
            _ if class == RetryClass::Never => false,
            429 => true,
            503 if asked => true,
            408 | 500 | 502 | 503 | 504 => class.is_repeatable(),
            other => self.statuses.contains(&other) && class.is_repeatable(),
        }
    }

    /// Whether a broken exchange may be tried again.
    pub(crate) fn after_break(&self, error: &TransportError, class: RetryClass) -> bool {
        self.after_silence(error.phase() == TransportPhase::Connect, class)
    }

    /// The same of one that took too long, or broke; `unsent` if it never reached the server.
    pub(crate) fn after_silence(&self, unsent: bool, class: RetryClass) -> bool {
        self.connection_errors && class != RetryClass::Never && (unsent || class.is_repeatable())
    }
}

/// The shorter of two limits, of which none may be set.
pub(crate) fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// What `retry-after-ms` or `Retry-After` ask for; nonsense asks for nothing.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    if let Some(wait) = text("retry-after-ms").and_then(|text| seconds(text, 1000.0)) {
        return Some(wait);
    }
    let text = text("retry-after")?;
    if let Some(wait) = seconds(text, 1.0) {
        return Some(wait);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A date in the past means now.
    Some(date.duration_since(clock.system_now()).unwrap_or(Duration::ZERO))
}

fn seconds(text: &str, per_second: f64) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    if !number.is_finite() || number < 0.0 {
        return None;
    }
    Some(Duration::try_from_secs_f64(number / per_second).unwrap_or(Duration::MAX))
}
