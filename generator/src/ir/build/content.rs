//! Media types of bodies and responses.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::declared::position;
use super::extension;
use crate::ir::operation::{Content, ContentKind, Encoding, Style};
use crate::ir::schema::SchemaId;

/// One media type with its schema.
pub(crate) fn build(media_type: &str, typed: &MediaType) -> Content {
    let MediaType { schema, example, examples, encoding, extensions } = typed;
    Content {
        node: super::security::node(extensions),
        media_type: media_type.to_owned(),
        kind: kind(media_type),
        schema: schema.as_ref().and_then(position),
        item_schema: extensions
            .get("x-lowered-item-schema")
            .and_then(Value::as_u64)
            .and_then(|index| usize::try_from(index).ok())
            .map(SchemaId),
        encoding: encoding.iter().map(|(name, encoding)| (name.clone(), part(encoding))).collect(),
        examples: example_values(example.as_ref(), examples),
        sentinel: extension::sentinel(extensions),
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

fn part(typed: &openapiv3::Encoding) -> Encoding {
    let openapiv3::Encoding { content_type, headers: _, style, explode, allow_reserved, extensions } = typed;
    Encoding {
        content_type: content_type.clone(),
        style: style.as_ref().map(query_style),
        explode: match extensions.get("x-lowered-explode").and_then(Value::as_bool) {
            Some(explode) => Some(explode),
            None => explode.then_some(true),
        },
        allow_reserved: *allow_reserved,
    }
}

/// A query style in our words.
pub(crate) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
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
