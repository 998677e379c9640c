//! The composite half of the JSON serialiser: sequences, maps, structs and map keys.

use super::json_path::is_plain;
use super::json_writer::{JsonWriter, WriteError, write_key};
use serde::ser::{self, Impossible, Serialize, Serializer};

/// A sequence, map or struct being written.
#[derive(Debug)]
pub(crate) struct Compound<'w> {
    writer: &'w mut JsonWriter,
    close: &'static str,
    count: usize,
    /// Where in the output the member at hand starts, with its comma.
    start: usize,
    /// Where in the output the key of the value at hand stands.
    key: std::ops::Range<usize>,
}

impl<'w> Compound<'w> {
    pub(crate) fn new(writer: &'w mut JsonWriter, close: &'static str) -> Self {
        Self { writer, close, count: 0, start: 0, key: 0..0 }
    }

    /// A struct whose one field is text that is JSON already.
    pub(crate) fn raw(writer: &'w mut JsonWriter) -> Self {
        writer.raw = true;
        Self { writer, close: "", count: 0, start: 0, key: 0..0 }
    }

    fn comma(&mut self) {
        self.start = self.writer.out.len();
        if self.count > 0 {
            self.writer.push(",");
        }
        self.count += 1;
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        self.comma();
        match value.serialize(&mut *self.writer) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.within_item(error)),
        }
    }

    fn named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), WriteError> {
        if self.writer.raw {
            let result = value.serialize(&mut *self.writer);
            self.writer.raw = false;
            return result;
        }
        self.comma();
        self.writer.string(name)?;
        self.writer.push(":");
        match value.serialize(&mut *self.writer) {
            Ok(()) => {
                self.take_back();
                Ok(())
            }
            Err(error) => Err(within_field(error, name)),
        }
    }

    /// Not generic, as all that every type would have a copy of.
    #[cold]
    fn within_item(&self, error: WriteError) -> WriteError {
        error.within(&format!("[{}]", self.count - 1))
    }

    #[cold]
    fn within_entry(&self, error: WriteError) -> WriteError {
        let key = String::from_utf8_lossy(self.writer.out.get(self.key.clone()).unwrap_or_default());
        match key.strip_prefix('"').and_then(|key| key.strip_suffix('"')) {
            Some(plain) if is_plain(plain) => error.within(&format!(".{plain}")),
            _ => error.within(&format!("[{key}]")),
        }
    }

    /// Removes the name of a value that was left out.
    fn take_back(&mut self) {
        if std::mem::take(&mut self.writer.left_out) {
            self.writer.out.truncate(self.start);
            self.count -= 1;
        }
    }

    fn finish(self) {
        self.writer.push(self.close);
    }
}

#[cold]
fn within_field(error: WriteError, name: &str) -> WriteError {
    error.within(&format!(".{name}"))
}

macro_rules! item_wise {
    ($($trait:ident::$method:ident),*) => {
        $(impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = WriteError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
                self.item(value)
            }

            fn end(self) -> Result<(), WriteError> {
                self.finish();
                Ok(())
            }
        })*
    };
}

macro_rules! field_wise {
    ($($trait:ident),*) => {
        $(impl ser::$trait for Compound<'_> {
            type Ok = ();
            type Error = WriteError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), WriteError> {
                self.named(name, value)
            }

            fn end(self) -> Result<(), WriteError> {
                self.finish();
                Ok(())
            }
        })*
    };
}

item_wise!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);
field_wise!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = WriteError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), WriteError> {
        self.comma();
        let start = self.writer.out.len();
        write_key(self.writer, key)?;
        self.key = start..self.writer.out.len();
        self.writer.push(":");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), WriteError> {
        match value.serialize(&mut *self.writer) {
            Ok(()) => {
                self.take_back();
                Ok(())
            }
            Err(error) => Err(self.within_entry(error)),
        }
    }

    fn end(self) -> Result<(), WriteError> {
        self.finish();
        Ok(())
    }
}

/// Writes a map key as a string.
pub(crate) struct KeyWriter<'w>(pub(crate) &'w mut JsonWriter);

fn not_a_key<T>() -> Result<T, WriteError> {
    Err(WriteError::new("a map key must be a string, a number or a boolean"))
}

macro_rules! keys_by_display {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(#[inline]
        fn $method(self, key: $type) -> Result<(), WriteError> {
            self.0.string(&key.to_string())
        })*
    };
}

macro_rules! never_keys {
    ($($method:ident($($arg:ty),*) -> $out:ty),* $(,)?) => {
        $(#[inline]
        fn $method(self, $(_: $arg),*) -> Result<$out, WriteError> {
            not_a_key()
        })*
    };
}

impl Serializer for KeyWriter<'_> {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Impossible<(), WriteError>;
    type SerializeTuple = Impossible<(), WriteError>;
    type SerializeTupleStruct = Impossible<(), WriteError>;
    type SerializeTupleVariant = Impossible<(), WriteError>;
    type SerializeMap = Impossible<(), WriteError>;
    type SerializeStruct = Impossible<(), WriteError>;
    type SerializeStructVariant = Impossible<(), WriteError>;

    keys_by_display! {
        serialize_bool: bool, serialize_char: char,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    fn serialize_str(self, key: &str) -> Result<(), WriteError> {
        self.0.string(key)
    }

    never_keys! {
        serialize_f32(f32) -> (),
        serialize_f64(f64) -> (),
        serialize_bytes(&[u8]) -> (),
        serialize_none() -> (),
        serialize_unit() -> (),
        serialize_unit_struct(&'static str) -> (),
        serialize_seq(Option<usize>) -> Self::SerializeSeq,
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_map(Option<usize>) -> Self::SerializeMap,
        serialize_struct(&'static str, usize) -> Self::SerializeStruct,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), WriteError> {
        self.0.string(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<(), WriteError> {
        key.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        key: &T,
    ) -> Result<(), WriteError> {
        key.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), WriteError> {
        not_a_key()
    }
}
