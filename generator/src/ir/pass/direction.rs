//! `readOnly` and `writeOnly`: what only one side sends is not asked of the other.

use std::collections::{BTreeSet, HashSet};

use super::reach::Direction;
use crate::config::Config;
use crate::document::by_schema::BySchema;
use crate::ir::Api;
use crate::ir::schema::{Meta, Object, SchemaId, Shape};

/// A required property that is read only is optional where the object is sent, and one that is write only where it
/// is received (OpenAPI, Schema Object): an object that travels both ways must fit both. Requests leave out what is
/// read only, even where the caller has it from an answer.
pub(crate) fn run(api: &mut Api, directions: &BySchema<Direction>, config: &Config) {
    let mut found = Vec::new();
    let tags = tags(api);
    for (id, direction) in directions.entries() {
        let Shape::Object(object) = &api.schema(id).shape else { continue };
        for (name, property) in &object.properties {
            let read_only = direction.request && is(api, property.schema, |meta| meta.read_only);
            let write_only = direction.response && is(api, property.schema, |meta| meta.write_only);
            if read_only || write_only {
                // Without its tag nobody could tell what an object is.
                let omitted = read_only && !config.types.send_read_only;
                let omitted_in_requests = omitted && !tags.contains(&(id, name.as_str()));
                found.push((id, name.clone(), omitted_in_requests));
            }
        }
    }
    for (id, name, omitted_in_requests) in &found {
        if let Some(property) = object(api, *id).and_then(|object| object.properties.get_mut(name)) {
            property.required = false;
            property.omitted_in_requests = *omitted_in_requests;
        }
    }
    for id in found.into_iter().map(|(id, ..)| id).collect::<BTreeSet<_>>() {
        let Some(Object { properties, required, .. }) = object(api, id) else { continue };
        required.retain(|name| properties.get(name).is_some_and(|property| property.required));
    }
}

fn object(api: &mut Api, id: SchemaId) -> Option<&mut Object> {
    match &mut api.schemas[id].shape {
        Shape::Object(object) => Some(object),
        _ => None,
    }
}

/// What the schema of a property says, or the schema that it refers to.
pub(super) fn is(api: &Api, id: SchemaId, says: impl Fn(&Meta) -> bool) -> bool {
    [id, api.target(id)].into_iter().any(|id| says(&api.schema(id).meta))
}

/// The properties that tell the alternatives of unions apart.
pub(super) fn tags(api: &Api) -> HashSet<(SchemaId, &str)> {
    let unions = api.schemas.iter().filter_map(|schema| match &schema.shape {
        Shape::Union(union) => Some((union.tag.as_deref()?, &union.arms)),
        _ => None,
    });
    unions.flat_map(|(tag, arms)| arms.iter().map(move |arm| (api.target(arm.schema), tag))).collect()
}
