//! The files of a document that is written in several.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::raw::{FileId, NodeId};

/// What became of a file that a reference names.
#[derive(Debug, Clone)]
pub(crate) enum Sibling {
    /// It is in the arena.
    Loaded(FileId),
    /// It could not be read; the reason.
    Unreadable(String),
    /// It was read, and is not valid; what the loader said.
    Invalid(Vec<Diagnostic>),
}

/// Every file in the arena that references can lead to, with its anchors.
#[derive(Debug, Clone, Default)]
pub struct Siblings {
    pub(crate) files: BTreeMap<String, Sibling>,
    pub(crate) names: BTreeMap<FileId, String>,
    pub(crate) anchors: BTreeMap<(FileId, String), NodeId>,
}
