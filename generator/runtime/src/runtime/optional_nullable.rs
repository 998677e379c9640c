//! `OptionalNullable`: a field that may be left out, be null, or hold a value, three different things on the wire.
//! Who does not care for the difference reads it as an `Option`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::OrNull;

/// JSON's `null`, as a value to set a field to. Nothing else says null by itself: an `Option` does by `or_null()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Null;

/// A field that is optional and nullable: left out, null, or a value.
///
/// `Absent` is not sent at all, `Null` is sent as `null`; an update leaves an absent field as it is and clears
/// a null one.
///
/// It reads like an `Option`: `if let Some(value) = field.as_option()`, `field.is_some()`, `field.as_deref()`,
/// `field == "a"`, `field == Some("a")`. There, absent and null are both none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum OptionalNullable<T> {
    /// Not there.
    #[default]
    Absent,
    /// There, and `null`.
    Null,
    /// There, with a value.
    Value(T),
}

impl<T> OptionalNullable<T> {
    /// Whether the field is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the field holds a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// Whether the field holds a value, as an `Option` says it.
    pub const fn is_some(&self) -> bool {
        self.is_value()
    }

    /// Whether the field holds no value: it is not there, or `null`.
    pub const fn is_none(&self) -> bool {
        !self.is_value()
    }

    /// Whether the field holds a value of which `test` is true.
    pub fn is_some_and(self, test: impl FnOnce(T) -> bool) -> bool {
        self.into_option().is_some_and(test)
    }

    /// The field as an `Option`, borrowed: absent and null are both `None`.
    pub const fn as_option(&self) -> Option<&T> {
        self.value()
    }

    /// The value by reference, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by mutable reference, if there is one.
    pub const fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same state with the value borrowed.
    pub const fn as_ref(&self) -> OptionalNullable<&T> {
        match self {
            Self::Absent => OptionalNullable::Absent,
            Self::Null => OptionalNullable::Null,
            Self::Value(value) => OptionalNullable::Value(value),
        }
    }

    /// The value dereferenced (`&str` of a `String`, `&[T]` of a `Vec<T>`), if there is one.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: std::ops::Deref,
    {
        self.value().map(T::deref)
    }

    /// The value, with absent and null both becoming `None`.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Absent as `None`, null as `Some(None)`.
    pub fn into_nested_option(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }

    /// The same state with the value converted.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> OptionalNullable<U> {
        match self {
            Self::Absent => OptionalNullable::Absent,
            Self::Null => OptionalNullable::Null,
            Self::Value(value) => OptionalNullable::Value(convert(value)),
        }
    }

    /// The value, or `default` where there is none.
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }

    /// The value, or what `default` makes where there is none.
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.into_option().unwrap_or_else(default)
    }

    /// The value, or the type's default where there is none.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Takes the value out and leaves the field absent.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
    }
}

impl<T: Serialize> Serialize for OptionalNullable<T> {
    /// Absent cannot be written where a value must stand; it becomes null there. Fields skip it instead.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OptionalNullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(OrNull::or_null)
    }
}

impl<T> From<T> for OptionalNullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<OptionalNullable<T>> for Option<T> {
    fn from(field: OptionalNullable<T>) -> Self {
        field.into_option()
    }
}

impl<T: PartialEq> PartialEq<T> for OptionalNullable<T> {
    fn eq(&self, other: &T) -> bool {
        self.value() == Some(other)
    }
}

impl<T: PartialEq> PartialEq<Option<T>> for OptionalNullable<T> {
    /// Absent and null are both `None`.
    fn eq(&self, other: &Option<T>) -> bool {
        self.value() == other.as_ref()
    }
}

impl PartialEq<str> for OptionalNullable<String> {
    fn eq(&self, other: &str) -> bool {
        self.as_deref() == Some(other)
    }
}

impl PartialEq<&str> for OptionalNullable<String> {
    fn eq(&self, other: &&str) -> bool {
        self.as_deref() == Some(*other)
    }
}

#[allow(clippy::ref_option_ref, reason = "the trait takes a reference")]
impl PartialEq<Option<&str>> for OptionalNullable<String> {
    /// Absent and null are both `None`.
    fn eq(&self, other: &Option<&str>) -> bool {
        self.as_deref() == *other
    }
}

impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for OptionalNullable<Vec<T>> {
    fn eq(&self, other: &[U; N]) -> bool {
        self.value().is_some_and(|items| items == other)
    }
}
