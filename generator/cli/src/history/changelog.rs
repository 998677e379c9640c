//! The changelog of the generated crate: a section for each version, kept in a folder of the project below the words
//! of people, and put together into `CHANGELOG.md`. What people say of changes that are not released yet is in files of
//! its folder `unreleased/`, one for each that has something to say, so that branches do not meet in them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;

use generator::Output;
use generator::code::Code;
use generator::diff::{Diff, Version, changelog};

use super::Pending;
use crate::error::{CliError, Failure, Result};
use crate::git;
use crate::project::Project;

/// The beginning of what stands between what people write and what this program does.
const MARK: &str = "<!-- Your own words go above this line; ";
const MARK_END: &str = "`regen` writes what is below. -->";

/// What people write, and what this program does.
fn parts(section: &str) -> (&str, &str) {
    let Some(start) = section.find(MARK) else { return (section.trim(), "") };
    let (notes, rest) = section.split_at(start);
    (notes.trim(), rest.split_once("-->").map_or("", |(_, changes)| changes.trim()))
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

/// The files in a folder of the changelog, by name without `.md`.
fn names(project: &Project, folder: &str) -> Result<Vec<String>> {
    let unreadable = |error: io::Error| -> CliError {
        let message = format!("cannot read `{folder}`");
        Failure::new(Code::UnreadableFile, message, "make it a folder that can be read").because(error).into()
    };
    let entries = match fs::read_dir(project.place(folder)?) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unreadable)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(unreadable)?.file_name();
        names.extend(name.to_str().and_then(|name| name.strip_suffix(".md")).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The versions that have a section, the newest first. Files that are not called after a version are people's.
fn versions(project: &Project) -> Result<Vec<Version>> {
    let names = names(project, &project.changelog)?;
    let mut versions: Vec<Version> = names.iter().filter_map(|name| name.parse().ok()).collect();
    versions.sort_by(|a, b| b.cmp(a));
    Ok(versions)
}

/// What people say of changes that are not released: files with their texts.
fn unreleased(project: &Project) -> Result<Vec<(String, String)>> {
    let folder = format!("{}/unreleased", project.changelog);
    let mut notes = Vec::new();
    for name in names(project, &folder)? {
        let path = format!("{folder}/{name}.md");
        let text = Pending::default().read(project, &path)?.unwrap_or_default();
        notes.push((path, text.replace('\r', "").trim().to_owned()));
    }
    Ok(notes)
}

/// Adds `CHANGELOG.md` to the output if there are sections, the one of `version` as it will be.
///
/// # Errors
/// Also where a version tells of what the one before it has told: a merge went wrong.
pub(crate) fn add(
    project: &Project,
    pending: &Pending,
    version: Option<&Version>,
    output: &mut Output,
) -> Result<()> {
    let mut versions = versions(project)?;
    versions.extend(version.filter(|version| !versions.contains(version)).cloned());
    versions.sort_by(|a, b| b.cmp(a));
    let removed: Vec<&str> = pending.paths().filter(|(_, written)| !written).map(|(path, _)| path).collect();
    let notes = unreleased(project)?;
    let notes: Vec<&str> = notes
        .iter()
        .filter(|(path, text)| !removed.contains(&path.as_str()) && !text.is_empty())
        .map(|(_, text)| text.as_str())
        .collect();
    let header = generator::header(&project.settings.config.output.command);
    let mut text = format!("<!-- {header} -->\n\n# Changelog\n");
    if !notes.is_empty() {
        let _ = write!(text, "\n## Unreleased\n\n{}\n", notes.join("\n\n"));
    }
    let mut newer: Option<(String, Vec<String>)> = None;
    for version in &versions {
        let path = section(project, version);
        let section = pending.read(project, &path)?.unwrap_or_default().replace('\r', "");
        let (notes, changes) = parts(&section);
        let body = format!("{notes}\n\n{changes}");
        let _ = write!(text, "\n## {version}\n\n{}\n", body.trim());
        let added = added(changes);
        refuse_twice(&path, &added, newer.as_ref())?;
        newer = Some((path, added));
    }
    if !versions.is_empty() || !notes.is_empty() {
        output.files.insert("CHANGELOG.md".to_owned(), text);
    }
    Ok(())
}

/// The lines that tell of what was added.
fn added(changes: &str) -> Vec<String> {
    let lines = changes.lines().skip_while(|line| line.trim() != "### Added").skip(1);
    let lines = lines.take_while(|line| !line.starts_with("### "));
    lines.filter(|line| line.starts_with("- ")).map(str::to_owned).collect()
}

/// What was added once cannot be added again by the next version, nor twice by one.
fn refuse_twice<'a>(
    path: &'a str,
    added: &'a [String],
    newer: Option<&'a (String, Vec<String>)>,
) -> Result<()> {
    let mut told = BTreeSet::new();
    let within = added.iter().find(|line| !told.insert(line.as_str())).map(|line| (path, line));
    let by_newer = |(other, lines): &'a (String, Vec<String>)| {
        Some((other.as_str(), lines.iter().find(|line| told.contains(line.as_str()))?))
    };
    let Some((other, line)) = within.or_else(|| newer.and_then(by_newer)) else {
        return Ok(());
    };
    let message = format!("`{other}` tells of what `{path}` has told: {}", line.trim_start_matches("- "));
    let help = "a merge has told it twice: remove it from the version that did not bring it";
    Err(Failure::new(Code::ToldTwice, message, help).into())
}

