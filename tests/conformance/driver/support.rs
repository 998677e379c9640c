//! What drivers have in common: values from JSON, and comparisons.
#![allow(dead_code, reason = "not every driver needs everything")]

use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a driver comes to: nothing, or what was wrong.
pub(crate) type Outcome = Result<(), String>;

/// An error as text.
pub(crate) fn show(error: impl Debug) -> String {
    format!("{error:?}")
}

/// A value of a generated type from its JSON.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("the value {text} is not accepted: {error}"))
}

/// A value of a generated type from the text that it has in a request.
pub(crate) fn wire<T: DeserializeOwned>(text: &str, delimiter: char) -> Result<T, String> {
    let value: Value = json(text)?;
    let mut candidates = vec![value.clone()];
    if let Value::String(text) = &value {
        candidates.extend(serde_json::from_str(text));
        let items: Vec<&str> = text.split(delimiter).collect();
        candidates.push(items.iter().map(|item| Value::from(*item)).collect());
        candidates.push(items.iter().filter_map(|item| serde_json::from_str::<Value>(item).ok()).collect());
    }
    let found = candidates.into_iter().find_map(|candidate| serde_json::from_value(candidate).ok());
    found.ok_or_else(|| format!("the value {text} is not accepted"))
}

/// Bytes from base64.
pub(crate) fn base64(text: &str) -> Result<Vec<u8>, String> {
    STANDARD.decode(text).map_err(show)
}

/// The answer has this status.
pub(crate) fn status(found: StatusCode, expected: u16) -> Outcome {
    if found.as_u16() == expected { Ok(()) } else { Err(format!("status {found}, expected {expected}")) }
}

/// The error came with this status.
pub(crate) fn refused(found: Option<StatusCode>, expected: u16) -> Outcome {
    status(found.ok_or("no answer came")?, expected)
}

/// The answer has this header field.
pub(crate) fn header(headers: &HeaderMap, name: &str, expected: &str) -> Outcome {
    let found = headers.get(name).and_then(|value| value.to_str().ok());
    if found == Some(expected) {
        Ok(())
    } else {
        Err(format!("header {name}: {found:?}, expected {expected:?}"))
    }
}

/// What was decoded is written again as the JSON it was read from.
pub(crate) fn same<T: Serialize + ?Sized>(found: &T, expected: &str) -> Outcome {
    // By way of text: `to_value` would widen an `f32`.
    let text = serde_json::to_string(found).map_err(show)?;
    if equal(&json(&text)?, &json(expected)?) {
        Ok(())
    } else {
        Err(format!("decoded as {text}, expected {expected}"))
    }
}

/// Equal as JSON values: numbers by value, not by spelling.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}

/// The text is this.
pub(crate) fn same_text(found: &str, expected: &str) -> Outcome {
    if found == expected { Ok(()) } else { Err(format!("text {found:?}, expected {expected:?}")) }
}

/// The bytes are these.
pub(crate) fn same_bytes(found: &[u8], expected: &[u8]) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{} bytes, expected others, {}", found.len(), expected.len()))
    }
}

/// The values are equal.
pub(crate) fn equals<T: PartialEq + Debug>(found: T, expected: T) -> Outcome {
    if found == expected { Ok(()) } else { Err(format!("{found:?}, expected {expected:?}")) }
}

/// The item of a stream is this: JSON, or its text where the document does not say what is in it.
pub(crate) fn same_item<T: Serialize + ?Sized>(found: &T, expected: &str) -> Outcome {
    match serde_json::to_value(found).map_err(show)? {
        Value::String(text) if text == expected => Ok(()),
        Value::String(text) => same(&json::<Value>(&text)?, expected),
        value => same(&value, expected),
    }
}

/// A file that comes with the suite.
pub(crate) fn asset(name: &str) -> Result<Vec<u8>, String> {
    let folder = std::env::var_os("CONFORMANCE_ASSETS").ok_or("CONFORMANCE_ASSETS is not set")?;
    std::fs::read(std::path::Path::new(&folder).join(name)).map_err(show)
}

/// Bytes as base64.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
