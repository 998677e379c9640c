//! Breaking changes that someone has accepted without the version that they ask for.

use std::fs;

use generator::code::Code;
use generator::config::read_file;
use generator::diagnostic::Report;
use generator::diff::Change;
use generator::raw::Raw;
use serde::{Deserialize, Serialize};

use crate::error::{CliError, Failure, Result};
use crate::file;
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
    let Some(text) = text(project)? else { return Ok(Vec::new()) };
    let (mut files, mut report) = (Raw::default(), Report::new());
    match read_file::<File>(&mut files, (&project.accepted, &text), HELP, &mut report) {
        Some(file) => Ok(file.accepted.into_iter().map(|entry| entry.fingerprint).collect()),
        None => Err(CliError::invalid(files, report)),
    }
}

/// Adds a change to the file, below what is there.
pub(crate) fn add(project: &Project, change: &Change) -> Result<()> {
    let Change { fingerprint, path, what, .. } = change;
    let entry = Entry { fingerprint: fingerprint.clone(), item: path.clone(), what: what.clone() };
    let unwritable =
        || Failure::new(Code::UnwritableOutput, format!("cannot write `{}`", project.accepted), "");
    let entry =
        toml::to_string(&File { accepted: vec![entry] }).map_err(|error| unwritable().because(error))?;
    let text = text(project)?.unwrap_or_else(|| HEAD.to_owned());
    fs::write(project.root.join(&project.accepted), format!("{}\n\n{entry}", text.trim_end()))
        .map_err(|error| unwritable().because(error).into())
}

/// The text of the file, if there is one.
fn text(project: &Project) -> Result<Option<String>> {
    match file::text(&project.root.join(&project.accepted)) {
        Ok(text) => Ok(text),
        Err(error) => {
            let message = format!("cannot read `{}`", project.accepted);
            Err(Failure::new(Code::UnreadableFile, message, "").because(error).into())
        }
    }
}
