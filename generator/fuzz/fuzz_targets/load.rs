//! Bytes to the arena: any text ends in an arena or in an error with a place.
#![no_main]

use generator::diagnostic::Report;
use generator::load::{Limits, load};
use generator::raw::Raw;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (mut raw, mut report) = (Raw::default(), Report::new());
    let loaded = load(&mut raw, "document.yaml", bytes, &Limits::default(), &mut report);
    assert_eq!(loaded.is_none(), report.has_errors());
});
