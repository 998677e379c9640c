//! The one serialiser of the client: values to JSON text, with numbers that JSON cannot hold refused.
//!
//! `serde_json` writes NaN and infinity as `null`, which here could lift a limit in silence. One concrete type
//! also means that every model's `Serialize` is compiled once.

use super::json_key::JsonKey;
use super::json_path::is_plain;
use super::json_text::NUMBER_MARK;
use super::unknown::UNKNOWN_NAME;
use super::write_error::WriteError;
use serde::{Serialize, Serializer, ser};
use std::fmt;

/// The name around a property that is read only: it is left out of requests, and everything else writes it.
pub(crate) const READ_ONLY_NAME: &str = "$runtime::ReadOnly";

/// How `serde_json` marks text that is already JSON (raw values, numbers of arbitrary precision).
const RAW_MARKS: [&str; 2] = ["$serde_json::private::RawValue", NUMBER_MARK];

/// Writes JSON text into a buffer.
#[derive(Debug, Default)]
pub(crate) struct JsonWriter {
    pub(crate) out: Vec<u8>,
    /// Whether the next string is JSON text to copy.
    pub(crate) raw: bool,
    /// Whether it is a request that is written, which has nothing that is read only.
    request: bool,
    /// Whether the last value was left out: its name is, too.
    pub(crate) left_out: bool,
    /// The texts of unknown enum values met, collected for drift detection.
    pub(crate) unknown: Vec<String>,
}

impl JsonWriter {
    /// The JSON text of a value of a request.
    pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, WriteError> {
        Self::write_into(Vec::with_capacity(256), value)
    }

    /// The same in a buffer that was there before.
    pub(crate) fn write_into<T: Serialize + ?Sized>(
        mut out: Vec<u8>,
        value: &T,
    ) -> Result<Vec<u8>, WriteError> {
        out.clear();
        let mut writer = Self { out, request: true, ..Self::default() };
        value.serialize(&mut writer)?;
        Ok(writer.out)
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn string(&mut self, text: &str) -> Result<(), WriteError> {
        self.json(text)
    }

    /// A scalar as `serde_json` writes it, right into the buffer.
    fn json<T: Serialize + ?Sized>(&mut self, scalar: &T) -> Result<(), WriteError> {
        serde_json::to_writer(&mut self.out, scalar).map_err(|error| WriteError::new(error.to_string()))
    }

    fn float(&mut self, number: f64) -> Result<(), WriteError> {
        if !number.is_finite() {
            return Err(WriteError::new(format!("{number} is not a number that JSON can hold")));
        }
        self.json(&number)
    }

    /// `{"variant":`, the start of an externally tagged value.
    #[inline]
    fn tagged(&mut self, variant: &str) -> Result<(), WriteError> {
        self.push("{");
        self.string(variant)?;
        self.push(":");
        Ok(())
    }

    fn open<'w>(&'w mut self, open: &str, close: &'static str) -> Compound<'w> {
        self.push(open);
        Compound::new(self, close)
    }
}

macro_rules! scalars {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(#[inline]
        fn $method(self, value: $type) -> Result<(), WriteError> {
            self.json(&value)
        })*
    };
}

impl<'w> Serializer for &'w mut JsonWriter {
    type Ok = ();
    type Error = WriteError;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    scalars! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_bool: bool,
    }

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<(), WriteError> {
        if !value.is_finite() {
            return self.float(f64::from(value));
        }
        self.json(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), WriteError> {
        self.float(value)
    }

    #[inline]
    fn serialize_char(self, value: char) -> Result<(), WriteError> {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), WriteError> {
        if self.raw {
            self.push(value);
            return Ok(());
        }
        self.string(value)
    }

    #[inline]
    fn serialize_bytes(self, value: &[u8]) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), WriteError> {
        self.push("null");
        Ok(())
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), WriteError> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), WriteError> {
        self.string(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        if self.request && name == READ_ONLY_NAME {
            self.left_out = true;
            return Ok(());
        }
        let start = self.out.len();
        value.serialize(&mut *self)?;
        if name == UNKNOWN_NAME {
            let text = self.out.get(start..).unwrap_or_default();
            self.unknown.push(String::from_utf8_lossy(text).into_owned());
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), WriteError> {
        self.tagged(variant)?;
        value.serialize(&mut *self)?;
        self.push("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, WriteError> {
        Ok(self.open("[", "]"))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, WriteError> {
        Ok(self.open("[", "]"))
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, WriteError> {
        Ok(self.open("[", "]"))
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, WriteError> {
        self.tagged(variant)?;
        Ok(self.open("[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>, WriteError> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'w>, WriteError> {
        if RAW_MARKS.contains(&name) {
            return Ok(Compound::raw(self));
        }
        Ok(self.open("{", "}"))
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>, WriteError> {
        self.tagged(variant)?;
        Ok(self.open("{", "}}"))
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), WriteError> {
        self.string(&value.to_string())
    }
}

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
    fn new(writer: &'w mut JsonWriter, close: &'static str) -> Self {
        Self { writer, close, count: 0, start: 0, key: 0..0 }
    }

    /// A struct whose one field is text that is JSON already.
    fn raw(writer: &'w mut JsonWriter) -> Self {
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
        key.serialize(JsonKey(&mut self.writer.out))?;
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
