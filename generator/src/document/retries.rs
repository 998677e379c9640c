//! `x-speakeasy-retries`: when and how often to send again.

use serde_json::Value;

use super::Status;
use super::extension::Extensions;
use crate::defaults;

/// When and how often to repeat, as far as the document says it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RetryFacts {
    /// Milliseconds before the first repetition.
    pub initial_interval_ms: Option<u64>,
    /// Milliseconds between repetitions at most.
    pub max_interval_ms: Option<u64>,
    /// Milliseconds after which nothing is repeated.
    pub max_elapsed_ms: Option<u64>,
    /// Growth of the wait, times 1,000.
    pub exponent_milli: Option<u64>,
    /// Nothing is repeated at all.
    pub never: bool,
    /// Further statuses that are transient.
    pub statuses: Vec<Status>,
    /// Whether broken connections are.
    pub broken: Option<bool>,
}

const KEY: &str = "x-speakeasy-retries";

/// What the document says of all operations.
pub(crate) fn facts(extensions: &Extensions) -> RetryFacts {
    let Some(retries) = extensions.get(KEY) else { return RetryFacts::default() };
    let number = |key: &str| retries.get("backoff")?.get(key)?.as_u64();
    let statuses = retries.get("statusCodes").and_then(Value::as_array).into_iter().flatten();
    let mut statuses: Vec<Status> = statuses.filter_map(status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let ranges = statuses.clone();
    statuses.retain(|status| match status {
        Status::Code(code) => {
            !defaults::STATUSES.contains(code) && !ranges.contains(&Status::Range(code / 100))
        }
        Status::Range(_) | Status::Default => true,
    });
    RetryFacts {
        initial_interval_ms: number("initialInterval"),
        max_interval_ms: number("maxInterval"),
        max_elapsed_ms: number("maxElapsedTime"),
        exponent_milli: retries.get("backoff").and_then(|backoff| milli(backoff.get("exponent")?)),
        never: is_none(retries),
        statuses,
        broken: retries.get("retryConnectionErrors").and_then(Value::as_bool),
    }
}

/// True if an operation is never sent again.
pub(crate) fn is_never(extensions: &Extensions) -> bool {
    extensions.get(KEY).is_some_and(is_none)
}

fn is_none(retries: &Value) -> bool {
    retries.get("strategy").and_then(Value::as_str) == Some("none")
}

/// An entry of `statusCodes`. `None` for what is no status of an error.
pub(crate) fn status(value: &Value) -> Option<Status> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match text.as_str() {
        "4XX" | "4xx" => Some(Status::Range(4)),
        "5XX" | "5xx" => Some(Status::Range(5)),
        code => code.parse().ok().filter(|code| (400..=599).contains(code)).map(Status::Code),
    }
}

/// A small decimal number times 1,000, read from its digits so that no float is rounded.
fn milli(value: &Value) -> Option<u64> {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(fraction.parse().ok()?)
}
