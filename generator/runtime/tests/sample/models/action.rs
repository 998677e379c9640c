//! `Action`.

use crate::runtime::Unknown;

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// `block`
    Block,
    /// `redact`
    Redact,
    /// A value that this version of the crate does not know.
    Unknown(Unknown),
}

crate::runtime::enums::text! {
    enum Action;
    Block => "block";
    Redact => "redact";
}
