//! Operations: arguments, body, output, errors and how a list goes on.

use std::collections::BTreeSet;

use super::build::Context;
use super::{
    Body, Crate, Docs, Group, GroupNames, Operation, OutputTy, PageKind, Pagination, Parameter, Presence,
    Step, Ty,
};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::build::content_kind;
use crate::ir::operation::{self as ir, ContentKind, PaginationKind};
use crate::ir::schema::{SchemaId, Shape};
use crate::names::local;
use crate::names::plan::OperationNames;
use crate::raw::NodeId;

/// All groups with their operations.
pub(crate) fn groups(context: &Context<'_>) -> Vec<Group> {
    let names = context.names;
    names
        .groups
        .iter()
        .map(|group| {
            let operations = group
                .operations
                .iter()
                .filter_map(|index| {
                    let operation = context.api.operations.get(*index)?;
                    Some(build(context, operation, names.operations.get(index)?))
                })
                .collect();
            let tag = context.api.tags.iter().find(|tag| Some(&tag.name) == group.tag.as_ref());
            Group {
                names: group
                    .names
                    .as_ref()
                    .map(|(accessor, ty)| GroupNames { accessor: accessor.clone(), ty: ty.clone() }),
                module: group.module.clone(),
                docs: Docs {
                    text: tag.and_then(|tag| tag.description.clone()),
                    fallback: match &group.tag {
                        Some(tag) => format!("Operations tagged {}.", crate::markdown::code(tag)),
                        None => "Operations without a tag.".to_owned(),
                    },
                    ..Docs::default()
                },
                operations,
                former: Vec::new(),
                tag: group.tag.clone(),
                feature: None,
            }
        })
        .collect()
}

fn build(context: &Context<'_>, operation: &ir::Operation, names: &OperationNames) -> Operation {
    let wires: Vec<(&str, bool)> =
        operation.parameters.iter().map(|parameter| (parameter.name.as_str(), parameter.required)).collect();
    let idents =
        local::parameters(&context.names.spelling, &wires, operation.body.is_some(), &names.global_setters);
    let parameters: Vec<Parameter> = operation
        .parameters
        .iter()
        .zip(idents.parameters)
        .map(|(typed, (ident, setter))| parameter(context, typed, ident, setter))
        .collect();
    let body = operation.body.as_ref().zip(idents.body).map(|(typed, (ident, setter))| {
        let kind = super::body::kind(context, typed, names);
        let example = typed.contents.iter().find_map(|content| content.examples.first().cloned());
        let docs = Docs {
            text: typed.description.clone(),
            fallback: "The request body.".to_owned(),
            ..Docs::default()
        };
        Body { ident, setter, required: typed.required, docs, kind, example }
    });
    let output = super::error::output(context, operation, names);
    // Only a list that is the whole output goes on.
    let pagination = match output.ty {
        OutputTy::One(_) => pagination(context, operation, &parameters),
        OutputTy::Several { .. } => None,
    };
    Operation {
        ident: names.ident.clone(),
        method: names.method.clone(),
        module: names.module.clone(),
        error: super::error::errors(context, operation, names),
        docs: Docs {
            text: operation.description.clone(),
            fallback: crate::markdown::code(&format!("{} {}", operation.method, operation.path)),
            facts: Vec::new(),
            deprecated: operation.deprecated.clone(),
        },
        summary: operation.summary.clone(),
        id: operation.id.clone().unwrap_or_else(|| names.ident.as_str().to_owned()),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        reference: context.reference(operation.node),
        node: operation.node,
        retry: operation.retry,
        security: operation.security.clone().unwrap_or_else(|| context.api.security.clone()),
        servers: operation.servers.iter().map(super::build::server).collect(),
        parameters,
        body,
        output,
        pagination,
        example: Vec::new(),
    }
}

fn parameter(
    context: &Context<'_>,
    typed: &ir::Parameter,
    ident: crate::names::ident::Ident,
    setter: crate::names::ident::Ident,
) -> Parameter {
    let ty = context.ty(typed.schema);
    let nullable = context.api.nullable(typed.schema) && ty != Ty::Json;
    let own = context.api.schema(typed.schema);
    let text = typed
        .description
        .clone()
        .or_else(|| context.annotated(typed.schema, |schema| schema.meta.description.clone()));
    let example = typed.examples.first().cloned().or_else(|| own?.meta.examples.first().cloned());
    Parameter {
        ident,
        setter,
        wire: typed.name.clone(),
        location: typed.location,
        style: typed.style,
        explode: typed.explode,
        allow_reserved: typed.allow_reserved,
        json: typed
            .content
            .as_deref()
            .is_some_and(|media_type| content_kind(media_type) == ContentKind::Json),
        whole: typed.whole,
        required: typed.required,
        nullable,
        ty,
        docs: Docs {
            text,
            fallback: format!("The parameter {}.", crate::markdown::code(&typed.name)),
            facts: own.map(super::field::facts).unwrap_or_default(),
            deprecated: typed.deprecated.clone(),
        },
        example,
        node: typed.node,
    }
}

