//! Media types of bodies and responses.

use indexmap::IndexMap;
use openapiv3::{Example, ReferenceOr};
use serde_json::Value;

use crate::document::{self, MediaType, ParameterValue, extension};
use crate::ir::operation::{Content, ContentKind, Encoding};
use crate::ir::schema::SchemaId;

/// Media types with their schemas.
pub(crate) fn contents(content: &document::Content) -> Vec<Content> {
    content.iter().map(|(name, media_type)| build(name, media_type)).collect()
}

fn build(name: &str, media_type: &MediaType) -> Content {
    let MediaType { node, object, schema, item_schema, encoding } = media_type;
    Content {
        node: *node,
        media_type: name.to_owned(),
        kind: kind(name),
        schema: *schema,
        item_schema: *item_schema,
        encoding: encoding.iter().map(|(name, encoding)| (name.clone(), part(encoding))).collect(),
        examples: example_values(object.example.as_ref(), &object.examples),
        sentinel: extension::sentinel(&object.extensions),
    }
}

/// The schema of a parameter or header, and the media type in which it is written.
pub(crate) fn value(value: &ParameterValue) -> (Option<SchemaId>, Option<String>) {
    match value {
        ParameterValue::Schema(schema) => (Some(*schema), None),
        ParameterValue::Content(name, media_type) => (media_type.schema, Some(name.clone())),
    }
}

/// Example values under `example` and `examples`.
pub(crate) fn example_values(
    example: Option<&Value>,
    examples: &IndexMap<String, ReferenceOr<Example>>,
) -> Vec<Value> {
    let named = examples.values().filter_map(|example| match example {
        ReferenceOr::Item(example) => example.value.clone(),
        ReferenceOr::Reference { .. } => None,
    });
    example.cloned().into_iter().chain(named).collect()
}

fn part(encoding: &document::Encoding) -> Encoding {
    Encoding {
        content_type: encoding.object.content_type.clone(),
        style: encoding.style,
        explode: encoding.explode,
        allow_reserved: encoding.object.allow_reserved,
    }
}

/// How a media type is written and read; parameters after `;` do not matter.
pub(crate) fn kind(media_type: &str) -> ContentKind {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => ContentKind::Json,
        "application/x-www-form-urlencoded" => ContentKind::Form,
        "text/event-stream" => ContentKind::EventStream,
        "application/jsonl"
        | "application/x-ndjson"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/ndjson"
        | "application/json-seq" => ContentKind::JsonLines,
        "application/xml" => ContentKind::Text,
        other if other.ends_with("+json") => ContentKind::Json,
        other if other.ends_with("+xml") => ContentKind::Text,
        other if other.starts_with("multipart/") => ContentKind::Multipart,
        other if other.starts_with("text/") => ContentKind::Text,
        _ => ContentKind::Binary,
    }
}
