//! A value for a schema of the document: its example, else the simplest of its type.

use serde_json::{Map, Value, json};

/// Schemas nested deeper have no value.
const DEEPEST: usize = 8;

/// `None` where nothing simple fits.
pub(super) fn of(schema: &Value, document: &Value) -> Option<Value> {
    at(schema, document, 0)
}

fn at(schema: &Value, document: &Value, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let within = |schema: &Value| at(schema, document, depth + 1);
    let shown = schema.get("example").or_else(|| schema.pointer("/examples/0"));
    if let Some(shown) = shown.or_else(|| schema.get("const")).or_else(|| schema.pointer("/enum/0")) {
        return Some(shown.clone());
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return within(document.pointer(reference.trim_start_matches('#'))?);
    }
    let alternatives = ["anyOf", "oneOf"].into_iter().find_map(|key| schema.get(key)?.as_array());
    if let Some(alternatives) = alternatives {
        return alternatives.iter().filter_map(within).find(|value| !value.is_null());
    }
    let kinds = match schema.get("type")? {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => vec![kind.as_str()?],
    };
    match kinds.into_iter().find(|kind| *kind != "null") {
        Some("string") => Some(json!("text")),
        Some("integer") => Some(json!(1)),
        Some("number") => Some(json!(1.5)),
        Some("boolean") => Some(json!(true)),
        Some("array") => Some(json!([within(schema.get("items")?)?])),
        Some("object") => object(schema, &within),
        _ => Some(Value::Null),
    }
}

fn object(schema: &Value, within: &dyn Fn(&Value) -> Option<Value>) -> Option<Value> {
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    let members = required.filter_map(Value::as_str).map(|name| {
        let property = schema.get("properties")?.get(name)?;
        Some((name.to_owned(), within(property)?))
    });
    members.collect::<Option<Map<_, _>>>().map(Value::Object)
}
