//! `regen.toml`: everything about a run that is not in the document. Every key has a default, so that any
//! document runs without a file; unknown keys are errors.
//!
//! Each table is a struct in the folder beside this file; the documentation of its fields is the documentation
//! of the keys.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::raw::{FileId, Raw};

mod api;
mod check;
mod client;
mod crate_name;
mod features;
pub(crate) mod library;
mod operation;
mod package;
mod project;
mod read;
mod select;
mod types;

pub use api::ApiEntry;
pub use client::{Client, DeepObjectLists, GlobalHeader, Retry, Timeouts};
pub use crate_name::crate_name_fault;
pub use features::{DefaultFeatures, ExampleMismatch, Features, Policy, Unsupported, Warnings};
pub use operation::{
    DiffTo, LinkMethod, Lists, Operation, Pagination, PaginationInputs, PaginationKind, RetryClass,
};
pub use package::{Document, Names, Package};
pub use project::{OutputSettings, Review, Snapshots};
pub use read::{Keys, read_file};
pub use select::{Select, matches};
pub use types::{AppliesTo, Format, Integer, KeepUnknown, Number, Types};
pub(crate) use types::{ChosenBy, Scalar};

/// The whole configuration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// `[crate]`: the manifest of the generated crate.
    pub package: Package,
    /// `[document]`: what to read.
    pub document: Document,
    /// `[output]`: the crate that is written.
    pub output: OutputSettings,
    /// `[review]`: what tells of the history of a project.
    pub review: Review,
    /// `[select]`: which part of it to generate.
    pub select: Select,
    /// `[types]`: what formats and numbers become.
    pub types: Types,
    /// `[names]`: how words become Rust names.
    pub names: Names,
    /// `[client]`: what the client does by default.
    pub client: Client,
    /// `[operations."listPets"]` or `[operations."GET /pets"]`: what the document does not say about an operation.
    pub operations: BTreeMap<String, Operation>,
    /// `[pagination]`: how lists go on of which nothing is said.
    pub pagination: Lists,
    /// `[features]`: the cargo features of the generated crate.
    pub features: Features,
    /// `[policy]`: what to do about what cannot be generated.
    pub policy: Policy,
    /// `[[api]]`: the documents of a crate that has several, in place of `[document]`.
    pub apis: Vec<ApiEntry>,
    /// The file these settings came from, if any, to point into.
    pub file: Option<FileId>,
    /// Where its keys stand.
    pub keys: Keys,
    /// They were written for another version of the document, and may name what this one does not have.
    pub is_of_another: bool,
}

impl Config {
    /// Reads `text`; all that is wrong with it is reported, and then there is no result.
    #[must_use]
    pub fn parse(raw: &mut Raw, name: &str, text: &str, report: &mut Report) -> Option<Self> {
        let file = raw.add_file(name, text);
        let errors = report.error_count();
        let config = read::read(text, file, report);
        check::check(&config, raw, report);
        (report.error_count() == errors).then_some(config)
    }

    /// Reports a setting that names what the document does not have.
    pub(crate) fn unused(&self, raw: &Raw, path: &[&str], message: String, help: &str, report: &mut Report) {
        if !self.is_of_another {
            report.error(Code::UnusedSetting, self.place(raw, path), message, help);
        }
    }

    /// Where a key stands: `["operations", "listPets", "name"]`. The nearest table if the key itself is a default.
    #[must_use]
    pub fn place(&self, raw: &Raw, path: &[&str]) -> Place {
        let Some((file, source)) = self.file.and_then(|id| Some((id, raw.file(id)?))) else {
            return Place::Nowhere;
        };
        let (start, end) = self.keys.span(&source.text, path);
        Place::Span(file, start, end)
    }
}

#[cfg(test)]
mod tests;
