//! How a list goes on: where its items are, and how the next page is asked for.

use std::collections::BTreeSet;

use super::context::Context;
use super::{
    Body, BodyKind, BodyWrite, Crate, PageInput, PageKind, PagePlace, PageSize, Pagination, Parameter,
    Presence, Step, Ty,
};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Location, Operation, PaginationKind};
use crate::ir::schema::{SchemaId, Shape};
use crate::raw::NodeId;

/// Pagination, if all that it needs has a field.
pub(crate) fn build(
    context: &Context<'_>,
    operation: &Operation,
    parameters: &[Parameter],
    body: Option<&Body>,
) -> Option<Pagination> {
    let facts = operation.pagination.as_ref()?;
    let root = context.api.success_schema(operation)?;
    let input =
        |name: &String| parameter(parameters, name).or_else(|| body_member(context, operation, body?, name));
    let integer = |name: &String| input(name).filter(|input| matches!(input.ty, Ty::Int(_)));
    let items = steps(context, root, &facts.results)?;
    let list = context.api.follow(root, &facts.results)?;
    let Ty::Vec(item) = context.behind_alias(list) else { return None };
    let limit = |name: &Option<String>| {
        let input = integer(name.as_ref()?)?;
        let default = default_of(context, operation, &input);
        Some(PageSize { input, default })
    };
    let text = |keys: &[String]| {
        let schema = context.api.follow(root, keys)?;
        matches!(context.ty(schema), Ty::String).then(|| steps(context, root, keys))?
    };
    let kind = match &facts.kind {
        PaginationKind::Offset { offset, limit: size } => {
            PageKind::Offset { offset: integer(offset)?, limit: limit(size) }
        }
        PaginationKind::Page { page, limit: size, first } => {
            PageKind::Page { page: integer(page)?, limit: limit(size), first: *first }
        }
        PaginationKind::Cursor { cursor, next } => PageKind::Cursor {
            cursor: input(cursor).filter(|input| input.ty == Ty::String)?,
            next: text(next)?,
        },
        PaginationKind::LastItem { after, id } => {
            let Shape::Array { items: Some(item), .. } = context.api.shape(list) else { return None };
            let is_text = matches!(context.ty(context.api.follow(*item, id)?), Ty::String);
            // An item that may be null has no id then.
            is_text.then_some(()).filter(|()| !context.api.nullable(*item))?;
            let after = input(after).filter(|input| input.ty == Ty::String)?;
            PageKind::LastItem { after, id: steps(context, *item, id)? }
        }
        PaginationKind::LinkHeader => PageKind::LinkHeader,
        PaginationKind::NextLink { next, again } => PageKind::NextLink { next: text(next)?, again: *again },
    };
    let total = facts.total.as_ref().and_then(|total| steps(context, root, total));
    let more = facts.more.as_ref().and_then(|more| steps(context, root, more));
    let nullable = context.api.nullable(root);
    Some(Pagination { item: *item, nullable, items, total, more, kind, rule: facts.rule })
}

/// An optional parameter of the query.
fn parameter(parameters: &[Parameter], name: &str) -> Option<PageInput> {
    let found = parameters.iter().find(|parameter| {
        parameter.wire == *name && parameter.location == Location::Query && !parameter.presence.is_required()
    })?;
    let place = PagePlace::Parameter { ident: found.ident.clone(), presence: found.presence };
    Some(PageInput { wire: name.to_owned(), ty: found.ty.clone(), place })
}

/// How many items a page has by the document where the caller does not say it.
fn default_of(context: &Context<'_>, operation: &Operation, input: &PageInput) -> Option<u64> {
    let schema = match input.place {
        PagePlace::Parameter { .. } => {
            let is_it = |one: &&crate::ir::operation::Parameter| {
                one.name == input.wire && one.location == Location::Query
            };
            operation.parameters.iter().find(is_it)?.schema
        }
        PagePlace::Body { .. } => {
            let members = operation.body.as_ref()?.contents.iter().filter_map(|content| {
                let Shape::Object(object) = context.api.shape(content.schema?) else { return None };
                object.properties.get(&input.wire)
            });
            members.map(|member| member.schema).next()?
        }
    };
    context.annotated(schema, |schema| schema.meta.default.as_ref()?.as_u64())
}

/// A member of the body, if the body is an object, or can be made from nothing.
fn body_member(
    context: &Context<'_>,
    operation: &Operation,
    body: &Body,
    name: &String,
) -> Option<PageInput> {
    let BodyKind::One(content) = &body.kind else { return None };
    if !matches!((&content.write, &content.ty), (BodyWrite::Json | BodyWrite::Form(_), Ty::Named(_))) {
        return None;
    }
    let contents = &operation.body.as_ref()?.contents;
    let schema = contents.iter().find(|one| one.media_type == content.media_type)?.schema?;
    let Shape::Object(object) = context.api.shape(schema) else { return None };
    if !body.required && !object.required.is_empty() {
        return None;
    }
    let ty = context.ty(object.properties.get(name)?.schema);
    let step = steps(context, schema, std::slice::from_ref(name))?.pop()?;
    let place = PagePlace::Body { ident: body.ident.clone(), optional: !body.required, step };
    Some(PageInput { wire: name.clone(), ty, place })
}

/// Reports the pagination that nothing has come of.
pub(crate) fn unpaged(api: &Api, model: &Crate, report: &mut Report) {
    let operations = model.groups.iter().flat_map(|group| &group.operations);
    let followed: BTreeSet<NodeId> = operations
        .filter(|operation| operation.pagination.is_some())
        .map(|operation| operation.node)
        .collect();
    for operation in api.operations.iter().filter(|operation| operation.pagination_declared) {
        if !followed.contains(&operation.node) {
            report.warning(
                Code::PaginationUnused,
                Place::Node(operation.node),
                "what is said of the pagination does not fit the operation; its pages are not followed",
                "inputs are optional query parameters or members of the JSON body, and `results` leads to a list in \
                 the JSON answer",
            );
        }
    }
}

impl Crate {
    /// The operations whose pagination was inferred, each with the rule.
    pub(crate) fn inferred(&self) -> Vec<(String, &'static str)> {
        let operations = self.groups.iter().flat_map(|group| &group.operations);
        let rules =
            operations.filter_map(|one| Some((one.id.clone(), one.pagination.as_ref()?.rule?.name())));
        rules.collect()
    }
}

/// The fields from a schema along a path of keys.
pub(super) fn steps(context: &Context<'_>, root: SchemaId, keys: &[String]) -> Option<Vec<Step>> {
    let mut current = root;
    let mut steps = Vec::new();
    for key in keys {
        let owner = context.api.target(current);
        let Shape::Object(object) = &context.api.schema(owner).shape else { return None };
        let position = object.properties.get_index_of(key)?;
        let (ident, _) = context.fields(owner, object).fields.into_iter().nth(position)?;
        let property = object.properties.get(key)?;
        let ty = context.ty(property.schema);
        let presence: Presence = context.presence(property.schema, property.required, &ty);
        steps.push(Step { ident, presence, boxed: context.cycles.boxed(owner, property.schema) });
        current = property.schema;
    }
    Some(steps)
}

impl Context<'_> {
    /// The type behind component aliases such as `pub type Keys = Vec<Key>`.
    fn behind_alias(&self, id: SchemaId) -> Ty {
        self.shape_ty(self.api.shape(id))
    }
}
