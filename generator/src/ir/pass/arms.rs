//! What the alternatives of unions lead to.

use crate::document::by_schema::BySchema;
use crate::ir::schema::{Schema, SchemaId, Shape};

/// The schema behind aliases.
pub(crate) fn target(schemas: &BySchema<Schema>, id: SchemaId) -> SchemaId {
    let mut current = id;
    for _ in 0..schemas.len() {
        match &schemas[current].shape {
            Shape::Ref(next) => current = *next,
            _ => break,
        }
    }
    current
}

/// What the alternatives of each union lead to, by schema.
pub(super) fn edges(schemas: &BySchema<Schema>) -> BySchema<Vec<SchemaId>> {
    let of = |schema: &Schema| match &schema.shape {
        Shape::Union(union) => union.arms.iter().map(|arm| target(schemas, arm.schema)).collect(),
        _ => Vec::new(),
    };
    schemas.iter().map(of).collect()
}

pub(super) fn shape(schemas: &BySchema<Schema>, id: SchemaId) -> &Shape {
    &schemas[target(schemas, id)].shape
}
