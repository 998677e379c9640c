//! Unions: what cannot be told apart is one, and what tells the rest apart is found.

use std::collections::BTreeSet;

use serde_json::Value;

use super::arms::{edges, shape, target};
use super::flatten::{self, Flat, allows_null};
use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::document::by_schema::BySchema;
use crate::document::sparse::Sparse;
use crate::format::{Meaning, meaning_of};
use crate::ir::schema::{Arm, Enum, EnumBase, EnumValue, Property, Schema, SchemaId, Shape, Union};

/// Simplifies every union and finds its tag; inner unions first, so that outer ones see what became of them. Unions
/// in a circle see each other as they were: where it is entered must not matter.
pub(crate) fn run(schemas: &mut BySchema<Schema>, report: &mut Report) {
    for component in super::cycle::components(&edges(schemas)) {
        let simple: Vec<(SchemaId, Shape, bool)> = component
            .into_iter()
            .filter_map(|id| match &schemas[id] {
                Schema { shape: Shape::Union(union), node, .. } => {
                    let (shape, null) = one(schemas, id, union.clone(), *node, report);
                    Some((id, shape, null))
                }
                _ => None,
            })
            .collect();
        for (id, mut shape, null) in simple {
            if let Shape::Union(union) = &mut shape {
                integers(schemas, union);
            }
            let schema = &mut schemas[id];
            schema.shape = shape;
            schema.nullable |= null;
        }
    }
    end_aliases(schemas, report);
    flatten::break_cycles(schemas, report);
}

/// What takes every scalar of JSON takes integers as they are: floating point would lose digits of some.
fn integers(schemas: &mut BySchema<Schema>, union: &mut Union) {
    let kinds: Vec<&Shape> = union.arms.iter().map(|arm| shape(schemas, arm.schema)).collect();
    let number = kinds.iter().position(|kind| **kind == Shape::Number { format: None, text: false });
    let has = |wanted: fn(&Shape) -> bool| kinds.iter().any(|kind| wanted(kind));
    let scalars = has(|kind| *kind == Shape::Bool) && has(|kind| matches!(kind, Shape::String { .. }));
    let beside = has(|kind| matches!(kind, Shape::Integer { .. }));
    let arm = number.and_then(|place| Some((place, union.arms.get(place)?.schema)));
    let Some((place, Schema { node, .. })) = arm
        .filter(|_| scalars && !beside && union.tag.is_none())
        .map(|(place, number)| (place, &schemas[number]))
    else {
        return;
    };
    let whole = Schema {
        node: *node,
        component: None,
        meta: Sparse::default(),
        nullable: false,
        shape: Shape::Integer { format: None, text: false },
        constraints: Sparse::default(),
    };
    let schema = schemas.push(whole);
    union
        .arms
        .insert(place, Arm { schema, tags: Vec::new(), is_default: false, origin: None, extends: None });
}

/// The shape of one union, and whether `null` was among the alternatives.
fn one(
    schemas: &BySchema<Schema>,
    id: SchemaId,
    mut union: Union,
    node: crate::raw::NodeId,
    report: &mut Report,
) -> (Shape, bool) {
    let before = union.arms.len();
    // That a value may be itself says nothing.
    union.arms.retain(|arm| target(schemas, arm.schema) != id);
    if union.arms.is_empty() && before > 0 {
        flatten::endless(node, report);
    }
    let mut null = false;
    if union.tag.is_some() {
        let (shape, nullable) = simplify(schemas, union);
        match shape {
            // Its discriminator does not tell the alternatives apart.
            Shape::Union(simple) if simple.tag.is_none() => (union, null) = (simple, nullable),
            shape => return (shape, nullable),
        }
    }
    let before = union.arms.len();
    let (open, several) = (union.open, union.several);
    let Flat { arms, null: inner, open: inner_open, several: inner_several, cut } =
        flatten::run(schemas, id, union.arms);
    if cut {
        report.fault(
            Cost::Shape,
            Code::UnionTooLarge,
            Place::Node(node),
            "the unions within this union have too many alternatives together",
            "list fewer; those beyond are kept as JSON, as unknown ones are",
        );
    }
    if arms.is_empty() && before > 0 {
        flatten::endless(node, report);
    }
    let flat = Union { arms, tag: None, open: open || inner_open || cut, several: several && inner_several };
    let (shape, nullable) = simplify(schemas, flat);
    (shape, nullable || null || inner)
}

/// Aliases that lead back to themselves without ever saying what a value looks like become JSON values.
fn end_aliases(schemas: &mut BySchema<Schema>, report: &mut Report) {
    let edges: BySchema<Vec<SchemaId>> = schemas
        .iter()
        .map(|schema| match &schema.shape {
            Shape::Ref(next) => vec![*next],
            _ => Vec::new(),
        })
        .collect();
    let endless =
        super::cycle::components(&edges).into_iter().filter(|component| match component.as_slice() {
            [node] => edges[*node].contains(node),
            _ => true,
        });
    for id in endless.flatten() {
        let schema = &mut schemas[id];
        schema.shape = Shape::Any;
        flatten::endless(schema.node, report);
    }
}