/// Pagination, if all that it needs has a field.
fn pagination(
    context: &Context<'_>,
    operation: &ir::Operation,
    parameters: &[Parameter],
) -> Option<Pagination> {
    let facts = operation.pagination.as_ref()?;
    let root = crate::ir::build::success_schema(operation)?;
    let index = |name: &String| {
        parameters.iter().position(|parameter| {
            parameter.wire == *name
                && parameter.location == crate::ir::operation::Location::Query
                && !parameter.required
        })
    };
    let integer =
        |index: usize| matches!(parameters.get(index).map(|parameter| &parameter.ty), Some(Ty::Int(_)));
    let text =
        |index: usize| matches!(parameters.get(index).map(|parameter| &parameter.ty), Some(Ty::String));
    let items = steps(context, root, &facts.results)?;
    let list = crate::ir::build::follow(context.api, root, &facts.results)?;
    let Ty::Vec(item) = context.behind_alias(list) else { return None };
    let limit = |name: &Option<String>| name.as_ref().and_then(index).filter(|limit| integer(*limit));
    let kind = match &facts.kind {
        PaginationKind::Offset { offset, limit: size } => {
            PageKind::Offset { offset: index(offset).filter(|offset| integer(*offset))?, limit: limit(size) }
        }
        PaginationKind::Page { page, limit: size, first } => PageKind::Page {
            page: index(page).filter(|page| integer(*page))?,
            limit: limit(size),
            first: *first,
        },
        PaginationKind::Cursor { cursor, next } => {
            let next_schema = crate::ir::build::follow(context.api, root, next)?;
            if !matches!(context.ty(next_schema), Ty::String) {
                return None;
            }
            PageKind::Cursor {
                cursor: index(cursor).filter(|cursor| text(*cursor))?,
                next: steps(context, root, next)?,
            }
        }
        PaginationKind::NextLink { next } => {
            let next_schema = crate::ir::build::follow(context.api, root, next)?;
            if !matches!(context.ty(next_schema), Ty::String) {
                return None;
            }
            PageKind::NextLink { next: steps(context, root, next)? }
        }
    };
    let total = facts.total.as_ref().and_then(|total| steps(context, root, total));
    Some(Pagination { item: *item, items, total, kind })
}

/// Reports the pagination that nothing has come of.
pub(crate) fn unpaged(api: &Api, model: &Crate, report: &mut Report) {
    let operations = model.groups.iter().flat_map(|group| &group.operations);
    let followed: BTreeSet<NodeId> = operations
        .filter(|operation| operation.pagination.is_some())
        .map(|operation| operation.node)
        .collect();
    for operation in api.operations.iter().filter(|operation| operation.paged) {
        if !followed.contains(&operation.node) {
            report.warning(
                Code::PaginationUnused,
                Place::Node(operation.node),
                "what is said of the pagination does not fit the operation; its pages are not followed",
                "inputs are optional query parameters, and `results` leads to a list in the JSON answer",
            );
        }
    }
}

/// The fields from a schema along a path of keys.
fn steps(context: &Context<'_>, root: SchemaId, keys: &[String]) -> Option<Vec<Step>> {
    let mut current = root;
    let mut steps = Vec::new();
    for key in keys {
        let owner = context.api.target(current);
        let Shape::Object(object) = &context.api.schema(owner)?.shape else { return None };
        let wires: Vec<&str> = object.properties.keys().map(String::as_str).collect();
        let position = object.properties.get_index_of(key)?;
        let (ident, _) = local::fields(&context.names.spelling, &wires, object.additional.is_some())
            .fields
            .into_iter()
            .nth(position)?;
        let property = object.properties.get(key)?;
        let ty = context.ty(property.schema);
        let presence: Presence = context.presence(property.schema, property.required, &ty);
        steps.push(Step { ident, presence, boxed: context.rings.boxed(owner, property.schema) });
        current = property.schema;
    }
    Some(steps)
}

impl Context<'_> {
    /// The type behind component aliases such as `pub type Keys = Vec<Key>`.
    fn behind_alias(&self, id: SchemaId) -> Ty {
        let target = self.api.target(id);
        self.api.schema(target).map_or(Ty::Json, |schema| self.shape_ty(&schema.shape))
    }
}
