//! `readOnly` and `writeOnly`: what only one side sends is not asked of the other.

use super::reach::Direction;
use crate::ir::schema::{Schema, SchemaId, Shape};

/// A required property that is read only is optional where the object is sent, and one that is write only where it
/// is received (OpenAPI, Schema Object): an object that travels both ways must fit both.
pub(crate) fn run(schemas: &mut [Schema], directions: &[Direction]) {
    let one_way = |id: SchemaId, direction: Direction| {
        let Some(meta) = schemas.get(id.0).map(|schema| &schema.meta) else { return false };
        (meta.read_only && direction.request) || (meta.write_only && direction.response)
    };
    let mut optional: Vec<(usize, Vec<String>)> = Vec::new();
    for (index, (schema, direction)) in schemas.iter().zip(directions).enumerate() {
        if let Shape::Object(object) = &schema.shape {
            let names = object.properties.iter().filter(|(_, property)| one_way(property.schema, *direction));
            optional.push((index, names.map(|(name, _)| name.clone()).collect()));
        }
    }
    for (index, names) in optional.into_iter().filter(|(_, names)| !names.is_empty()) {
        let Some(Schema { shape: Shape::Object(object), .. }) = schemas.get_mut(index) else { continue };
        for name in &names {
            if let Some(property) = object.properties.get_mut(name) {
                property.required = false;
            }
        }
        object.required.retain(|name| !names.contains(name));
    }
}
