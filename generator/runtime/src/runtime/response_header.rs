//! Typed reading of the headers of an answer.

use super::DecodeError;
use http::HeaderMap;
use std::str::FromStr;

/// A header's value, or `None` where the header is missing.
///
/// # Errors
/// The value is not text, or not a `T`.
pub fn header<T: FromStr>(headers: &HeaderMap, name: &str) -> Result<Option<T>, DecodeError> {
    text(headers, name)?.map(|text| parse(name, text)).transpose()
}

/// The items of a header that holds a list; none where the header is missing.
///
/// # Errors
/// The value is not text, or an item is not a `T`.
pub fn header_list<T: FromStr>(headers: &HeaderMap, name: &str) -> Result<Vec<T>, DecodeError> {
    let Some(text) = text(headers, name)? else { return Ok(Vec::new()) };
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(|item| parse(name, item)).collect()
}

#[inline]
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, DecodeError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    match value.to_str() {
        Ok(text) => Ok(Some(text.trim())),
        Err(_) => Err(DecodeError::new(format!("header `{name}` is not text"), value.as_bytes())),
    }
}

fn parse<T: FromStr>(name: &str, text: &str) -> Result<T, DecodeError> {
    text.parse()
        .map_err(|_| DecodeError::new(format!("header `{name}` has an unexpected value"), text.as_bytes()))
}