/// The simplified shape, and whether `null` was among the alternatives.
fn simplify(schemas: &BySchema<Schema>, mut union: Union) -> (Shape, bool) {
    let count = union.arms.len();
    union.arms.retain(|arm| *shape(schemas, arm.schema) != Shape::Null);
    let null = union.arms.len() < count || union.arms.iter().any(|arm| schemas[arm.schema].nullable);
    let mut seen = BTreeSet::new();
    union.arms.retain(|arm| seen.insert(target(schemas, arm.schema)));
    // What is none of the other alternatives is kept as a JSON value anyway.
    let closed = union.arms.len();
    union.arms.retain(|arm| *shape(schemas, arm.schema) != Shape::Any);
    let closed = union.arms.len() == closed && !union.open;
    union.open = !closed;
    if union.arms.is_empty() {
        return (if count > 0 && null && seen.is_empty() { Shape::Null } else { Shape::Any }, null);
    }
    if let [only] = union.arms.as_slice()
        && union.tag.is_none()
        && closed
        && count == seen.len() + usize::from(null)
    {
        return (Shape::Ref(only.schema), null);
    }
    // Where anything else is allowed, too, the alternatives stay alternatives.
    if closed {
        if let Some(scalar) = scalar(schemas, &union.arms) {
            return (scalar, null);
        }
        if let Some(one) = super::together::object(schemas, &union) {
            return (one, null);
        }
    }
    union.arms = one_of_each_scalar(schemas, union.arms);
    tag(schemas, &mut union);
    (Shape::Union(union), null)
}

/// Alternatives that are all text, or all numbers, are one type; enums among them are joined.
fn scalar(schemas: &BySchema<Schema>, arms: &[Arm]) -> Option<Shape> {
    let shapes: Vec<&Shape> = arms.iter().map(|arm| shape(schemas, arm.schema)).collect();
    let text = |shape: &Shape| {
        matches!(shape, Shape::String { .. } | Shape::Enum(Enum { base: EnumBase::String, .. }))
    };
    if shapes.iter().all(|shape| text(shape)) {
        if let Some(list) = joined(schemas, arms, EnumBase::String) {
            return Some(list);
        }
        let mut formats = shapes.iter().map(|shape| match shape {
            Shape::String { format } => format.clone(),
            _ => None,
        });
        let first = formats.next().flatten();
        let format = first.filter(|first| formats.all(|other| other.as_ref() == Some(first)));
        return Some(Shape::String { format });
    }
    let listed = |shape: &Shape, base: EnumBase| matches!(shape, Shape::Enum(list) if list.base == base);
    let integer = |shape: &Shape| matches!(shape, Shape::Integer { .. }) || listed(shape, EnumBase::Integer);
    if shapes.iter().all(|shape| integer(shape)) {
        let joined = joined(schemas, arms, EnumBase::Integer);
        return Some(joined.unwrap_or(Shape::Integer { format: None, text: false }));
    }
    let number = |shape: &Shape| matches!(shape, Shape::Number { .. }) || listed(shape, EnumBase::Number);
    if shapes.iter().all(|shape| integer(shape) || number(shape)) {
        return Some(Shape::Number { format: None, text: false });
    }
    let boolean = |shape: &Shape| *shape == Shape::Bool || listed(shape, EnumBase::Bool);
    shapes.iter().all(|shape| boolean(shape)).then_some(Shape::Bool)
}

/// The enum of all values that the alternatives list, if any does; open if one takes other values, too. A number of an
/// annotated enumeration (`const` with `title`) is called by its title.
fn joined(schemas: &BySchema<Schema>, arms: &[Arm], base: EnumBase) -> Option<Shape> {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut known = BTreeSet::new();
    let mut open = false;
    for arm in arms {
        let Shape::Enum(list) = shape(schemas, arm.schema) else {
            open = true;
            continue;
        };
        open |= list.open;
        let meta = (list.constant && base == EnumBase::Integer).then(|| &schemas[arm.schema].meta);
        values.extend(list.values.iter().filter(|value| known.insert(value.value.to_string())).map(
            |value| {
                let mut value = value.clone();
                value.name = value.name.or_else(|| meta?.title.clone());
                value.description = value.description.or_else(|| meta?.description.clone());
                value
            },
        ));
    }
    let list = Enum { base, values, constant: false, open };
    (!list.values.is_empty()).then_some(Shape::Enum(list))
}

