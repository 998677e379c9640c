//! What the document says of a value beyond its type.

use std::fmt;

use crate::ir::schema::{Constraints, Schema};
use crate::markdown::code;

/// A fact about a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    /// What the server takes where nothing is sent, as JSON.
    Default(String),
    /// Requests leave it out.
    ReadOnly,
    /// It is a type of requests, beside this one of answers.
    Input(String),
    /// What values are allowed.
    Limit(Limit),
    /// A value, as JSON.
    Example(String),
}

/// A limit on values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Limit {
    /// How many parts a value has.
    Size {
        unit: Unit,
        min: Option<u64>,
        max: Option<u64>,
    },
    /// The smallest number, or what all numbers are greater than.
    Minimum {
        limit: String,
        exclusive: bool,
    },
    /// The greatest number, or what all numbers are smaller than.
    Maximum {
        limit: String,
        exclusive: bool,
    },
    MultipleOf(String),
    Pattern(String),
}

/// What the size of a value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Character,
    Item,
    Property,
}

impl Fact {
    /// The facts about the values of a schema, in the order of their documentation.
    pub(crate) fn of(schema: &Schema) -> Vec<Self> {
        let meta = &schema.meta;
        let default = meta
            .default
            .as_ref()
            .map(|default| Self::Default(meta.default_digits.clone().unwrap_or_else(|| default.to_string())));
        let limits = Limit::of(&schema.constraints).into_iter().map(Self::Limit);
        let example = meta.examples.first().filter(|example| example.is_string() || example.is_number());
        let example = example.map(|example| Self::Example(example.to_string()));
        default.into_iter().chain(limits).chain(example).collect()
    }
}

impl Limit {
    fn of(constraints: &Constraints) -> Vec<Self> {
        let Constraints {
            min_length,
            max_length,
            pattern,
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            min_items,
            max_items,
            min_properties,
            max_properties,
        } = constraints;
        let size = |unit: Unit, min: &Option<u64>, max: &Option<u64>| {
            (min.is_some() || max.is_some()).then_some(Self::Size { unit, min: *min, max: *max })
        };
        let limits = [
            size(Unit::Character, min_length, max_length),
            size(Unit::Item, min_items, max_items),
            size(Unit::Property, min_properties, max_properties),
            minimum.clone().map(|limit| Self::Minimum { limit, exclusive: *exclusive_minimum }),
            maximum.clone().map(|limit| Self::Maximum { limit, exclusive: *exclusive_maximum }),
            multiple_of.clone().map(Self::MultipleOf),
            pattern.clone().map(Self::Pattern),
        ];
        limits.into_iter().flatten().collect()
    }
}

/// In words, without a full stop.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default(json) => write!(f, "Default: {}", code(json)),
            Self::ReadOnly => f.write_str("Read only: requests leave it out"),
            Self::Input(answer) => write!(f, "What requests hold of {}", code(answer)),
            Self::Limit(limit) => limit.fmt(f),
            Self::Example(json) => write!(f, "Example: {}", code(json)),
        }
    }
}

/// In words, without a full stop.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size { unit, min, max } => match (min, max) {
                (Some(min), Some(max)) if min == max => write!(f, "Exactly {}", unit.counted(*min)),
                (Some(min), Some(max)) => write!(f, "{min} to {}", unit.counted_as_many(*max)),
                (Some(min), None) => write!(f, "At least {}", unit.counted(*min)),
                (None, Some(max)) => write!(f, "At most {}", unit.counted(*max)),
                (None, None) => Ok(()),
            },
            Self::Minimum { limit, exclusive } => {
                write!(f, "{} {limit}", if *exclusive { "More than" } else { "At least" })
            }
            Self::Maximum { limit, exclusive } => {
                write!(f, "{} {limit}", if *exclusive { "Less than" } else { "At most" })
            }
            Self::MultipleOf(step) => write!(f, "A multiple of {step}"),
            Self::Pattern(pattern) => write!(f, "Pattern: {}", code(pattern)),
        }
    }
}

impl Unit {
    /// A number of them.
    fn counted(self, number: u64) -> String {
        match (self, number) {
            (Self::Character, 1) => "1 character".to_owned(),
            (Self::Item, 1) => "1 item".to_owned(),
            (Self::Property, 1) => "1 property".to_owned(),
            (_, number) => self.counted_as_many(number),
        }
    }

    fn counted_as_many(self, number: u64) -> String {
        let unit = match self {
            Self::Character => "characters",
            Self::Item => "items",
            Self::Property => "properties",
        };
        format!("{number} {unit}")
    }
}
