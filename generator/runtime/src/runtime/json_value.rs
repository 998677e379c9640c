//! `JsonValue`: an argument's JSON taken apart for the styles of parameters and forms.
//!
//! `serde_json::Value` would round numbers beyond 64 bits, and have the members of an object in an order that other
//! crates of the program decide.

use super::{
    InvalidRequest,
    decode_error::{MAX_DEPTH, from_utf8, too_deep},
    json_path::is_deeper,
    json_writer::{JsonWriter, WriteError},
    members::Members,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::value::RawValue;
use std::fmt;

/// A JSON value with the digits of its numbers and the order of its members.
#[derive(Debug)]
pub(crate) enum JsonValue {
    /// `null`.
    Null,
    /// A number or a boolean, as it is written.
    Bare(String),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<JsonValue>),
    /// An object.
    Object(Vec<(String, JsonValue)>),
}

impl JsonValue {
    /// Takes the argument `name` apart.
    pub(crate) fn of<T: Serialize + ?Sized>(
        kind: &str,
        name: &str,
        value: &T,
    ) -> Result<Self, InvalidRequest> {
        Self::parse(kind, name, JsonWriter::write(value))
    }

    /// The same with what was written of it before.
    pub(crate) fn parse(
        kind: &str,
        name: &str,
        written: Result<Vec<u8>, WriteError>,
    ) -> Result<Self, InvalidRequest> {
        let refused = |message: String| InvalidRequest::new(format!("{kind} `{name}`"), message);
        match written {
            // Each level is read by itself, which nothing else bounds.
            Ok(text) if is_deeper(&text, MAX_DEPTH) => Err(refused(too_deep())),
            Ok(text) => from_utf8(&text).map_err(|error| refused(error.to_string())),
            Err(error) => Err(InvalidRequest::new(format!("{kind} `{name}{}`", error.path), error.message)),
        }
    }

    /// The text of a scalar; of a list or object, its JSON, since no style nests. `None` for null.
    pub(crate) fn scalar(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text.clone()),
            // 50 and 50.0 are one number; the shorter spelling is what servers parse as an integer, too.
            Self::Bare(text) => Some(text.strip_suffix(".0").unwrap_or(text).to_owned()),
            Self::List(_) | Self::Object(_) => Some(self.to_string()),
        }
    }
}

/// Its JSON text.
impl fmt::Display for JsonValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::to_string(text).map_err(|_| fmt::Error);
        match self {
            Self::Null => f.write_str("null"),
            Self::Bare(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)?),
            Self::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if place == 0 { "[" } else { "," })?;
                }
                f.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Self::Object(members) => {
                for (place, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if place == 0 { "{" } else { "," }, quoted(name)?)?;
                }
                f.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        let read = match text.as_bytes().first() {
            Some(b'n') => Ok(Self::Null),
            Some(b'"') => serde_json::from_str(text).map(Self::Text),
            Some(b'[') => serde_json::from_str(text).map(Self::List),
            Some(b'{') => serde_json::from_str(text).map(|Members(members)| Self::Object(members)),
            _ => Ok(Self::Bare(text.to_owned())),
        };
        read.map_err(de::Error::custom)
    }
}
