//! Objects read and written field by field: what is generated for a struct is a line for each field, everything else is
//! shared.
//!
//! A reader takes all places for values at once, and a writer keeps the first error for the end: a `Result` for each
//! member would be a third of what compiling a struct costs.

use super::as_text;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::{collections::BTreeMap, fmt, marker::PhantomData};

pub use super::fields_reader::{Field, Key, Reader, kinds};
pub use super::fields_writer::{Absent, ReadOnly, Writer};

/// A struct that is an object in JSON.
pub trait Fields: Sized {
    /// How many members it has, if these are always the same: it is written as a struct then, and else as a map.
    const LENGTH: Option<usize> = None;

    /// Reads all members. Of a name that comes twice the last one counts; `null` is no absent member.
    ///
    /// # Errors
    /// A required member is missing or a value does not fit.
    fn read<'de, A: MapAccess<'de>>(members: Reader<'de, A>) -> Result<Self, A::Error>;

    /// Writes all members.
    fn write<S: Serializer>(&self, members: &mut Writer<S>);
}

/// A struct that is an object in JSON, a line for each field: its member's name, the field, and how it is there, in the
/// words that [`kinds`] and [`Writer`] have for it:
///
/// - `required`: an answer without it cannot be read;
/// - `defaulted`: required, but the document says what it is where it is missing or null;
/// - `nullable`: always written, as null, too, which it also is where it is missing;
/// - `optional`: written unless it is absent;
/// - `any`: optional, and of any kind, so that null is a value.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! object {
    (
        struct $name:ident $(, length $length:literal)?;
        $($wire:literal => $field:ident: $kind:ident $(or $default:literal)? $(as $form:path)? $(, $read_only:ident)?;)*
        $(.. => $rest:ident $(as $rest_form:path)?;)?
    ) => {
        impl crate::runtime::Fields for $name {
            $(const LENGTH: Option<usize> = Some($length);)?

            #[allow(irrefutable_let_patterns, reason = "a struct may have no fields")]
            fn read<'de, A: serde::de::MapAccess<'de>>(
                members: crate::runtime::fields::Reader<'de, A>,
            ) -> Result<Self, A::Error> {
                use crate::runtime::fields;
                $(let mut $field = fields::kinds::$kind()$(.in_form::<$form>())?$(.or($default))?;)*
                $(let mut $rest = fields::kinds::rest()$(.in_form::<$rest_form>())?;)?
                members.read(&mut [$(($wire, &mut $field)),*], &mut [$(&mut $rest)?])?;
                let ($(fields::Field { value: Some($field), .. },)*) = ($($field,)*) else {
                    return Err(fields::lost());
                };
                Ok(Self { $($field,)* $($rest: $rest.members,)? })
            }

            fn write<S: serde::Serializer>(&self, _members: &mut crate::runtime::fields::Writer<S>) {
                $(_members$(.$read_only())?.$kind($wire, &self.$field);)*
                $(_members.rest(&self.$rest);)?
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::fields::read(deserializer)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::runtime::fields::write(self, stringify!($name), serializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use object;

/// The error of a field that is not there though all of them were: it cannot happen.
#[cold]
#[must_use]
pub fn lost<E: Error>() -> E {
    E::custom("a field that was read is not there: this is a fault of the generated code")
}

/// Reads an object.
///
/// # Errors
/// It is no object, a required member is missing, or a value does not fit.
pub fn read<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    if !deserializer.is_human_readable() {
        return as_text::read(deserializer, |json| read(json));
    }
    deserializer.deserialize_map(Members(PhantomData))
}

/// Writes an object.
///
/// # Errors
/// A value cannot be written.
pub fn write<T: Fields, S: Serializer>(
    value: &T,
    name: &'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return as_text::write(serializer, |writer| write(value, name, writer));
    }
    let mut members = match T::LENGTH {
        Some(length) => Writer::of_struct(serializer, name, length),
        None => Writer::new(serializer),
    };
    value.write(&mut members);
    members.finish()
}

/// Writes an object that lacks the property by which a union tells it from others, with that property.
///
/// # Errors
/// A value cannot be written.
pub fn write_tagged<T: Fields, S: Serializer>(
    tag: &'static str,
    name: &str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = Writer::new(serializer);
    members.required(tag, name);
    value.write(&mut members);
    members.finish()
}

impl<T: DeserializeOwned + Serialize> Fields for BTreeMap<String, T> {
    fn read<'de, A: MapAccess<'de>>(members: Reader<'de, A>) -> Result<Self, A::Error> {
        let mut rest = kinds::rest();
        members.read(&mut [], &mut [&mut rest])?;
        Ok(rest.members)
    }

    fn write<S: Serializer>(&self, members: &mut Writer<S>) {
        members.rest(self);
    }
}

impl<T: Fields> Fields for Box<T> {
    fn read<'de, A: MapAccess<'de>>(members: Reader<'de, A>) -> Result<Self, A::Error> {
        T::read(members).map(Self::new)
    }

    fn write<S: Serializer>(&self, members: &mut Writer<S>) {
        T::write(self, members);
    }
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(Reader::new(members))
    }
}
