//! Booleans that can have one value only.

use super::{OptionalNullable, OrNull};
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// A member that is there: null, or a value.
#[derive(Debug)]
pub struct NullOr<T>(pub(crate) Option<T>);

impl<T> From<NullOr<T>> for Option<T> {
    fn from(member: NullOr<T>) -> Self {
        member.0
    }
}

impl<T> From<NullOr<T>> for OptionalNullable<T> {
    fn from(member: NullOr<T>) -> Self {
        member.0.or_null()
    }
}

/// A boolean that can be one only.
pub(crate) struct Only<const ONLY: bool>;

impl<'de, const ONLY: bool> Deserialize<'de> for Only<ONLY> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bool(Self)
    }
}

impl<const ONLY: bool> Visitor<'_> for Only<ONLY> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{ONLY}`")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self, E> {
        if value == ONLY { Ok(self) } else { Err(E::invalid_value(Unexpected::Bool(value), &self)) }
    }
}
