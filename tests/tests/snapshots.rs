//! The output for `spec/guardrails.yaml`, pinned: one snapshot per generated file.
//!
//! The runtime's modules are copies of `generator/runtime`, which has tests of its own; only their list is pinned.

use tests::{each, generation};

/// `src/models/guardrail.rs` is pinned in `models/guardrail.snap`.
#[test]
fn every_generated_file_is_pinned() {
    let outcome = generation::guardrails();
    let output = outcome.output.as_ref().unwrap_or_else(|| panic!("{}", generation::diagnostics(&outcome)));
    each::check(&output.files, |(path, text)| {
        let copied = path.starts_with("src/runtime/") && !path.ends_with("/mod.rs");
        // The pages say what the documentation in the sources says; they are held by `freshness.rs`.
        let said = path.starts_with("docs/");
        // `api.snap` is a snapshot itself, which `tests/surface.rs` holds against the source.
        if copied || said || path == "api.snap" {
            return;
        }
        let place = path.strip_prefix("src/").unwrap_or(path);
        let (folder, file) = place.rsplit_once('/').unwrap_or(("", place));
        let name = file.strip_suffix(".rs").unwrap_or(file);
        pinned(&format!("snapshots/{folder}"), || insta::assert_snapshot!(name, text));
    });
}

#[test]
fn nothing_is_reported() {
    let outcome = generation::guardrails();
    assert_eq!(generation::diagnostics(&outcome), "");
}

fn pinned(folder: &str, check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.trim_end_matches('/'));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(check);
}
