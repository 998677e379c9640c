//! Runs of the generator in memory.

use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Report, to_text};
use generator::raw::Raw;
use generator::{Config, Files, Input, Outcome, Wanted};

/// The folder of the whole project.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The files of a folder, as the generator asks for them.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.0.join(relative))
    }
}

/// Generates from a text with the settings in `config` (TOML).
///
/// # Panics
/// If the settings cannot be read.
#[must_use]
pub fn generate(name: &str, text: &str, config: &str, files: &dyn Files) -> Outcome {
    run(name, text, config, files, Wanted::All)
}

/// As much as is wanted of the guardrails crate.
#[must_use]
pub fn only(wanted: Wanted) -> Outcome {
    let spec = root().join("spec");
    let read = |name: &str| std::fs::read_to_string(spec.join(name)).unwrap_or_default();
    run("spec/guardrails.yaml", &read("guardrails.yaml"), &read("regen.toml"), &Folder(spec), wanted)
}

fn run(name: &str, text: &str, config: &str, files: &dyn Files, wanted: Wanted) -> Outcome {
    let mut raw = Raw::default();
    let mut report = Report::new();
    let config = Config::parse(&mut raw, "regen.toml", config, &mut report);
    let Some(config) = config else {
        return Outcome { output: None, raw, report };
    };
    generator::generate(Input {
        name,
        bytes: text.as_bytes(),
        config: &config,
        raw,
        overlays: &[],
        files,
        wanted,
    })
}

/// Generates from a document without settings and without files beside it.
#[must_use]
pub fn plain(text: &str) -> Outcome {
    generate("openapi.yaml", text, "[crate]\nname = \"sample\"\n", &Folder(PathBuf::new()))
}

/// The guardrails crate, from the files in `spec/`.
///
/// # Panics
/// If they cannot be read.
#[must_use]
pub fn guardrails() -> Outcome {
    let spec = root().join("spec");
    let read = |name: &str| std::fs::read_to_string(spec.join(name)).unwrap_or_default();
    guardrails_from(&read("guardrails.yaml"))
}

/// The crate that another text of the guardrails document gives.
#[must_use]
pub fn guardrails_from(document: &str) -> Outcome {
    let spec = root().join("spec");
    let config = std::fs::read_to_string(spec.join("regen.toml")).unwrap_or_default();
    generate("spec/guardrails.yaml", document, &config, &Folder(spec))
}

/// Everything that was reported, as the command prints it without colour.
#[must_use]
pub fn diagnostics(outcome: &Outcome) -> String {
    to_text(&outcome.raw, outcome.report.iter(), false)
}
