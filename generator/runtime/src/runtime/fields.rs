//! Decoding objects field by field: one small function for each struct, everything else is shared. And what the
//! attributes of fields name.

use super::json_writer::READ_ONLY_NAME;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::{fmt, marker::PhantomData};

/// A struct that is decoded from an object.
pub trait Fields: Sized {
    /// Reads all members. Of a name that comes twice the last one counts; `null` is no absent member.
    ///
    /// # Errors
    /// A required member is missing or a value does not fit.
    fn read<'de, A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;
}

/// Decodes an object.
///
/// # Errors
/// It is no object, a required member is missing, or a value does not fit.
pub fn object<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Members(PhantomData))
}

/// A required member, which may be missing.
///
/// # Errors
/// It is missing.
pub fn required<T, E: Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// A member that is there, whatever its value: `null` is one.
///
/// # Errors
/// It is not the JSON of a `T`.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Passes over the value of an unknown member.
///
/// # Errors
/// It is no JSON.
pub fn skip<'de, A: MapAccess<'de>>(_name: &Key<'de>, members: &mut A) -> Result<(), A::Error> {
    members.next_value::<serde::de::IgnoredAny>().map(|_| ())
}

/// Writes a property that is read only, so that requests can leave it out.
///
/// # Errors
/// The value cannot be written.
pub fn read_only<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(READ_ONLY_NAME, value)
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(members)
    }
}

/// The name of a member; only one with escapes is copied.
#[derive(Debug)]
pub struct Key<'de>(std::borrow::Cow<'de, str>);

impl Key<'_> {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Name)
    }
}

struct Name;

impl<'de> Visitor<'de> for Name {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(name.into()))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(name.to_owned().into()))
    }
}
