//! The files of a project that a run writes once its crate is written: a run that is refused writes nothing at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use generator::code::Code;

use crate::error::{Failure, Result};
use crate::file;
use crate::project::Project;

/// Files by their paths from the root, with their new texts; `None` removes one.
#[derive(Debug, Default)]
pub(crate) struct Pending(BTreeMap<String, Option<String>>);

impl Pending {
    /// Writes a text, unless the file has it.
    pub(crate) fn put(&mut self, project: &Project, path: String, text: String) -> Result<()> {
        if self.read(project, &path)?.as_ref() != Some(&text) {
            self.0.insert(path, Some(text));
        }
        Ok(())
    }

    /// Removes a file.
    pub(crate) fn remove(&mut self, path: String) {
        self.0.insert(path, None);
    }

    /// The text of a file as it will be, if there will be one.
    pub(crate) fn read(&self, project: &Project, path: &str) -> Result<Option<String>> {
        if let Some(text) = self.0.get(path) {
            return Ok(text.clone());
        }
        let unreadable = |error: io::Error| {
            let message = format!("cannot read `{path}`");
            Failure::new(Code::UnreadableFile, message, "make it a file that can be read").because(error)
        };
        let Some(text) = file::text(&project.place(path)?).map_err(unreadable)? else { return Ok(None) };
        if let Some(line) = generator::conflict::line(&text) {
            let message = format!("`{path}` has a conflict of git in line {line}");
            return Err(Failure::new(Code::Conflict, message, generator::conflict::HELP).into());
        }
        Ok(Some(text))
    }

    /// The paths that will be written, and those that will be removed.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.is_some()))
    }

    /// Writes and removes.
    pub(crate) fn write(&self, project: &Project) -> Result<()> {
        for (path, text) in &self.0 {
            let place = project.writable(path)?;
            let done = match text {
                Some(text) => {
                    place.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&place, text))
                }
                None => fs::remove_file(&place),
            };
            done.map_err(|error| {
                let (message, help) = (format!("cannot write `{path}`"), "mend the cause and run again");
                Failure::new(Code::UnwritableOutput, message, help).because(error)
            })?;
        }
        Ok(())
    }
}
