//! Carries a journal out, or takes it back. Both can be begun again after being stopped anywhere.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::digest::Digest;
use super::failure::{Failure, Obstacle, ObstacleKind};
use super::journal::{Change, Journal};
use super::path::RelPath;
use super::plan::{Kind, kind};
use super::workshop::Workshop;

/// Carries the journal out; when a step fails, takes back those before it.
///
/// Returns the files that someone changed in the meantime: they were left as they are.
pub(super) fn apply(shop: &Workshop<'_>, journal: &Journal) -> Result<Vec<Obstacle>, Failure> {
    match forward(shop, journal) {
        Ok(left) => {
            tidy(shop, journal.steps.iter().filter(|step| step.new.is_none()).map(|step| &step.path));
            forget(shop, "journal").map_err(|cause| Failure::Interrupted(Box::new(cause)))?;
            Ok(left)
        }
        Err(cause) => {
            // From here on the run goes backwards, whoever continues it.
            let turned = shop.disk.rename(&shop.path("journal"), &shop.path("undo")).is_ok();
            if turned && backward(shop, journal).is_ok() {
                Err(cause)
            } else {
                Err(Failure::Interrupted(Box::new(cause)))
            }
        }
    }
}

/// Finishes what an earlier run was killed at.
pub(super) fn recover(shop: &Workshop<'_>) -> Result<bool, Failure> {
    if let Some(journal) = read(shop, "undo")? {
        backward(shop, &journal)?;
        return Ok(true);
    }
    let Some(journal) = read(shop, "journal")? else { return Ok(false) };
    // What was changed by hand since then is found again by the plan that follows.
    apply(shop, &journal).map(|_| true)
}

fn read(shop: &Workshop<'_>, name: &str) -> Result<Option<Journal>, Failure> {
    let path = shop.path(name);
    match kind(&path)? {
        Kind::Absent => return Ok(None),
        Kind::File => {}
        _ => return Err(Failure::io("read", &path)(io::ErrorKind::InvalidData.into())),
    }
    let text = fs::read_to_string(&path).map_err(Failure::io("read", &path))?;
    let journal = Journal::parse(&text).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "it is no journal of this program; delete its folder if no run is at work",
        )
    });
    journal.map(Some).map_err(Failure::io("read", &path))
}

fn forward(shop: &Workshop<'_>, journal: &Journal) -> Result<Vec<Obstacle>, Failure> {
    let mut left = Vec::new();
    for folder in &journal.folders {
        let path = folder.under(&shop.out);
        match kind(&path)? {
            Kind::Folder => {}
            Kind::Absent => shop.disk.create_folder(&path).map_err(Failure::io("create", &path))?,
            Kind::Link => return Err(refusal(folder, ObstacleKind::Link)),
            _ => return Err(refusal(folder, ObstacleKind::Kind)),
        }
    }
    for (index, step) in journal.steps.iter().enumerate() {
        let path = reach(shop, &step.path)?;
        let now = State::of(&path)?;
        if now.is(step.new) {
            continue;
        }
        if !now.is(step.old) {
            left.push(Obstacle { path: step.path.clone(), kind: ObstacleKind::Edited });
            continue;
        }
        match step.new {
            Some(_) => shop.disk.rename(&shop.staged(index), &path).map_err(Failure::io("write", &path))?,
            None => shop.disk.remove_file(&path).map_err(Failure::io("remove", &path))?,
        }
    }
    sync(shop, journal)?;
    Ok(left)
}

fn backward(shop: &Workshop<'_>, journal: &Journal) -> Result<(), Failure> {
    for (index, step) in journal.steps.iter().enumerate().rev() {
        let path = reach(shop, &step.path)?;
        let now = State::of(&path)?;
        if now.is(step.old) || !now.is(step.new) {
            continue;
        }
        match step.old {
            Some(_) => shop.disk.rename(&shop.kept(index), &path).map_err(Failure::io("restore", &path))?,
            None => shop.disk.remove_file(&path).map_err(Failure::io("remove", &path))?,
        }
    }
    for folder in journal.folders.iter().rev() {
        let _ = shop.disk.remove_folder(&folder.under(&shop.out));
    }
    sync(shop, journal)?;
    forget(shop, "undo")
}

/// The place of a file, if no link is on the way to it.
fn reach(shop: &Workshop<'_>, path: &RelPath) -> Result<PathBuf, Failure> {
    for folder in path.folders() {
        if kind(&folder.under(&shop.out))? == Kind::Link {
            return Err(refusal(&folder, ObstacleKind::Link));
        }
    }
    Ok(path.under(&shop.out))
}

fn refusal(path: &RelPath, kind: ObstacleKind) -> Failure {
    Failure::Refused(vec![Obstacle { path: path.clone(), kind }])
}

/// What stands at a place, as far as a journal can tell.
enum State {
    Absent,
    File(Digest),
    Other,
}

impl State {
    fn of(path: &std::path::Path) -> Result<Self, Failure> {
        Ok(match kind(path)? {
            Kind::Absent => Self::Absent,
            Kind::File => Self::File(Digest::of(&fs::read(path).map_err(Failure::io("read", path))?)),
            _ => Self::Other,
        })
    }

    fn is(&self, expected: Option<Digest>) -> bool {
        match self {
            Self::Absent => expected.is_none(),
            Self::File(digest) => expected == Some(*digest),
            Self::Other => false,
        }
    }
}

fn sync(shop: &Workshop<'_>, journal: &Journal) -> Result<(), Failure> {
    let replaced = journal.steps.iter().filter(|step| step.old.is_some());
    let folders: BTreeSet<_> = replaced.map(|Change { path, .. }| path.parent()).collect();
    for folder in folders {
        let path = folder.map_or_else(|| shop.out.clone(), |folder| folder.under(&shop.out));
        if kind(&path)? == Kind::Folder || path == shop.out {
            shop.disk.sync_folder(&path).map_err(Failure::io("flush", &path))?;
        }
    }
    Ok(())
}

fn forget(shop: &Workshop<'_>, name: &str) -> Result<(), Failure> {
    let path = shop.path(name);
    shop.disk.remove_file(&path).map_err(Failure::io("remove", &path))
}

/// Removes the folders that a removal left empty.
fn tidy<'a>(shop: &Workshop<'_>, removed: impl Iterator<Item = &'a RelPath>) {
    for path in removed {
        let mut folders: Vec<_> = path.folders().collect();
        while let Some(folder) = folders.pop() {
            if shop.disk.remove_folder(&folder.under(&shop.out)).is_err() {
                break;
            }
        }
    }
}
