//! `cargo xtask replay`: a series of versions of a document, step by step.

use std::fs;
use std::path::{Path, PathBuf};

use generator::Output;
use generator::diff::{diff, to_json, to_markdown, to_short, to_text};
use serde_json::{Value, json};

use super::cli::{Format, Replay};
use super::git;
use super::inputs::{Inputs, Settings, settings};
use crate::console;
use crate::exit::Exit;
use crate::regen::root;
use generator::code::Code;

/// A version of the document.
struct Version {
    title: String,
    inputs: Inputs,
}

/// Runs the command.
pub(crate) fn run(arguments: &Replay) -> Result<Exit, Exit> {
    let folder = Path::new(&arguments.series);
    let settings = match &arguments.config {
        Some(path) => settings(path)?,
        None if folder.is_dir() => Settings::default(),
        // The project's own document has its configuration.
        None => settings(&root().join("spec/regen.toml"))
            .ok()
            .filter(|own| own.document() == arguments.path)
            .unwrap_or_default(),
    };
    let versions = if folder.is_dir() {
        documents(folder)?
            .into_iter()
            .map(|path| {
                let title = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Inputs::given(&path, None).map(|inputs| Version { title, inputs })
            })
            .collect::<Result<Vec<_>, Exit>>()?
    } else {
        let root = root();
        let revisions = git::revisions(&root, &arguments.series, &arguments.path).map_err(|error| {
            let message = format!("`{}` is no folder and no range of revisions: {error}", arguments.series);
            console::failure(crate::cli::MessageFormat::Human, Code::UnreadableFile, &message, "");
            Exit::Disk
        })?;
        let one = |revision: String| {
            let inputs = Inputs::at(&root, &revision, &arguments.path, settings.clone())?;
            Ok(Version { title: git::title(&root, &revision), inputs })
        };
        revisions.into_iter().map(one).collect::<Result<Vec<_>, Exit>>()?
    };
    steps(versions, &settings, arguments.format)
}

/// The documents of a folder by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Exit> {
    let entries = fs::read_dir(folder).map_err(|_| Exit::Disk)?;
    let is_document = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        path.is_file() && matches!(extension, Some("yaml" | "yml" | "json"))
    };
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_document).collect();
    paths.sort();
    Ok(paths)
}

fn steps(versions: Vec<Version>, settings: &Settings, format: Format) -> Result<Exit, Exit> {
    let mut last: Option<(String, Output)> = None;
    let mut exit = Exit::Fine;
    let mut values: Vec<Value> = Vec::new();
    for Version { title, inputs } in versions {
        let (outcome, _) = inputs.outcome(settings)?;
        let Some(output) = outcome.output else {
            let errors = outcome.report.error_count();
            let message = format!("{title}: cannot be generated, {}", crate::summary::count(errors, "error"));
            values.push(json!({ "version": title, "errors": errors }));
            if format != Format::Json {
                console::print(message);
            }
            exit = Exit::Different;
            continue;
        };
        if let Some((before, old)) = &last {
            let step = diff(&old.surface, &output.surface);
            match format {
                Format::Text => console::print(format_args!("{before} -> {title}\n{}", to_text(&step))),
                Format::Markdown => {
                    console::print(format_args!("## {before} → {title}\n\n{}", to_markdown(&step)));
                }
                Format::Json => {
                    let mut value = to_json(&step);
                    if let Some(object) = value.as_object_mut() {
                        object.insert("from".to_owned(), json!(before));
                        object.insert("version".to_owned(), json!(title));
                        object.insert("summary".to_owned(), json!(to_short(&step)));
                    }
                    values.push(value);
                }
            }
        }
        last = Some((title, output));
    }
    if format == Format::Json {
        console::print(Value::Array(values));
    }
    Ok(exit)
}
