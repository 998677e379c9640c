//! The folder that becomes a project: collects what is not there, writes it at once, and remembers what was done.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::code::Code;

use crate::error::{Failure, Result};
use crate::file;
use crate::git;

/// The folder.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where it is.
    pub(super) root: PathBuf,
    /// Files that are not written yet, by their paths.
    pending: BTreeMap<String, Pending>,
    /// What was written, with what was there before, the last at the end.
    written: Vec<Written>,
    lines: Vec<String>,
}

/// What was written.
#[derive(Debug)]
enum Written {
    /// A folder.
    Folder(PathBuf),
    /// A file, with the text that it had.
    File(PathBuf, Option<Vec<u8>>),
}

/// A file that is not written yet.
#[derive(Debug)]
struct Pending {
    place: PathBuf,
    text: String,
}

impl Folder {
    /// The folder at a path.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), pending: BTreeMap::new(), written: Vec::new(), lines: Vec::new() }
    }

    /// Refuses a folder within a repository: a forge runs no workflow there, and all commands of a project, and cargo for
    /// them, run in the root of its repository.
    pub(super) fn refuse_within_repository(&self) -> Result<()> {
        let here = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let around = here.ancestors().skip(1).find(|folder| folder.join(".git").exists());
        let Some(root) = around.filter(|_| !here.join(".git").exists()) else { return Ok(()) };
        let below = here.strip_prefix(root).unwrap_or(&here).display();
        let message = format!("this folder is in the repository `{}`", root.display());
        let help = format!(
            "run `init` there: `--spec {below}/FILE --config {below}/regen.toml --out {below}/client`, say, keeps its \
             files together"
        );
        Err(Failure::new(Code::ConfigValue, message, help).into())
    }

    /// A file in it.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A place by its path from here, if it is in it.
    pub(super) fn below(&self, place: &Path) -> PathBuf {
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        place.strip_prefix(root).unwrap_or(place).to_owned()
    }

    /// The branch that changes are merged into: the one that is checked out.
    pub(super) fn branch(&self) -> String {
        git::branch(&self.root).unwrap_or_else(|| "main".to_owned())
    }

    /// The text of a file, if there is one.
    pub(super) fn text(&self, path: &str) -> Result<Option<String>> {
        if let Some(pending) = self.pending.get(path) {
            return Ok(Some(pending.text.clone()));
        }
        file::text(&self.place(path)?).map_err(|error| {
            let message = format!("cannot read `{path}`");
            Failure::new(Code::UnreadableFile, message, "move it away, or mend it").because(error).into()
        })
    }

    /// Adds a file that is not there.
    pub(super) fn put(&mut self, path: &str, text: &str) -> Result<()> {
        if fs::symlink_metadata(self.path(path)).is_ok() {
            self.left(path, "is there already");
            return Ok(());
        }
        self.add(path, text)?;
        self.lines.push(format!("+ {path}"));
        Ok(())
    }

    /// Adds a file in place of what is there.
    pub(super) fn replace(&mut self, path: &str, text: &str, is_there: bool) -> Result<()> {
        self.add(path, text)?;
        self.lines.push(format!("{} {path}", if is_there { '~' } else { '+' }));
        Ok(())
    }

    /// Adds the lines that a file does not have.
    pub(super) fn append(&mut self, path: &str, lines: &str) -> Result<()> {
        let old = self.text(path)?.unwrap_or_default();
        let new: Vec<&str> = lines.lines().filter(|line| !old.lines().any(|known| known == *line)).collect();
        if new.is_empty() {
            self.left(path, "has all that it needs");
            return Ok(());
        }
        let gap = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
        self.replace(path, &format!("{old}{gap}{}\n", new.join("\n")), !old.is_empty())
    }

    /// Says that a file was left alone.
    pub(super) fn left(&mut self, path: &str, why: &str) {
        self.lines.push(format!("  {path} {why}: left alone"));
    }

    /// What was done, a line for each file.
    pub(super) fn report(&self) -> String {
        self.lines.join("\n")
    }

    /// Writes what was added.
    pub(super) fn write(&mut self) -> Result<()> {
        while let Some((path, Pending { place, text })) = self.pending.pop_first() {
            self.write_file(&place, &text).map_err(|error| {
                let message = format!("cannot write `{path}`");
                Failure::new(Code::UnwritableOutput, message, "mend the cause and run again").because(error)
            })?;
        }
        Ok(())
    }

    fn write_file(&mut self, place: &Path, text: &str) -> io::Result<()> {
        let missing: Vec<&Path> = place.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir(folder)?;
            self.written.push(Written::Folder(folder.to_owned()));
        }
        let before = place.is_file().then(|| fs::read(place)).transpose()?;
        self.written.push(Written::File(place.to_owned(), before));
        fs::write(place, text)
    }

    /// Takes back what was written: a run that fails leaves the folder as it was.
    pub(super) fn take_back(&mut self) {
        while let Some(written) = self.written.pop() {
            // What cannot be taken back is where `git status` shows it.
            let _ = match written {
                Written::Folder(folder) => fs::remove_dir(folder),
                Written::File(place, Some(before)) => fs::write(place, before),
                Written::File(place, None) => fs::remove_file(place),
            };
        }
    }

    fn add(&mut self, path: &str, text: &str) -> Result<()> {
        let place = file::writable(&self.root, path)?;
        self.pending.insert(path.to_owned(), Pending { place, text: text.to_owned() });
        Ok(())
    }

    /// Where a file is, which no link leads out of the folder.
    pub(super) fn place(&self, path: &str) -> Result<PathBuf> {
        file::inside(&self.root, path)
    }
}
