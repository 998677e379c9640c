//! Accepts the snapshots that show what is generated: runs their tests, which write them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostic::in_one_line;

use super::report::Report;
use crate::cargo;
use crate::project::Snapshots;

/// Runs the tests of an entry, and says which snapshots they changed. What fails is for a person, and so is what a
/// snapshot says in a line that begins with `to do: `.
pub(super) fn accept(root: &Path, entry: &Snapshots, report: &mut Report) {
    let before = snapshots(root, &entry.folders);
    let references = root.join("target").join(format!("snapshot-references-{}", std::process::id()));
    // A new file: what has its name is of a run that was killed, or a link to somewhere.
    let _ = fs::create_dir_all(root.join("target")).and_then(|()| fs::remove_file(&references));
    if let Err(error) = File::create_new(&references) {
        report.person.push(format!("cannot write {}: {error}", references.display()));
        return;
    }
    let arguments: Vec<&str> =
        ["test", "--no-fail-fast"].into_iter().chain(entry.tests.iter().map(String::as_str)).collect();
    let environment = [
        ("INSTA_UPDATE", OsStr::new("always")),
        ("INSTA_FORCE_PASS", OsStr::new("1")),
        ("INSTA_SNAPSHOT_REFERENCES_FILE", references.as_os_str()),
    ];
    let output = cargo::run(root, &arguments, &environment);
    let referred: BTreeSet<PathBuf> = fs::read_to_string(&references)
        .unwrap_or_default()
        .lines()
        .filter_map(|line| root.join(line).canonicalize().ok())
        .collect();
    let _ = fs::remove_file(&references);
    let after = snapshots(root, &entry.folders);
    let shown = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
    for (path, text) in &after {
        if before.get(path) != Some(text) {
            let sign = if before.contains_key(path) { '~' } else { '+' };
            report.done.push(format!("{sign} {}", shown(path)));
        }
        let lines = String::from_utf8_lossy(text);
        let to_do = lines.lines().filter_map(|line| line.strip_prefix("to do: "));
        report.person.extend(to_do.map(|line| format!("{}: {}", shown(path), in_one_line(line))));
    }
    match output {
        Ok(output) if output.status.success() => {
            // Where nothing is referred to, the tests do not say what they refer to.
            let orphans = after.keys().filter(|path| !referred.is_empty() && !referred.contains(*path));
            for orphan in orphans {
                match fs::remove_file(orphan) {
                    Ok(()) => report.done.push(format!("- {}", shown(orphan))),
                    Err(error) => report.person.push(format!("delete {}: {error}", shown(orphan))),
                }
            }
        }
        Ok(output) => {
            report.person.push(format!("`cargo {}` fails:", arguments.join(" ")));
            report.person.extend(cargo::complaints(&output).into_iter().map(|line| format!("  {line}")));
        }
        Err(error) => report.person.push(error),
    }
}

/// The snapshots in some folders, with their texts.
fn snapshots(root: &Path, folders: &[String]) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for folder in folders {
        // A folder that is not there has no snapshots.
        let _ = collect(&root.join(folder), &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder.canonicalize()?)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), found)?;
        } else if kind.is_file() && entry.path().extension().is_some_and(|extension| extension == "snap") {
            found.insert(entry.path(), fs::read(entry.path())?);
        }
    }
    Ok(())
}
