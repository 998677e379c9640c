//! Alternatives without names that are one object: they differ only in what they require, or several may hold at once
//! and nothing that they require tells them apart.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::arms::{shape, target};
use crate::document::by_schema::BySchema;
use crate::ir::schema::{Additional, Object, Property, Schema, SchemaId, Shape, Union};

/// The object of all members of all alternatives, where a value may have them all.
pub(super) fn object(schemas: &BySchema<Schema>, union: &Union) -> Option<Shape> {
    let objects = union.arms.iter().map(|arm| {
        let schema = Some(&schemas[arm.schema]).filter(|schema| schema.component.is_none())?;
        match shape(schemas, arm.schema) {
            Shape::Object(object) => Some((object, schema.meta.title.is_some())),
            _ => None,
        }
    });
    let objects: Vec<(&Object, bool)> = objects.collect::<Option<_>>()?;
    let ((first, _), others) = objects.split_first()?;
    let same = others.iter().all(|(object, _)| object.properties.keys().eq(first.properties.keys()));
    // What has a title, or is told by a tag, is a thing of its own.
    let bare = |(object, titled): &(&Object, bool)| !titled && !object.properties.is_empty();
    let several = union.several && union.tag.is_none() && objects.iter().all(bare) && !told_apart(&objects);
    if !same && !several {
        return None;
    }
    let mut one = (*first).clone();
    for (object, _) in others {
        one = joined(schemas, one, object, several)?;
    }
    one.properties.sort_keys();
    Some(Shape::Object(one))
}

/// True if each requires a property that no other has.
fn told_apart(objects: &[(&Object, bool)]) -> bool {
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for name in objects.iter().flat_map(|(object, _)| object.properties.keys()) {
        *owners.entry(name).or_default() += 1;
    }
    let is_own = |name: &String| owners.get(name.as_str()) == Some(&1);
    objects.iter().all(|(object, _)| object.required.iter().any(is_own))
}

/// None if a property means another thing in each.
fn joined(schemas: &BySchema<Schema>, mut one: Object, other: &Object, several: bool) -> Option<Object> {
    for (name, property) in &other.properties {
        match one.properties.get_mut(name) {
            Some(known)
                if target(schemas, known.schema) == target(schemas, property.schema)
                    || (several && alike(schemas, known.schema, property.schema)) =>
            {
                known.required &= property.required;
            }
            Some(_) => return None,
            None => {
                let property = Property { required: false, ..property.clone() };
                one.properties.insert(name.clone(), property);
            }
        }
    }
    let properties: &mut IndexMap<String, Property> = &mut one.properties;
    for (name, property) in properties.iter_mut() {
        property.required &= other.properties.get(name).is_some_and(|property| property.required);
    }
    one.required.retain(|name| properties.get(name).is_some_and(|property| property.required));
    one.additional = match (one.additional, other.additional) {
        (Some(a), Some(b)) if a == b => Some(a),
        (None, None) => None,
        _ => Some(Additional::Any),
    };
    one.closed &= other.closed;
    Some(one)
}

/// True if two schemas describe the same values.
fn alike(schemas: &BySchema<Schema>, a: SchemaId, b: SchemaId) -> bool {
    let (a, b) = (&schemas[target(schemas, a)], &schemas[target(schemas, b)]);
    let is_inline = |schema: &Schema| schema.component.is_none();
    is_inline(a)
        && is_inline(b)
        && a.shape == b.shape
        && a.nullable == b.nullable
        && a.constraints == b.constraints
}
