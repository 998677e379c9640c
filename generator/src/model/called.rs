//! The schemas of what calls take.

use super::context::Context;
use super::response_header::text_value;
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{SchemaId, Shape};
use crate::media_type::ContentKind;

/// The operations that are called: none, where there is no client.
fn called<'a>(context: &Context<'a>) -> std::slice::Iter<'a, Operation> {
    let operations: &'a [Operation] =
        if context.config.output.client { &context.api.operations } else { &[] };
    operations.iter()
}

fn contents<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Content> + use<'a> {
    called(context).flat_map(|operation| &operation.body).flat_map(|body| &body.contents)
}

/// The schemas of what calls take, and of what they give where that is checked.
pub(crate) fn schemas<'a>(context: &'a Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    let parameters = called(context).flat_map(|operation| &operation.parameters);
    let contents = contents(context).filter_map(|content| content_schema(context, content));
    parameters.map(|parameter| parameter.schema).chain(contents).chain(answers(context))
}

/// The schemas of multipart forms, whose structs are of their operations.
pub(crate) fn forms<'a>(context: &Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    let api = context.api;
    let forms =
        contents(context).filter(move |content| matches!(api.content_kind(content), ContentKind::Multipart));
    forms.filter_map(|content| content.schema).map(move |schema| api.target(schema))
}

/// The schemas of the JSON of successes, where answers are checked.
fn answers<'a>(context: &'a Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    called(context).flat_map(|operation| of_success(context, operation))
}

/// Those of an operation.
pub(crate) fn of_success<'a>(
    context: &'a Context<'_>,
    operation: &'a Operation,
) -> impl Iterator<Item = SchemaId> + use<'a> {
    let successes = if context.config.types.check_received { operation.successes() } else { Vec::new() };
    let contents = successes.into_iter().flat_map(|response| &response.contents);
    contents
        .filter(|content| context.api.content_kind(content) == ContentKind::Json)
        .filter_map(|content| content.schema)
}

/// The schema that a body of a media type is written by; of JSON lines that of each.
pub(crate) fn content_schema(context: &Context<'_>, content: &Content) -> Option<SchemaId> {
    match context.api.content_kind(content) {
        ContentKind::Json | ContentKind::Form => content.schema,
        ContentKind::JsonLines => line_schema(context.api, content),
        ContentKind::Text => content.schema.filter(|schema| {
            let is_text = matches!(context.api.shape(*schema), Shape::String { .. });
            text_value(context, content).is_some() || (is_text && content.media_type.is_plain())
        }),
        ContentKind::Multipart | ContentKind::EventStream | ContentKind::Binary => None,
    }
}

/// The schema of one of several JSON lines.
pub(crate) fn line_schema(api: &Api, content: &Content) -> Option<SchemaId> {
    match (content.item_schema, content.schema) {
        (Some(item), _) => Some(item),
        (None, None) => None,
        (None, Some(schema)) => match api.shape(schema) {
            Shape::Array { items: Some(items), .. } => Some(*items),
            Shape::String { .. } => None,
            _ => Some(schema),
        },
    }
}
