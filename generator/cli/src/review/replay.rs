//! `replay`: a series of versions of a document, step by step.

use std::collections::{BTreeMap, BTreeSet};
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
use crate::inputs::{Document, Inputs, Settings, Source, below};
use crate::project::Project;
use crate::terminal::{count, print_json, println};

/// Links that are followed.
const MOST_LINKS: usize = 1_000;

/// A version of the document.
struct Version {
    title: String,
    inputs: Inputs,
    /// The documents of the project that this version of it does not have.
    lacking: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Replay) -> Result<ExitStatus> {
    let folder = Path::new(&arguments.series);
    let given = arguments.config.as_deref();
    let versions = if folder.is_dir() {
        let settings = given.map(|path| Settings::read(Source::given(path))).transpose()?.unwrap_or_default();
        of_folder(folder, &settings)?
    } else {
        let project = Project::find(given)?;
        let (root, range) = (&project.root, &arguments.series);
        if let Some(path) = &arguments.path {
            // A document of the project has its own configuration.
            let is_whole = given.is_some() && project.settings.config.apis.is_empty();
            let settings =
                if is_whole { Some(project.settings.clone()) } else { settings_of(&project, path) };
            let settings = settings.unwrap_or_default();
            let at = |revision: &str| Inputs::read(&Source::revision(root, revision, path), settings.clone());
            of_range(range, &[path], root, &at, None)?
        } else {
            let inputs = project.inputs()?;
            let paths: Vec<&str> = inputs.documents.iter().map(|document| document.name.as_str()).collect();
            let at = |revision: &str| inputs.at(|path| Source::revision(root, revision, path));
            of_range(range, &paths, root, &at, Some(&inputs))?
        }
    };
    Ok(steps(versions, arguments))
}

/// The settings that a project has for a document of its own.
fn settings_of(project: &Project, path: &str) -> Option<Settings> {
    if project.settings.config.apis.is_empty() {
        let is_its = project.settings.document().is_some_and(|own| own.name() == path);
        return is_its.then(|| project.settings.clone());
    }
    let documents = project.inputs().ok()?.documents;
    documents.into_iter().find(|document| document.name == path).map(|document| document.settings)
}

fn of_folder(folder: &Path, settings: &Settings) -> Result<Vec<Version>> {
    let version = |path: PathBuf| {
        let title = in_one_line(&path.file_name().unwrap_or_default().to_string_lossy());
        let inputs = Inputs::read(&Source::given(&path), settings.clone())?;
        Ok(Version { title, inputs, lacking: Vec::new() })
    };
    documents(folder)?.into_iter().map(version).collect()
}

fn of_range(
    range: &str,
    paths: &[&str],
    root: &Path,
    at: &dyn Fn(&str) -> Result<Inputs>,
    whole: Option<&Inputs>,
) -> Result<Vec<Version>> {
    let mut read = BTreeMap::new();
    let documents = paths;
    let mut paths: BTreeSet<String> = documents.iter().map(|path| (*path).to_owned()).collect();
    // It may touch none of the documents, and shows what they refer to, and which links there are.
    let end = git::end(root, range).unwrap_or_default();
    paths.extend(at(&end).iter().flat_map(|inputs| files(inputs, &end)));
    let links = git::links(root, &end);
    // Each revision may refer to more files, which others touch.
    let revisions = loop {
        paths.extend(led_to(&links, &paths, &|link| git::leads_to(root, &end, link)));
        let known = paths.len();
        let names: Vec<&str> = paths.iter().map(String::as_str).collect();
        let revisions = git::revisions(root, range, &names, documents).map_err(|error| {
            let message = format!("`{range}` is no folder and no range of revisions");
            let help = "name a folder of documents, or a range such as `HEAD~20..HEAD`";
            Failure::new(Code::UnreadableFile, message, help).because(error)
        })?;
        for revision in &revisions {
            if !read.contains_key(revision) {
                let inputs = at(revision)?;
                paths.extend(files(&inputs, revision));
                read.insert(revision.clone(), inputs);
            }
        }
        if paths.len() == known {
            break revisions;
        }
    };
    let version = |revision: String| {
        let inputs = read.remove(&revision).map_or_else(|| at(&revision), Ok)?;
        let title = in_one_line(&git::title(root, &revision));
        let lacking = whole.map(|whole| inputs.lacking(whole)).unwrap_or_default();
        let lacking = lacking.into_iter().map(in_one_line).collect();
        Ok(Version { title, inputs, lacking })
    };
    revisions.into_iter().map(version).collect()
}

/// The paths of the files that documents are read from in a revision.
fn files(inputs: &Inputs, revision: &str) -> Vec<String> {
    let names = inputs.documents.iter().flat_map(Document::files);
    names.filter_map(|name| Some(name.strip_prefix(revision)?.strip_prefix(':')?.to_owned())).collect()
}

/// Where links lead that these paths go through.
fn led_to(
    links: &[String],
    paths: &BTreeSet<String>,
    leads_to: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<String> = paths.iter().cloned().collect();
    while let Some(path) = open.pop() {
        let links = links.iter().filter_map(|link| Some((link, path.strip_prefix(link.as_str())?)));
        for (link, rest) in links.filter(|(_, rest)| rest.is_empty() || rest.starts_with('/')) {
            let Some(target) = leads_to(link) else { continue };
            let folder = link.rsplit_once('/').map_or("", |(folder, _)| folder);
            let led = below(folder, &format!("{target}{rest}"));
            // A link may lead to itself.
            if !paths.contains(&led) && !found.contains(&led) && found.len() < MOST_LINKS {
                open.push(led.clone());
                found.push(led);
            }
        }
    }
    found
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

fn steps(versions: Vec<Version>, arguments: &Replay) -> ExitStatus {
    // The configuration is that of the last one.
    let last_of_all = versions.len().saturating_sub(1);
    let (format, extent) = (arguments.report.format, arguments.report.extent());
    let mut last: Option<(String, Output)> = None;
    let mut status = ExitStatus::Success;
    let mut values: Vec<Value> = Vec::new();
    for (index, Version { title, inputs, lacking }) in versions.into_iter().enumerate() {
        let inputs = if index < last_of_all { inputs.earlier() } else { inputs };
        if !lacking.is_empty() {
            values.push(json!({ "version": title, "lacking": lacking }));
            if format != Format::Json {
                println(format_args!("{title}: without `{}`, which it does not have", lacking.join("`, `")));
            }
        }
        let output = match inputs.output(Wanted::Surface) {
            Ok(output) => output,
            Err(error) => {
                let (errors, first) = (error.count(), error.first());
                let message =
                    format!("{title}: cannot be generated, {}, first {first}", count(errors, "error"));
                values.push(json!({ "version": title, "errors": errors, "first": first }));
                if format != Format::Json {
                    println(message);
                }
                status = ExitStatus::CheckFailed;
                continue;
            }
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
