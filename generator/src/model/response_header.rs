//! The documented headers of successes, one struct for an operation.

use super::build::Context;
use super::{Docs, HeaderField, HeaderForm, Headers, Ty};
use crate::ir::build::content_kind;
use crate::ir::operation::{ContentKind, Header, Response};
use crate::ir::schema::{EnumBase, SchemaId, Shape};
use crate::names::local;
use crate::names::plan::OperationNames;

/// The headers that the successes of an operation document. What not each of them has is optional.
pub(crate) fn headers(
    context: &Context<'_>,
    successes: &[&Response],
    names: &OperationNames,
) -> Option<Headers> {
    let mut all: Vec<&Header> = Vec::new();
    for header in successes.iter().flat_map(|response| &response.headers) {
        if !all.iter().any(|known| known.name.eq_ignore_ascii_case(&header.name)) {
            all.push(header);
        }
    }
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|header| header.name.to_ascii_lowercase());
    let always = |header: &Header| {
        successes.iter().all(|response| {
            let same = response.headers.iter().find(|other| other.name.eq_ignore_ascii_case(&header.name));
            same.is_some_and(|header| header.required)
        })
    };
    let wires: Vec<&str> = all.iter().map(|header| header.name.as_str()).collect();
    let idents = local::fields(&context.names.spelling, &wires, false).fields;
    let fields = all
        .iter()
        .zip(idents)
        .map(|(header, (ident, _))| HeaderField {
            ident,
            wire: header.name.clone(),
            required: always(header),
            ty: header.schema.map_or(Ty::String, |schema| context.ty(schema)),
            form: form(context, header),
            docs: docs(context, header),
            node: header.node,
        })
        .collect();
    Some(Headers { ident: names.headers.clone(), fields })
}

fn docs(context: &Context<'_>, header: &Header) -> Docs {
    let own = header.schema.and_then(|schema| context.api.schema(schema));
    let described = || context.annotated(header.schema?, |schema| schema.meta.description.clone());
    Docs {
        text: header.description.clone().or_else(described),
        fallback: format!("The header {}.", crate::markdown::code(&header.name)),
        facts: own.map(super::field::facts).unwrap_or_default(),
        deprecated: header.deprecated.clone(),
    }
}

fn form(context: &Context<'_>, header: &Header) -> HeaderForm {
    match (&header.content, header.schema) {
        (Some(media_type), _) if content_kind(media_type) == ContentKind::Json => HeaderForm::Json,
        (Some(_), _) | (None, None) => HeaderForm::Text,
        (None, Some(schema)) => match &target(context, schema) {
            Some(Shape::Array { items, .. }) => {
                let text = items.is_some_and(|items| is_text(context, items));
                if text { HeaderForm::TextList } else { HeaderForm::ScalarList }
            }
            Some(Shape::Tuple { .. }) => HeaderForm::ScalarList,
            Some(Shape::Object(_) | Shape::Map { .. }) => HeaderForm::Object { explode: header.explode },
            _ if is_text(context, schema) => HeaderForm::Text,
            _ => HeaderForm::Scalar,
        },
    }
}

fn target<'a>(context: &Context<'a>, id: SchemaId) -> Option<&'a Shape> {
    context.api.schema(context.api.target(id)).map(|schema| &schema.shape)
}

/// True where every text is a value.
fn is_text(context: &Context<'_>, id: SchemaId) -> bool {
    match target(context, id) {
        Some(Shape::String { .. }) => true,
        Some(Shape::Enum(list)) => list.base == EnumBase::String,
        _ => false,
    }
}
