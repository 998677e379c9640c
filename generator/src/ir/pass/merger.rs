//! All schemas while those that hold at once are made one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::size::Budget;
use crate::diagnostic::Report;
use crate::document::by_schema::BySchema;
use crate::document::schema::SchemaObject;
use crate::internal::Expected as _;
use crate::ir::schema::SchemaId;
use crate::raw::NodeId;

/// All schemas while they are merged. New ones appear where two declarations of a property must both hold.
pub(crate) struct Merger<'a> {
    pub(crate) declared: BySchema<SchemaObject>,
    pub(super) pairs: HashMap<Vec<SchemaId>, SchemaId>,
    /// Pairs of which the second is of a subtype, and the first of its base.
    pub(super) narrowed: BTreeSet<SchemaId>,
    /// Of the schemas that unions tell apart, the properties by which they do.
    tags: BTreeMap<SchemaId, BTreeSet<String>>,
    pub(super) limit: usize,
    pub(super) budget: Budget,
    pub(crate) report: &'a mut Report,
}

impl<'a> Merger<'a> {
    pub(crate) fn new(declared: BySchema<SchemaObject>, budget: Budget, report: &'a mut Report) -> Self {
        // A hostile document can ask for a quadratic number of merged properties; a real one never does.
        let limit = declared.len() * 4 + 1_000;
        let mut merger = Merger {
            declared,
            pairs: HashMap::new(),
            narrowed: BTreeSet::new(),
            tags: BTreeMap::new(),
            limit,
            budget,
            report,
        };
        merger.tags = merger.all_tags();
        merger
    }

    fn all_tags(&self) -> BTreeMap<SchemaId, BTreeSet<String>> {
        let mut tags: BTreeMap<SchemaId, BTreeSet<String>> = BTreeMap::new();
        for (id, declared) in self.declared.entries() {
            let Some(discriminator) = &declared.discriminator else { continue };
            let mapped = discriminator.mapping.iter().map(|(_, schema)| schema);
            let told = declared.one_of.iter().chain(&declared.any_of).chain(mapped);
            for schema in told.chain(&discriminator.default).chain([&id]) {
                tags.entry(self.alias_target(*schema)).or_default().insert(discriminator.property.clone());
            }
        }
        tags
    }

    /// The properties by which unions tell what is made of these parts.
    pub(super) fn tags_of<'m>(&'m self, parts: &'m [SchemaId]) -> impl Iterator<Item = &'m String> {
        parts.iter().filter_map(|part| self.tags.get(part)).flatten()
    }

    pub(crate) fn get(&self, id: SchemaId) -> &SchemaObject {
        &self.declared[id]
    }

    pub(crate) fn node(&self, id: SchemaId) -> NodeId {
        let node = self.get(id).node;
        node.expected("a schema stands nowhere").unwrap_or(NodeId(0))
    }

    /// Follows pure aliases.
    pub(crate) fn alias_target(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        for _ in 0..self.declared.len() {
            match self.get(current).reference {
                Some(next) => current = next,
                None => break,
            }
        }
        current
    }

    /// Every schema that must hold for `id`, itself included, each once, inner ones first.
    pub(super) fn parts(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        let mut stack = vec![(id, false)];
        while let Some((current, done)) = stack.pop() {
            let current = self.alias_target(current);
            if done {
                parts.push(current);
                continue;
            }
            if !seen.insert(current) {
                continue;
            }
            stack.push((current, true));
            stack.extend(self.get(current).all_of.iter().rev().map(|arm| (*arm, false)));
        }
        parts
    }

    pub(super) fn add(&mut self, declared: SchemaObject) -> SchemaId {
        self.declared.push(declared)
    }
}
