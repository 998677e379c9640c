//! The report on a comparison: for a terminal, for the body of a pull request, for programs.

use std::fmt::Write as _;

use clap::ValueEnum;
use generator::diagnostic::in_one_line;
use generator::diff::{Extent, to_json, to_markdown, to_text};
use serde_json::{Value, json};

use super::compare::{Asked, Comparison};
use crate::program;
use crate::terminal::count;

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal
    Text,
    /// For the body of a pull request
    Markdown,
    /// For programs
    Json,
}

/// What is said of versions.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Versions<'a> {
    /// Nothing: there are none.
    None,
    /// The one that follows that of a configuration.
    Next,
    /// Whether the one that this configuration has fits the changes.
    Judged(&'a str),
}

/// The report for people.
pub(crate) fn render(
    comparison: &Comparison,
    versions: Versions<'_>,
    format: Format,
    extent: Extent,
) -> String {
    let version = match versions {
        Versions::None => None,
        Versions::Next => Some(asked_for(&comparison.asked())),
        Versions::Judged(config) => Some(judged(&comparison.asked(), config)),
    };
    let ends = version.into_iter().chain(origins(comparison));
    let is_markdown = format == Format::Markdown;
    let diff = &comparison.diff;
    let mut text = if is_markdown { to_markdown(diff, extent) } else { to_text(diff, extent) };
    text.push('\n');
    for line in ends {
        let bullet = match (is_markdown, line.starts_with("  ")) {
            (true, true) => "  - ",
            (true, false) => "- ",
            (false, _) => "",
        };
        let _ = writeln!(text, "{bullet}{line}");
    }
    text
}

/// The report for programs.
pub(crate) fn json(comparison: &Comparison) -> Value {
    let mut value = to_json(&comparison.diff);
    if let Some(object) = value.as_object_mut() {
        let Asked { old, new, least, enough, .. } = comparison.asked();
        object.insert(
            "version".to_owned(),
            json!({
                "old": old.to_string(), "new": new.to_string(), "asked": least.to_string(), "enough": enough,
            }),
        );
        object.insert(
            "causes".to_owned(),
            json!({
                "document": comparison.by_document,
                "configuration": comparison.by_settings,
                "generator": comparison.by_generator,
            }),
        );
    }
    value
}

/// Whether the project's version fits the changes.
fn judged(asked: &Asked, config: &str) -> String {
    let Asked { old, new, least, enough, is_lower } = asked;
    if *is_lower {
        return format!("version: {new} is lower than {old}: {least} is the least ({config})");
    }
    match (old == least, enough) {
        (true, _) if old == new => format!("version: {new}, which is right"),
        (true, _) => format!("version: {new} after {old}, though nothing asks for a new one"),
        (false, true) if new == least => {
            format!("version: {new}, which is right: the changes since {old} ask for it")
        }
        (false, true) => {
            format!("version: {new}, which is more than enough: the changes since {old} ask for {least}")
        }
        (false, false) if old == new => {
            format!("version: {new}, not released yet: `{} release` makes {least} of it", program::name())
        }
        (false, false) => {
            format!("version: {new} is too low: the changes since {old} ask for {least} ({config})")
        }
    }
}

/// The version that follows that of the configuration.
fn asked_for(Asked { old, least, .. }: &Asked) -> String {
    if old == least {
        format!("version: {old} may stay")
    } else {
        format!("version: after {old} the changes ask for {least}")
    }
}

/// How many differences come from where.
fn origins(comparison: &Comparison) -> Vec<String> {
    let Comparison { by_document, by_settings, by_generator, .. } = comparison;
    let mut lines = Vec::new();
    if comparison.is_unseen {
        lines.push(
            "the document changed, and nothing is made of what changed: it says the same in another way, or is left out \
             by [select] or `ignore` under [operations]"
                .to_owned(),
        );
    }
    if !by_settings.is_empty() {
        lines.push(format!("{} by the document", count(by_document.len(), "change")));
        let changes = count(by_settings.len(), "change");
        lines.push(format!("{changes} by the configuration or its overlays:"));
        lines.extend(by_settings.iter().map(|path| format!("  {}", in_one_line(path))));
    }
    if !by_generator.is_empty() {
        let changed = count(by_generator.len(), "line");
        lines.push(format!("{changed} of api.snap by the generator, whatever the document says:"));
        lines.extend(by_generator.iter().take(20).map(|line| format!("  {}", in_one_line(line))));
        if by_generator.len() > 20 {
            lines.push(format!("  and {} more", by_generator.len() - 20));
        }
    }
    lines
}
