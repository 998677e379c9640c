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

impl Action {
    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Block => "block",
            Self::Redact => "redact",
            Self::Unknown(value) => value.as_str(),
        }
    }
    fn known(value: &str) -> Option<Self> {
        match value {
            "block" => Some(Self::Block),
            "redact" => Some(Self::Redact),
            _ => None,
        }
    }
}

crate::runtime::enums::text!(Action);
