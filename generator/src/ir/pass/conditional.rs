//! Members that only conditions describe or require (`if`, `then`, `else`, `dependentSchemas`): optional properties of what
//! has the conditions, so that none is lost.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::merger::Merger;
use crate::document::schema::{Branch, Listed, SchemaObject, Type};
use crate::document::sparse::Sparse;
use crate::ir::schema::SchemaId;
use crate::raw::NodeId;

/// Conditions in conditions are followed this far.
const DEEPEST: usize = 32;

/// Schemas that are looked at to find what both ways of conditions describe; what comes later may be anything, which
/// loses nothing.
const MOST_STEPS: usize = 1_000_000;

/// Gives each object with conditions the properties that only these describe.
pub(crate) fn run(merger: &mut Merger<'_>) {
    if merger.declared.iter().all(|declared| declared.branches.is_empty()) {
        return;
    }
    let (mut types, mut steps) = (Types::default(), MOST_STEPS);
    for id in merger.declared.ids() {
        let found = described(merger, id, &mut steps);
        let properties: Vec<_> =
            found.into_iter().map(|(name, member)| (name, types.of(merger, member))).collect();
        merger.declared[id].properties.extend(properties);
    }
}

/// A member that conditions describe.
#[derive(Default)]
struct Member {
    /// Where it is described first.
    node: Option<NodeId>,
    /// What it is where a condition holds.
    schemas: Vec<SchemaId>,
    /// One of these always holds: `then` and `else` describe it.
    always: bool,
}

/// The members that are of no property.
fn described(merger: &Merger<'_>, id: SchemaId, steps: &mut usize) -> IndexMap<String, Member> {
    let mut found: IndexMap<String, Member> = IndexMap::new();
    if merger.get(id).reference.is_some() {
        return found;
    }
    let parts = || merger.parts(id).into_iter().map(|part| merger.get(part));
    // What has no property is a map, and other members have a place of their own, or are forbidden.
    let keeps = |part: &SchemaObject| part.additional.is_some() || !part.patterns.is_empty();
    if parts().all(|part| part.branches.is_empty())
        || parts().all(|part| part.properties.is_empty())
        || parts().any(keeps)
    {
        return found;
    }
    let arms = parts().flat_map(|part| part.one_of.iter().chain(&part.any_of).copied());
    let arms = arms.flat_map(|arm| merger.parts(arm)).map(|arm| merger.get(arm));
    let known: BTreeSet<&String> = parts().chain(arms).flat_map(|part| part.properties.keys()).collect();
    // What is required in any case, or tells alternatives apart, gets its place with these (`required`, `union`).
    let ids = merger.parts(id);
    let elsewhere: BTreeSet<&String> =
        parts().flat_map(|part| &part.required).chain(merger.tags_of(&ids)).collect();
    let mut open: Vec<(SchemaId, bool)> = parts()
        .flat_map(|part| &part.branches)
        .map(|(branch, kind)| (*branch, *kind == Branch::If))
        .rev()
        .collect();
    let mut seen = BTreeSet::new();
    while let Some((branch, is_test)) = open.pop() {
        for part in merger.parts(branch).into_iter().filter(|part| seen.insert((*part, is_test))) {
            let part = merger.get(part);
            for (name, schema) in part.properties.iter().filter(|(name, _)| !known.contains(name)) {
                let member = found.entry(name.clone()).or_default();
                member.node = member.node.or_else(|| merger.get(*schema).node);
                // What a test asks for is not so of all values.
                if !is_test {
                    member.schemas.push(merger.alias_target(*schema));
                }
            }
            let demanded = part.required.iter().chain(&part.dependent);
            for name in demanded.filter(|name| !known.contains(name) && !elsewhere.contains(name)) {
                let member = found.entry(name.clone()).or_default();
                member.node = member.node.or(part.node);
            }
            open.extend(part.branches.iter().map(|(branch, kind)| (*branch, is_test || *kind == Branch::If)));
            open.extend(part.one_of.iter().chain(&part.any_of).map(|arm| (*arm, is_test)));
        }
    }
    for (name, member) in &mut found {
        let mut ways = EitherWay { merger, name, known: BTreeMap::new(), steps };
        member.always = merger.parts(id).into_iter().any(|part| ways.describe(part, 0));
    }
    found
}

/// Whether both ways of a condition describe a member.
struct EitherWay<'m> {
    merger: &'m Merger<'m>,
    name: &'m str,
    /// Each schema is asked once.
    known: BTreeMap<SchemaId, bool>,
    steps: &'m mut usize,
}

impl EitherWay<'_> {
    fn describe(&mut self, id: SchemaId, depth: usize) -> bool {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        // What leads back to itself describes nothing by that.
        self.known.insert(id, false);
        let is_known = depth <= DEEPEST
            && self.describes(id, Branch::Then, depth)
            && self.describes(id, Branch::Else, depth);
        self.known.insert(id, is_known);
        is_known
    }

    /// Whether one way of the condition of a schema describes the member.
    fn describes(&mut self, id: SchemaId, way: Branch, depth: usize) -> bool {
        let mut branches = self.merger.get(id).branches.iter();
        let Some((branch, _)) = branches.find(|(_, own)| *own == way) else { return false };
        let parts = self.merger.parts(*branch);
        let Some(left) = self.steps.checked_sub(parts.len()) else { return false };
        *self.steps = left;
        parts.into_iter().any(|part| {
            let is_named = self.merger.get(part).properties.contains_key(self.name);
            is_named || self.describe(part, depth + 1)
        })
    }
}

/// The types of such members, each made once.
#[derive(Default)]
struct Types {
    known: BTreeMap<(Vec<SchemaId>, bool), SchemaId>,
}

impl Types {
    /// A schema for values that are as one of these says, or anything where no condition may hold.
    fn of(&mut self, merger: &mut Merger<'_>, Member { node, mut schemas, always }: Member) -> SchemaId {
        schemas.sort_unstable();
        schemas.dedup();
        let key = (schemas, always);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let mut all: Vec<SchemaId> = key.0.iter().map(|schema| unlimited(merger, *schema)).collect();
        let anything = !always && !all.is_empty();
        if anything {
            all.push(merger.add(SchemaObject { node, ..SchemaObject::default() }));
        }
        let id = match all.as_slice() {
            [one] => *one,
            _ => {
                merger.add(SchemaObject { node, nullable: anything, any_of: all, ..SchemaObject::default() })
            }
        };
        self.known.insert(key, id);
        id
    }
}

/// The same without limits, which hold where the condition does: `validate()` checks them with it.
fn unlimited(merger: &mut Merger<'_>, id: SchemaId) -> SchemaId {
    let declared = merger.get(id);
    let has_limits = !declared.constraints.is_empty() || declared.values.is_some();
    if declared.component.is_some() || !has_limits {
        return id;
    }
    let mut wide = declared.clone();
    wide.constraints = Sparse::default();
    wide.constant = false;
    if let Some(values) = wide.values.take()
        && wide.kind.is_none()
    {
        wide.kind =
            values.first().and_then(kind).filter(|first| values.iter().all(|v| kind(v) == Some(*first)));
    }
    merger.add(wide)
}

fn kind(value: &Listed) -> Option<Type> {
    match value {
        Listed::Value(Value::String(_)) => Some(Type::String),
        Listed::Value(Value::Bool(_)) => Some(Type::Boolean),
        Listed::Value(Value::Number(number)) if number.is_f64() => Some(Type::Number),
        Listed::Value(Value::Number(_)) => Some(Type::Integer),
        Listed::Value(_) | Listed::Wide(_) => None,
    }
}
