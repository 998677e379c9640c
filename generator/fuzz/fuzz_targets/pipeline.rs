//! A whole run: an error with a place, or files that are Rust.
#![no_main]

use generator::{Config, Input, Wanted, generate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let config = Config::default();
    let outcome = generate(Input {
        name: "document.yaml",
        bytes,
        config: &config,
        raw: generator::raw::Raw::default(),
        overlays: &[],
        files: &generator::source::NoFiles,
        wanted: Wanted::All,
    });
    let Some(output) = outcome.output else {
        assert!(outcome.report.has_errors());
        // Every diagnostic can be printed.
        let _ = generator::diagnostic::to_text(&outcome.raw, outcome.report.iter(), false);
        return;
    };
    for (path, text) in &output.files {
        assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."), "{path}");
        if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust");
        }
    }
});
