//! What `validate()` of a call checks: its parameters, and its body, in each media type that is written by its schema.

use super::body::line_schema;
use super::check::{self, FieldRules, Rule};
use super::context::Context;
use super::response_header::text_value;
use super::{Body, BodyContent, BodyKind, BodyWrite, Parameter, Presence};
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{SchemaId, Shape};
use crate::media_type::ContentKind;

/// What a body is called in the path of what it breaks.
const BODY: &str = "body";

/// The operations that are called: none, where there is no client.
fn called<'a>(context: &Context<'a>) -> std::slice::Iter<'a, Operation> {
    let operations: &'a [Operation] =
        if context.config.output.client { &context.api.operations } else { &[] };
    operations.iter()
}

fn contents<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Content> + use<'a> {
    called(context).flat_map(|operation| &operation.body).flat_map(|body| &body.contents)
}

/// The schemas of what calls take.
pub(crate) fn schemas<'a>(context: &'a Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    let parameters = called(context).flat_map(|operation| &operation.parameters);
    let contents = contents(context).filter_map(|content| content_schema(context, content));
    parameters.map(|parameter| parameter.schema).chain(contents)
}

/// The schema that a body of a media type is written by; of JSON lines that of each.
fn content_schema(context: &Context<'_>, content: &Content) -> Option<SchemaId> {
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

/// The schemas of multipart forms, whose structs are of their operations.
pub(crate) fn forms<'a>(context: &Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    let api = context.api;
    let forms =
        contents(context).filter(move |content| matches!(api.content_kind(content), ContentKind::Multipart));
    forms.filter_map(|content| content.schema).map(move |schema| api.target(schema))
}

/// The limits of the arguments of a call.
pub(crate) fn rules(
    context: &Context<'_>,
    operation: &Operation,
    parameters: &[Parameter],
    body: Option<&Body>,
) -> Vec<FieldRules> {
    let of_parameters = operation.parameters.iter().zip(parameters).map(|(typed, parameter)| FieldRules {
        ident: parameter.ident.clone(),
        wire: parameter.wire.clone(),
        presence: parameter.presence,
        rules: with_left(context, typed.schema, check::of_argument(context, typed.schema)),
    });
    let typed = operation.body.as_ref();
    let of_body = body.zip(typed).map(|(body, typed)| {
        let of = |content: &BodyContent| content_rules(context, &typed.contents, content);
        let rules = match &body.kind {
            BodyKind::One(content) => of(content),
            BodyKind::Several { ident, variants } => {
                let of_each = variants.iter().map(|(variant, content)| (variant.clone(), of(content)));
                let limited: Vec<_> = of_each.filter(|(_, rules)| !rules.is_empty()).collect();
                let all = limited.len() == variants.len();
                let rule = |variants| Rule::MediaTypes { owner: ident.clone(), variants, all };
                if limited.is_empty() { Vec::new() } else { vec![rule(limited)] }
            }
        };
        let presence = if body.required { Presence::Required } else { Presence::Optional };
        FieldRules { ident: body.ident.clone(), wire: BODY.to_owned(), presence, rules }
    });
    of_parameters.chain(of_body).filter(|one| !one.rules.is_empty()).collect()
}

/// The limits of a body in a media type.
fn content_rules(context: &Context<'_>, contents: &[Content], content: &BodyContent) -> Vec<Rule> {
    if let BodyWrite::Multipart(form) = &content.write {
        return if form.object.is_checked() { vec![Rule::Nested(form.schema)] } else { Vec::new() };
    }
    let typed = contents.iter().find(|typed| typed.media_type == content.media_type);
    let Some(schema) = typed.and_then(|typed| content_schema(context, typed)) else { return Vec::new() };
    match &content.write {
        BodyWrite::Json | BodyWrite::Form(_) | BodyWrite::Value | BodyWrite::Text => {
            with_left(context, schema, check::of_body(context, schema))
        }
        BodyWrite::JsonLines => {
            let of_line = with_left(context, schema, check::of_body(context, schema));
            if of_line.is_empty() { of_line } else { vec![Rule::Each(of_line)] }
        }
        BodyWrite::Upload | BodyWrite::Multipart(_) | BodyWrite::Parts => Vec::new(),
    }
}

/// The limits that a type has, and what they leave over.
fn with_left(context: &Context<'_>, schema: SchemaId, mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.extend(context.leftover.arguments.get(&schema).cloned().map(Rule::Written));
    rules
}
