//! The memory that a run may take, and what the parts of a document were measured to take of it.

/// Bytes for all that a crate is made of, so that a machine with 512 MiB makes every crate that is accepted.
pub(crate) const MOST: usize = 400 << 20;

/// Bytes of a node of the document where a run takes most.
pub(crate) const NODE: usize = 120;

/// Bytes of a schema, its code included.
pub(crate) const SCHEMA: usize = 3_500;

/// Bytes of an operation, its code included.
pub(crate) const OPERATION: usize = 12_000;

/// What too large a crate is told.
pub(crate) fn message() -> String {
    format!("from here on the crate would take more than {} MiB to make", MOST >> 20)
}

/// What to do about it.
pub(crate) const HELP: &str = "leave operations out with `[select]` in the configuration, or what is not needed by an \
                               overlay; what is shared is written out wherever it is used";
