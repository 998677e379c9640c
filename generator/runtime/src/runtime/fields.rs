//! Objects read and written field by field: what is generated for a struct is a line for each field, everything else is
//! shared.
//!
//! Neither a reader nor a writer gives a `Result` for each member: the first error is kept for the end. That is a third
//! of what compiling a struct costs.

use super::as_text;
use super::read_as::{Form, ReadAs};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::{collections::BTreeMap, fmt, marker::PhantomData};

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

/// A struct that is an object in JSON, a line for each field: its member's name, the field, and how it is there:
///
/// - `required`: an answer without it cannot be read;
/// - `defaulted`: required, but the document says what it is where it is missing or null;
/// - `nullable`: always written, as null, too, which it also is where it is missing;
/// - `optional`: written unless it is absent;
/// - `any`: optional, and of any kind, so that null is a value.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! object {
    (@read required $reader:expr, $field:ident) => { $reader.required(&mut $field) };
    (@read any $reader:expr, $field:ident) => { $reader.required(&mut $field) };
    (@read $optional:ident $reader:expr, $field:ident) => { $reader.optional(&mut $field) };
    (@value required $end:ident, $field:ident, $wire:literal) => { $end.required($field, $wire)? };
    (@value defaulted $end:ident, $field:ident, $wire:literal) => { $end.required($field, $wire)? };
    (@value $optional:ident $end:ident, $field:ident, $wire:literal) => { $field };
    (@write optional $writer:expr, $wire:literal, $field:expr) => { $writer.optional($wire, &$field) };
    (@write any $writer:expr, $wire:literal, $field:expr) => { $writer.optional($wire, &$field) };
    (@write $always:ident $writer:expr, $wire:literal, $field:expr) => { $writer.required($wire, &$field) };
    (
        struct $name:ident $(, length $length:literal)?;
        $($wire:literal => $field:ident: $kind:ident $(or $default:literal)? $(as $form:path)? $(, $read_only:ident)?;)*
        $(.. => $rest:ident $(as $rest_form:path)?;)?
    ) => {
        impl crate::runtime::Fields for $name {
            $(const LENGTH: Option<usize> = Some($length);)?

            #[allow(unreachable_patterns, reason = "the last arm is for structs that know all their members")]
            fn read<'de, A: serde::de::MapAccess<'de>>(
                mut members: crate::runtime::fields::Reader<'de, A>,
            ) -> Result<Self, A::Error> {
                $(let mut $field = Default::default();)*
                $(let mut $rest = std::collections::BTreeMap::new();)?
                while let Some(key) = members.next_key() {
                    match key.as_str() {
                        $($wire => {
                            crate::runtime::fields::object!(@read $kind members$(.in_form::<$form>())?, $field);
                        })*
                        $(_ => members$(.in_form::<$rest_form>())?.rest(key, &mut $rest),)?
                        _ => members.skip(),
                    }
                }
                let _end = members.end()?;
                $($(let $field = _end.or_default($field, $default);)?)*
                Ok(Self {
                    $($field: crate::runtime::fields::object!(@value $kind _end, $field, $wire),)*
                    $($rest,)?
                })
            }

            fn write<S: serde::Serializer>(&self, _members: &mut crate::runtime::fields::Writer<S>) {
                $(crate::runtime::fields::object!(@write $kind _members$(.$read_only())?, $wire, self.$field);)*
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
    fn read<'de, A: MapAccess<'de>>(mut members: Reader<'de, A>) -> Result<Self, A::Error> {
        let mut rest = Self::new();
        while let Some(key) = members.next_key() {
            members.rest(key, &mut rest);
        }
        members.end()?;
        Ok(rest)
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

/// The members of an object that is read.
pub struct Reader<'de, A: MapAccess<'de>> {
    members: A,
    error: Option<A::Error>,
    input: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// The name of the next member; `None` after the last one and after an error.
    #[inline]
    pub fn next_key(&mut self) -> Option<Key<'de>> {
        if self.error.is_some() {
            return None;
        }
        self.members.next_key().unwrap_or_else(|error| {
            self.error = Some(error);
            None
        })
    }

    /// Reads the value of a member that has to be there: `null` is one, if a `T` may be that.
    #[inline]
    pub fn required<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        match self.members.next_value() {
            Ok(value) => *field = Some(value),
            Err(error) => self.error = Some(error),
        }
    }

    /// Reads the value of a member that need not be there.
    #[inline]
    pub fn optional<T: Deserialize<'de>>(&mut self, field: &mut T) {
        match self.members.next_value() {
            Ok(value) => *field = value,
            Err(error) => self.error = Some(error),
        }
    }

    /// Reads the value of a member that has no field of its own.
    pub fn rest<T: Deserialize<'de>>(&mut self, key: Key<'de>, rest: &mut BTreeMap<String, T>) {
        match self.members.next_value() {
            Ok(value) => {
                rest.insert(key.into_string(), value);
            }
            Err(error) => self.error = Some(error),
        }
    }

    /// The member that is read next has a form that its type alone would not take, or would not refuse.
    #[inline]
    pub fn in_form<F>(&mut self) -> InForm<'_, 'de, A, F> {
        InForm { reader: self, form: PhantomData }
    }

    /// Passes over the value of an unknown member.
    pub fn skip(&mut self) {
        if let Err(error) = self.members.next_value::<IgnoredAny>() {
            self.error = Some(error);
        }
    }

    /// The end of the object, if all of it could be read.
    ///
    /// # Errors
    /// The first value that does not fit.
    #[inline]
    pub fn end(self) -> Result<End<A::Error>, A::Error> {
        self.error.map_or(Ok(End(PhantomData)), Err)
    }
}

