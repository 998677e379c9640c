//! Copies of schemas that are another type in one way to travel, and of all that hold such a schema.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Api;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};

/// Where the copy of a schema stands.
pub(super) type Copies = BTreeMap<SchemaId, SchemaId>;

/// The copy of a schema, where there is one.
pub(super) fn moved(copies: &Copies, id: SchemaId) -> SchemaId {
    copies.get(&id).copied().unwrap_or(id)
}

/// Those `among` some schemas that differ, and those that hold one of these among their parts.
pub(super) fn holders(
    api: &Api,
    among: impl IntoIterator<Item = SchemaId>,
    parts: impl Fn(&Shape) -> Vec<SchemaId>,
    differs: impl Fn(SchemaId, &Schema) -> bool,
) -> BTreeSet<SchemaId> {
    let mut holders: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    let mut stack = Vec::new();
    for id in among {
        let schema = api.schema(id);
        for part in parts(&schema.shape) {
            holders.entry(part).or_default().push(id);
        }
        if differs(id, schema) {
            stack.push(id);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if found.insert(id) {
            stack.extend(holders.get(&id).into_iter().flatten());
        }
    }
    found
}

/// Copies schemas as they are; those of components are called by `word`, too.
pub(super) fn copy(api: &mut Api, ids: impl IntoIterator<Item = SchemaId>, word: &str) -> Copies {
    let mut names: BTreeSet<String> =
        api.schemas.iter().filter_map(|schema| schema.component.clone()).collect();
    let mut copies = Copies::new();
    for id in ids {
        let mut schema = api.schema(id).clone();
        schema.component = schema.component.map(|name| free(&mut names, &name, word));
        copies.insert(id, api.schemas.push(schema));
    }
    copies
}

/// A name for the copy that no component has.
fn free(names: &mut BTreeSet<String>, name: &str, word: &str) -> String {
    let mut found = format!("{name}{word}");
    while !names.insert(found.clone()) {
        found = format!("{found}Copy");
    }
    found
}

/// Lets a shape hold copies where there are any.
pub(super) fn repoint(shape: &mut Shape, copies: &Copies) {
    let to = |id: &mut SchemaId| *id = moved(copies, *id);
    match shape {
        Shape::Object(object) => {
            object.properties.values_mut().for_each(|property| to(&mut property.schema));
            if let Some(Additional::Schema(values)) = &mut object.additional {
                to(values);
            }
        }
        Shape::Array { items, .. } => items.iter_mut().for_each(to),
        Shape::Map { values } => values.iter_mut().for_each(to),
        Shape::Tuple { items, .. } => items.iter_mut().for_each(to),
        Shape::Union(union) => union.arms.iter_mut().for_each(|arm| to(&mut arm.schema)),
        Shape::Ref(target) => to(target),
        Shape::Any
        | Shape::Null
        | Shape::Bool
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::String { .. }
        | Shape::Enum(_) => {}
    }
}
