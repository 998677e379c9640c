//! Arbitrary OpenAPI documents that mean something, for property tests.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Names with everything that names have in the wild.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}",
        "[A-Z][a-z]{1,5}[A-Z][a-z]{0,3}",
        "[a-z]{1,4}[-_. ][a-z0-9]{1,4}",
        "[0-9][a-z]{0,3}",
        prop::sample::select(vec![
            "type",
            "self",
            "Self",
            "Option",
            "Vec",
            "new",
            "default",
            "match",
            "id",
            "ID",
            "Id",
            "日本",
            "Ünï",
            "+1",
            "-1",
            "a\"b",
            "end */",
            "\u{202e}x",
        ])
        .prop_map(str::to_owned),
    ]
}

/// Text with everything that descriptions have.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,30}",
        prop::sample::select(vec![
            "    indented",
            "```rust\nfn main() {}\n```",
            "[x](javascript:1)",
            "<b>bold</b>",
            "# Title\n\n- a\n- b",
            "https://example.com/a_b",
            "*/ }",
            "\\",
            "a\r\nb",
        ])
        .prop_map(str::to_owned),
    ]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({})),
        Just(json!({"type": "string"})),
        Just(json!({"type": ["integer", "null"], "minimum": 0})),
        Just(json!({"type": "number", "format": "double", "multipleOf": 0.5})),
        Just(json!({"type": "boolean", "default": true})),
        Just(json!({"type": "string", "format": "byte"})),
        Just(json!({"const": 7})),
        Just(json!({"type": "string", "pattern": "^[a-z]+$", "maxLength": 9})),
        (0..6_usize).prop_map(|index| json!({"$ref": format!("#/components/schemas/S{index}")})),
        prop::collection::vec(name(), 1..4).prop_map(|values| json!({"type": "string", "enum": values})),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let properties = prop::collection::btree_map(name(), inner.clone(), 0..4);
        prop_oneof![
            (properties, any::<bool>(), text()).prop_map(|(properties, required, description)| {
                let names: Vec<String> = properties.keys().filter(|_| required).take(2).cloned().collect();
                json!({
                    "type": "object", "properties": properties, "required": names, "description": description
                })
            }),
            inner.clone().prop_map(|items| json!({"type": "array", "items": items, "minItems": 1})),
            inner.clone().prop_map(|values| json!({"type": "object", "additionalProperties": values})),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|arms| json!({"oneOf": arms})),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|arms| json!({"anyOf": arms})),
            prop::collection::vec(inner, 1..3).prop_map(|arms| json!({"allOf": arms})),
        ]
    })
}

fn operation() -> impl Strategy<Value = Value> {
    let parameter = (name(), schema(), prop::sample::select(vec!["query", "header", "cookie"]));
    (
        prop::option::of(name()),
        prop::collection::vec(parameter, 0..3),
        prop::option::of(schema()),
        schema(),
        prop::collection::vec(name(), 0..2),
        text(),
    )
        .prop_map(|(id, parameters, body, response, tags, description)| {
            let parameters: Vec<Value> = parameters
                .into_iter()
                .map(|(name, schema, place)| json!({"name": name, "in": place, "schema": schema}))
                .collect();
            let mut operation = Map::new();
            operation.insert("tags".to_owned(), json!(tags));
            operation.insert("description".to_owned(), json!(description));
            operation.insert("parameters".to_owned(), json!(parameters));
            let responses = json!({
                "200": {"description": "ok", "content": {"application/json": {"schema": response}}},
                "default": {"description": "not ok"}
            });
            operation.insert("responses".to_owned(), responses);
            operation.extend(id.map(|id| ("operationId".to_owned(), json!(id))));
            let content = body.map(|body| json!({"content": {"application/json": {"schema": body}}}));
            operation.extend(content.map(|content| ("requestBody".to_owned(), content)));
            Value::Object(operation)
        })
}

/// A document with six schemas that may refer to each other, and up to four operations.
pub fn document() -> impl Strategy<Value = Value> {
    let schemas = prop::collection::vec(schema(), 6);
    let paths = prop::collection::btree_map("/[a-z]{1,5}(/[a-z]{1,3})?", operation(), 0..4);
    (schemas, paths, text()).prop_map(|(schemas, paths, title)| {
        let schemas: Map<String, Value> =
            schemas.into_iter().enumerate().map(|(index, schema)| (format!("S{index}"), schema)).collect();
        let paths: Map<String, Value> =
            paths.into_iter().map(|(path, operation)| (path, json!({"get": operation}))).collect();
        json!({
            "openapi": "3.1.0",
            "info": {"title": title, "version": "1"},
            "paths": paths,
            "components": {"schemas": schemas}
        })
    })
}

/// The same document with the entries of every mapping in another order.
#[must_use]
pub fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect(),
        Value::Array(items) => items.iter().map(reversed).collect(),
        other => other.clone(),
    }
}