impl<'de, A: MapAccess<'de>> fmt::Debug for Reader<'de, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// A member that is read in the form `F`; see the methods of [`Reader`].
#[derive(Debug)]
pub struct InForm<'a, 'de, A: MapAccess<'de>, F> {
    reader: &'a mut Reader<'de, A>,
    form: PhantomData<F>,
}

impl<'de, A: MapAccess<'de>, F> InForm<'_, 'de, A, F> {
    /// See [`Reader::required`].
    pub fn required<T: ReadAs<'de, F>>(self, field: &mut Option<T>) {
        match self.reader.members.next_value_seed(Form::new()) {
            Ok(value) => *field = Some(value),
            Err(error) => self.reader.error = Some(error),
        }
    }

    /// See [`Reader::optional`].
    pub fn optional<T: ReadAs<'de, F>>(self, field: &mut T) {
        match self.reader.members.next_value_seed(Form::new()) {
            Ok(value) => *field = value,
            Err(error) => self.reader.error = Some(error),
        }
    }

    /// See [`Reader::rest`].
    pub fn rest<T: ReadAs<'de, F>>(self, key: Key<'de>, rest: &mut BTreeMap<String, T>) {
        match self.reader.members.next_value_seed(Form::new()) {
            Ok(value) => {
                rest.insert(key.into_string(), value);
            }
            Err(error) => self.reader.error = Some(error),
        }
    }
}

/// All members of an object were read.
#[derive(Debug)]
pub struct End<E>(PhantomData<E>);

impl<E: Error> End<E> {
    /// A required member, which may have been missing.
    ///
    /// # Errors
    /// It was.
    #[inline]
    pub fn required<T>(&self, value: Option<T>, name: &'static str) -> Result<T, E> {
        value.ok_or_else(|| E::missing_field(name))
    }

    /// What was there, or what the document says it is by default, as JSON: servers are older and newer than their
    /// documents. `None` where the default does not fit.
    pub fn or_default<T: DeserializeOwned>(&self, value: Option<T>, default: &'static str) -> Option<T> {
        value.or_else(|| serde_json::from_str(default).ok())
    }
}

struct Members<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(Reader { members, error: None, input: PhantomData })
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
    #[inline]
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

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(name.into()))
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(name.to_owned().into()))
    }

    /// The header of a table is bytes.
    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Key<'de>, E> {
        std::str::from_utf8(name).map_err(E::custom).and_then(|name| self.visit_str(name))
    }
}
