//! Replaces the files of an output folder so that it is all old or all new, whatever happens.
//!
//! New files are staged in a working folder inside the output (flushed where they replace one), and announced in a
//! journal; then each is renamed to its place, and the journal is dropped. A run that finds a
//! journal finishes the run that left it, as far as a run can have left it (`recover`). Nothing that was not generated is
//! ever replaced or removed, no link is followed.

mod apply;
mod checksum;
mod digest;
mod disk;
mod error;
mod journal;
mod path;
mod plan;
mod recover;
mod stage;
mod staging_dir;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use checksum::{with_checksum, without_checksum};
pub use digest::Digest;
pub use disk::{Disk, RealDisk};
pub use error::{Conflict, ConflictKind, WriteError};
pub use path::RelPath;
use plan::Tree;
pub use plan::{FileChange, Plan};
use staging_dir::StagingDir;

/// How to write.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "a callback has no text")]
pub struct Options<'a> {
    /// Overwrite generated files that were edited by hand.
    pub force: bool,
    /// Called when another run holds the lock.
    pub waiting: &'a dyn Fn(),
}

/// What was done.
#[derive(Debug)]
pub struct Written {
    /// The steps that were taken, and what was left.
    pub plan: Plan,
    /// Whether an earlier run had to be finished first.
    pub repaired: bool,
}

/// Compares the folder with the files that should be there; writes nothing.
///
/// # Errors
/// When something cannot be read.
pub fn compare(out: &Path, files: &BTreeMap<String, String>) -> Result<Plan, WriteError> {
    Plan::new(out, &tree(files)?)
}

/// Whether a run was killed at work on the folder, so that it may be half written.
#[must_use]
pub fn is_half_written(out: &Path) -> bool {
    staging_dir::is_half_written(out)
}

/// Makes the folder hold the files.
///
/// # Errors
/// When the disk fails or files of others are in the way; the folder is then as it was.
pub fn write(
    disk: &dyn Disk,
    out: &Path,
    files: &BTreeMap<String, String>,
    options: Options<'_>,
) -> Result<Written, WriteError> {
    let tree = tree(files)?;
    if !staging_dir::is_left_behind(out) {
        // The usual case needs neither lock nor write, and so works in a read-only folder. Whatever else is seen
        // here may be another run at work: only what is seen under the lock counts.
        if let Ok(plan) = Plan::new(out, &tree)
            && plan.refusals(options.force).is_empty()
            && plan.is_empty()
        {
            return Ok(Written { plan, repaired: false });
        }
    }
    let created = create_folders(disk, out)?;
    let result = write_locked(disk, out, &tree, options);
    if result.is_err() {
        remove_folders(disk, &created);
    }
    result
}

fn write_locked(
    disk: &dyn Disk,
    out: &Path,
    tree: &Tree<'_>,
    options: Options<'_>,
) -> Result<Written, WriteError> {
    let staging = StagingDir::open(disk, out, options.waiting)?;
    let result = write_in(&staging, tree, options.force);
    staging.close();
    result
}

fn write_in(staging: &StagingDir<'_>, tree: &Tree<'_>, force: bool) -> Result<Written, WriteError> {
    let repaired = recover::recover(staging)?;
    staging.sweep()?;
    let plan = Plan::new(&staging.out, tree)?;
    refuse(&plan, force)?;
    if !plan.steps.is_empty() {
        let journal = stage::stage(staging, &plan, tree)?;
        // What this run keeps it has kept itself.
        let left = apply::apply(staging, &journal, &|_| Ok(true))?;
        if !left.is_empty() {
            return Err(WriteError::Refused(left));
        }
    }
    Ok(Written { plan, repaired })
}

fn refuse(plan: &Plan, force: bool) -> Result<(), WriteError> {
    let refusals = plan.refusals(force);
    if refusals.is_empty() { Ok(()) } else { Err(WriteError::Refused(refusals)) }
}

/// The files by their checked paths.
fn tree(files: &BTreeMap<String, String>) -> Result<Tree<'_>, WriteError> {
    let mut tree = Tree::new();
    for (path, text) in files {
        let path = RelPath::new(path).ok_or_else(|| WriteError::Path(path.clone()))?;
        tree.insert(path, text.as_str());
    }
    Ok(tree)
}

/// Creates the folder and those above it; returns which did not exist, outermost first.
fn create_folders(disk: &dyn Disk, out: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let missing: Vec<_> = out
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && fs::metadata(path).is_err())
        .map(Path::to_owned)
        .collect();
    let mut created = Vec::new();
    for folder in missing.into_iter().rev() {
        match disk.create_folder(&folder) {
            Ok(()) => created.push(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                remove_folders(disk, &created);
                return Err(WriteError::io("create", &folder)(error));
            }
        }
    }
    Ok(created)
}

/// Removes the folders that are empty, innermost first.
fn remove_folders(disk: &dyn Disk, created: &[PathBuf]) {
    for folder in created.iter().rev() {
        let _ = disk.remove_folder(folder);
    }
}
