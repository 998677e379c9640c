//! Unions of unions: a value says nothing of the unions between, so that they become one list of alternatives.

use std::collections::BTreeSet;

use super::arms::{edges, target};
use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::document::by_schema::BySchema;
use crate::ir::schema::{Arm, Schema, SchemaId, Shape, Union};

/// An untagged union takes over alternatives of others until it has this many: a chain of unions must not take quadratic time.
const MOST: usize = 128;

/// The alternatives of an untagged union, with those of untagged unions among them in their place.
#[allow(clippy::struct_excessive_bools, reason = "facts, each true or not")]
pub(crate) struct Flat {
    pub(crate) arms: Vec<Arm>,
    /// One of the unions that are gone allowed `null`.
    pub(crate) null: bool,
    /// One of them allowed values that are none of its alternatives.
    pub(crate) open: bool,
    /// Of the alternatives of each of them several may hold at once.
    pub(crate) several: bool,
    /// Some alternatives were too many.
    pub(crate) cut: bool,
}

/// Puts the alternatives of nested untagged unions in their place, each once.
pub(crate) fn run(schemas: &BySchema<Schema>, id: SchemaId, arms: Vec<Arm>) -> Flat {
    let mut flat = Flat { arms: Vec::new(), null: false, open: false, several: true, cut: false };
    let mut opened = BTreeSet::from([id]);
    // Last in, first out: reversed, so that the document's order is kept.
    // With each whether it comes from another union: those of its own are not counted.
    let mut open: Vec<(Arm, bool)> = arms.into_iter().rev().map(|arm| (arm, false)).collect();
    while let Some((arm, nested)) = open.pop() {
        let inner = target(schemas, arm.schema);
        let full = flat.arms.len() >= MOST;
        match &schemas[inner].shape {
            Shape::Union(Union { arms, tag: None, open: others, several }) => {
                flat.open |= *others;
                flat.several &= *several;
                flat.null |= allows_null(schemas, arm.schema);
                flat.cut |= full;
                if opened.insert(inner) && !full {
                    open.extend(arms.iter().rev().map(|arm| (arm.clone(), true)));
                }
            }
            _ if inner == id => {}
            _ if full && nested => flat.cut = true,
            _ => flat.arms.push(arm),
        }
    }
    flat
}

/// True if a schema or what it stands for may be null.
pub(super) fn allows_null(schemas: &BySchema<Schema>, id: SchemaId) -> bool {
    let mut current = id;
    for _ in 0..schemas.len() {
        let schema = &schemas[current];
        match schema.shape {
            _ if schema.nullable => return true,
            Shape::Ref(next) => current = next,
            _ => break,
        }
    }
    false
}

/// Takes out alternatives that lead back to their union through nothing but unions: by now those have tags, and
/// decoding would follow them without end.
pub(crate) fn break_cycles(schemas: &mut BySchema<Schema>, report: &mut Report) {
    let edges = edges(schemas);
    for cycle in super::cycle::components(&edges) {
        let cycle: BTreeSet<SchemaId> = cycle.into_iter().collect();
        for id in cycle.iter().copied() {
            let leads_back = edges[id].iter().any(|to| cycle.contains(to));
            let Shape::Union(union) = &schemas[id].shape else { continue };
            if !leads_back {
                continue;
            }
            let mut union = union.clone();
            union.arms.retain(|arm| !cycle.contains(&target(schemas, arm.schema)));
            let schema = &mut schemas[id];
            if union.arms.is_empty() {
                endless(schema.node, report);
                schema.shape = Shape::Any;
                continue;
            }
            report.fault(
                Cost::Shape,
                Code::EndlessAlias,
                Place::Node(schema.node),
                "an alternative of this schema leads back to it, and is left out",
                "remove it: a value that is none of the others is kept as JSON",
            );
            schema.shape = Shape::Union(Union { open: true, ..union });
        }
    }
}

/// Reports alternatives that lead back to where they began.
pub(crate) fn endless(node: crate::raw::NodeId, report: &mut Report) {
    report.fault(
        Cost::Shape,
        Code::EndlessAlias,
        Place::Node(node),
        "the alternatives of this schema lead back to it, and never to a value",
        "say what a value looks like; until then it is any JSON value",
    );
}
