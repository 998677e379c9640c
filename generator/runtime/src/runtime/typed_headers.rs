//! The documented headers of an answer, as the types of the document.

use super::{DecodeError, decode_error::from_json};
use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How a header's text becomes a value (style `simple`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderForm {
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

/// A header's value, or `None` where the header is missing.
///
/// # Errors
/// The value is not text, or not a `T`.
pub fn optional<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    form: HeaderForm,
) -> Result<Option<T>, DecodeError> {
    let Some(text) = text(headers, name)? else { return Ok(None) };
    let mut outcome = Err(wrong(name, "has no value", &text));
    for candidate in candidates(&text, form) {
        match from_json(candidate.as_bytes()) {
            Ok(value) => return Ok(Some(value)),
            Err(error) => outcome = Err(wrong(name, error.message(), &text)),
        }
    }
    outcome
}

/// A header's value.
///
/// # Errors
/// The header is missing, its value is not text, or not a `T`.
pub fn required<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    form: HeaderForm,
) -> Result<T, DecodeError> {
    optional(headers, name, form)?.ok_or_else(|| wrong(name, "is missing", ""))
}

fn wrong(name: &str, problem: &str, text: &str) -> DecodeError {
    DecodeError::new(format!("header `{name}`: {problem}"), text.as_bytes())
}

/// The text of a header; what is sent in several lines is one list (RFC 9110, section 5.3).
fn text(headers: &HeaderMap, name: &str) -> Result<Option<String>, DecodeError> {
    let mut all: Option<String> = None;
    for value in headers.get_all(name) {
        let line = std::str::from_utf8(value.as_bytes())
            .map_err(|_| DecodeError::new(format!("header `{name}` is not text"), value.as_bytes()))?;
        match &mut all {
            Some(all) => {
                all.push(',');
                all.push_str(line.trim());
            }
            None => all = Some(line.trim().to_owned()),
        }
    }
    Ok(all)
}

/// The JSON texts that a header may stand for, the likeliest first.
fn candidates(text: &str, form: HeaderForm) -> Vec<String> {
    let list = |read: fn(&str) -> String| {
        let items: Vec<String> = items(text).map(read).collect();
        format!("[{}]", items.join(","))
    };
    match form {
        HeaderForm::Text => vec![quoted(text)],
        HeaderForm::Scalar => vec![scalar(text), quoted(text)],
        HeaderForm::TextList => vec![list(quoted)],
        HeaderForm::ScalarList => vec![list(scalar), list(quoted)],
        HeaderForm::Object { explode } => {
            vec![object(text, explode, scalar), object(text, explode, quoted)]
        }
        HeaderForm::Json => vec![text.to_owned()],
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A number or boolean as it is, everything else as text.
fn scalar(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(Value::Number(_) | Value::Bool(_)) => text.to_owned(),
        _ => quoted(text),
    }
}

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
