//! `Unknown`: an enum value that the document does not list, kept as it came.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use std::fmt;

/// The name under which `Unknown` serialises itself, so that drift detection can see it go by.
pub(crate) const UNKNOWN_NAME: &str = "$runtime::Unknown";

/// A value that this version of the crate does not know: prints, compares and encodes as it came.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown {
    text: Box<str>,
    /// Whether `text` is JSON (a number, a boolean, ..) rather than the content of a string.
    json: bool,
}

impl Unknown {
    /// The text of the value: of a string its content, of anything else its JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value as JSON.
    #[must_use]
    pub fn to_value(&self) -> Value {
        if self.json {
            serde_json::from_str(&self.text).unwrap_or(Value::Null)
        } else {
            Value::String(self.text.to_string())
        }
    }
}

impl From<&str> for Unknown {
    fn from(text: &str) -> Self {
        Self { text: text.into(), json: false }
    }
}

impl From<String> for Unknown {
    fn from(text: String) -> Self {
        Self { text: text.into(), json: false }
    }
}

impl From<i64> for Unknown {
    fn from(number: i64) -> Self {
        Self { text: number.to_string().into(), json: true }
    }
}

impl From<Value> for Unknown {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => text.into(),
            other => Self { text: other.to_string().into(), json: true },
        }
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.json { write!(f, "Unknown({})", self.text) } else { write!(f, "Unknown({:?})", self.text) }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.json {
            serializer.serialize_newtype_struct(UNKNOWN_NAME, &self.to_value())
        } else {
            serializer.serialize_newtype_struct(UNKNOWN_NAME, &*self.text)
        }
    }
}

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Null => Err(D::Error::custom("invalid type: null, expected an enum value")),
            value => Ok(value.into()),
        }
    }
}
