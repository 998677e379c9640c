//! What is wrong with a document or a configuration, where, and what to do about it.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use crate::code::Code;
use crate::raw::{FileId, NodeId};

mod clean;
mod cost;
mod json;
mod line;
mod locate;
mod suggest;
mod text;

pub(crate) use clean::message as in_a_line;
pub use clean::{excerpt, for_terminal, in_one_line, json as json_for_terminal};
pub use cost::Cost;
pub use json::to_json;
pub use line::{Lines, Position};
use suggest::Compared;
pub use text::to_text;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing; output is complete.
    Warning,
    /// No output is written.
    Error,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// A node of the document; line, column and pointer follow from it.
    Node(NodeId),
    /// The key under which a node hangs.
    Key(NodeId),
    /// A byte range of a file, for what has no node (syntax errors, duplicate keys).
    Span(FileId, u32, u32),
    /// The whole run.
    Nowhere,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The stable code, explained by `regen --explain CODE`.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Other places that matter, with a word on each.
    pub related: Vec<(Place, String)>,
    /// What is lost by it, if that is less than everything.
    pub cost: Option<Cost>,
}

impl Diagnostic {
    /// A finding without related places.
    #[must_use]
    pub fn new(
        code: Code,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, severity, place, message, help, related: Vec::new(), cost: None }
    }

    /// Says what is lost by it.
    #[must_use]
    pub fn costing(mut self, cost: Cost) -> Self {
        self.cost = Some(cost);
        self
    }

    /// Adds a related place with a word on it.
    #[must_use]
    pub fn with_related(mut self, place: Place, note: impl Into<String>) -> Self {
        self.related.push((place, note.into()));
        self
    }
}

/// Collects the findings of a stage, so that all are reported together. The same finding is kept once.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: IndexSet<Diagnostic>,
    errors: usize,
    compared: Compared,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty report of the same run.
    #[must_use]
    pub(crate) fn beside(&self) -> Self {
        Self { compared: self.compared.clone(), ..Self::default() }
    }

    /// Takes all findings.
    fn take(&mut self) -> Vec<Diagnostic> {
        let empty = self.beside();
        std::mem::replace(self, empty).into_diagnostics()
    }

    /// Adds a finding that stops the run at the next barrier.
    pub fn error(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::new(code, Severity::Error, place, message, help));
    }

    /// Adds a finding that is only worth knowing.
    pub fn warning(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.push(Diagnostic::new(code, Severity::Warning, place, message, help));
    }

    /// Adds a finding that costs one spot.
    pub fn fault(
        &mut self,
        cost: Cost,
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::new(code, Severity::Warning, place, message, help).costing(cost));
    }

    /// Adds a finding that was built elsewhere, for example with related places.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let is_error = diagnostic.severity == Severity::Error;
        if self.diagnostics.insert(diagnostic) && is_error {
            self.errors += 1;
        }
    }

    /// Adds everything another report holds.
    pub fn append(&mut self, other: Self) {
        other.diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Makes errors of the findings that cost something.
    pub fn raise(&mut self) {
        for mut diagnostic in self.take() {
            if diagnostic.cost.is_some() {
                diagnostic.severity = Severity::Error;
            }
            self.push(diagnostic);
        }
    }

    /// Makes errors of the warnings whose codes are not allowed.
    pub fn deny_warnings(&mut self, allowed: &[String]) {
        for mut diagnostic in self.take() {
            let is_allowed = allowed.iter().any(|code| code == diagnostic.code.as_str());
            if diagnostic.severity == Severity::Warning && !is_allowed {
                diagnostic.severity = Severity::Error;
            }
            self.push(diagnostic);
        }
    }

    /// Forgets the findings that are not to be kept.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        for diagnostic in self.take() {
            if keep(&diagnostic) {
                self.push(diagnostic);
            }
        }
    }

    /// True when a stage must not pass its result on.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The number of errors.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.errors
    }

    /// How many spots were lost, by what they are.
    #[must_use]
    pub fn losses(&self) -> BTreeMap<Cost, usize> {
        let mut losses = BTreeMap::new();
        for cost in self.diagnostics.iter().filter_map(|diagnostic| diagnostic.cost) {
            *losses.entry(cost).or_default() += 1;
        }
        losses
    }

    /// The findings in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// The findings in the order they were made, owned.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_iter().collect()
    }

    /// True when nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

#[cfg(test)]
mod tests;
