//! What a run gives: files by path, and what is worth saying about them.

use std::collections::BTreeMap;

use crate::diagnostic::Cost;
use crate::emit::whole::Part;

/// The generated crate, in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Output {
    /// Text by path relative to the crate's folder, with `/` between folders. None where only the surface is wanted.
    pub files: BTreeMap<String, String>,
    /// The public API, with its causes in the document. Empty where only files are wanted.
    pub surface: crate::surface::Surface,
    /// Counts for the summary.
    pub summary: Summary,
    /// Of a document that is a module: what the crate has to know of it.
    pub(crate) part: Option<Box<Part>>,
}

/// Counts for the summary of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// Operations in the crate.
    pub operations: usize,
    /// Schemas that became types of their own.
    pub schemas: usize,
    /// The operations whose pagination was inferred, each with the rule.
    pub inferred: Vec<(String, &'static str)>,
    /// How many spots of each kind were lost.
    pub losses: BTreeMap<Cost, usize>,
}
