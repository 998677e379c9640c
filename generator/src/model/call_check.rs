//! What `validate()` of a call checks: its parameters, and a body of one media type that is a form or written by its schema.

use super::check::{self, FieldRules, Rule};
use super::context::Context;
use super::{Body, BodyKind, BodyWrite, Parameter, Presence, ValueRules};
use crate::ir::Api;
use crate::ir::operation::{self as ir, Operation};
use crate::ir::schema::SchemaId;
use crate::media_type::ContentKind;

/// What a body is called in the path of what it breaks.
const BODY: &str = "body";

/// The operations that are called: none, where there is no client.
fn called<'a>(context: &Context<'a>) -> std::slice::Iter<'a, Operation> {
    let operations: &'a [Operation] =
        if context.config.output.client { &context.api.operations } else { &[] };
    operations.iter()
}

/// The schemas of what calls take.
pub(crate) fn schemas<'a>(context: &Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    let api = context.api;
    called(context).flat_map(|operation| {
        let body = operation.body.as_ref().and_then(|body| body_schema(api, body));
        operation.parameters.iter().map(|parameter| parameter.schema).chain(body)
    })
}

/// The schema of a body of one media type; an enum over several has a type of its own around what each of them holds.
fn body_schema(api: &Api, body: &ir::Body) -> Option<SchemaId> {
    let [content] = body.contents.as_slice() else { return None };
    let by_schema = matches!(api.content_kind(content), ContentKind::Json | ContentKind::Form);
    content.schema.filter(|_| by_schema)
}

/// The schemas of multipart forms, whose structs are of their operations.
pub(crate) fn forms<'a>(context: &Context<'a>) -> impl Iterator<Item = SchemaId> + use<'a> {
    let api = context.api;
    let contents = called(context).flat_map(|operation| &operation.body).flat_map(|body| &body.contents);
    let forms = contents.filter(|content| matches!(api.content_kind(content), ContentKind::Multipart));
    forms.filter_map(|content| content.schema).map(|schema| api.target(schema))
}

/// The limits of the arguments of a call.
pub(crate) fn rules(
    context: &Context<'_>,
    operation: &Operation,
    parameters: &[Parameter],
    body: Option<&Body>,
) -> Vec<FieldRules> {
    let left = |schema: SchemaId| -> Option<ValueRules> { context.leftover.arguments.get(&schema).cloned() };
    let of_parameters = operation.parameters.iter().zip(parameters).map(|(typed, parameter)| FieldRules {
        ident: parameter.ident.clone(),
        wire: parameter.wire.clone(),
        presence: parameter.presence,
        rules: check::of_argument(context, typed.schema),
        left: left(typed.schema),
    });
    let typed = operation.body.as_ref();
    let by_schema = typed.and_then(|typed| body_schema(context.api, typed));
    let of_body = body.and_then(|body| {
        let BodyKind::One(content) = &body.kind else { return None };
        let (rules, left) = match (&content.write, by_schema) {
            (BodyWrite::Multipart(form), _) if form.object.is_checked() => {
                (vec![Rule::Nested(form.schema)], None)
            }
            (_, Some(schema)) => (check::of_body(context, schema), left(schema)),
            _ => return None,
        };
        let presence = if body.required { Presence::Required } else { Presence::Optional };
        Some(FieldRules { ident: body.ident.clone(), wire: BODY.to_owned(), presence, rules, left })
    });
    of_parameters.chain(of_body).filter(|one| !one.rules.is_empty() || one.left.is_some()).collect()
}
