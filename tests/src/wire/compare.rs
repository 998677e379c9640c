//! Whether two requests mean the same: the order of query pairs and of JSON keys and the spelling of numbers do not
//! count, and neither do query pairs that only repeat the document's defaults.

use serde_json::Value;

use super::document::Facts;
use super::recording::{Entry, Expected};
use crate::server::Recorded;

/// The headers that are compared; all others are the HTTP library's.
const HEADERS: [&str; 6] = [
    "accept",
    "authorization",
    "content-type",
    "http-referer",
    "x-openrouter-categories",
    "x-openrouter-title",
];

/// What is different, in a few words for each; empty if the requests mean the same.
pub(super) fn differences(
    entry: &Entry,
    expected: &Expected,
    sent: &Recorded,
    facts: Option<&Facts>,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: String, sent: String| {
        if expected != sent {
            found.push(format!("{what}: {sent} instead of {expected}"));
        }
    };
    compare("method", expected.method.clone(), sent.method.clone());
    compare("path", expected.path.clone(), sent.path.clone());
    compare("query", query(&expected.query, entry, facts), query(&sent.query(), entry, facts));
    for name in HEADERS {
        let expected = expected.headers.get(name).and_then(Value::as_str).unwrap_or("none");
        compare(name, expected.to_owned(), header(sent, name));
    }
    let body = if sent.body.is_empty() { None } else { Some(sent.json().unwrap_or(Value::Null)) };
    compare("body", json(expected.body_json.as_ref()), json(body.as_ref()));
    found
}

fn header(sent: &Recorded, name: &str) -> String {
    let values: Vec<&str> =
        sent.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
    if values.is_empty() { "none".to_owned() } else { values.join(" || ") }
}

fn query(pairs: &[(String, String)], entry: &Entry, facts: Option<&Facts>) -> String {
    let says_something = |name: &str, value: &str| {
        entry.args.get(name).is_some_and(|given| !given.is_null())
            || !facts.is_some_and(|facts| facts.is_default(name, value))
    };
    let mut pairs: Vec<String> = pairs
        .iter()
        .filter(|(name, value)| says_something(name, value))
        .map(|(name, value)| format!("{name}={value:?}"))
        .collect();
    pairs.sort();
    format!("[{}]", pairs.join(", "))
}

/// JSON with sorted keys and numbers spelt one way.
fn json(value: Option<&Value>) -> String {
    fn write(value: &Value) -> String {
        match value {
            Value::Object(fields) => {
                let mut fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name:?}:{}", write(value))).collect();
                fields.sort();
                format!("{{{}}}", fields.join(","))
            }
            Value::Array(items) => format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(",")),
            Value::Number(number) => match number.as_f64() {
                Some(float) if !number.is_i64() && !number.is_u64() => format!("{float}"),
                _ => number.to_string(),
            },
            other => other.to_string(),
        }
    }
    value.map_or_else(|| "none".to_owned(), write)
}
