//! Compares the output folder with what should be there. Reads only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::checksum;
use super::digest::Digest;
use super::error::{Conflict, ConflictKind, WriteError};
use super::path::RelPath;
use crate::file;

/// What should be in the folder, without checksums.
pub(super) type Tree<'a> = BTreeMap<RelPath, &'a str>;

/// The folders of a crate that are searched for what an earlier run wrote.
const FOLDERS: [&str; 4] = ["docs", "examples", "src", "tests"];

/// One file that is not as it should be. A plan knows files by their digests: the texts of a large crate are held once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Which file.
    pub path: RelPath,
    /// What is there.
    pub old: Option<Digest>,
    /// What should be there.
    pub new: Option<Digest>,
}

/// What a run has to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files to write and to remove, in the order of their paths.
    pub steps: Vec<FileChange>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// What is in the way.
    pub conflicts: Vec<Conflict>,
}

impl Plan {
    /// Compares `out` with `tree`.
    ///
    /// # Errors
    /// When something cannot be read.
    pub(super) fn new(out: &Path, tree: &Tree<'_>) -> Result<Self, WriteError> {
        let mut plan = Self::default();
        for (path, text) in tree {
            plan.place(out, path, &checksum::with_checksum(path, text))?;
        }
        for path in leftovers(out, tree)? {
            plan.remove(out, path)?;
        }
        plan.steps.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Whether all is as it should be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.conflicts.is_empty()
    }

    /// What stops a run, with or without `--force`.
    #[must_use]
    pub fn refusals(&self, force: bool) -> Vec<Conflict> {
        self.conflicts.iter().filter(|conflict| !force || !conflict.kind.yields_to_force()).cloned().collect()
    }

    /// How many files are added, changed and removed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        self.steps.iter().fold((0, 0, 0), |(added, changed, removed), step| match (&step.old, &step.new) {
            (None, _) => (added + 1, changed, removed),
            (Some(_), Some(_)) => (added, changed + 1, removed),
            (Some(_), None) => (added, changed, removed + 1),
        })
    }

    fn place(&mut self, out: &Path, path: &RelPath, text: &str) -> Result<(), WriteError> {
        let old = match Existing::at(out, path)? {
            Existing::Other(conflict) => {
                self.conflicts.push(conflict);
                return Ok(());
            }
            Existing::File(bytes) if bytes == text.as_bytes() => {
                self.unchanged += 1;
                return Ok(());
            }
            Existing::File(bytes) if !is_ours(&bytes) => {
                self.conflicts.push(Conflict { path: path.clone(), kind: ConflictKind::Foreign });
                return Ok(());
            }
            Existing::File(bytes) => Some(bytes),
            Existing::Absent => None,
        };
        if old
            .as_deref()
            .is_some_and(|bytes| !is_intact(path, bytes) && !is_same(bytes, text) && !is_merged(bytes))
        {
            self.conflicts.push(Conflict { path: path.clone(), kind: ConflictKind::Edited });
        }
        let (old, new) = (old.as_deref().map(Digest::of), Some(Digest::of(text.as_bytes())));
        self.steps.push(FileChange { path: path.clone(), old, new });
        Ok(())
    }

    fn remove(&mut self, out: &Path, path: RelPath) -> Result<(), WriteError> {
        // What has lost the mark, or is no file any more, has become someone else's and stays.
        let Existing::File(bytes) = Existing::at(out, &path)? else { return Ok(()) };
        if !is_ours(&bytes) {
            return Ok(());
        }
        if !is_intact(&path, &bytes) && !is_merged(&bytes) {
            self.conflicts.push(Conflict { path: path.clone(), kind: ConflictKind::Edited });
        }
        self.steps.push(FileChange { path, old: Some(Digest::of(&bytes)), new: None });
        Ok(())
    }
}

/// What stands at a path.
enum Existing {
    Absent,
    File(Vec<u8>),
    Other(Conflict),
}

