//! An overlay on a small document: applied, or refused with a place; whatever its queries are.
#![no_main]

use generator::diagnostic::Report;
use generator::load::{Limits, load};
use generator::raw::Raw;
use generator_fuzz::{DOCUMENT, can_be_printed, within};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (limits, mut raw, mut report) = (Limits::default(), Raw::default(), Report::new());
    load(&mut raw, "document.yaml", DOCUMENT.as_bytes(), &limits, &mut report).expect("a document");
    within(|| generator::overlay::apply(&mut raw, "overlay.yaml", bytes, &limits, &mut report));
    can_be_printed(&raw, &report);
    // What it made is still a document that can be read, or refused.
    let siblings = generator::siblings::Siblings::load(&mut raw, &generator::source::NoFiles, &limits);
    let _ = within(|| generator::lower::lower(&raw, &siblings, &|_| true, &mut report));
});
