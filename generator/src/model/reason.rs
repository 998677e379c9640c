//! Why values have their types: whatever decides on a type says so here, and `why` prints it.

use std::fmt;

use super::{Presence, Ty};
use crate::code::Code;
use crate::config::{ChosenBy, Scalar};

/// A type, and what decided on it.
#[derive(Debug, Clone)]
pub(crate) struct ChosenType {
    pub(crate) ty: Ty,
    pub(crate) source: TypeSource,
}

/// Why a value has its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeReason {
    /// Of a field, a parameter or a header.
    presence: Option<Presence>,
    source: TypeSource,
    within: Holder,
    /// The warning that tells what the type does not say of what the document does.
    degraded: Option<Code>,
}

/// What a type that contains itself stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Nothing: it does not contain itself.
    Nothing,
    Box,
    /// A struct of its own, where it is only another name for something.
    Struct,
}

/// What decides on a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeSource {
    /// The schema has a type of its own.
    Named,
    Boolean,
    /// A list of numbers that are no integers.
    NumberEnum,
    /// A scalar, and what it is in JSON.
    Scalar(&'static str, ScalarBy),
    List(Box<TypeSource>),
    Map(Box<TypeSource>),
    /// Of what is in a list or a map.
    Nullable(Box<TypeSource>),
    Tuple,
    /// A tuple of which the last places may be missing.
    ShortTuple,
    /// A tuple that is open, empty or too long for one of Rust.
    LongTuple,
    /// Nothing says what values are, or only that they are null.
    Any,
    /// Values of several types, of which none is a type of its own.
    Several,
}

/// What decides on the type of a scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ScalarBy {
    /// This format under `[types.formats]`.
    Setting(String),
    /// This format.
    Format(String),
    /// Nothing says more.
    Nothing,
}

impl TypeSource {
    pub(crate) fn scalar(json: &'static str, scalar: Scalar<'_>) -> Self {
        let by = match scalar.by {
            ChosenBy::Setting(format) => ScalarBy::Setting(format.to_owned()),
            ChosenBy::Format(format) => ScalarBy::Format(format.to_owned()),
            ChosenBy::Nothing => ScalarBy::Nothing,
        };
        Self::Scalar(json, by)
    }

    /// A type of this.
    pub(crate) fn of(self, ty: Ty) -> ChosenType {
        ChosenType { ty, source: self }
    }
}

impl TypeReason {
    pub(crate) fn new(source: TypeSource, degraded: Option<Code>) -> Self {
        Self { presence: None, source, within: Holder::Nothing, degraded }
    }

    /// The reason for the type with its presence around it.
    pub(crate) fn with_presence(mut self, presence: Presence) -> Self {
        self.presence = Some(presence);
        self
    }

    /// The reason for the type, within what keeps it from containing itself.
    pub(crate) fn within(mut self, within: Holder) -> Self {
        self.within = within;
        self
    }
}

impl fmt::Display for TypeReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(presence) = self.presence {
            f.write_str(match presence {
                Presence::Required => "required; ",
                Presence::RequiredNullable => "required and nullable; ",
                Presence::Optional => "optional: left out when `None`; ",
                Presence::OptionalNullable => "optional and nullable: absent, null or a value; ",
            })?;
        }
        write!(f, "{}", self.source)?;
        f.write_str(match self.within {
            Holder::Nothing => "",
            Holder::Box => "; in a `Box`, as the type would contain itself",
            Holder::Struct => "; in a struct, as another name for itself would have no end",
        })?;
        match self.degraded {
            Some(code) => write!(f, "; less than the document says, as warning {} tells", code.as_str()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for TypeSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named => f.write_str("its schema has a type of its own"),
            Self::Boolean => f.write_str("boolean"),
            Self::NumberEnum => f.write_str("one of several numbers"),
            Self::Scalar(json, ScalarBy::Setting(format)) => {
                write!(f, "{json}, `{format}` under [types.formats] in regen.toml")
            }
            Self::Scalar(json, ScalarBy::Format(format)) => write!(f, "{json} of the format `{format}`"),
            Self::Scalar(json, ScalarBy::Nothing) => write!(f, "{json} without a format that has a type"),
            Self::List(items) => write!(f, "a list, of each item: {items}"),
            Self::Map(values) => write!(f, "a map, of each value: {values}"),
            Self::Nullable(value) => write!(f, "null, or {value}"),
            Self::Tuple => f.write_str("a list with a type for each place"),
            Self::ShortTuple => f.write_str("a list with a type for each place, which may be shorter"),
            Self::LongTuple => f.write_str("a list of places that are open, none or too many for a tuple"),
            Self::Any => f.write_str("nothing says what values are"),
            Self::Several => f.write_str("values of several types"),
        }
    }
}
