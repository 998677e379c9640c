//! The documented headers of answers: a struct for the successes of an operation, and one for its errors.

use super::context::Context;
use super::{ChosenType, Docs, Fact, HeaderField, Headers, Presence, TextForm, Ty, TypeReason, TypeSource};
use crate::ir::operation::{Content, Header, Response};
use crate::ir::schema::{EnumBase, SchemaId, Shape};
use crate::media_type::ContentKind;
use crate::names::local;
use crate::names::reason::NameSource;
use crate::names::table::OperationNames;

/// The headers that the successes of an operation document. What not each of them has is optional.
pub(crate) fn headers(
    context: &Context<'_>,
    successes: &[&Response],
    names: &OperationNames,
) -> Option<Headers> {
    let always = |header: &Header| {
        successes.iter().all(|response| {
            let same = response.headers.iter().find(|other| other.name.eq_ignore_ascii_case(&header.name));
            same.is_some_and(|header| header.required)
        })
    };
    let fields = fields(context, successes, always);
    (!fields.is_empty()).then(|| Headers { ident: names.headers.clone(), of_errors: false, fields })
}

/// The headers that the errors of an operation document. Errors come from anywhere on the way, so that no header is
/// sure to be there.
pub(crate) fn error_headers(
    context: &Context<'_>,
    errors: &[&Response],
    names: &OperationNames,
) -> Option<Headers> {
    let fields = fields(context, errors, |_| false);
    (!fields.is_empty()).then(|| Headers { ident: names.error_headers.clone(), of_errors: true, fields })
}

/// Each header once, by name.
fn fields(
    context: &Context<'_>,
    responses: &[&Response],
    always: impl Fn(&Header) -> bool,
) -> Vec<HeaderField> {
    let mut all: Vec<&Header> = Vec::new();
    for header in responses.iter().flat_map(|response| &response.headers) {
        if !all.iter().any(|known| known.name.eq_ignore_ascii_case(&header.name)) {
            all.push(header);
        }
    }
    all.sort_by_key(|header| header.name.to_ascii_lowercase());
    let wires: Vec<&str> = all.iter().map(|header| header.name.as_str()).collect();
    let idents = local::fields(&context.names.spelling, &wires, false, NameSource::Header, &|_| None).fields;
    all.iter()
        .zip(idents)
        .map(|(header, (ident, _))| {
            let presence = Presence::new(always(header), false);
            let (ty, why) = match header.schema {
                Some(id) => {
                    let ChosenType { ty, source } = context.typed(id);
                    (ty, context.reason(id, source))
                }
                None => (Ty::String, TypeReason::new(TypeSource::Any, None)),
            };
            HeaderField {
                ident,
                wire: header.name.clone(),
                presence,
                ty,
                why: why.with_presence(presence),
                form: form(context, header),
                secret: header.schema.is_some_and(|schema| context.is_secret(schema)),
                docs: docs(context, header),
                node: header.node,
            }
        })
        .collect()
}

fn docs(context: &Context<'_>, header: &Header) -> Docs {
    let own = header.schema.map(|schema| context.api.schema(schema));
    let described = || context.annotated(header.schema?, |schema| schema.meta.description.clone());
    Docs {
        text: header.description.clone().or_else(described),
        fallback: format!("The header {}.", crate::markdown::code(&header.name)),
        facts: own.map(Fact::of).unwrap_or_default(),
        deprecated: header.deprecated.clone(),
    }
}

fn form(context: &Context<'_>, header: &Header) -> TextForm {
    match (&header.content, header.schema) {
        (Some(media_type), schema)
            if media_type.kind_of(context.api.described(schema)) == ContentKind::Json =>
        {
            TextForm::Json
        }
        (Some(_), _) | (None, None) => TextForm::Text,
        (None, Some(schema)) => match context.api.shape(schema) {
            Shape::Array { items, .. } => {
                let text = items.is_some_and(|items| is_text(context, items));
                if text { TextForm::TextList } else { TextForm::ScalarList }
            }
            Shape::Tuple { .. } => TextForm::ScalarList,
            Shape::Object(_) | Shape::Map { .. } => TextForm::Object { explode: header.explode },
            _ => scalar(context, schema),
        },
    }
}

/// The form of a value that is no list and no object.
fn scalar(context: &Context<'_>, schema: SchemaId) -> TextForm {
    if is_text(context, schema) { TextForm::Text } else { TextForm::Scalar }
}

/// The type of plain text that stands for a value: a number, a boolean, one of a list. Any other text is its own.
pub(crate) fn text_value(context: &Context<'_>, content: &Content) -> Option<(Ty, TextForm)> {
    let schema = content.schema?;
    if !content.media_type.is_plain() || context.api.nullable(schema) {
        return None;
    }
    let ty = context.ty(schema);
    let stands = match context.api.shape(schema) {
        Shape::Bool | Shape::Integer { .. } | Shape::Number { .. } => true,
        Shape::Enum(list) => list.base != EnumBase::Mixed,
        Shape::String { .. } => matches!(ty, Ty::External(_)),
        _ => false,
    };
    stands.then(|| (ty, scalar(context, schema)))
}

/// True where every text is a value.
fn is_text(context: &Context<'_>, id: SchemaId) -> bool {
    match context.api.shape(id) {
        Shape::String { .. } => true,
        Shape::Enum(list) => list.base == EnumBase::String,
        _ => false,
    }
}
