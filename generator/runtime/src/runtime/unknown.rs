//! `Unknown`: an enum value that the document does not list, kept as it came.

use serde::{Serialize, Serializer};
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

    /// What is no string, by its JSON.
    pub(super) fn json(text: String) -> Self {
        Self::keep(text, true)
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
            self.0.text.parse().unwrap_or(Value::Null)
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
