//! `Writer`: the members of an object that is written, as a struct where they are always the same.

use super::OptionalNullable;
use super::json_writer::READ_ONLY_NAME;
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeStruct, Serializer};
use std::{collections::BTreeMap, fmt};

/// The members of an object that is written.
pub struct Writer<S: Serializer>(Result<Object<S>, S::Error>);

enum Object<S: Serializer> {
    Map(S::SerializeMap),
    Struct(S::SerializeStruct),
}

impl<S: Serializer> Writer<S> {
    /// Begins an object.
    #[must_use]
    pub fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None).map(Object::Map))
    }

    /// Begins an object that always has the same members.
    #[must_use]
    pub fn of_struct(serializer: S, name: &'static str, length: usize) -> Self {
        Self(serializer.serialize_struct(name, length).map(Object::Struct))
    }

    /// Writes a member.
    pub fn write<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        let written = match &mut self.0 {
            Ok(Object::Map(map)) => map.serialize_entry(name, value),
            Ok(Object::Struct(fields)) => fields.serialize_field(name, value),
            Err(_) => return,
        };
        if let Err(error) = written {
            self.0 = Err(error);
        }
    }

    /// Writes a member unless it is absent.
    pub fn write_present<T: Absent>(&mut self, name: &'static str, value: &T) {
        if !value.is_absent() {
            self.write(name, value);
        }
    }

    /// Writes the members that have no field of their own.
    pub fn write_rest<T: Serialize>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            let written = match &mut self.0 {
                Ok(Object::Map(map)) => map.serialize_entry(name, value),
                Ok(Object::Struct(_)) => Err(S::Error::custom("a struct has no members of any name")),
                Err(_) => return,
            };
            if let Err(error) = written {
                self.0 = Err(error);
            }
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    /// The first value that could not be written.
    pub fn finish(self) -> Result<S::Ok, S::Error> {
        match self.0? {
            Object::Map(map) => map.end(),
            Object::Struct(fields) => fields.end(),
        }
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

/// A property that is read only, so that requests can leave it out.
#[derive(Debug)]
pub struct ReadOnly<'a, T>(pub &'a T);

impl<T: Serialize> Serialize for ReadOnly<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(READ_ONLY_NAME, self.0)
    }
}

impl<T: Absent> Absent for ReadOnly<'_, T> {
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}
