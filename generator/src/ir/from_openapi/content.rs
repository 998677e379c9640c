//! Media types of bodies and responses.

use indexmap::IndexMap;
use openapiv3::{Example, ReferenceOr};
use serde_json::Value;

use crate::document::{self, ParameterValue, extension};
use crate::ir::operation::{Content, Encoding};
use crate::ir::schema::SchemaId;
use crate::media_type::MediaType;

/// Media types with their schemas.
pub(crate) fn contents(content: &document::Content) -> Vec<Content> {
    content.iter().map(|(name, media_type)| build(name, media_type)).collect()
}

fn build(name: &str, media_type: &document::MediaType) -> Content {
    let document::MediaType { node, object, schema, item_schema, encoding } = media_type;
    Content {
        node: *node,
        media_type: MediaType::new(name),
        schema: *schema,
        item_schema: *item_schema,
        encoding: encoding.iter().map(|(name, encoding)| (name.clone(), part(encoding))).collect(),
        examples: example_values(object.example.as_ref(), &object.examples),
        sentinel: extension::sentinel(&object.extensions),
    }
}

/// The schema of a parameter or header, and the media type in which it is written.
pub(crate) fn value(value: &ParameterValue) -> (Option<SchemaId>, Option<MediaType>) {
    match value {
        ParameterValue::Schema(schema) => (Some(*schema), None),
        ParameterValue::Content(name, media_type) => (media_type.schema, Some(MediaType::new(name))),
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
