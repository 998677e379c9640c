//! The output for `spec/guardrails.yaml`: a snapshot for one file of each kind, documentation and all.
//!
//! `generated/` is committed, and `freshness.rs` compares every file of it byte by byte: whoever changes the output
//! reads the difference there. These few hold what each kind of file says, as the fixtures in `tests/cases` do for
//! what the guardrails have none of.

use tests::{code, each, generation};

/// Each is pinned below its own folder: `src/models/guardrail.rs` in `snapshots/models/guardrail.snap`.
const PINNED: &[&str] = &[
    "Cargo.toml",
    "README.md",
    "src/client.rs",
    "src/errors.rs",
    "src/lib.rs",
    "src/models/guardrail.rs",
    "src/models/guardrail_interval.rs",
    "src/operations/guardrails/list_guardrails.rs",
];

#[test]
fn a_file_of_each_kind_is_pinned() {
    let outcome = generation::guardrails();
    let output = outcome.output.as_ref().unwrap_or_else(|| panic!("{}", generation::diagnostics(&outcome)));
    each::check(PINNED, |path| {
        let text = output.files.get(*path).unwrap_or_else(|| panic!("{path} does not come out"));
        let place = path.strip_prefix("src/").unwrap_or(path);
        let (folder, file) = place.rsplit_once('/').unwrap_or(("", place));
        let name = file.strip_suffix(".rs").unwrap_or(file);
        pinned(&format!("snapshots/{folder}"), || insta::assert_snapshot!(name, code::body(text)));
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
