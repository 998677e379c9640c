//! What targets share: a budget of time, and a document.

use std::time::{Duration, Instant};

/// A small document for targets whose input is something else.
pub const DOCUMENT: &str = include_str!("../../../tests/cases/overlay-actions/openapi.yaml");

/// The longest that one input may take, instrumented as the code is. `run` bounds memory.
const MOST: Duration = Duration::from_secs(2);

/// Runs the work, which must not take long whatever the input is.
///
/// # Panics
/// It did.
pub fn within<R>(work: impl FnOnce() -> R) -> R {
    let start = Instant::now();
    let result = work();
    let taken = start.elapsed();
    assert!(taken < MOST, "it took {taken:?}");
    result
}

/// Every diagnostic of a run can be printed, without signs that move a terminal.
///
/// # Panics
/// One is not.
pub fn can_be_printed(raw: &generator::raw::Raw, report: &generator::diagnostic::Report) {
    let text = generator::diagnostic::to_text(raw, report.iter(), false);
    assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n'), "{text:?}");
}
