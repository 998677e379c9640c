//! `JsonValue`: an argument's JSON taken apart for the styles of parameters and forms.
//!
//! `serde_json::Value` would round numbers beyond 64 bits, and have the members of an object in an order that other
//! crates of the program decide.

use super::{
    InvalidRequest,
    decode_error::{MAX_DEPTH, too_deep},
    json_path::{is_deeper, string_end},
    json_writer::JsonWriter,
    write_error::WriteError,
};
use serde::Serialize;
use serde_json::Value;
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
            // Reading descends into each level, which nothing else bounds.
            Ok(text) if is_deeper(&text, MAX_DEPTH) => Err(refused(too_deep())),
            Ok(text) => {
                let read = std::str::from_utf8(&text).ok().and_then(Self::read);
                read.ok_or_else(|| refused("what was written is no JSON".to_owned()))
            }
            Err(error) => Err(InvalidRequest::new(format!("{kind} `{name}{}`", error.path), error.message)),
        }
    }

    /// Reads a well-formed text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { text, position: 0 };
        let value = reader.value()?;
        reader.peek().is_none().then_some(value)
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

/// Reads JSON that was written before, and is well-formed therefore. `serde_json` would be compiled into the crate for it,
/// with its reading of numbers.
struct Reader<'a> {
    text: &'a str,
    position: usize,
}

impl Reader<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.position..)?;
        let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.position += space;
        rest.get(space).copied()
    }

    /// Passes a byte if it is the next.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.position += usize::from(is_next);
        is_next
    }

    /// Whether another item comes before the bracket at the end.
    fn has_next(&mut self, is_first: bool, end: u8) -> Option<bool> {
        if self.takes(end) {
            return Some(false);
        }
        (is_first || self.takes(b',')).then_some(true)
    }

    fn value(&mut self) -> Option<JsonValue> {
        if self.takes(b'[') {
            let mut items = Vec::new();
            while self.has_next(items.is_empty(), b']')? {
                items.push(self.value()?);
            }
            return Some(JsonValue::List(items));
        }
        if self.takes(b'{') {
            let mut members = Vec::new();
            while self.has_next(members.is_empty(), b'}')? {
                let JsonValue::Text(name) = self.scalar()? else { return None };
                if !self.takes(b':') {
                    return None;
                }
                members.push((name, self.value()?));
            }
            return Some(JsonValue::Object(members));
        }
        self.scalar()
    }

    fn scalar(&mut self) -> Option<JsonValue> {
        let is_text = self.peek()? == b'"';
        let rest = self.text.get(self.position..)?;
        let end = if is_text {
            string_end(rest.as_bytes(), 1)
        } else {
            let is_end = |byte: u8| byte.is_ascii_whitespace() || b",]}".contains(&byte);
            rest.bytes().position(is_end).unwrap_or(rest.len())
        };
        let word = rest.get(..end)?;
        self.position += end;
        match word {
            "" => None,
            "null" => Some(JsonValue::Null),
            // A number keeps its digits.
            _ if !is_text => Some(JsonValue::Bare(word.to_owned())),
            _ => match word.parse().ok()? {
                Value::String(text) => Some(JsonValue::Text(text)),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::JsonValue;

    #[test]
    fn what_is_read_is_what_was_written() {
        for text in [
            "null",
            "[]",
            "{}",
            "-0",
            "1E400",
            "123456789012345678901234567890.10",
            r#"{"b":[1.50,true,{"a":null}],"a":{},"b":"x"}"#,
            r#""\"],}{[: é""#,
        ] {
            assert_eq!(JsonValue::read(text).map(|value| value.to_string()).as_deref(), Some(text));
        }
        let spaced = JsonValue::read(" { \"a\" :\n[ 1 , \"\\u00e9\\n\" ] } ");
        assert_eq!(spaced.map(|value| value.to_string()).as_deref(), Some("{\"a\":[1,\"é\\n\"]}"));
        for text in ["", "[1", "[1 2]", "[,]", "{1:2}", r#"{"a"}"#, r#"{"a":}"#, r#""a"#, "1 2", "]"] {
            assert!(JsonValue::read(text).is_none(), "{text}");
        }
    }
}
