//! `Unknown`: an enum value that the document does not list, kept as it came.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        Error, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use serde_json::Value;
use std::fmt;

/// The name under which `Unknown` serialises itself, so that drift detection can see it go by.
pub(crate) const UNKNOWN_NAME: &str = "$runtime::Unknown";

/// A value that this version of the crate does not know: prints, compares and encodes as it came.
///
/// A pointer, so that it makes no enum larger than need be: values that are known are what mostly comes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(Box<Kept>);

#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Kept {
    text: Box<str>,
    /// Whether `text` is JSON (a number, a boolean, ..) rather than the content of a string.
    json: bool,
}

impl Unknown {
    fn keep(text: impl Into<Box<str>>, json: bool) -> Self {
        Self(Box::new(Kept { text: text.into(), json }))
    }

    /// The text of the value: of a string its content, of anything else its JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The value as JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        if self.0.json {
            serde_json::from_str(&self.0.text).unwrap_or(Value::Null)
        } else {
            Value::String(self.0.text.to_string())
        }
    }
}

impl From<&str> for Unknown {
    fn from(text: &str) -> Self {
        Self::keep(text, false)
    }
}

impl From<String> for Unknown {
    fn from(text: String) -> Self {
        Self::keep(text, false)
    }
}

impl From<i64> for Unknown {
    fn from(number: i64) -> Self {
        Self::keep(number.to_string(), true)
    }
}

impl From<Value> for Unknown {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => text.into(),
            other => Self::keep(other.to_string(), true),
        }
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.json {
            write!(f, "Unknown({})", self.0.text)
        } else {
            write!(f, "Unknown({:?})", self.0.text)
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.text)
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.json {
            serializer.serialize_newtype_struct(UNKNOWN_NAME, &self.to_value())
        } else {
            serializer.serialize_newtype_struct(UNKNOWN_NAME, &*self.0.text)
        }
    }
}

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        EnumValue::deserialize(deserializer).map(Self::from)
    }
}

/// A value of an enum as it comes, to be compared with those that are known: a text is not copied for that.
#[derive(Debug)]
pub struct EnumValue<'de>(Came<'de>);

#[derive(Debug)]
enum Came<'de> {
    Borrowed(&'de str),
    Kept(Unknown),
}

impl EnumValue<'_> {
    /// The text of the value, as [`Unknown::as_str`] has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Came::Borrowed(text) => text,
            Came::Kept(value) => value.as_str(),
        }
    }
}

impl From<EnumValue<'_>> for Unknown {
    fn from(value: EnumValue<'_>) -> Self {
        match value.0 {
            Came::Borrowed(text) => text.into(),
            Came::Kept(value) => value,
        }
    }
}

impl<'de> Deserialize<'de> for EnumValue<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EnumVisitor).map(Self)
    }
}

struct EnumVisitor;

impl EnumVisitor {
    fn keep<'de, E: Error>(value: impl Into<Value>) -> Result<Came<'de>, E> {
        match value.into() {
            Value::Null => Err(E::custom("invalid type: null, expected an enum value")),
            value => Ok(Came::Kept(value.into())),
        }
    }
}

impl<'de> Visitor<'de> for EnumVisitor {
    type Value = Came<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an enum value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Came::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Came::Kept(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Came::Kept(text.into()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Self::keep(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Self::keep(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Self::keep(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Self::keep(value)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Self::keep(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Self::keep(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(sequence)).and_then(Self::keep)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        // Numbers come this way where serde_json was built to keep all their digits.
        Value::deserialize(MapAccessDeserializer::new(map)).and_then(Self::keep)
    }
}
