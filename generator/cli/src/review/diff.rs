//! `diff`: what changed, whom it breaks, which version it asks for.

use std::fmt::Write as _;

use generator::diagnostic::in_one_line;
use generator::diff::{Extent, to_json, to_markdown, to_text};
use serde_json::{Value, json};

use super::args::{Diff, Format};
use crate::error::Result;
use crate::exit_status::ExitStatus;
use crate::history::{self, Asked, Comparison, accepted, compare};
use crate::inputs::Inputs;
use crate::project::Project;
use crate::terminal::{count, print_json, println};

/// Runs the command.
pub(crate) fn run(arguments: &Diff) -> Result<ExitStatus> {
    let (comparison, version) = match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => {
            let config = arguments.config.as_deref();
            let (old, new) = (Inputs::given(old, config)?, Inputs::given(new, config)?);
            let comparison = compare(&old, &new, None)?;
            // Both have the version of the one configuration; without any there is none to speak of.
            let version = config.map(|_| asked_for(&comparison.asked()));
            (comparison, version)
        }
        _ => {
            let project = Project::find(arguments.config.as_deref())?;
            let old = project.at(&arguments.base)?;
            let recorded = history::api_of(&project, &arguments.base);
            let mut comparison = compare(&old, &project.inputs()?, recorded.as_deref())?;
            comparison.diff.accept(&accepted::read(&project)?);
            let version = judged(&comparison.asked(), &project.config);
            (comparison, Some(version))
        }
    };
    match arguments.format {
        Format::Json => print_json(&json(&comparison)),
        format => println(report(&comparison, version, format, arguments.extent()).trim_end()),
    }
    Ok(ExitStatus::Success)
}

/// The report for people.
fn report(comparison: &Comparison, version: Option<String>, format: Format, extent: Extent) -> String {
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
fn json(comparison: &Comparison) -> Value {
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
        (false, true) => format!("version: {new}, which is enough: the changes since {old} ask for {least}"),
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
