//! `Writer`: the members of an object that is written, as a struct where they are always the same.

use super::OptionalNullable;
use super::json_writer::READ_ONLY_NAME;
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeStruct, Serializer};
use std::{collections::BTreeMap, fmt};

/// The members of an object that is written.
pub struct Writer<S: Serializer> {
    object: Result<Object<S>, S::Error>,
    /// The names of all members, the absent ones, too; none for those that have no field of their own. Kept for a row of a
    /// table, and else for nobody.
    columns: Option<Vec<Option<&'static str>>>,
}

enum Object<S: Serializer> {
    Map(S::SerializeMap),
    Struct(S::SerializeStruct),
}

impl<S: Serializer> Writer<S> {
    /// Begins an object.
    #[must_use]
    pub fn new(serializer: S) -> Self {
        Self { object: serializer.serialize_map(None).map(Object::Map), columns: None }
    }

    /// Begins an object that always has the same members.
    #[must_use]
    pub fn of_struct(serializer: S, name: &'static str, length: usize) -> Self {
        Self { object: serializer.serialize_struct(name, length).map(Object::Struct), columns: None }
    }

    /// Keeps the names of all members, too.
    pub(crate) fn keep_columns(&mut self) {
        self.columns = Some(Vec::new());
    }

    #[inline]
    fn column(&mut self, name: Option<&'static str>) {
        if let Some(columns) = &mut self.columns {
            columns.push(name);
        }
    }

    /// Writes a member that is always there.
    pub fn required<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.column(Some(name));
        let written = match &mut self.object {
            Ok(Object::Map(map)) => map.serialize_entry(name, value),
            Ok(Object::Struct(fields)) => fields.serialize_field(name, value),
            Err(_) => return,
        };
        if let Err(error) = written {
            self.object = Err(error);
        }
    }

    /// Writes a member that is always there; what stood for a missing one was read.
    #[inline]
    pub fn defaulted<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    /// Writes a member that is always there, be it null.
    #[inline]
    pub fn nullable<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    /// Writes a member unless it is absent.
    pub fn optional<T: Absent>(&mut self, name: &'static str, value: &T) {
        if value.is_absent() {
            self.column(Some(name));
        } else {
            self.required(name, value);
        }
    }

    /// Writes a member unless it is absent; null is a value.
    #[inline]
    pub fn any<T: Absent>(&mut self, name: &'static str, value: &T) {
        self.optional(name, value);
    }

    /// Writes the members that have no field of their own.
    pub fn rest<T: Serialize>(&mut self, rest: &BTreeMap<String, T>) {
        self.column(None);
        for (name, value) in rest {
            let written = match &mut self.object {
                Ok(Object::Map(map)) => map.serialize_entry(name, value),
                Ok(Object::Struct(_)) => Err(S::Error::custom("a struct has no members of any name")),
                Err(_) => return,
            };
            if let Err(error) = written {
                self.object = Err(error);
            }
        }
    }

    /// The member that is written next is read only, so that requests can leave it out.
    #[inline]
    pub fn read_only(&mut self) -> ReadOnly<'_, S> {
        ReadOnly(self)
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The first value that could not be written.
    pub fn finish(self) -> Result<S::Ok, S::Error> {
        match self.object? {
            Object::Map(map) => map.end(),
            Object::Struct(fields) => fields.end(),
        }
    }

    /// The names that were kept.
    pub(crate) fn take_columns(&mut self) -> Vec<Option<&'static str>> {
        self.columns.take().unwrap_or_default()
    }
}

impl<S: Serializer> fmt::Debug for Writer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

/// What a field may be to have no member.
pub trait Absent: Serialize {
    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool;
}

impl<T: Serialize> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Serialize> Absent for OptionalNullable<T> {
    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }
}

/// A member that is read only; see the methods of [`Writer`].
pub struct ReadOnly<'a, S: Serializer>(&'a mut Writer<S>);

impl<S: Serializer> ReadOnly<'_, S> {
    /// See [`Writer::required`].
    pub fn required<T: Serialize>(self, name: &'static str, value: &T) {
        self.0.required(name, &OutsideRequests(value));
    }

    /// See [`Writer::defaulted`].
    #[inline]
    pub fn defaulted<T: Serialize>(self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    /// See [`Writer::nullable`].
    #[inline]
    pub fn nullable<T: Serialize>(self, name: &'static str, value: &T) {
        self.required(name, value);
    }

    /// See [`Writer::any`].
    #[inline]
    pub fn any<T: Absent>(self, name: &'static str, value: &T) {
        self.optional(name, value);
    }

    /// See [`Writer::optional`].
    pub fn optional<T: Absent>(self, name: &'static str, value: &T) {
        self.0.optional(name, &OutsideRequests(value));
    }
}

impl<S: Serializer> fmt::Debug for ReadOnly<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadOnly").finish_non_exhaustive()
    }
}

/// A value that writers of requests leave out, by the name of its type.
struct OutsideRequests<'a, T>(&'a T);

impl<T: Serialize> Serialize for OutsideRequests<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(READ_ONLY_NAME, self.0)
    }
}

impl<T: Absent> Absent for OutsideRequests<'_, T> {
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}
