//! A whole run: an error with a place, or files that are Rust.
#![no_main]

use generator::Wanted;
use generator_fuzz::{can_be_printed, can_be_written, generate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let outcome = generate(bytes, Wanted::All);
    can_be_printed(&outcome.raw, &outcome.report);
    match outcome.output {
        Some(output) => can_be_written(&output),
        None => assert!(outcome.report.has_errors()),
    }
});
