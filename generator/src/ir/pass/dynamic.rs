//! `$dynamicRef`: a schema that others refer to with a meaning of their own for one of its parts (a page, of users or
//! of orders) is written out for each of them.

use std::collections::{BTreeMap, HashMap};

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::document::by_schema::BySchema;
use crate::document::schema::{SchemaId, SchemaObject};

/// What the names of dynamic anchors mean; what is said further out goes before.
type Meaning = BTreeMap<String, SchemaId>;

/// Writes out what refers to something with meanings of its own.
pub(crate) fn run(declared: &mut BySchema<SchemaObject>, report: &mut Report) {
    if declared.iter().all(|schema| schema.binds.is_empty()) {
        return;
    }
    let limit = declared.len() * 4 + 1_000;
    let mut copies =
        Copies { open: open(declared), limit, made: HashMap::new(), queue: Vec::new(), cut: false };
    for id in declared.ids() {
        let SchemaObject { node, ref binds, .. } = declared[id];
        if binds.is_empty() {
            continue;
        }
        copies.queue.push((id, binds.iter().cloned().collect()));
        while let Some((id, meaning)) = copies.queue.pop() {
            let mut schema = std::mem::take(&mut declared[id]);
            schema.binds.clear();
            for part in schema.parts_mut() {
                *part = copies.of(*part, declared, &meaning);
            }
            declared[id] = schema;
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
fn open(declared: &BySchema<SchemaObject>) -> BySchema<bool> {
    let mut users: BySchema<Vec<SchemaId>> = declared.beside();
    for (id, schema) in declared.entries() {
        for part in schema.parts() {
            users[part].push(id);
        }
    }
    let mut open: BySchema<bool> = declared.beside();
    let dynamic = declared.entries().filter(|(_, schema)| schema.dynamic.is_some());
    let mut stack: Vec<SchemaId> = dynamic.map(|(id, _)| id).collect();
    while let Some(id) = stack.pop() {
        if !std::mem::replace(&mut open[id], true) {
            stack.extend(&users[id]);
        }
    }
    open
}

struct Copies {
    open: BySchema<bool>,
    limit: usize,
    made: HashMap<(SchemaId, Meaning), SchemaId>,
    /// Schemas whose parts are still to get their meanings.
    queue: Vec<(SchemaId, Meaning)>,
    cut: bool,
}

impl Copies {
    /// The schema with these meanings: itself where they change nothing.
    fn of(&mut self, id: SchemaId, declared: &mut BySchema<SchemaObject>, meaning: &Meaning) -> SchemaId {
        let schema = &declared[id];
        if let Some(bound) = schema.dynamic.as_ref().and_then(|name| meaning.get(name)) {
            return *bound;
        }
        if !self.open[id] {
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
        let copy = SchemaObject { component: None, binds: Vec::new(), ..schema.clone() };
        let copy = declared.push(copy);
        self.made.insert((id, meaning.clone()), copy);
        self.queue.push((copy, meaning));
        copy
    }
}
