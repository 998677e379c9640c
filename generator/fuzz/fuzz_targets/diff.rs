//! Two documents, and what a change from one to the other means: told in Markdown that nothing in them can break out of,
//! and the same each time.
#![no_main]

use generator::Wanted;
use generator_fuzz::{generate, halves, within};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (old, new) = halves(bytes);
    let surface = |bytes| within(|| generate(bytes, Wanted::Surface)).output.map(|output| output.surface);
    let (Some(old), Some(new)) = (surface(old), surface(new)) else { return };
    let report = within(|| generator::diff::diff(&old, &new));
    let again = generator::diff::diff(&old, &new);
    assert_eq!(format!("{report:?}"), format!("{again:?}"));
    let same = generator::diff::diff(&new, &new);
    assert_eq!(format!("{:?}", same.changes), "[]", "a document differs from itself");
});