/// Writes the section of a version from what changed since the last one, below what people wrote above the mark, and
/// what they said of changes before their release.
pub(crate) fn write(project: &Project, pending: &mut Pending, version: &Version, diff: &Diff) -> Result<()> {
    let path = section(project, version);
    let old = pending.read(project, &path)?.unwrap_or_default();
    let mut words = vec![parts(&old).0.to_owned()];
    for (path, text) in unreleased(project)? {
        words.push(text);
        pending.remove(path);
    }
    words.retain(|text| !text.is_empty());
    let notes = words.join("\n\n");
    let gap = if notes.is_empty() { "" } else { "\n\n" };
    let changes = changelog(diff);
    let changes = if changes.is_empty() { "No change of the API." } else { changes.trim_end() };
    pending.put(project, path, format!("{notes}{gap}{MARK}{MARK_END}\n\n{changes}\n"))
}

/// The last commit in which this program told of a version: what people change in its section tells of nothing.
pub(crate) fn told(project: &Project, version: &Version) -> Option<String> {
    let path = section(project, version);
    let text = |revision: &str| -> Option<String> {
        let bytes = git::show(&project.root, revision, &path).ok()?;
        Some(parts(&String::from_utf8_lossy(&bytes).replace('\r', "")).1.to_owned())
    };
    let revisions = git::touching(&project.root, &path)?;
    let changed =
        revisions.iter().zip(revisions.iter().skip(1)).find(|(one, before)| text(one) != text(before));
    changed.map(|(one, _)| one).or_else(|| revisions.last()).cloned()
}

#[cfg(test)]
mod tests {
    use super::refuse_twice;

    /// Were each line held against each other one, this would take minutes.
    #[test]
    fn a_long_section_is_read_once() {
        let lines = |name: &str| (0..60_000).map(|index| format!("- `{name}{index}`")).collect::<Vec<_>>();
        let newer = ("0.2.0.md".to_owned(), lines("b"));
        let mut older = lines("a");
        assert!(refuse_twice("0.1.0.md", &older, Some(&newer)).is_ok());
        older.push("- `b59999`".to_owned());
        assert!(refuse_twice("0.1.0.md", &older, Some(&newer)).is_err());
        assert!(refuse_twice("0.1.0.md", &older, None).is_ok());
        older.push("- `a7`".to_owned());
        assert!(refuse_twice("0.1.0.md", &older, None).is_err());
    }
}
