//! The changelog of the generated crate: a section for each version, kept in `spec/changelog/` below the words
//! of people, and put together into `CHANGELOG.md`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use generator::Output;
use generator::diff::{Diff, Version, changelog};

const FOLDER: &str = "spec/changelog";

/// Stands between what people write and what `regen` does.
const MARK: &str = "<!-- Your own words go above this line; `cargo xtask regen` writes what is below. -->";

/// The file of a version's section.
pub(crate) fn section(version: &str) -> String {
    format!("{FOLDER}/{version}.md")
}

/// The sections of versions after one and before another.
pub(crate) fn between(root: &Path, after: &str, before: &str) -> Vec<String> {
    let (Ok(after), Ok(before)) = (after.parse::<Version>(), before.parse::<Version>()) else {
        return Vec::new();
    };
    let versions = sections(root).into_iter().map(|(version, _)| version);
    let between = versions.filter(|version| after < *version && *version < before);
    between.map(|version| section(&version.to_string())).collect()
}

/// All sections, the newest first.
fn sections(root: &Path) -> Vec<(Version, String)> {
    let mut sections: Vec<(Version, String)> = fs::read_dir(root.join(FOLDER))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.strip_suffix(".md")?.parse().ok()?;
            Some((version, fs::read_to_string(path).ok()?.replace('\r', "")))
        })
        .collect();
    sections.sort_by(|(a, _), (b, _)| b.cmp(a));
    sections
}

/// Adds `CHANGELOG.md` to the output if there are sections.
pub(crate) fn add(root: &Path, output: &mut Output) {
    let sections = sections(root);
    if sections.is_empty() {
        return;
    }
    let mut text = format!("<!-- {} -->\n\n# Changelog\n", generator::HEADER);
    for (version, section) in sections {
        let (notes, changes) = section.split_once(MARK).unwrap_or((&section, ""));
        let body = format!("{}\n\n{}", notes.trim(), changes.trim());
        let _ = write!(text, "\n## {version}\n\n{}\n", body.trim());
    }
    output.files.insert("CHANGELOG.md".to_owned(), text);
}

/// Writes the section of a version from what changed since the last one, below what people wrote above the mark.
/// True if there was something to write.
pub(crate) fn write(root: &Path, version: &str, diff: &Diff) -> io::Result<bool> {
    let Ok(version) = version.parse::<Version>() else { return Ok(false) };
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let path = root.join(section(&version.to_string()));
    let old = match fs::read_to_string(&path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let notes = old.split_once(MARK).map_or(old.as_str(), |(notes, _)| notes).trim_end();
    let gap = if notes.is_empty() { "" } else { "\n\n" };
    let changes = changelog(diff);
    let changes = if changes.is_empty() { "No change of the API." } else { changes.trim_end() };
    let text = format!("{notes}{gap}{MARK}\n\n{changes}\n");
    if text == old {
        return Ok(false);
    }
    fs::write(path, text).map(|()| true)
}
