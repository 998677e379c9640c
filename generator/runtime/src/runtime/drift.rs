//! Drift: what an answer holds beyond the document, and what it lacks. It is found by encoding the decoded value again
//! and comparing.

use super::{
    Drift, RawResponse, hooks::DriftKind, json_path::is_plain, json_tree::from_utf8, json_writer::JsonWriter,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BinaryHeap;

/// How an operation reads a success that is JSON of one type: `decode`, and `drift`.
#[allow(unused_macros, reason = "a document may have no such operation")]
macro_rules! json {
    () => {
        #[inline]
        fn decode(
            response: &mut crate::runtime::RawResponse,
        ) -> Result<Self::Output, crate::runtime::DecodeError> {
            response.json()
        }

        #[inline]
        fn drift(
            output: &Self::Output,
            response: &crate::runtime::RawResponse,
        ) -> Vec<crate::runtime::Drift> {
            crate::runtime::drift::compare(output, response)
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use json;

/// Unknown and missing fields, and unknown enum values, of an answer in memory.
pub fn compare<T: Serialize>(output: &T, response: &RawResponse) -> Vec<Drift> {
    let mut writer = JsonWriter::default();
    if output.serialize(&mut writer).is_err() {
        return Vec::new();
    }
    difference(response.bytes(), writer)
}

/// The half that is the same for all types.
fn difference(sent: &[u8], mut writer: JsonWriter) -> Vec<Drift> {
    let (Ok(sent), Ok(kept)) = (from_utf8(sent), from_utf8(&writer.out)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    walk("$", &sent, &kept, &mut writer.unknown, &mut found);
    // The order of keys depends on how serde_json was built. A heap is a tenth of the machine code of `sort`.
    let paths: BinaryHeap<_> = found.iter().enumerate().map(|(place, one)| (&*one.path, place)).collect();
    paths.into_sorted_vec().into_iter().filter_map(|(_, place)| found.get(place).cloned()).collect()
}

/// The path of a member.
fn member(path: &str, key: &str) -> String {
    if is_plain(key) { format!("{path}.{key}") } else { format!("{path}[{key:?}]") }
}

/// Compares what came with what the model kept of it. Unknown values are met in the order they were encoded in.
fn walk(path: &str, sent: &Value, kept: &Value, unknown: &mut Vec<String>, found: &mut Vec<Drift>) {
    match (sent, kept) {
        (Value::Object(sent), Value::Object(kept)) => {
            for (key, value) in kept.iter().filter(|(key, _)| !sent.contains_key(*key)) {
                found.push(Drift {
                    path: member(path, key),
                    kind: DriftKind::MissingField(value.to_string()),
                });
            }
            for (key, value) in sent {
                let path = member(path, key);
                match kept.get(key) {
                    Some(kept) => walk(&path, value, kept, unknown, found),
                    None if value.is_null() => {}
                    None => found.push(Drift { path, kind: DriftKind::UnknownField }),
                }
            }
        }
        (Value::Array(sent), Value::Array(kept)) => {
            for (index, (value, kept)) in sent.iter().zip(kept).enumerate() {
                walk(&format!("{path}[{index}]"), value, kept, unknown, found);
            }
        }
        (Value::Null, kept) if !kept.is_null() => {
            found.push(Drift { path: path.to_owned(), kind: DriftKind::MissingField(kept.to_string()) });
        }
        (Value::Null | Value::Object(_) | Value::Array(_), _) => {}
        (value, _) => {
            let text = value.to_string();
            if unknown.contains(&text) {
                found.push(Drift { path: path.to_owned(), kind: DriftKind::UnknownValue(text) });
            }
        }
    }
}
