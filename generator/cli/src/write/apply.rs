//! Carries a journal out, or takes it back. Both can be begun again after being stopped anywhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::error::{Conflict, ConflictKind, WriteError};
use super::journal::{Journal, JournalEntry};
use super::path::RelPath;
use super::plan::{FileKind, file_kind, is_ours, read};
use super::staging_dir::StagingDir;

/// Carries the journal out; when a step fails, takes back those before it.
///
/// Returns the files that someone changed in the meantime: they were left as they are.
/// `kept` says of a step whether the file that it replaced was kept by a run.
pub(super) fn apply(
    staging: &StagingDir<'_>,
    journal: &Journal,
    kept: &dyn Fn(&JournalEntry) -> Result<bool, WriteError>,
) -> Result<Vec<Conflict>, WriteError> {
    match forward(staging, journal) {
        Ok(left) => {
            tidy(staging, journal.steps.iter().filter(|step| step.new.is_none()).map(|step| &step.path));
            forget(staging, "journal").map_err(|cause| WriteError::Interrupted(Box::new(cause)))?;
            Ok(left)
        }
        Err(cause) => {
            // From here on the run goes backwards, whoever continues it.
            let turned = staging.disk.rename(&staging.path("journal"), &staging.path("undo")).is_ok();
            if turned && backward(staging, journal, kept).is_ok() {
                Err(cause)
            } else {
                Err(WriteError::Interrupted(Box::new(cause)))
            }
        }
    }
}

fn forward(staging: &StagingDir<'_>, journal: &Journal) -> Result<Vec<Conflict>, WriteError> {
    let mut left = Vec::new();
    for folder in &journal.folders {
        let path = folder.under(&staging.out);
        match file_kind(&path)? {
            FileKind::Folder => {}
            FileKind::Absent => staging.disk.create_folder(&path).map_err(WriteError::io("create", &path))?,
            FileKind::Link => return Err(refusal(folder, ConflictKind::Link)),
            _ => return Err(refusal(folder, ConflictKind::WrongKind)),
        }
    }
    for step in &journal.steps {
        let path = reach(staging, &step.path)?;
        let now = OnDisk::of(&path)?;
        if now.is(step.new) {
            continue;
        }
        if !now.is(step.old) {
            left.push(Conflict { path: step.path.clone(), kind: ConflictKind::Edited });
            continue;
        }
        match step.new {
            Some(_) => staging
                .disk
                .rename(&staging.staged(step.number), &path)
                .map_err(WriteError::io("write", &path)),
            None => staging.disk.remove_file(&path).map_err(WriteError::io("remove", &path)),
        }?;
    }
    sync(staging, journal)?;
    Ok(left)
}

/// Takes the journal back.
pub(super) fn backward(
    staging: &StagingDir<'_>,
    journal: &Journal,
    kept: &dyn Fn(&JournalEntry) -> Result<bool, WriteError>,
) -> Result<(), WriteError> {
    for step in journal.steps.iter().rev() {
        let path = reach(staging, &step.path)?;
        let now = OnDisk::of(&path)?;
        if now.is(step.old) || !now.is(step.new) {
            continue;
        }
        match step.old {
            Some(_) if !kept(step)? => continue,
            Some(_) => staging
                .disk
                .rename(&staging.kept(step.number), &path)
                .map_err(WriteError::io("restore", &path)),
            None => staging.disk.remove_file(&path).map_err(WriteError::io("remove", &path)),
        }?;
    }
    for folder in journal.folders.iter().rev() {
        let _ = staging.disk.remove_folder(&folder.under(&staging.out));
    }
    sync(staging, journal)?;
    forget(staging, "undo")
}

/// The place of a file, if no link is on the way to it.
pub(super) fn reach(staging: &StagingDir<'_>, path: &RelPath) -> Result<PathBuf, WriteError> {
    for folder in path.folders() {
        if file_kind(&folder.under(&staging.out))? == FileKind::Link {
            return Err(refusal(&folder, ConflictKind::Link));
        }
    }
    Ok(path.under(&staging.out))
}

fn refusal(path: &RelPath, kind: ConflictKind) -> WriteError {
    WriteError::Refused(vec![Conflict { path: path.clone(), kind }])
}

/// What stands at a place, as far as a journal can tell.
pub(super) enum OnDisk {
    Absent,
    /// A generated file.
    File(Digest),
    /// Whatever else, which no run replaces or removes.
    Other,
}

impl OnDisk {
    pub(super) fn of(path: &Path) -> Result<Self, WriteError> {
        Ok(match file_kind(path)? {
            FileKind::Absent => Self::Absent,
            FileKind::File => {
                let bytes = read(path)?;
                if is_ours(&bytes) { Self::File(Digest::of(&bytes)) } else { Self::Other }
            }
            _ => Self::Other,
        })
    }

    pub(super) fn is(&self, expected: Option<Digest>) -> bool {
        match self {
            Self::Absent => expected.is_none(),
            Self::File(digest) => expected == Some(*digest),
            Self::Other => false,
        }
    }
}

fn sync(staging: &StagingDir<'_>, journal: &Journal) -> Result<(), WriteError> {
    let replaced = journal.steps.iter().filter(|step| step.old.is_some());
    let folders: BTreeSet<_> = replaced.map(|JournalEntry { path, .. }| path.parent()).collect();
    for folder in folders {
        let path = folder.map_or_else(|| staging.out.clone(), |folder| folder.under(&staging.out));
        if file_kind(&path)? == FileKind::Folder || path == staging.out {
            staging.disk.sync_folder(&path).map_err(WriteError::io("flush", &path))?;
        }
    }
    Ok(())
}

fn forget(staging: &StagingDir<'_>, name: &str) -> Result<(), WriteError> {
    let path = staging.path(name);
    staging.disk.remove_file(&path).map_err(WriteError::io("remove", &path))
}

/// Removes the folders that a removal left empty.
fn tidy<'a>(staging: &StagingDir<'_>, removed: impl Iterator<Item = &'a RelPath>) {
    for path in removed {
        let mut folders: Vec<_> = path.folders().collect();
        while let Some(folder) = folders.pop() {
            if staging.disk.remove_folder(&folder.under(&staging.out)).is_err() {
                break;
            }
        }
    }
}
