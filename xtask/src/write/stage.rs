//! Brings everything that a run needs onto the disk before the first file of the output is touched.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::journal::Journal;
use super::path::RelPath;
use super::plan::{Kind, Plan, kind};
use super::workshop::Workshop;

/// Writes the new files and second names for the old ones, then the journal. When the journal is there,
/// the run will be completed or taken back, by this process or by another.
pub(super) fn stage(shop: &Workshop<'_>, plan: &Plan) -> Result<Journal, Failure> {
    for name in ["new", "old"] {
        let folder = shop.path(name);
        shop.disk.create_folder(&folder).map_err(Failure::io("create", &folder))?;
    }
    for (index, step) in plan.steps.iter().enumerate() {
        if let Some(text) = &step.new {
            let path = shop.staged(index);
            // Only what is replaced can be lost when the power fails; flushing takes longer than all the rest.
            let replaces = step.old.is_some();
            shop.disk.create_file(&path, text.as_bytes(), replaces).map_err(Failure::io("write", &path))?;
        }
        if step.old.is_some() {
            let path = step.path.under(&shop.out);
            shop.disk.keep(&path, &shop.kept(index)).map_err(Failure::io("keep a copy of", &path))?;
        }
    }
    let journal = Journal::of(plan, missing_folders(shop, plan)?);
    for name in ["new", "old"] {
        let folder = shop.path(name);
        shop.disk.sync_folder(&folder).map_err(Failure::io("flush", &folder))?;
    }
    let (draft, path) = (shop.path("draft"), shop.path("journal"));
    shop.disk.create_file(&draft, journal.render().as_bytes(), true).map_err(Failure::io("write", &draft))?;
    shop.disk.rename(&draft, &path).map_err(Failure::io("write", &path))?;
    let folder = shop.path("");
    shop.disk.sync_folder(&folder).map_err(Failure::io("flush", &folder)).inspect_err(|_| {
        // Not known to be on the disk, so it must not count; nothing was done yet.
        let _ = shop.disk.remove_file(&path);
    })?;
    Ok(journal)
}

/// The folders to create; a folder sorts before those in it.
fn missing_folders(shop: &Workshop<'_>, plan: &Plan) -> Result<Vec<RelPath>, Failure> {
    let written = plan.steps.iter().filter(|step| step.new.is_some());
    let folders: BTreeSet<_> = written.flat_map(|step| step.path.folders()).collect();
    let mut missing = Vec::new();
    for folder in folders {
        if kind(&folder.under(&shop.out))? == Kind::Absent {
            missing.push(folder);
        }
    }
    Ok(missing)
}
