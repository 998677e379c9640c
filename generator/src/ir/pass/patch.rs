//! Merge patches (RFC 7396): in a map that is sent as one, null removes a key.

use std::collections::BTreeSet;

use super::reach::{closure, response_roots};
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{Additional, Constraints, Meta, Schema, SchemaId, Shape};

/// Makes the values of maps nullable in the schemas that are sent as merge patches and in no other way.
pub(crate) fn run(api: &mut Api) {
    let sent = |patch: bool| -> Vec<SchemaId> {
        let contents = api.operations.iter().flat_map(|operation| contents(operation));
        contents.filter(|content| is_patch(content) == patch).filter_map(|content| content.schema).collect()
    };
    let patches = sent(true);
    if patches.is_empty() {
        return;
    }
    let mut others = sent(false);
    for operation in &api.operations {
        others.extend(response_roots(operation));
        others.extend(operation.parameters.iter().map(|parameter| parameter.schema));
    }
    let others: BTreeSet<SchemaId> = closure(&api.schemas, others).into_iter().collect();
    for id in closure(&api.schemas, patches) {
        if others.contains(&id) {
            continue;
        }
        let Some(values) = api.schema(id).and_then(|schema| values(&schema.shape)) else { continue };
        if api.nullable(values)
            || api.schema(api.target(values)).is_none_or(|schema| schema.shape == Shape::Any)
        {
            continue;
        }
        let nullable = nullable(api, values);
        match api.schemas.get_mut(id.0).map(|schema| &mut schema.shape) {
            Some(Shape::Map { values }) => *values = Some(nullable),
            Some(Shape::Object(object)) => object.additional = Some(Additional::Schema(nullable)),
            _ => {}
        }
    }
}

fn contents(operation: &Operation) -> impl Iterator<Item = &Content> {
    operation.body.iter().flat_map(|body| &body.contents)
}

fn is_patch(content: &Content) -> bool {
    let essence = content.media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/merge-patch+json")
}

/// The values of a map, or of the members of an object that have no names.
fn values(shape: &Shape) -> Option<SchemaId> {
    match shape {
        Shape::Map { values } => *values,
        Shape::Object(object) => match object.additional {
            Some(Additional::Schema(id)) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// The same schema, or null.
fn nullable(api: &mut Api, id: SchemaId) -> SchemaId {
    let Some(schema) = api.schemas.get_mut(id.0) else { return id };
    if schema.component.is_none() {
        schema.nullable = true;
        return id;
    }
    let node = schema.node;
    api.schemas.push(Schema {
        node,
        component: None,
        meta: Meta::default(),
        nullable: true,
        shape: Shape::Ref(id),
        constraints: Constraints::default(),
    });
    SchemaId(api.schemas.len() - 1)
}
