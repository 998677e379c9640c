//! What was found in the documents, held back until it is known whether the run is refused: then what only the new ones
//! have is said last, since it is most often the reason.

use std::collections::BTreeSet;

use generator::Wanted;
use generator::diagnostic::{Diagnostic, Place, Report};
use generator::raw::Raw;

use crate::error::{self, Findings};
use crate::inputs::Inputs;
use crate::terminal::MessageFormat;

/// What was found in each document, until it is printed.
pub(crate) struct Told {
    documents: Vec<(Option<String>, Findings)>,
    format: MessageFormat,
}

impl Told {
    /// Nothing yet.
    pub(super) fn new(format: MessageFormat) -> Self {
        Self { documents: Vec::new(), format }
    }

    /// Adds what was found in a document, which may be a module of its crate.
    pub(super) fn push(&mut self, module: Option<&str>, files: Raw, report: Report) {
        if !report.is_empty() {
            self.documents.push((module.map(str::to_owned), Findings { files, report }));
        }
    }

    /// Prints what was not printed yet.
    pub(crate) fn print(&mut self) {
        for (_, Findings { files, report }) in self.documents.drain(..) {
            error::print(&files, &report, self.format);
        }
    }

    /// Prints what the earlier documents had, too, and leaves the rest to who says why nothing is written.
    pub(super) fn fresh(&mut self, earlier: &Inputs) -> Vec<Findings> {
        let mut fresh = Vec::new();
        for (module, Findings { files, report }) in self.documents.drain(..) {
            let before = earlier.documents.iter().find(|document| document.module() == module.as_deref());
            let before = before.map(|document| document.generate(&document.settings, Wanted::Surface));
            let known: BTreeSet<Finding<'_>> = before
                .iter()
                .flat_map(|outcome| outcome.report.iter().map(|one| finding(&outcome.raw, one)))
                .collect();
            let (mut old, mut new) = (Report::new(), Report::new());
            for one in report.iter() {
                let is_known = known.contains(&finding(&files, one));
                if is_known { &mut old } else { &mut new }.push(one.clone());
            }
            error::print(&files, &old, self.format);
            if !new.is_empty() {
                fresh.push(Findings { files, report: new });
            }
        }
        fresh
    }
}

/// What a finding is known by in another version of its document.
type Finding<'a> = (&'a str, &'a str, Option<String>);

fn finding<'a>(raw: &Raw, one: &'a Diagnostic) -> Finding<'a> {
    let pointer = match one.place {
        Place::Node(node) | Place::Key(node) => raw.node(node).map(|node| node.pointer()),
        Place::Span(..) | Place::Nowhere => None,
    };
    (one.code.as_str(), &one.message, pointer)
}
