//! The changelog of the generated crate: a section for each version, kept in `spec/changelog/` below the words
//! of people, and put together into `CHANGELOG.md`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use generator::Output;
use generator::code::Code;
use generator::diff::{Diff, Version, changelog};

use crate::error::{CliError, Failure, Result};
use crate::file;
use crate::project::CHANGELOG;

/// Stands between what people write and what `regen` does.
const MARK: &str = "<!-- Your own words go above this line; `cargo xtask regen` writes what is below. -->";

/// The file of a version's section.
pub(crate) fn section(version: &Version) -> String {
    format!("{CHANGELOG}/{version}.md")
}

/// The sections of versions after one and before another.
pub(crate) fn between(root: &Path, after: &Version, before: &Version) -> Result<Vec<String>> {
    let versions = versions(root)?.into_iter().rev();
    Ok(versions
        .filter(|version| after < version && version < before)
        .map(|version| section(&version))
        .collect())
}

/// The versions that have a section, the newest first. Files that are not called after a version are people's.
fn versions(root: &Path) -> Result<Vec<Version>> {
    let entries = match fs::read_dir(root.join(CHANGELOG)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| unreadable(CHANGELOG, error))?,
    };
    let mut versions = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| unreadable(CHANGELOG, error))?.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(".md"));
        versions.extend(name.and_then(|name| name.parse::<Version>().ok()));
    }
    versions.sort_by(|a, b| b.cmp(a));
    Ok(versions)
}

/// Adds `CHANGELOG.md` to the output if there are sections.
pub(crate) fn add(root: &Path, output: &mut Output) -> Result<()> {
    let versions = versions(root)?;
    if versions.is_empty() {
        return Ok(());
    }
    let mut text = format!("<!-- {} -->\n\n# Changelog\n", generator::HEADER);
    for version in versions {
        let section = read(root, &version)?.unwrap_or_default().replace('\r', "");
        let (notes, changes) = section.split_once(MARK).unwrap_or((&section, ""));
        let body = format!("{}\n\n{}", notes.trim(), changes.trim());
        let _ = write!(text, "\n## {version}\n\n{}\n", body.trim());
    }
    output.files.insert("CHANGELOG.md".to_owned(), text);
    Ok(())
}

/// Writes the section of a version from what changed since the last one, below what people wrote above the mark.
/// True if there was something to write.
pub(crate) fn write(root: &Path, version: &Version, diff: &Diff) -> Result<bool> {
    let old = read(root, version)?.unwrap_or_default();
    let notes = old.split_once(MARK).map_or(old.as_str(), |(notes, _)| notes).trim_end();
    let gap = if notes.is_empty() { "" } else { "\n\n" };
    let changes = changelog(diff);
    let changes = if changes.is_empty() { "No change of the API." } else { changes.trim_end() };
    let text = format!("{notes}{gap}{MARK}\n\n{changes}\n");
    if text == old {
        return Ok(false);
    }
    let path = section(version);
    let written = fs::create_dir_all(root.join(CHANGELOG)).and_then(|()| fs::write(root.join(&path), text));
    written.map(|()| true).map_err(|error| {
        let message = format!("cannot write `{path}`");
        Failure::new(Code::UnwritableOutput, message, "nothing was generated").because(error).into()
    })
}

/// The text of a version's section, if there is one.
fn read(root: &Path, version: &Version) -> Result<Option<String>> {
    let path = section(version);
    match file::text(&root.join(&path)) {
        Ok(text) => Ok(text),
        Err(error) => Err(unreadable(&path, error)),
    }
}

fn unreadable(path: &str, error: io::Error) -> CliError {
    Failure::new(Code::UnreadableFile, format!("cannot read `{path}`"), "").because(error).into()
}
