//! `RetryPolicy`: when to send again, and how long to wait first.

use super::{Clock, RetryClass, StatusRange, TransportError, TransportPhase};
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
    statuses: &'static [StatusRange],
    more_statuses: &'static [StatusRange],
    connection_errors: bool,
}

impl RetryPolicy {
    /// The statuses after which a call is repeated unless others are set.
    pub const STATUSES: &'static [StatusRange] = &[
        StatusRange::Code(408),
        StatusRange::Code(429),
        StatusRange::Code(500),
        StatusRange::Code(502),
        StatusRange::Code(503),
        StatusRange::Code(504),
    ];

    /// Three attempts; 500 ms growing by 1.5 up to 60 s, with full jitter.
    pub const DEFAULT: Self = Self {
        max_attempts: 3,
        initial_delay: Duration::from_millis(500),
        factor: 1.5,
        max_delay: Duration::from_secs(60),
        max_retry_after: Duration::from_secs(60),
        max_elapsed: None,
        statuses: Self::STATUSES,
        more_statuses: &[],
        connection_errors: true,
    };

    /// No retries.
    #[must_use]
    pub const fn none() -> Self {
        Self { max_attempts: 1, ..Self::DEFAULT }
    }

    /// How many requests a call may send in all; 0 counts as 1.
    ///
    /// The retry budget that all calls share may end it sooner, see [`ClientBuilder::retry_budget`]. A token that the
    /// server refuses is replaced once, by a request beyond this number.
    ///
    /// [`ClientBuilder::retry_budget`]: super::ClientBuilder::retry_budget
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

    /// The longest wait that a server may ask for; a longer one is cut down to this. Where what it asks for is past the
    /// deadline of the call, the call fails at once.
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

    /// The statuses after which a call is repeated, in place of [`Self::STATUSES`].
    ///
    /// After 429, and after 503 with `Retry-After`, any call is: the server has turned it away. After the others, only
    /// calls that do no harm twice are.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [StatusRange]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Further statuses after which a call is repeated, beside the others.
    #[must_use]
    pub const fn more_statuses(mut self, statuses: &'static [StatusRange]) -> Self {
        self.more_statuses = statuses;
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
        // None at all would be a loop as fast as the connection is.
        if let Some(asked) = asked.filter(|asked| !asked.is_zero()) {
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
        let listed = self.statuses.iter().chain(self.more_statuses).any(|range| range.contains(status));
        listed
            && match status.as_u16() {
                _ if class == RetryClass::Never => false,
                429 => true,
                503 if asked => true,
                _ => class.is_repeatable(),
            }
    }

    /// Whether a broken exchange may be tried again.
    pub(crate) fn after_break(&self, error: &TransportError, class: RetryClass) -> bool {
        error.phase() != TransportPhase::Encoding
            && self.after_silence(error.phase() == TransportPhase::Connect, class)
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
