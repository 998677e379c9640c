//! `replay`: a series of versions of a document, step by step.

use std::fs;
use std::path::{Path, PathBuf};

use generator::code::Code;
use generator::diagnostic::in_one_line;
use generator::diff::{diff, to_json, to_markdown, to_short, to_text};
use generator::{Output, Wanted};
use serde_json::{Value, json};

use super::args::Replay;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::git;
use crate::history::Format;
use crate::inputs::{Inputs, Settings, Source};
use crate::project::Project;
use crate::terminal::{count, print_json, println};

/// A version of the document.
struct Version {
    title: String,
    inputs: Inputs,
}

/// Runs the command.
pub(crate) fn run(arguments: &Replay) -> Result<ExitStatus> {
    let folder = Path::new(&arguments.series);
    let given = arguments.config.as_deref();
    let (settings, versions) = if folder.is_dir() {
        let settings = given.map(|path| Settings::read(Source::given(path))).transpose()?.unwrap_or_default();
        let versions = of_folder(folder, &settings)?;
        (settings, versions)
    } else {
        let project = Project::find(given)?;
        let own = project.inputs().map(|inputs| inputs.name);
        let path = arguments.path.clone().map_or(own, Ok)?;
        // The project's own document has its configuration.
        let is_its = given.is_some() || project.settings.document().is_some_and(|own| own.name() == path);
        let settings = if is_its { project.settings.clone() } else { Settings::default() };
        let versions = of_range(&arguments.series, &path, &project.root, &settings)?;
        (settings, versions)
    };
    Ok(steps(versions, &settings, arguments))
}

fn of_folder(folder: &Path, settings: &Settings) -> Result<Vec<Version>> {
    let version = |path: PathBuf| {
        let title = in_one_line(&path.file_name().unwrap_or_default().to_string_lossy());
        Ok(Version { title, inputs: Inputs::read(&Source::given(&path), settings.clone())? })
    };
    documents(folder)?.into_iter().map(version).collect()
}

fn of_range(range: &str, path: &str, root: &Path, settings: &Settings) -> Result<Vec<Version>> {
    let revisions = git::revisions(root, range, path).map_err(|error| {
        let message = format!("`{range}` is no folder and no range of revisions");
        let help = "name a folder of documents, or a range such as `HEAD~20..HEAD`";
        Failure::new(Code::UnreadableFile, message, help).because(error)
    })?;
    let version = |revision: String| {
        let document = Source::revision(root, &revision, path);
        Ok(Version {
            title: in_one_line(&git::title(root, &revision)),
            inputs: Inputs::read(&document, settings.clone())?,
        })
    };
    revisions.into_iter().map(version).collect()
}

/// The documents of a folder by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |error: std::io::Error| {
        let message = format!("cannot list `{}`", folder.display());
        Failure::new(Code::UnreadableFile, message, "name a folder that can be read").because(error)
    };
    let entries =
        fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>).map_err(unreadable)?;
    let is_document = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        path.is_file() && matches!(extension, Some("yaml" | "yml" | "json"))
    };
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(is_document).collect();
    paths.sort();
    Ok(paths)
}

fn steps(versions: Vec<Version>, settings: &Settings, arguments: &Replay) -> ExitStatus {
    // The configuration is that of the last one.
    let last_of_all = versions.len().saturating_sub(1);
    let (format, extent) = (arguments.report.format, arguments.report.extent());
    let mut last: Option<(String, Output)> = None;
    let mut status = ExitStatus::Success;
    let mut values: Vec<Value> = Vec::new();
    for (index, Version { title, inputs }) in versions.into_iter().enumerate() {
        let inputs = if index < last_of_all { inputs.earlier() } else { inputs };
        let outcome = inputs.generate(settings, Wanted::Surface);
        let Some(output) = outcome.output else {
            let errors = outcome.report.error_count();
            let message = format!("{title}: cannot be generated, {}", count(errors, "error"));
            values.push(json!({ "version": title, "errors": errors }));
            if format != Format::Json {
                println(message);
            }
            status = ExitStatus::CheckFailed;
            continue;
        };
        if let Some((before, old)) = &last {
            let step = diff(&old.surface, &output.surface);
            match format {
                Format::Text => println(format_args!("{before} -> {title}\n{}", to_text(&step, extent))),
                Format::Markdown => {
                    println(format_args!("## {before} → {title}\n\n{}", to_markdown(&step, extent)));
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
        print_json(&Value::Array(values));
    }
    status
}
