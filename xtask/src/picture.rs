//! `cargo xtask picture`: the picture of a review in the README.

use std::fs;
use std::path::PathBuf;

use anstyle::Style;
use clap::Args;
use generator::code::Code;
use generator::diff::{self, Extent};
use generator::raw::Raw;
use generator::source::NoFiles;
use generator::surface::Surface;
use generator::{Config, Input, Wanted};

use crate::error::{CliError, Failure, Result};
use crate::exit_status::ExitStatus;
use crate::project;
use crate::terminal::{BOLD, CYAN, GREEN, RED, println};

/// The document before the changes.
const DOCUMENT: &str = "tests/changes/base.yaml";
/// What it is called in the picture.
const NAME: &str = "api.yaml";
const PICTURE: &str = "generator/review.svg";

/// One change of each kind, each a text that is there once.
const CHANGES: [(&str, &str); 4] = [
    (r#"note: { type: [string, "null"] }"#, "note: { type: string }"),
    ("hash: { type: string }", "hash: { type: string }\n        label: { type: string }"),
    ("default: 50", "default: 100"),
    ("A set of rules.", "A set of rules for requests."),
];

/// Draw what a reviewer of a change sees
#[derive(Debug, Args)]
pub(crate) struct Picture {
    /// The file, from the root of the project
    #[arg(value_name = "FILE", default_value = PICTURE)]
    file: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Picture) -> Result<ExitStatus> {
    let path = project::root().join(&arguments.file);
    fs::write(&path, draw()?).map_err(|error| {
        let message = format!("cannot write `{}`", path.display());
        Failure::new(Code::UnwritableOutput, message, "name a file that can be written").because(error)
    })?;
    println(format_args!("drew {}", arguments.file.display()));
    Ok(ExitStatus::Success)
}

/// The picture.
fn draw() -> Result<String> {
    let path = project::root().join(DOCUMENT);
    let before = fs::read_to_string(&path).map_err(|error| {
        let message = format!("cannot read `{}`", path.display());
        Failure::new(Code::UnreadableFile, message, "it is part of the project").because(error)
    })?;
    let after = CHANGES.iter().fold(before.clone(), |text, (from, to)| text.replacen(from, to, 1));
    let changes = diff::diff(&surface(&before)?, &surface(&after)?);
    let report = diff::to_text(&changes, Extent::Full);
    let lines = ["$ openapi-rust diff --base main"].into_iter().chain(report.lines());
    let shown: Vec<String> = lines.map(|line| format!("{0}{line}{0:#}", style(line))).collect();
    Ok(anstyle_svg::Term::new().render_svg(&shown.join("\n")))
}

/// The public API of a document's crate.
fn surface(document: &str) -> Result<Surface> {
    let (config, raw, bytes) = (Config::default(), Raw::default(), document.as_bytes());
    let wanted = Wanted::Surface;
    let input = Input { name: NAME, bytes, config: &config, raw, overlays: &[], files: &NoFiles, wanted };
    let outcome = generator::generate(input);
    outcome.output.map(|output| output.surface).ok_or_else(|| CliError::invalid(outcome.raw, outcome.report))
}

/// How a line is shown.
fn style(line: &str) -> Style {
    match line.trim_start() {
        text if text.starts_with("- ") => RED,
        text if text.starts_with("+ ") => GREEN,
        text if ["from ", "was from ", "help: "].iter().any(|start| text.starts_with(start)) => CYAN,
        _ if line.starts_with("    ") => Style::new(),
        _ => BOLD,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests fail loudly")]

    use super::{CHANGES, DOCUMENT, PICTURE, draw};
    use crate::project;
    use std::fs;

    #[test]
    fn the_picture_shows_what_the_command_prints_now() {
        let before = fs::read_to_string(project::root().join(DOCUMENT)).unwrap();
        assert!(CHANGES.iter().all(|(from, _)| before.matches(from).count() == 1));
        let kept = fs::read_to_string(project::root().join(PICTURE)).unwrap();
        assert!(kept == draw().unwrap(), "`cargo xtask picture` draws it anew");
        for text in ["1 breaking", "models::Guardrail::note", "fingerprint: ", "api.yaml:"] {
            assert!(kept.contains(text), "{text}");
        }
    }
}
