//! What `validate()` of a call checks: its parameters, and its body, in each media type that is written by its schema; and
//! of an answer what its type does not know.

use super::called::{content_schema, of_success};
use super::check::{self, FieldRules, Rule};
use super::context::Context;
use super::{Body, BodyContent, BodyKind, BodyWrite, OutputTy, Parameter, Presence, ResponseBody};
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::SchemaId;

/// What a body is called in the path of what it breaks.
const BODY: &str = "body";

/// The limits of an answer that its type does not know. Those that hold for one status alone are left out.
pub(crate) fn of_answer(context: &Context<'_>, operation: &Operation, ty: &OutputTy) -> Vec<Rule> {
    let OutputTy::One(ResponseBody::Json(_)) = ty else { return Vec::new() };
    let limits = |schema| without_types(with_left(context, schema, check::of_body(context, schema)));
    let mut schemas = of_success(context, operation);
    let first = schemas.next().map(limits).unwrap_or_default();
    if schemas.all(|schema| limits(schema) == first) { first } else { Vec::new() }
}

/// What is left of rules without those of types.
fn without_types(rules: Vec<Rule>) -> Vec<Rule> {
    let part = |rules, around: fn(Vec<Rule>) -> Rule| {
        let left = without_types(rules);
        (!left.is_empty()).then(|| around(left))
    };
    let left = rules.into_iter().filter_map(|rule| match rule {
        Rule::Nested(_) => None,
        Rule::Each(inner) => part(inner, Rule::Each),
        Rule::Entries(inner) => part(inner, Rule::Entries),
        Rule::Some(inner) => part(inner, Rule::Some),
        rule => Some(rule),
    });
    left.collect()
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
