//! Keys of maps as JSON: strings, and what is made one.

use super::write_error::WriteError;
use serde::ser::{Impossible, Serialize, Serializer};

/// Writes a map key as a string.
pub(crate) struct JsonKey<'w>(pub(crate) &'w mut Vec<u8>);

impl JsonKey<'_> {
    fn text(self, key: &str) -> Result<(), WriteError> {
        serde_json::to_writer(self.0, key).map_err(|error| WriteError::new(error.to_string()))
    }
}

fn not_a_key<T>() -> Result<T, WriteError> {
    Err(WriteError::new("a map key must be a string, a number or a boolean"))
}

macro_rules! keys_by_display {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(#[inline]
        fn $method(self, key: $type) -> Result<(), WriteError> {
            self.text(&key.to_string())
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

impl Serializer for JsonKey<'_> {
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
        self.text(key)
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
        self.text(variant)
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
