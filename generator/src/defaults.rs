//! What the runtime does unless anyone says otherwise: the generator leaves it out, compares with it and documents it. A
//! test holds it against the runtime.

/// The statuses after which a call is repeated.
pub(crate) const STATUSES: [u16; 6] = [408, 429, 500, 502, 503, 504];

/// How often a call is tried.
pub(crate) const ATTEMPTS: u32 = 3;

/// The wait before the first retry, in milliseconds.
pub(crate) const INITIAL_MS: u64 = 500;

/// By how much it grows, in thousandths.
pub(crate) const EXPONENT_MILLI: u64 = 1_500;

/// The longest wait, in milliseconds.
pub(crate) const LONGEST_WAIT_MS: u64 = 60_000;

/// How long a call may take in all, in milliseconds.
pub(crate) const CALL_MS: u64 = 180_000;

/// How long an attempt may take, in milliseconds.
pub(crate) const ATTEMPT_MS: u64 = 60_000;

/// The most bytes of a response that are read.
pub(crate) const MAX_BODY: u64 = 16 << 20;

#[cfg(test)]
mod tests {
    use super::{
        ATTEMPT_MS, ATTEMPTS, CALL_MS, EXPONENT_MILLI, INITIAL_MS, LONGEST_WAIT_MS, MAX_BODY, STATUSES,
    };

    #[test]
    fn they_are_those_of_the_runtime() {
        let file = |name: &str| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src/runtime/");
            std::fs::read_to_string(format!("{folder}{name}")).unwrap()
        };
        let (retry, client) = (file("retry.rs"), file("client.rs"));
        let statuses = STATUSES.map(|status| format!("StatusRange::Code({status}),")).join("\n        ");
        let factor = format!("{}.{}", EXPONENT_MILLI / 1_000, EXPONENT_MILLI % 1_000 / 100);
        for line in [
            format!("&[\n        {statuses}\n    ];"),
            format!("max_attempts: {ATTEMPTS},"),
            format!("initial_delay: Duration::from_millis({INITIAL_MS}),"),
            format!("factor: {factor},"),
            format!("max_delay: Duration::from_secs({}),", LONGEST_WAIT_MS / 1_000),
        ] {
            assert!(retry.contains(&line), "retry.rs has no `{line}`");
        }
        for line in [
            format!(" timeout: Some(Duration::from_secs({})),", CALL_MS / 1_000),
            format!("attempt_timeout: Some(Duration::from_secs({})),", ATTEMPT_MS / 1_000),
            format!("max_body: {} << 20,", MAX_BODY >> 20),
        ] {
            assert!(client.contains(&line), "client.rs has no `{line}`");
        }
    }
}
