//! Finishes what an earlier run was killed at, as far as a run of ours can have left it.
//!
//! What is found on the disk proves nothing: a repository may bring a journal along. `RelPath` keeps its paths within the
//! output and out of hidden folders; only what bears our mark is replaced or removed; and what is put there is generated
//! text, in files that this run writes itself, since those that it finds may be executable or have other names. A step of
//! which this does not hold is left out: the comparison with the output that follows does what is right.

use std::io;
use std::path::Path;

use super::apply::{OnDisk, apply, backward, reach};
use super::digest::Digest;
use super::error::WriteError;
use super::journal::{Journal, JournalEntry};
use super::plan::{FileKind, file_kind, is_intact, is_ours, read};
use super::staging_dir::StagingDir;

/// Finishes or takes back the run that left a journal; true if there was one.
pub(super) fn recover(staging: &StagingDir<'_>) -> Result<bool, WriteError> {
    let kept = |step: &JournalEntry| match step.old {
        Some(digest) => can_place(staging, step, &staging.kept(step.number), digest, is_ours),
        None => Ok(true),
    };
    if let Some(journal) = journal(staging, "undo")? {
        backward(staging, &journal, &kept)?;
        return Ok(true);
    }
    let Some(journal) = journal(staging, "journal")? else { return Ok(false) };
    let staged = |step: &JournalEntry| match step.new {
        Some(digest) => {
            let is_output = |bytes: &[u8]| is_intact(&step.path, bytes);
            can_place(staging, step, &staging.staged(step.number), digest, is_output)
        }
        None => Ok(true),
    };
    // What was changed by hand since then is found again by the plan that follows.
    apply(staging, &believed(journal, staged)?, &kept).map(|_| true)
}

fn journal(staging: &StagingDir<'_>, name: &str) -> Result<Option<Journal>, WriteError> {
    let path = staging.path(name);
    match file_kind(&path)? {
        FileKind::Absent => return Ok(None),
        FileKind::File => {}
        _ => return Err(WriteError::io("read", &path)(io::ErrorKind::InvalidData.into())),
    }
    let bytes = read(&path)?;
    let journal = str::from_utf8(&bytes).ok().and_then(Journal::parse).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidData,
            "it is no journal of this program; delete its folder if no run is at work",
        )
    });
    journal.map(Some).map_err(WriteError::io("read", &path))
}

/// The journal with those steps that pass.
fn believed(
    mut journal: Journal,
    passes: impl Fn(&JournalEntry) -> Result<bool, WriteError>,
) -> Result<Journal, WriteError> {
    let mut steps = Vec::new();
    for step in journal.steps {
        if passes(&step)? {
            steps.push(step);
        }
    }
    journal.steps = steps;
    Ok(journal)
}

/// Whether the step's file is in its place, or the one in `source` can be put there: it has the digest and is generated.
/// Then it is written anew.
fn can_place(
    staging: &StagingDir<'_>,
    step: &JournalEntry,
    source: &Path,
    digest: Digest,
    is_generated: impl Fn(&[u8]) -> bool,
) -> Result<bool, WriteError> {
    if OnDisk::of(&reach(staging, &step.path)?)?.is(Some(digest)) {
        return Ok(true);
    }
    if file_kind(source)? != FileKind::File {
        return Ok(false);
    }
    let bytes = read(source)?;
    if Digest::of(&bytes) != digest || !is_generated(&bytes) {
        return Ok(false);
    }
    staging.renew(source, &bytes).map(|()| true)
}
