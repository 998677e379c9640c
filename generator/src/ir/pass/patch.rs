//! Merge patches (RFC 7396): null removes a member, so that what need not be there may be null in them.
//!
//! A schema that travels in no other way is changed as it stands. One that does is copied: what a server returns, or
//! takes as a whole, stays as the document says it.

use std::collections::BTreeSet;

use super::copy::{Copies, copy, holders, moved};
use super::reach::{closure, response_roots};
use crate::document::by_schema::BySchema;
use crate::document::sparse::Sparse;
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};

/// Lets null remove every optional member, named or not, of what is sent as a merge patch.
pub(crate) fn run(api: &mut Api) {
    let sent = |patch: bool| -> Vec<SchemaId> {
        let contents = api.operations.iter().flat_map(contents);
        contents.filter(|content| is_patch(content) == patch).filter_map(|content| content.schema).collect()
    };
    let roots = sent(true);
    if roots.is_empty() {
        return;
    }
    let mut others = sent(false);
    for operation in &api.operations {
        others.extend(response_roots(operation));
        others.extend(operation.parameters.iter().map(|parameter| parameter.schema));
    }
    let patched = patched(&api.schemas, roots);
    // Lists are replaced as a whole, and what is in them is no patch.
    let items = patched.iter().flat_map(|id| items(&api.schema(*id).shape));
    others.extend(items);
    let others: BTreeSet<SchemaId> = closure(&api.schemas, others).into_iter().collect();
    let (shared, own): (Vec<SchemaId>, Vec<SchemaId>) =
        patched.into_iter().partition(|id| others.contains(id));
    let differ = holders(api, shared, members, |_, schema| removable(api, &schema.shape));
    let copies = copy(api, differ, "Patch");
    for operation in &mut api.operations {
        let contents = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        for content in contents.filter(|content| is_patch(content)) {
            content.schema = content.schema.map(|id| moved(&copies, id));
        }
    }
    for id in own.iter().chain(copies.values()) {
        change(api, *id, &copies);
        api.patched.insert(*id);
    }
}

fn contents(operation: &Operation) -> impl Iterator<Item = &Content> {
    operation.body.iter().flat_map(|body| &body.contents)
}

fn is_patch(content: &Content) -> bool {
    content.media_type.essence() == "application/merge-patch+json"
}

/// What a patch is made of: everything but what is in lists, and each once.
fn patched(schemas: &BySchema<Schema>, roots: Vec<SchemaId>) -> Vec<SchemaId> {
    let mut seen = BTreeSet::new();
    let mut stack = roots;
    while let Some(id) = stack.pop() {
        if seen.insert(id) {
            stack.extend(members(&schemas[id].shape));
        }
    }
    seen.into_iter().collect()
}

/// The schemas that a shape holds and that are patched as it is.
fn members(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Array { .. } | Shape::Tuple { .. } => Vec::new(),
        shape => super::cycle::named(shape),
    }
}

fn items(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Array { .. } | Shape::Tuple { .. } => super::cycle::named(shape),
        _ => Vec::new(),
    }
}

/// True if a shape has members that null may remove, and that are not nullable yet.
fn removable(api: &Api, shape: &Shape) -> bool {
    match shape {
        Shape::Map { values: Some(values) } => gains_null(api, *values),
        Shape::Object(object) => {
            let optional = object.properties.values().filter(|property| !property.required);
            optional.into_iter().any(|property| gains_null(api, property.schema))
                || matches!(object.additional, Some(Additional::Schema(id)) if gains_null(api, id))
        }
        _ => false,
    }
}

fn gains_null(api: &Api, id: SchemaId) -> bool {
    !api.nullable(id)
        && match api.shape(id) {
            Shape::Any => false,
            // Constructors fill in constants.
            Shape::Enum(list) => !list.constant,
            _ => true,
        }
}

/// Makes the members of one schema removable, and lets it hold copies where there are any.
fn change(api: &mut Api, id: SchemaId, copies: &Copies) {
    let mut shape = api.schema(id).shape.clone();
    let mut member = |member: SchemaId, removable: bool| {
        let gains = removable && gains_null(api, member);
        let member = moved(copies, member);
        if gains { nullable(api, member) } else { member }
    };
    match &mut shape {
        Shape::Map { values: Some(values) } => *values = member(*values, true),
        Shape::Object(object) => {
            for property in object.properties.values_mut() {
                property.schema = member(property.schema, !property.required);
            }
            if let Some(Additional::Schema(values)) = &mut object.additional {
                *values = member(*values, true);
            }
        }
        Shape::Union(union) => union.arms.iter_mut().for_each(|arm| arm.schema = member(arm.schema, false)),
        Shape::Ref(target) => *target = member(*target, false),
        _ => {}
    }
    api.schemas[id].shape = shape;
}

/// The same schema, or null; others may hold it without.
fn nullable(api: &mut Api, id: SchemaId) -> SchemaId {
    let schema = api.schema(id);
    // What an inline schema says of itself, it says of the member.
    let (meta, constraints) = match schema.component {
        None => (schema.meta.clone(), schema.constraints.clone()),
        Some(_) => (Sparse::default(), Sparse::default()),
    };
    let node = schema.node;
    let shape = Shape::Ref(id);
    api.schemas.push(Schema { node, component: None, meta, nullable: true, shape, constraints })
}
