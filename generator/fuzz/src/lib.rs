//! What the targets share: a budget of time, a document, and a small client over the runtime.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "the runtime and the small client are those of generator/runtime, of which the targets use a part"
)]

use std::time::{Duration, Instant};

#[path = "../../runtime/src/runtime/mod.rs"]
pub mod runtime;

#[path = "../../runtime/tests/sample/client.rs"]
mod client;
#[path = "../../runtime/tests/sample/errors.rs"]
pub mod errors;
#[path = "../../runtime/tests/sample/models/mod.rs"]
pub mod models;
#[path = "../../runtime/tests/sample/operations/mod.rs"]
pub mod operations;

pub use runtime::Error;

/// The client, whose transport is a script.
pub type Client = runtime::Client;

/// A small document for targets whose input is something else.
pub const DOCUMENT: &str = include_str!("../../../tests/cases/overlay-actions/openapi.yaml");

/// The longest that one input may keep a processor busy, instrumented as the code is. `run` bounds memory.
const MOST: Duration = Duration::from_secs(2);

/// Runs the work, which must not take long whatever the input is. Where the system tells it, what other programs take of
/// the machine does not count.
///
/// # Panics
/// It did.
pub fn within<R>(work: impl FnOnce() -> R) -> R {
    let (start, before) = (Instant::now(), busy());
    let result = work();
    let taken =
        busy().zip(before).map_or_else(|| start.elapsed(), |(after, before)| after.saturating_sub(before));
    assert!(taken < MOST, "it took {taken:?}");
    result
}

/// How long this thread has kept a processor busy.
fn busy() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// What a future gives that never waits for anything outside: the transport is a script, and the clock jumps.
pub fn ready<F: IntoFuture>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future.into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// The input in two, at its first NUL.
#[must_use]
pub fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|byte| *byte == 0);
    at.and_then(|at| Some((bytes.get(..at)?, bytes.get(at + 1..)?))).unwrap_or((bytes, &[]))
}

/// A run of the generator on a document, as the command does it without a configuration.
#[must_use]
pub fn generate(bytes: &[u8], wanted: generator::Wanted) -> generator::Outcome {
    generate_with(&generator::Config::default(), generator::raw::Raw::default(), bytes, wanted)
}

/// The same with a configuration, and the arena that it was read into.
#[must_use]
pub fn generate_with(
    config: &generator::Config,
    raw: generator::raw::Raw,
    bytes: &[u8],
    wanted: generator::Wanted,
) -> generator::Outcome {
    generator::generate(generator::Input {
        name: "document.yaml",
        bytes,
        config,
        raw,
        overlays: &[],
        files: &generator::source::NoFiles,
        wanted,
    })
}

/// All files lie in the folder, and what is called Rust is Rust.
///
/// # Panics
/// One does not, or is not.
pub fn can_be_written(output: &generator::Output) {
    for (path, text) in &output.files {
        assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."), "{path}");
        if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust");
        }
    }
}

/// Every diagnostic of a run can be printed, and is one line or several without signs that move a terminal.
///
/// # Panics
/// One is not.
pub fn can_be_printed(raw: &generator::raw::Raw, report: &generator::diagnostic::Report) {
    let text = generator::diagnostic::to_text(raw, report.iter(), false);
    assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "{text:?}");
}
