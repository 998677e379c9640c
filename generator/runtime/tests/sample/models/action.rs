//! `Action`.

use crate::runtime::{EnumValue, OptionalNullable, Unknown};

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
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for Action {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl From<&str> for Action {
    fn from(text: &str) -> Self {
        match text {
            "block" => Self::Block,
            "redact" => Self::Redact,
            _ => Self::Unknown(text.into()),
        }
    }
}

impl From<Action> for OptionalNullable<Action> {
    fn from(value: Action) -> Self {
        Self::Value(value)
    }
}

impl serde::Serialize for Action {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown(value) => value.serialize(serializer),
            known => serializer.serialize_str(known.as_str()),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Action {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        EnumValue::deserialize(deserializer).map(|value| match value.as_str() {
            "block" => Self::Block,
            "redact" => Self::Redact,
            _ => Self::Unknown(value.into()),
        })
    }
}
