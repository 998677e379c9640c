//! The stream that an operation gives in place of JSON: what it gives, and what of the request asks for it.

use serde_json::Value;

use super::context::Context;
use super::error::{Half, output};
use super::{
    Body, BodyContent, BodyKind, BodyWrite, Parameter, Presence, Step, StreamCall, Switch, SwitchPlace, Ty,
    pagination,
};
use crate::ir::operation::{Location, Operation};
use crate::ir::schema::{SchemaId, Shape};
use crate::names::table::OperationNames;

/// What asks for a stream where it is true.
const SWITCHES: [&str; 2] = ["stream", "streaming"];

/// The stream, where the operation has one beside its JSON.
pub(crate) fn build(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    parameters: &[Parameter],
    body: Option<&Body>,
) -> Option<StreamCall> {
    let (ident, _) = names.stream.as_ref()?;
    let in_parameters =
        SWITCHES.into_iter().find_map(|name| in_parameters(context, operation, parameters, name));
    let in_body = || body.map(|body| in_body(context, operation, body)).unwrap_or_default();
    let mut output = output(context, operation, names, Half::Stream);
    // Those of the operation.
    output.headers = None;
    let switches = in_parameters.map_or_else(in_body, |one| vec![one]);
    Some(StreamCall { ident: ident.clone(), output, switches })
}

fn in_parameters(
    context: &Context<'_>,
    operation: &Operation,
    parameters: &[Parameter],
    name: &str,
) -> Option<Switch> {
    let mut pairs = operation.parameters.iter().zip(parameters);
    let (typed, parameter) = pairs.find(|(typed, parameter)| {
        typed.name == name
            && matches!(typed.location, Location::Query | Location::Header)
            && parameter.ty == Ty::Bool
    })?;
    Some(Switch {
        wire: name.to_owned(),
        is_on: is_on(context, typed.schema),
        presence: parameter.presence,
        place: SwitchPlace::Parameter(parameter.ident.clone()),
    })
}

/// The switch in each media type of the body that has one.
fn in_body(context: &Context<'_>, operation: &Operation, body: &Body) -> Vec<Switch> {
    let variants: Vec<(Option<_>, &BodyContent)> = match &body.kind {
        BodyKind::One(content) => vec![(None, content)],
        BodyKind::Several { ident, variants } => {
            let variants = variants.iter();
            variants.map(|(variant, content)| (Some((ident.clone(), variant.clone())), content)).collect()
        }
    };
    let found = variants.into_iter().filter_map(|(variant, content)| {
        let member = member(context, operation, content)?;
        Some(Switch {
            wire: member.wire.to_owned(),
            is_on: is_on(context, member.schema),
            presence: member.step.presence,
            place: SwitchPlace::Body {
                ident: body.ident.clone(),
                optional: !body.required,
                can_be_made: member.is_made_of_nothing,
                variant,
                field: member.step.ident,
            },
        })
    });
    found.collect()
}

/// The member of a body that asks for a stream.
struct Member {
    wire: &'static str,
    schema: SchemaId,
    step: Step,
    /// The body needs nothing else.
    is_made_of_nothing: bool,
}

fn member(context: &Context<'_>, operation: &Operation, content: &BodyContent) -> Option<Member> {
    let contents = &operation.body.as_ref()?.contents;
    let root = contents.iter().find(|one| one.media_type == content.media_type)?.schema?;
    let Shape::Object(object) = context.api.shape(root) else { return None };
    let (wire, property) =
        SWITCHES.into_iter().find_map(|name| Some((name, object.properties.get(name)?)))?;
    let step = match (&content.write, &content.ty) {
        (BodyWrite::Json | BodyWrite::Form(_), Ty::Named(_)) => {
            pagination::steps(context, root, &[wire.to_owned()])?.pop()?
        }
        (BodyWrite::Multipart(form), _) => {
            let field = form.object.fields.iter().find(|field| field.wire == wire)?;
            Step { ident: field.ident.clone(), presence: field.presence, boxed: false }
        }
        _ => return None,
    };
    let can_be_both = context.ty(property.schema) == Ty::Bool
        && !matches!(context.api.shape(property.schema), Shape::Enum(_));
    let is_made_of_nothing = object.required.is_empty();
    can_be_both.then_some(Member { wire, schema: property.schema, step, is_made_of_nothing })
}

/// Whether it is true unless the caller says something else.
fn is_on(context: &Context<'_>, schema: SchemaId) -> bool {
    context.annotated(schema, |schema| schema.meta.default.clone()) == Some(Value::Bool(true))
}

impl Switch {
    /// It is always sent, or true by itself: so it has to be said that it is false.
    pub(crate) fn is_always_said(&self) -> bool {
        self.is_on || matches!(self.presence, Presence::Required | Presence::RequiredNullable)
    }
}