/// Of several alternatives of one scalar kind only the first is kept: values cannot tell them apart. Base64 gives way to other
/// text, since it is read whatever it is.
fn one_of_each_scalar(schemas: &BySchema<Schema>, arms: Vec<Arm>) -> Vec<Arm> {
    let mut seen = BTreeSet::new();
    let is_other_text = |arm: &Arm| match shape(schemas, arm.schema) {
        Shape::String { format } => meaning_of(format.as_deref()) != Meaning::Encoded,
        _ => false,
    };
    let text = arms.iter().find(|arm| is_other_text(arm)).map(|arm| arm.schema);
    arms.into_iter()
        .filter(|arm| match shape(schemas, arm.schema) {
            Shape::String { .. } if text.is_some_and(|text| text != arm.schema) => false,
            Shape::Bool => seen.insert("bool"),
            Shape::Integer { .. } => seen.insert("integer"),
            Shape::Number { .. } => seen.insert("number"),
            Shape::String { .. } => seen.insert("string"),
            Shape::Map { values: None } => seen.insert("map"),
            Shape::Array { items: None, .. } => seen.insert("array"),
            _ => true,
        })
        .collect()
}

/// Finds the property that tells the alternatives apart and gives every alternative its values of it.
fn tag(schemas: &BySchema<Schema>, union: &mut Union) {
    let objects = union.arms.iter().all(|arm| {
        matches!(shape(schemas, arm.schema), Shape::Object(_) | Shape::Union(_) | Shape::Map { .. })
    });
    if !objects {
        union.tag = None;
    }
    if let Some(property) = union.tag.clone() {
        for arm in &mut union.arms {
            if arm.tags.is_empty() {
                arm.tags = constants(schemas, arm.schema, &property)
                    .or_else(|| component(schemas, arm.schema).or(arm.origin.clone()).map(|name| vec![name]))
                    .unwrap_or_default();
            }
        }
        let mut seen = BTreeSet::new();
        let distinct = union.arms.iter().all(|arm| {
            (arm.is_default || !arm.tags.is_empty()) && arm.tags.iter().all(|tag| seen.insert(tag.clone()))
        });
        if !distinct {
            union.tag = None;
        }
    } else if objects && union.arms.len() > 1 {
        infer(schemas, union);
    }
    if union.tag.is_none() {
        for arm in &mut union.arms {
            arm.tags.clear();
            arm.is_default = false;
        }
    }
}

/// The alternative that a tag leads to, or its absence.
pub(crate) fn tagged<'a>(union: &'a Union, tag: Option<&str>) -> Option<&'a Arm> {
    let named = tag.and_then(|tag| union.arms.iter().find(|arm| arm.tags.iter().any(|own| own == tag)));
    named.or_else(|| union.arms.iter().find(|arm| arm.is_default))
}

/// A property that every alternative requires and that holds another constant in each.
fn infer(schemas: &BySchema<Schema>, union: &mut Union) {
    let Some(first) = union.arms.first() else { return };
    let Shape::Object(object) = shape(schemas, first.schema) else { return };
    for name in object.properties.keys() {
        let tags: Option<Vec<Vec<String>>> = union
            .arms
            .iter()
            .map(|arm| match shape(schemas, arm.schema) {
                Shape::Object(object) => {
                    let is_tag = |found: &&Property| found.required && !allows_null(schemas, found.schema);
                    object.properties.get(name).filter(is_tag)?;
                    constants(schemas, arm.schema, name)
                }
                _ => None,
            })
            .collect();
        let Some(tags) = tags else { continue };
        let mut seen = BTreeSet::new();
        if tags.iter().flatten().all(|tag| seen.insert(tag.clone())) {
            union.tag = Some(name.clone());
            for (arm, tags) in union.arms.iter_mut().zip(tags) {
                arm.tags = tags;
            }
            return;
        }
    }
}

/// The values a property of an object may hold, as text, if the document lists them.
fn constants(schemas: &BySchema<Schema>, id: SchemaId, property: &str) -> Option<Vec<String>> {
    match shape(schemas, id) {
        Shape::Object(object) => match shape(schemas, object.properties.get(property)?.schema) {
            Shape::Enum(Enum { values, .. }) => values.iter().map(|value| tag_text(&value.value)).collect(),
            _ => None,
        },
        Shape::Union(union) => {
            let tags: Option<Vec<Vec<String>>> =
                union.arms.iter().map(|arm| plain_constants(schemas, arm.schema, property)).collect();
            tags.map(|tags| tags.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// Up to here floating point holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A scalar as the runtime tells a tag: a whole number is an integer, however it is written.
pub(crate) fn tag_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(match number.as_f64().filter(|_| number.is_f64()) {
            Some(float) if float.fract() == 0.0 && float.abs() < EXACT => format!("{:.0}", float + 0.0),
            _ => number.to_string(),
        }),
        Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

fn plain_constants(schemas: &BySchema<Schema>, id: SchemaId, property: &str) -> Option<Vec<String>> {
    match shape(schemas, id) {
        Shape::Object(_) => constants(schemas, id, property),
        _ => None,
    }
}

fn component(schemas: &BySchema<Schema>, id: SchemaId) -> Option<String> {
    let own = schemas[id].component.clone();
    own.or_else(|| schemas[target(schemas, id)].component.clone())
}

/// The constant a required property holds, for constructors that fill it in.
pub(crate) fn constant(shape: &Shape) -> Option<&Value> {
    match shape {
        Shape::Enum(list) if list.constant => list.values.first().map(|value| &value.value),
        _ => None,
    }
}
