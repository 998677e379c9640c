//! Booleans that can have one value only.

use super::ReadAs;
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// A boolean that can be one only.
#[derive(Debug)]
pub struct Only<const ONLY: bool>;

impl<'de, const ONLY: bool> ReadAs<'de, Only<ONLY>> for bool {
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bool(Only::<ONLY>)
    }
}

impl<const ONLY: bool> Visitor<'_> for Only<ONLY> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{ONLY}`")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        if value == ONLY { Ok(value) } else { Err(E::invalid_value(Unexpected::Bool(value), &self)) }
    }
}
