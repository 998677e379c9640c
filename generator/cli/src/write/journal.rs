//! The journal: what a run is about to do, on the disk before it is done.
//!
//! Written here, since crates for atomic files replace one file; a crate is replaced whole, or not at all.

use super::digest::Digest;
use super::path::RelPath;
use super::plan::Plan;

/// The first line; another version of this program would use another.
const TITLE: &str = "regen journal 1";

/// The steps of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// Folders that did not exist, outer before inner.
    pub(super) folders: Vec<RelPath>,
    /// Files.
    pub(super) steps: Vec<JournalEntry>,
}

/// One file, before and after.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct JournalEntry {
    /// What its staged and kept files are called: its place in the journal.
    pub(super) number: usize,
    pub(super) path: RelPath,
    pub(super) old: Option<Digest>,
    pub(super) new: Option<Digest>,
}

impl Journal {
    /// The journal of a plan whose folders to create are known.
    pub(super) fn of(plan: &Plan, folders: Vec<RelPath>) -> Self {
        let steps = plan.steps.iter().enumerate().map(|(number, step)| JournalEntry {
            number,
            path: step.path.clone(),
            old: step.old,
            new: step.new,
        });
        Self { folders, steps: steps.collect() }
    }

    pub(super) fn render(&self) -> String {
        let digest =
            |digest: Option<Digest>| digest.map_or_else(|| "-".to_owned(), |digest| digest.to_string());
        let folders = self.folders.iter().map(|path| format!("folder {path}"));
        let steps = self
            .steps
            .iter()
            .map(|step| format!("file {} {} {}", digest(step.old), digest(step.new), step.path));
        std::iter::once(TITLE.to_owned()).chain(folders).chain(steps).map(|line| line + "\n").collect()
    }

    /// Reads a journal; `None` when any line of it is not ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(TITLE) {
            return None;
        }
        let digest = |text: &str| if text == "-" { Some(None) } else { text.parse().ok().map(Some) };
        let mut journal = Self::default();
        for line in lines {
            match line.split_once(' ')? {
                ("folder", path) => journal.folders.push(RelPath::new(path)?),
                ("file", rest) => {
                    let (old, rest) = rest.split_once(' ')?;
                    let (new, path) = rest.split_once(' ')?;
                    journal.steps.push(JournalEntry {
                        number: journal.steps.len(),
                        path: RelPath::new(path)?,
                        old: digest(old)?,
                        new: digest(new)?,
                    });
                }
                _ => return None,
            }
        }
        Some(journal)
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Journal, JournalEntry, RelPath};

    #[test]
    fn reads_back_and_refuses_what_is_not_ours() {
        let path = |text| RelPath::new(text).unwrap();
        let journal = Journal {
            folders: vec![path("src")],
            steps: vec![
                JournalEntry {
                    number: 0,
                    path: path("src/a b.rs"),
                    old: None,
                    new: Some(Digest::of(b"new")),
                },
                JournalEntry { number: 1, path: path("c"), old: Some(Digest::of(b"old")), new: None },
            ],
        };
        let text = journal.render();
        assert_eq!(Journal::parse(&text), Some(journal));
        assert_eq!(Journal::parse(""), None);
        assert_eq!(Journal::parse(&text.replace("src/a b.rs", "../a")), None);
        assert_eq!(Journal::parse(&text.replace("folder src", "folder /etc")), None);
        assert_eq!(Journal::parse(&text.replace("src/a b.rs", ".git/hooks/pre-commit")), None);
    }
}
