//! Brings everything that a run needs onto the disk before the first file of the output is touched.

use std::collections::BTreeSet;

use super::checksum;
use super::error::WriteError;
use super::journal::Journal;
use super::path::RelPath;
use super::plan::{FileKind, Plan, Tree, file_kind};
use super::staging_dir::{DRAFT, StagingDir};

/// Writes the new files and second names for the old ones, then the journal. When the journal is there,
/// the run will be completed or taken back, by this process or by another.
pub(super) fn stage(staging: &StagingDir<'_>, plan: &Plan, tree: &Tree<'_>) -> Result<Journal, WriteError> {
    for name in ["new", "old"] {
        let folder = staging.path(name);
        staging.disk.create_folder(&folder).map_err(WriteError::io("create", &folder))?;
    }
    for (index, step) in plan.steps.iter().enumerate() {
        if let Some(text) = tree.get(&step.path).filter(|_| step.new.is_some()) {
            let text = checksum::with_checksum(&step.path, text);
            let path = staging.staged(index);
            // Only what is replaced can be lost when the power fails; flushing takes longer than all the rest.
            let replaces = step.old.is_some();
            staging
                .disk
                .create_file(&path, text.as_bytes(), replaces)
                .map_err(WriteError::io("write", &path))?;
        }
        if step.old.is_some() {
            let path = step.path.under(&staging.out);
            staging
                .disk
                .keep(&path, &staging.kept(index))
                .map_err(WriteError::io("keep a copy of", &path))?;
        }
    }
    let journal = Journal::of(plan, missing_folders(staging, plan)?);
    for name in ["new", "old"] {
        let folder = staging.path(name);
        staging.disk.sync_folder(&folder).map_err(WriteError::io("flush", &folder))?;
    }
    let (draft, path) = (staging.path(DRAFT), staging.path("journal"));
    staging
        .disk
        .create_file(&draft, journal.render().as_bytes(), true)
        .map_err(WriteError::io("write", &draft))?;
    staging.disk.rename(&draft, &path).map_err(WriteError::io("write", &path))?;
    let folder = staging.path("");
    staging.disk.sync_folder(&folder).map_err(WriteError::io("flush", &folder)).inspect_err(|_| {
        // Not known to be on the disk, so it must not count; nothing was done yet.
        let _ = staging.disk.remove_file(&path);
    })?;
    Ok(journal)
}

/// The folders to create; a folder sorts before those in it.
fn missing_folders(staging: &StagingDir<'_>, plan: &Plan) -> Result<Vec<RelPath>, WriteError> {
    let written = plan.steps.iter().filter(|step| step.new.is_some());
    let folders: BTreeSet<_> = written.flat_map(|step| step.path.folders()).collect();
    let mut missing = Vec::new();
    for folder in folders {
        if file_kind(&folder.under(&staging.out))? == FileKind::Absent {
            missing.push(folder);
        }
    }
    Ok(missing)
}
