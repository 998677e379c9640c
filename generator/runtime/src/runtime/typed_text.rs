//! Text outside JSON as the types of the document: headers, and bodies of plain text.

use super::{DecodeError, RawResponse, decode_error::from_json};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How a text becomes a value (style `simple`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextForm {
    /// The text is the value.
    Text,
    /// A number or a boolean; else the text.
    Scalar,
    /// Texts with commas between them.
    TextList,
    /// Numbers or booleans with commas between them.
    ScalarList,
    /// `a,1,b,2`, or `a=1,b=2` where it is exploded.
    Object {
        /// Whether it is exploded.
        explode: bool,
    },
    /// The text is JSON.
    Json,
}

/// The value that a text stands for.
///
/// # Errors
/// It is not the text of a `T`.
pub(crate) fn decode<T: DeserializeOwned>(text: &str, form: TextForm) -> Result<T, DecodeError> {
    let mut outcome = Err(DecodeError::new("has no value", text.as_bytes()));
    for candidate in candidates(text, form) {
        match from_json(candidate.as_bytes()) {
            Ok(value) => return Ok(value),
            Err(error) => outcome = Err(DecodeError::new(error.message(), text.as_bytes())),
        }
    }
    outcome
}

impl RawResponse {
    /// The value that a body of plain text stands for.
    ///
    /// # Errors
    /// It is not UTF-8, or not the text of a `T`.
    pub fn text_value<T: DeserializeOwned>(&self, form: TextForm) -> Result<T, DecodeError> {
        decode(self.text()?.trim(), form).map_err(|error| error.of(self))
    }
}

/// The JSON texts that a text may stand for, the likeliest first.
#[inline]
fn candidates(text: &str, form: TextForm) -> Vec<String> {
    let list = |read: fn(&str) -> String| {
        let items: Vec<String> = items(text).map(read).collect();
        format!("[{}]", items.join(","))
    };
    match form {
        TextForm::Text => vec![quoted(text)],
        TextForm::Scalar => vec![scalar(text), quoted(text)],
        TextForm::TextList => vec![list(quoted)],
        TextForm::ScalarList => vec![list(scalar), list(quoted)],
        TextForm::Object { explode } => {
            vec![object(text, explode, scalar), object(text, explode, quoted)]
        }
        TextForm::Json => vec![text.to_owned()],
    }
}

#[inline]
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

#[inline]
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A number or boolean as it is, everything else as text.
#[inline]
fn scalar(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(Value::Number(_) | Value::Bool(_)) => text.to_owned(),
        _ => quoted(text),
    }
}

#[inline]
fn object(text: &str, explode: bool, read: fn(&str) -> String) -> String {
    let member = |(name, value): (&str, &str)| format!("{}:{}", quoted(name.trim()), read(value.trim()));
    let members: Vec<String> = if explode {
        items(text).filter_map(|item| item.split_once('=')).map(member).collect()
    } else {
        let items: Vec<&str> = items(text).collect();
        items.chunks_exact(2).filter_map(|pair| Some(member((pair.first()?, pair.get(1)?)))).collect()
    };
    format!("{{{}}}", members.join(","))
}
