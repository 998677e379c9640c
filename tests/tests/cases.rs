//! The fixtures in `tests/cases`: each is a small document about one thing, with what comes out of it pinned beside it.
//!
//! `files.snap` holds the models, operations and errors (and the client or the manifest where the topic is about
//! them), `diagnostics.snap` what was reported (no file: nothing was).

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use std::fmt::Write as _;

use generator::code::Code;
use tests::case::Case;
use tests::{each, generation};

#[test]
fn every_case_gives_what_is_pinned() {
    let cases = Case::all();
    assert!(!cases.is_empty());
    each::check(&cases, check);
}

/// Codes that no document and no configuration causes, or none that is small.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (Code::TooManyNodes, "takes two million values; generator/src/load/tests.rs does it"),
    (Code::NotRepresentable, "would be a gap in the generator: none is known"),
    (Code::UnreadableFile, "about files: xtask/tests"),
    (Code::UnwritableOutput, "about files: xtask/tests"),
    (Code::ForeignFile, "about files: xtask/tests"),
    (Code::EditedFile, "about files: xtask/tests"),
    (Code::HalfWritten, "about files: xtask/tests"),
    (Code::VersionTooLow, "about a project with a history: xtask/tests/review.rs"),
    (Code::UnknownItem, "about what is asked of a crate: xtask/tests/review.rs"),
    (Code::EscapingPath, "would be a bug of the generator: none is known"),
];

#[test]
fn every_code_has_a_case() {
    let cases = Case::all();
    for code in Code::ALL {
        let prefix = format!("diagnostic-{}-", code.as_str().to_lowercase());
        let case = cases.iter().find(|case| case.name.starts_with(&prefix));
        let reason = WITHOUT_CASE.iter().find(|(without, _)| without == code);
        match (case, reason) {
            (Some(case), None) => {
                let reported = case.run().report.iter().any(|diagnostic| diagnostic.code == *code);
                assert!(reported, "{}: {} is not reported", case.name, code.as_str());
            }
            (None, Some(_)) => {}
            (Some(case), Some(_)) => panic!("{} exists: remove the exception", case.name),
            (None, None) => panic!("no case causes {}", code.as_str()),
        }
    }
}

fn check(case: &Case) {
    let outcome = case.run();
    let files = outcome.output.as_ref().map(|output| {
        let mut text = String::new();
        for (path, file) in output.files.iter().filter(|(path, _)| told(case, path)) {
            let body = file.split_once('\n').map_or(file.as_str(), |(_, body)| body);
            let _ = write!(text, "// {path}\n{body}\n");
        }
        text
    });
    let diagnostics = generation::diagnostics(&outcome);
    assert!(files.is_some() || !diagnostics.is_empty(), "{}: nothing comes out", case.name);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&case.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        match files {
            Some(text) => insta::assert_snapshot!("files", text),
            None => unpinned(case, "files"),
        }
        if diagnostics.is_empty() {
            unpinned(case, "diagnostics");
        } else {
            insta::assert_snapshot!("diagnostics", diagnostics);
        }
    });
}

/// True for the files that a case of this topic is about. Modules only list what follows them.
fn told(case: &Case, path: &str) -> bool {
    let listed = path.ends_with("/mod.rs");
    match case.topic() {
        "diagnostic" => false,
        _ if path.starts_with("src/models/") || path.starts_with("src/operations/") => !listed,
        _ if path == "src/errors.rs" => true,
        "security" | "server" | "extension" | "config" => path == "src/client.rs",
        "size" => listed && !path.contains("/runtime/") || path == "Cargo.toml" || path == "src/lib.rs",
        "manifest" => path == "Cargo.toml",
        _ => false,
    }
}

/// What does not come out any more must not stay pinned.
fn unpinned(case: &Case, snapshot: &str) {
    let path = case.folder.join(format!("{snapshot}.snap"));
    if path.exists() && std::env::var_os("INSTA_UPDATE").is_some_and(|mode| mode == "always") {
        std::fs::remove_file(&path).unwrap();
    }
    assert!(!path.exists(), "{}: {snapshot}.snap is of the past", case.name);
}
