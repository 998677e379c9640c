//! What `update` found and did, for the terminal and for the pull request.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The report.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What changed, in Markdown.
    pub(super) changes: String,
    /// What was written.
    pub(super) done: Vec<String>,
    /// What only a person can do.
    pub(super) person: Vec<String>,
}

impl Report {
    /// Says once what several found.
    pub(super) fn tidy(&mut self) {
        let mut seen = BTreeSet::new();
        self.person.retain(|line| seen.insert(line.clone()));
    }

    /// For the body of a pull request.
    pub(super) fn to_markdown(&self) -> String {
        let mut text = format!("{}\n", self.changes.trim_end());
        if !self.person.is_empty() {
            text.push_str("\n### To do by hand\n\n");
            for line in &self.person {
                let _ = writeln!(text, "- [ ] {line}");
            }
        }
        text
    }

    /// For the terminal: the changes themselves are in the file.
    pub(super) fn to_text(&self) -> String {
        let mut lines: Vec<String> = self.done.iter().map(|line| format!("  {line}")).collect();
        if self.done.is_empty() {
            lines.push("  all is current".to_owned());
        }
        if self.person.is_empty() {
            lines.push("nothing is left to do by hand".to_owned());
        } else {
            lines.push("left to do by hand:".to_owned());
            lines.extend(self.person.iter().map(|line| format!("  {line}")));
        }
        lines.join("\n")
    }
}
