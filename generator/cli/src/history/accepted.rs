//! Breaking changes that someone has accepted without the version that they ask for.

use generator::code::Code;
use generator::config::read_file;
use generator::diagnostic::Report;
use generator::diff::Change;
use generator::raw::Raw;
use serde::{Deserialize, Serialize};

use super::Pending;
use crate::error::{CliError, Failure, Result};
use crate::project::Project;

const HEAD: &str = "\
# Breaking changes that were accepted without the version that they ask for; they count as minor. Written by
# `regen --accept-breaking FINGERPRINT`, read by reviewers. An entry can go once the change is released.
";

const HELP: &str = "an entry has the texts `fingerprint`, `item` and `what`; `diff` prints fingerprints";

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Entry>,
}

/// A change.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    /// What changed, for reviewers.
    item: String,
    /// How, for reviewers.
    what: String,
}

/// The fingerprints in the file.
pub(crate) fn read(project: &Project) -> Result<Vec<String>> {
    let Some(text) = Pending::default().read(project, &project.accepted)? else { return Ok(Vec::new()) };
    let (mut files, mut report) = (Raw::default(), Report::new());
    match read_file::<File>(&mut files, (&project.accepted, &text), HELP, &mut report) {
        Some(file) => Ok(file.accepted.into_iter().map(|entry| entry.fingerprint).collect()),
        None => Err(CliError::invalid(files, report)),
    }
}

/// Adds a change to the file, below what is there.
pub(crate) fn add(project: &Project, pending: &mut Pending, change: &Change) -> Result<()> {
    let Change { fingerprint, path, what, .. } = change;
    let entry = Entry { fingerprint: fingerprint.clone(), item: path.clone(), what: what.clone() };
    let entry = toml::to_string(&File { accepted: vec![entry] }).map_err(|error| {
        Failure::new(Code::UnwritableOutput, format!("cannot write `{}`", project.accepted), "")
            .because(error)
    })?;
    let text = pending.read(project, &project.accepted)?.unwrap_or_else(|| HEAD.to_owned());
    pending.put(project, project.accepted.clone(), format!("{}\n\n{entry}", text.trim_end()))
}
