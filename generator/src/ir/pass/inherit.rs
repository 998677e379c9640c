//! Inheritance: a schema with a `discriminator` and no alternatives of its own stands for the schemas whose
//! `allOf` names it.

use std::collections::BTreeMap;

use crate::document::by_schema::BySchema;
use crate::document::extension;
use crate::document::schema::SchemaObject;
use crate::ir::schema::{Arm, Schema, SchemaId, Shape, Union};

/// True for a schema that others extend and that says by a property which of them a value is.
pub(crate) fn is_base(declared: &SchemaObject) -> bool {
    declared.discriminator.is_some() && declared.one_of.is_empty() && declared.any_of.is_empty()
}

/// What a base stands for, found before merging.
pub(crate) struct Family {
    base: SchemaId,
    union: Union,
}

/// Finds the bases that have subtypes.
pub(crate) fn families(declared: &BySchema<SchemaObject>) -> Vec<Family> {
    let mut children: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for (id, schema) in declared.entries() {
        if schema.component.is_some() {
            for arm in &schema.all_of {
                children.entry(alias_target(declared, *arm)).or_default().push(id);
            }
        }
    }
    for list in children.values_mut() {
        list.sort_by_key(|child| declared[*child].component.clone());
    }
    let bases = declared.entries().filter(|(_, schema)| is_base(schema) && schema.reference.is_none());
    bases.filter_map(|(id, schema)| family(declared, &children, id, schema)).collect()
}

fn alias_target(declared: &BySchema<SchemaObject>, id: SchemaId) -> SchemaId {
    let mut current = id;
    for _ in 0..declared.len() {
        match declared[current].reference {
            Some(next) => current = next,
            None => break,
        }
    }
    current
}

fn family(
    declared: &BySchema<SchemaObject>,
    children: &BTreeMap<SchemaId, Vec<SchemaId>>,
    base: SchemaId,
    schema: &SchemaObject,
) -> Option<Family> {
    let discriminator = schema.discriminator.as_ref()?;
    let mut arms: Vec<Arm> = Vec::new();
    for (tag, target) in &discriminator.mapping {
        let target = alias_target(declared, *target);
        match arms.iter_mut().find(|arm| arm.schema == target) {
            Some(arm) => arm.tags.push(tag.clone()),
            None => {
                arms.push(Arm {
                    schema: target,
                    tags: vec![tag.clone()],
                    is_default: false,
                    origin: None,
                    extends: None,
                });
            }
        }
    }
    let mut stack: Vec<SchemaId> = children.get(&base).into_iter().flatten().rev().copied().collect();
    let mut seen = vec![base];
    while let Some(child) = stack.pop() {
        if seen.contains(&child) {
            continue;
        }
        seen.push(child);
        // A mapping only adds names: a subtype that it leaves out is told by its own.
        if !arms.iter().any(|arm| arm.schema == child) {
            let own = extension::tag(&declared[child].extensions);
            arms.push(Arm {
                schema: child,
                tags: own.into_iter().collect(),
                is_default: false,
                origin: None,
                extends: None,
            });
        }
        // A child that is a base itself answers for its own children.
        if !is_base(&declared[child]) {
            stack.extend(children.get(&child).into_iter().flatten().rev().copied());
        }
    }
    if let Some(rest) = discriminator.default {
        let rest = alias_target(declared, rest);
        match arms.iter_mut().find(|arm| arm.schema == rest) {
            Some(arm) => arm.is_default = true,
            None => arms.push(Arm {
                schema: rest,
                tags: Vec::new(),
                is_default: true,
                origin: None,
                extends: None,
            }),
        }
    }
    let only_itself = arms.iter().all(|arm| arm.schema == base);
    let tag = Some(discriminator.property.clone());
    (!only_itself).then_some(Family { base, union: Union { arms, tag, open: true, several: false } })
}

/// Puts the unions in the place of their bases. A base that is one of its own arms keeps its object as a schema
/// of its own.
pub(crate) fn apply(schemas: &mut BySchema<Schema>, families: Vec<Family>) {
    for Family { base, mut union } in families {
        let schema = &schemas[base];
        if !matches!(schema.shape, Shape::Object(_)) {
            continue;
        }
        if union.arms.iter().any(|arm| arm.schema == base) {
            let copy = Schema { component: None, ..schema.clone() };
            let own = schemas.push(copy);
            for arm in &mut union.arms {
                if arm.schema == base {
                    arm.schema = own;
                }
            }
        }
        schemas[base].shape = Shape::Union(union);
    }
}