impl Existing {
    fn at(out: &Path, path: &RelPath) -> Result<Self, WriteError> {
        for folder in path.folders() {
            match file_kind(&folder.under(out))? {
                FileKind::Absent => return Ok(Self::Absent),
                FileKind::Folder => {}
                FileKind::Link => {
                    return Ok(Self::Other(Conflict { path: folder, kind: ConflictKind::Link }));
                }
                _ => return Ok(Self::Other(Conflict { path: folder, kind: ConflictKind::WrongKind })),
            }
        }
        let place = path.under(out);
        Ok(match file_kind(&place)? {
            FileKind::Absent => Self::Absent,
            FileKind::File => Self::File(read(&place)?),
            FileKind::Link => Self::Other(Conflict { path: path.clone(), kind: ConflictKind::Link }),
            _ => Self::Other(Conflict { path: path.clone(), kind: ConflictKind::WrongKind }),
        })
    }
}

/// What kind of thing stands at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Absent,
    File,
    Folder,
    Link,
    Other,
}

pub(super) fn file_kind(path: &Path) -> Result<FileKind, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(data) if data.is_symlink() => Ok(FileKind::Link),
        Ok(data) if data.is_dir() => Ok(FileKind::Folder),
        Ok(data) if data.is_file() => Ok(FileKind::File),
        Ok(_) => Ok(FileKind::Other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FileKind::Absent),
        Err(error) => Err(WriteError::io("look at", path)(error)),
    }
}

/// The bytes of a file in the output.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, WriteError> {
    file::whole(path, file::GENERATED).map_err(WriteError::io("read", path))
}

/// Whether a file bears the mark.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    // The mark is in the first line; a file that begins with a megabyte without one has none.
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes));
    // Where two branches changed a file their checksums differ, and git puts a line before the first one's mark.
    let text = match head.split_once('\n') {
        Some((line, rest)) if line.starts_with("<<<<<<< ") => rest,
        _ => &head,
    };
    generator::is_generated(text)
}

/// Whether a file is as a run wrote it, but for ends of lines, which git changes where it is told to.
pub(super) fn is_intact(path: &RelPath, bytes: &[u8]) -> bool {
    let is_intact = |text: &str| checksum::is_intact(path, text) || checksum::is_intact(path, &unix(text));
    std::str::from_utf8(bytes).is_ok_and(is_intact)
}

/// Whether git has merged two generated files into one: it has the first lines of both, one after the other or as a
/// conflict. What git makes of them is nobody's work, and is made anew.
fn is_merged(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let marks = text.lines().filter(|line| generator::is_generated(line)).take(2).count();
    let second = text.lines().nth(1).unwrap_or_default();
    marks == 2 && (generator::is_generated(second) || text.starts_with("<<<<<<< "))
}

/// Whether a file has the text that it should have under another checksum.
fn is_same(bytes: &[u8], text: &str) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|found| checksum::without_checksum(&unix(found)) == checksum::without_checksum(text))
}

fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Files with the mark that the output does not have, in the folders that runs write to: what an earlier run wrote.
fn leftovers(out: &Path, tree: &Tree<'_>) -> Result<Vec<RelPath>, WriteError> {
    let mut found = Vec::new();
    let tops = tree.keys().filter(|path| path.parent().is_some()).map(RelPath::top);
    let tops: BTreeSet<&str> = tops.chain(FOLDERS).collect();
    let mut open: Vec<_> = std::iter::once(None).chain(tops.into_iter().map(RelPath::new)).collect();
    while let Some(folder) = open.pop() {
        let place = folder.as_ref().map_or_else(|| out.to_owned(), |folder| folder.under(out));
        let is_searched = match &folder {
            None => place.is_dir(),
            // A folder with a manifest of its own is another crate.
            Some(_) => {
                file_kind(&place)? == FileKind::Folder
                    && file_kind(&place.join("Cargo.toml"))? == FileKind::Absent
            }
        };
        if !is_searched {
            continue;
        }
        for entry in fs::read_dir(&place).map_err(WriteError::io("list", &place))? {
            let entry = entry.map_err(WriteError::io("list", &place))?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let path = folder.as_ref().map_or_else(|| name.to_owned(), |folder| format!("{folder}/{name}"));
            let Some(path) = RelPath::new(&path) else { continue };
            let what = file_kind(&entry.path())?;
            if what == FileKind::Folder && folder.is_some() {
                open.push(Some(path));
            } else if what == FileKind::File
                && !tree.contains_key(&path)
                && head(&entry.path()).is_ok_and(|bytes| is_ours(&bytes))
            {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(1024).read_to_end(&mut bytes)?;
    Ok(bytes)
}
