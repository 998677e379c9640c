//! The memory that a run may take, and what the parts of a document were measured to take of it.

use crate::raw::Raw;

/// Bytes for all that a crate is made of, so that a machine with 512 MiB makes every crate that is accepted.
pub(crate) const MOST: usize = 400 << 20;

/// Bytes of a node of the document.
const NODE: usize = 190;

/// How often the text of the document and of its files is held: as it is, and in nodes.
const TEXTS: usize = 3;

/// Bytes of a schema, whether while it is read, when it is held twice for a moment, or with its code.
pub(crate) const SCHEMA: usize = 4_000;

/// Bytes that a component takes beside its schema: a name, a file of its own, an example that is tried.
pub(crate) const COMPONENT: usize = 1_500;

/// Bytes of an operation, its code included.
pub(crate) const OPERATION: usize = 12_000;

/// What the document takes as it is read.
pub(crate) fn of(raw: &Raw) -> usize {
    raw.len() * NODE + TEXTS * raw.files().iter().map(|file| file.text.len()).sum::<usize>()
}

/// What too large a crate is told.
pub(crate) fn message() -> String {
    format!("from here on the crate would take more than {} MiB to make", MOST >> 20)
}

/// What to do about it.
pub(crate) const HELP: &str = "leave operations out with `[select]` in the configuration, or what is not needed by an \
                               overlay; what is shared is written out wherever it is used";
