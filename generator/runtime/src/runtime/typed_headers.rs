//! The documented headers of an answer, as the types of the document.

use super::{
    DecodeError,
    typed_text::{TextForm, decode},
};
use http::HeaderMap;
use serde::de::DeserializeOwned;

/// A header's value, or `None` where the header is missing.
///
/// # Errors
/// The value is not text, or not a `T`.
pub fn optional<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    form: TextForm,
) -> Result<Option<T>, DecodeError> {
    let Some(text) = text(headers, name)? else { return Ok(None) };
    decode(&text, form).map(Some).map_err(|error| wrong(name, error.message(), &text))
}

/// A header's value.
///
/// # Errors
/// The header is missing, its value is not text, or not a `T`.
pub fn required<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    form: TextForm,
) -> Result<T, DecodeError> {
    optional(headers, name, form)?.ok_or_else(|| wrong(name, "is missing", ""))
}

#[inline]
fn wrong(name: &str, problem: &str, text: &str) -> DecodeError {
    DecodeError::new(format!("header `{name}`: {problem}"), text.as_bytes())
}

/// The text of a header; what is sent in several lines is one list (RFC 9110, section 5.3).
#[inline]
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
