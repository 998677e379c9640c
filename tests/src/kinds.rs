//! The kinds of change in `tests/changes`: of `base.yaml` in `kinds.yaml`, of `wide.yaml` in `wide-kinds.yaml`, of
//! `rich.yaml` in `rich-kinds.yaml`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test cannot go on without its fixtures")]

use crate::generation::{self, Folder};
use generator::{Outcome, Output};
use serde::Deserialize;

/// A kind of change.
#[derive(Debug)]
pub struct Kind {
    /// What it is.
    pub name: String,
    /// The verdict it must get.
    pub verdict: String,
    /// Released clients fail against the new server.
    pub fails: bool,
    /// Programs compile although the verdict is major: a name means another thing.
    pub compiles: bool,
    /// Nothing at all may change in the output.
    pub same: bool,
    /// A text of the report.
    pub told: String,
    /// A text that the report must not have.
    pub untold: Option<String>,
    /// The changed document.
    pub document: String,
    /// What the change adds to the configuration.
    pub config: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: String,
    verdict: String,
    #[serde(default)]
    wire: Option<Wire>,
    replace: Vec<(String, String)>,
    #[serde(default)]
    compiles: bool,
    #[serde(default)]
    same: bool,
    #[serde(default)]
    told: String,
    #[serde(default)]
    untold: Option<String>,
    /// Lines of `regen.toml`.
    #[serde(default)]
    config: String,
    /// Texts may be there several times.
    #[serde(default)]
    all: bool,
}

/// What becomes of released clients, where they do not go on working.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wire {
    Fails,
}

fn read(name: &str) -> String {
    std::fs::read_to_string(generation::root().join("tests/changes").join(name)).unwrap()
}

/// The document before the changes of `kinds.yaml`.
///
/// # Panics
/// If it cannot be read.
#[must_use]
pub fn base() -> String {
    read("base.yaml")
}

/// A document, and kinds of change of it.
#[derive(Debug)]
pub struct Set {
    /// What it is called.
    pub name: &'static str,
    /// The document before each change.
    pub base: String,
    /// The changes.
    pub kinds: Vec<Kind>,
}

/// Every kind.
///
/// # Panics
/// If a text to replace is not there, or too often.
#[must_use]
pub fn sets() -> [Set; 3] {
    [
        ("base", "base.yaml", "kinds.yaml"),
        ("wide", "wide.yaml", "wide-kinds.yaml"),
        ("rich", "rich.yaml", "rich-kinds.yaml"),
    ]
    .map(|(name, base, kinds)| {
        let base = read(base);
        let kinds = all(&base, kinds);
        Set { name, base, kinds }
    })
}

fn all(base: &str, kinds: &str) -> Vec<Kind> {
    let entries: Vec<Entry> = serde_yaml::from_str(&read(kinds)).unwrap();
    let apply = |entry: Entry| {
        let mut document = base.to_owned();
        for (from, to) in &entry.replace {
            let count = document.matches(from.as_str()).count();
            assert!(count == 1 || (entry.all && count > 1), "{}: {count} times {from:?}", entry.kind);
            document = document.replace(from.as_str(), to);
        }
        let Entry { kind: name, verdict, wire, compiles, same, told, untold, config, .. } = entry;
        Kind { name, verdict, fails: wire.is_some(), compiles, same, told, untold, document, config }
    };
    entries.into_iter().map(apply).collect()
}

/// The crate of a document, if there is one.
#[must_use]
pub fn try_generate(document: &str) -> Option<Output> {
    run(document, "").output
}

/// The crate of a document, with more lines of configuration.
///
/// # Panics
/// If nothing comes out.
#[must_use]
pub fn generate(document: &str, config: &str) -> Output {
    let outcome = run(document, config);
    let text = generation::diagnostics(&outcome);
    outcome.output.unwrap_or_else(|| panic!("{text}\n{document}"))
}

fn run(document: &str, config: &str) -> Outcome {
    let config = format!("[crate]\nname = \"small\"\nversion = \"0.1.0\"\n{config}");
    generation::generate("small.yaml", document, &config, &Folder(std::path::PathBuf::new()))
}
