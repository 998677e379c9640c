//! What the alternatives of unions lead to.

use crate::ir::schema::{Schema, SchemaId, Shape};

/// The schema behind aliases.
pub(crate) fn target(schemas: &[Schema], id: SchemaId) -> SchemaId {
    let mut current = id;
    for _ in 0..schemas.len() {
        match schemas.get(current.0).map(|schema| &schema.shape) {
            Some(Shape::Ref(next)) => current = *next,
            _ => break,
        }
    }
    current
}

/// What the alternatives of each union lead to, by schema.
pub(super) fn edges(schemas: &[Schema]) -> Vec<Vec<usize>> {
    let of = |schema: &Schema| match &schema.shape {
        Shape::Union(union) => union.arms.iter().map(|arm| target(schemas, arm.schema).0).collect(),
        _ => Vec::new(),
    };
    schemas.iter().map(of).collect()
}
