//! `RawJson`: JSON text that is looked at before it is decoded, for unions.

use super::{
    DecodeError, JsonShape,
    decode_error::{MAX_DEPTH, too_deep},
    integers::digits,
    json_path::is_deeper,
    json_tree::from_utf8,
    json_writer::JsonWriter,
    tagged::Tagged,
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
    ser::{self, SerializeMap as _},
};
use serde_json::{Value, value::RawValue};
use std::{fmt, hash, str::FromStr};

/// What kind of JSON a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

/// JSON as it came, not decoded: nothing of it is lost, not even the spelling of numbers.
#[derive(Clone)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// The text.
    #[must_use]
    #[inline]
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// The text as a JSON value.
    #[must_use]
    #[inline]
    pub fn to_value(&self) -> Value {
        serde_json::from_str(self.get()).unwrap_or_default()
    }

    /// What kind of JSON it is.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> JsonKind {
        match self.get().bytes().next() {
            Some(b'n') | None => JsonKind::Null,
            Some(b't' | b'f') => JsonKind::Bool,
            Some(b'"') => JsonKind::String,
            Some(b'[') => JsonKind::Array,
            Some(b'{') => JsonKind::Object,
            Some(_) if self.get().contains(['.', 'e', 'E']) => JsonKind::Number,
            Some(_) => JsonKind::Integer,
        }
    }

    /// Whether it is an integer, however it is written.
    #[must_use]
    #[inline]
    pub fn is_whole(&self) -> bool {
        digits(self.get()).is_some()
    }

    /// Whether it is a number that floating point holds: a whole one beyond 2^53 may lose digits there.
    #[must_use]
    #[inline]
    pub fn is_float(&self) -> bool {
        match self.kind() {
            JsonKind::Number => true,
            JsonKind::Integer => {
                let digits = self.get().trim_start_matches('-').trim_end_matches('0');
                digits.len() < 16
                    || self.get().parse::<f64>().is_ok_and(|near| format!("{near}") == self.get())
            }
            _ => false,
        }
    }

    /// What it looks like. Who asks more than once keeps it: the text is read for it.
    #[must_use]
    #[inline]
    pub fn shape(&self) -> JsonShape<'_> {
        JsonShape::of(self)
    }

    /// The names of an object's members, in order; none of anything else.
    #[must_use]
    #[inline]
    pub fn keys(&self) -> Vec<String> {
        self.shape().members().map(|(key, _)| key.to_owned()).collect()
    }

    /// Whether it is an object with this member.
    #[must_use]
    #[inline]
    pub fn has(&self, name: &str) -> bool {
        self.shape().has(name)
    }

    /// A member of an object.
    #[must_use]
    #[inline]
    pub fn member(&self, name: &str) -> Option<RawJson> {
        self.shape().member(name).map(|value| Self(value.to_owned()))
    }

    /// The text of a member that is a string, a number or a boolean: what unions are told apart by.
    #[must_use]
    #[inline]
    pub fn tag(&self, name: &str) -> Option<String> {
        self.shape().tag(name)
    }

    /// The same without a member, if it is an object with that member.
    #[must_use]
    #[inline]
    pub fn without(&self, name: &str) -> RawJson {
        let shape = self.shape();
        if !shape.has(name) {
            return self.clone();
        }
        let kept = shape.members().filter(|(key, _)| *key != name);
        let texts: Vec<String> =
            kept.map(|(key, value)| format!("{}:{}", Value::from(key), value.get())).collect();
        RawValue::from_string(format!("{{{}}}", texts.join(","))).map_or_else(|_| self.clone(), RawJson)
    }

    /// Writes a value with the tag that tells what it is, if it is an object that does not have it.
    ///
    /// # Errors
    /// The value cannot be written.
    pub fn serialize_tagged<T: Serialize + ?Sized, S: Serializer>(
        tag: &'static str,
        name: &str,
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut writer = JsonWriter::default();
        value.serialize(&mut writer).map_err(ser::Error::custom)?;
        let text = String::from_utf8(writer.out).map_err(ser::Error::custom)?;
        let raw = Self(RawValue::from_string(text).map_err(ser::Error::custom)?);
        let shape = raw.shape();
        if shape.kind() != JsonKind::Object || shape.has(tag) {
            return value.serialize(serializer);
        }
        // Raw JSON has no members that requests leave out; all else is written by itself, so that they are.
        if JsonWriter::write(value).is_ok_and(|request| request != raw.get().as_bytes()) {
            return value.serialize(Tagged { serializer, tag, name });
        }
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry(tag, name)?;
        for (key, value) in shape.members() {
            members.serialize_entry(key, value)?;
        }
        members.end()
    }

    /// Whether a value that was decoded from it still has all of its members, at every depth.
    #[must_use]
    pub fn is_kept_by<T: Serialize + ?Sized>(&self, value: &T) -> bool {
        let mut writer = JsonWriter::default();
        let written = value.serialize(&mut writer).is_ok();
        written && from_utf8(&writer.out).is_ok_and(|after: Value| keeps(&after, &self.to_value()))
    }

    /// The items of a list; none of anything else.
    #[must_use]
    #[inline]
    pub fn elements(&self) -> Vec<RawJson> {
        serde_json::from_str::<Vec<Box<RawValue>>>(self.get())
            .map(|items| items.into_iter().map(RawJson).collect())
            .unwrap_or_default()
    }

    /// Decodes it; the error says where within it.
    ///
    /// # Errors
    /// It is not the JSON of a `T`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        super::from_json(self.get().as_bytes())
    }
}

/// Whether no member is gone. One that was null says no more than one that is not there.
#[inline]
fn keeps(after: &Value, before: &Value) -> bool {
    match (after, before) {
        (Value::Object(after), Value::Object(before)) => before.iter().all(|(name, before)| {
            before.is_null() || after.get(name).is_some_and(|after| keeps(after, before))
        }),
        (Value::Array(after), Value::Array(before)) => {
            after.len() == before.len()
                && after.iter().zip(before).all(|(after, before)| keeps(after, before))
        }
        _ => true,
    }
}

impl fmt::Debug for RawJson {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl fmt::Display for RawJson {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl PartialEq for RawJson {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get() || self.to_value() == other.to_value()
    }
}

impl Eq for RawJson {}

impl hash::Hash for RawJson {
    /// By kind only: equal values can be spelt in different ways.
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.get().starts_with('{').hash(state);
    }
}

impl FromStr for RawJson {
    type Err = DecodeError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        super::from_json(text.as_bytes())
    }
}

impl From<Value> for RawJson {
    #[inline]
    fn from(value: Value) -> Self {
        Self(RawValue::from_string(value.to_string()).unwrap_or_default())
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        // The second step of decoding begins to count levels anew, and so would each union within.
        if is_deeper(raw.get().as_bytes(), MAX_DEPTH) {
            return Err(D::Error::custom(too_deep()));
        }
        Ok(Self(raw))
    }
}
