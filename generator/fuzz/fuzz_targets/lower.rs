//! The arena to the lowered document.
#![no_main]

use generator::diagnostic::Report;
use generator::load::{Limits, load};
use generator::lower::lower;
use generator::raw::Raw;
use generator::siblings::Siblings;
use generator::source::NoFiles;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (limits, mut raw, mut report) = (Limits::default(), Raw::default(), Report::new());
    if load(&mut raw, "document.yaml", bytes, &limits, &mut report).is_some() {
        let siblings = Siblings::load(&mut raw, &NoFiles, &limits);
        let lowered = lower(&raw, &siblings, &|_| true, &mut report);
        assert!(lowered.is_some() || report.has_errors());
    }
});
