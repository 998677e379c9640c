//! A configuration: read and used, or refused with a place; its texts write no code and no manifest of their own.
#![no_main]

use generator::diagnostic::Report;
use generator::raw::Raw;
use generator::{Config, Wanted};
use generator_fuzz::{DOCUMENT, can_be_printed, can_be_written, generate_with, within};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (mut raw, mut report) = (Raw::default(), Report::new());
    let Some(config) = within(|| Config::parse(&mut raw, "regen.toml", text, &mut report)) else {
        assert!(report.has_errors());
        can_be_printed(&raw, &report);
        return;
    };
    let outcome = within(|| generate_with(&config, raw, DOCUMENT.as_bytes(), Wanted::Files));
    can_be_printed(&outcome.raw, &outcome.report);
    let Some(output) = outcome.output else { return };
    can_be_written(&output);
    let manifest: toml::Table = output.files["Cargo.toml"].parse().expect("a manifest");
    let known = [
        "package",
        "features",
        "dependencies",
        "dev-dependencies",
        "lib",
        "lints",
        "example",
        "test",
        "target",
    ];
    assert!(manifest.keys().all(|key| known.contains(&key.as_str())), "{manifest:?}");
});
