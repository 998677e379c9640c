//! The changelog of the generated crate: a section for each version, kept in a folder of the project below the words
//! of people, and put together into `CHANGELOG.md`.

use std::fmt::Write as _;
use std::fs;
use std::io;

use generator::Output;
use generator::code::Code;
use generator::diff::{Diff, Version, changelog};

use crate::error::{CliError, Failure, Result};
use crate::file;
use crate::project::Project;

/// Stands between what people write and what `regen` does.
const MARK: &str = "<!-- Your own words go above this line; `regen` writes what is below. -->";

/// What people write, and what `regen` does.
fn parts(section: &str) -> (&str, &str) {
    let Some(start) = section.find("<!-- Your own words go above this line; ") else { return (section, "") };
    let (notes, rest) = section.split_at(start);
    (notes.trim_end(), rest.split_once("-->").map_or("", |(_, changes)| changes.trim()))
}

/// The file of a version's section.
pub(crate) fn section(project: &Project, version: &Version) -> String {
    format!("{}/{version}.md", project.changelog)
}

/// The sections of versions after one and before another.
pub(crate) fn between(project: &Project, after: &Version, before: &Version) -> Result<Vec<String>> {
    let versions = versions(project)?.into_iter().rev();
    Ok(versions
        .filter(|version| after < version && version < before)
        .map(|version| section(project, &version))
        .collect())
}

/// The versions that have a section, the newest first. Files that are not called after a version are people's.
fn versions(project: &Project) -> Result<Vec<Version>> {
    let entries = match fs::read_dir(project.root.join(&project.changelog)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| unreadable(&project.changelog, error))?,
    };
    let mut versions = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| unreadable(&project.changelog, error))?.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(".md"));
        versions.extend(name.and_then(|name| name.parse::<Version>().ok()));
    }
    versions.sort_by(|a, b| b.cmp(a));
    Ok(versions)
}

/// Adds `CHANGELOG.md` to the output if there are sections.
pub(crate) fn add(project: &Project, output: &mut Output) -> Result<()> {
    let versions = versions(project)?;
    if versions.is_empty() {
        return Ok(());
    }
    let mut text = format!("<!-- {} -->\n\n# Changelog\n", generator::HEADER);
    for version in versions {
        let section = read(project, &version)?.unwrap_or_default().replace('\r', "");
        let (notes, changes) = parts(&section);
        let body = format!("{}\n\n{changes}", notes.trim());
        let _ = write!(text, "\n## {version}\n\n{}\n", body.trim());
    }
    output.files.insert("CHANGELOG.md".to_owned(), text);
    Ok(())
}

/// Writes the section of a version from what changed since the last one, below what people wrote above the mark.
/// True if there was something to write.
pub(crate) fn write(project: &Project, version: &Version, diff: &Diff) -> Result<bool> {
    let old = read(project, version)?.unwrap_or_default();
    let (notes, _) = parts(&old);
    let notes = notes.trim_end();
    let gap = if notes.is_empty() { "" } else { "\n\n" };
    let changes = changelog(diff);
    let changes = if changes.is_empty() { "No change of the API." } else { changes.trim_end() };
    let text = format!("{notes}{gap}{MARK}\n\n{changes}\n");
    if text == old {
        return Ok(false);
    }
    let path = section(project, version);
    let written = fs::create_dir_all(project.root.join(&project.changelog))
        .and_then(|()| fs::write(project.root.join(&path), text));
    written.map(|()| true).map_err(|error| {
        let message = format!("cannot write `{path}`");
        Failure::new(Code::UnwritableOutput, message, "nothing was generated").because(error).into()
    })
}

/// The text of a version's section, if there is one.
fn read(project: &Project, version: &Version) -> Result<Option<String>> {
    let path = section(project, version);
    match file::text(&project.root.join(&path)) {
        Ok(text) => Ok(text),
        Err(error) => Err(unreadable(&path, error)),
    }
}

fn unreadable(path: &str, error: io::Error) -> CliError {
    Failure::new(Code::UnreadableFile, format!("cannot read `{path}`"), "").because(error).into()
}
