//! The changelog of the generated crate: a section for each version, kept in `spec/changelog/` as text that people
//! may edit, and put together into `CHANGELOG.md`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use generator::Output;
use generator::diff::{Diff, Version, changelog};

const FOLDER: &str = "spec/changelog";

/// Adds `CHANGELOG.md` to the output if there are sections.
pub(crate) fn add(root: &Path, output: &mut Output) {
    let mut sections: Vec<(Version, String)> = fs::read_dir(root.join(FOLDER))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.strip_suffix(".md")?.parse().ok()?;
            Some((version, fs::read_to_string(path).ok()?.replace('\r', "")))
        })
        .collect();
    if sections.is_empty() {
        return;
    }
    sections.sort_by(|(a, _), (b, _)| b.cmp(a));
    let mut text = format!("<!-- {} -->\n\n# Changelog\n", generator::HEADER);
    for (version, section) in sections {
        let _ = write!(text, "\n## {version}\n\n{}\n", section.trim());
    }
    output.files.insert("CHANGELOG.md".to_owned(), text);
}

/// Writes the section of a version from what changed since the last one.
pub(crate) fn write(root: &Path, version: &str, diff: &Diff) -> io::Result<()> {
    let Ok(version) = version.parse::<Version>() else { return Ok(()) };
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let text = changelog(diff);
    let text =
        if text.is_empty() { "No change of the API.\n".to_owned() } else { format!("{}\n", text.trim_end()) };
    let path = folder.join(format!("{version}.md"));
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text)
}
