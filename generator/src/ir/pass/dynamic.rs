//! `$dynamicRef`: a schema that others refer to with a meaning of their own for one of its parts (a page, of users or
//! of orders) is written out for each of them.

use std::collections::{BTreeMap, HashMap};

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::document::schema::{SchemaId, SchemaObject};

/// What the names of dynamic anchors mean; what is said further out goes before.
type Meaning = BTreeMap<String, SchemaId>;

/// Writes out what refers to something with meanings of its own.
pub(crate) fn run(declared: &mut Vec<SchemaObject>, report: &mut Report) {
    if declared.iter().all(|schema| schema.binds.is_empty()) {
        return;
    }
    let limit = declared.len() * 4 + 1_000;
    let mut copies =
        Copies { open: open(declared), limit, made: HashMap::new(), queue: Vec::new(), cut: false };
    for index in 0..declared.len() {
        let Some(schema) = declared.get(index).filter(|schema| !schema.binds.is_empty()) else { continue };
        let (node, meaning) = (schema.node, schema.binds.iter().cloned().collect());
        copies.queue.push((SchemaId(index), meaning));
        while let Some((id, meaning)) = copies.queue.pop() {
            let Some(mut schema) = declared.get_mut(id.0).map(std::mem::take) else { continue };
            schema.binds.clear();
            for part in schema.parts_mut() {
                *part = copies.of(*part, declared, &meaning);
            }
            if let Some(place) = declared.get_mut(id.0) {
                *place = schema;
            }
        }
        if std::mem::take(&mut copies.cut) {
            report.warning(
                Code::KeywordIgnored,
                node.map_or(Place::Nowhere, Place::Node),
                "what this schema makes of `$dynamicRef` is too much to write out, and is not typed",
                "describe it without `$dynamicRef`",
            );
        }
    }
}

/// Which schemas lead to a dynamic reference.
fn open(declared: &[SchemaObject]) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); declared.len()];
    for (index, schema) in declared.iter().enumerate() {
        for part in schema.parts() {
            if let Some(users) = users.get_mut(part.0) {
                users.push(index);
            }
        }
    }
    let mut open = vec![false; declared.len()];
    let dynamic = declared.iter().enumerate().filter(|(_, schema)| schema.dynamic.is_some());
    let mut stack: Vec<usize> = dynamic.map(|(index, _)| index).collect();
    while let Some(index) = stack.pop() {
        if let Some(known) = open.get_mut(index)
            && !std::mem::replace(known, true)
        {
            stack.extend(users.get(index).into_iter().flatten());
        }
    }
    open
}

struct Copies {
    open: Vec<bool>,
    limit: usize,
    made: HashMap<(SchemaId, Meaning), SchemaId>,
    /// Schemas whose parts are still to get their meanings.
    queue: Vec<(SchemaId, Meaning)>,
    cut: bool,
}

impl Copies {
    /// The schema with these meanings: itself where they change nothing.
    fn of(&mut self, id: SchemaId, declared: &mut Vec<SchemaObject>, meaning: &Meaning) -> SchemaId {
        let Some(schema) = declared.get(id.0) else { return id };
        if let Some(bound) = schema.dynamic.as_ref().and_then(|name| meaning.get(name)) {
            return *bound;
        }
        if self.open.get(id.0) != Some(&true) {
            return id;
        }
        let mut meaning = meaning.clone();
        for (name, bound) in &schema.binds {
            meaning.entry(name.clone()).or_insert(*bound);
        }
        if let Some(made) = self.made.get(&(id, meaning.clone())) {
            return *made;
        }
        if declared.len() >= self.limit {
            self.cut = true;
            return id;
        }
        let copy = SchemaId(declared.len());
        declared.push(SchemaObject { component: None, binds: Vec::new(), ..schema.clone() });
        self.made.insert((id, meaning.clone()), copy);
        self.queue.push((copy, meaning));
        copy
    }
}
