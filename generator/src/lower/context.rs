//! What the whole walk shares: the arena, the report, and the table of schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map as JsonMap, Value, json};

use super::refs::Section;
use super::version::Version;
use super::{Lowered, LoweredSchema};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::raw::{Node, NodeId, Raw};
use crate::source::Siblings;

/// A JSON object being built.
pub(super) type Map = JsonMap<String, Value>;

/// Bytes that inlined objects may take together.
const EXPANSION_LIMIT: usize = 64 << 20;

/// How many places of the same mistake are listed.
const LISTED: usize = 5;

/// An entry of the schema table; its value is missing until its turn comes.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) node: Node<'a>,
    pub(super) component: Option<String>,
    pub(super) value: Option<Value>,
}

/// A schema that is nothing without another one (`$ref`, `allOf`), and the place that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) place: NodeId,
}

/// The walk.
#[derive(Debug)]
pub(super) struct Lowering<'a> {
    pub(super) raw: &'a Raw,
    pub(super) siblings: &'a Siblings,
    pub(super) report: &'a mut Report,
    pub(super) version: Version,
    pub(super) root: Node<'a>,
    pub(super) table: Vec<Entry<'a>>,
    pub(super) indices: BTreeMap<NodeId, usize>,
    pub(super) components: BTreeSet<String>,
    pub(super) edges: Vec<Edge>,
    /// Lowered targets of references, with the bytes each copy takes; `None` while one is being lowered.
    pub(super) shared: BTreeMap<(NodeId, Section), Option<(Value, usize)>>,
    pub(super) expansion: usize,
    /// Names of components whose section is a reference to somewhere else.
    pub(super) elsewhere: BTreeMap<NodeId, &'a str>,
    /// Operations that some path has.
    pub(super) lowered_operations: BTreeSet<NodeId>,
    /// How often a message was made that may stand in many places.
    pub(super) counts: BTreeMap<String, usize>,
    pub(super) operation_ids: BTreeMap<&'a str, NodeId>,
    pub(super) schemes: BTreeSet<&'a str>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        raw: &'a Raw,
        siblings: &'a Siblings,
        report: &'a mut Report,
        version: Version,
        root: Node<'a>,
    ) -> Self {
        Self {
            raw,
            siblings,
            report,
            version,
            root,
            table: Vec::new(),
            indices: BTreeMap::new(),
            components: BTreeSet::new(),
            edges: Vec::new(),
            shared: BTreeMap::new(),
            expansion: EXPANSION_LIMIT,
            elsewhere: BTreeMap::new(),
            lowered_operations: BTreeSet::new(),
            counts: BTreeMap::new(),
            operation_ids: BTreeMap::new(),
            schemes: BTreeSet::new(),
        }
    }

    /// Reports an error at a node.
    pub(super) fn error(
        &mut self,
        code: Code,
        node: Node<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.error(code, Place::Node(node.id()), message, help);
    }

    /// Reports a warning at a node.
    pub(super) fn warning(
        &mut self,
        code: Code,
        node: Node<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.warning(code, Place::Node(node.id()), message, help);
    }

    /// Reports that a schema keyword is ignored, at its key.
    pub(super) fn ignored(&mut self, node: Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.report.warning(Code::KeywordIgnored, Place::Key(node.id()), message, help);
    }

    /// True the first time it is asked about `what`.
    pub(super) fn first(&mut self, what: &str) -> bool {
        self.count(what) == 1
    }

    /// True the first few times it is asked about a message: one mistake of a program that writes documents is
    /// listed a few times, not hundreds.
    pub(super) fn is_listed(&mut self, message: &str) -> bool {
        self.count(message) <= LISTED
    }

    fn count(&mut self, what: &str) -> usize {
        if let Some(count) = self.counts.get_mut(what) {
            *count += 1;
            return *count;
        }
        self.counts.insert(what.to_owned(), 1);
        1
    }

    /// The index of a schema; a new one joins the work list.
    pub(super) fn index_of(&mut self, node: Node<'a>) -> usize {
        if let Some(index) = self.indices.get(&node.id()) {
            return *index;
        }
        let component = self.external_name(node);
        self.add_schema(node, component)
    }

    /// Adds a schema to the table and the work list.
    pub(super) fn add_schema(&mut self, node: Node<'a>, component: Option<String>) -> usize {
        let index = self.table.len();
        self.table.push(Entry { node, component, value: None });
        self.indices.insert(node.id(), index);
        index
    }

    /// Adds an entry that no schema of the document stands for, made on behalf of `node`.
    pub(super) fn add_made(&mut self, node: Node<'a>, mut map: Map) -> usize {
        let index = self.table.len();
        map.insert("x-node".into(), node.id().0.into());
        self.table.push(Entry { node, component: None, value: Some(Value::Object(map)) });
        index
    }

    /// A reference to an entry of the table.
    pub(super) fn entry_ref(index: usize) -> Value {
        json!({ "$ref": format!("#/components/schemas/{index}") })
    }

    /// What stands at a schema position.
    pub(super) fn position(&mut self, node: Node<'a>) -> Value {
        Self::entry_ref(self.position_index(node))
    }

    /// Lowers what is on the work list, and puts the table into the document.
    pub(super) fn finish(mut self, document: Option<Value>) -> Option<Lowered> {
        let mut next = 0;
        while let Some(entry) = self.table.get(next) {
            if entry.value.is_none() {
                let value = self.schema(next, entry.node);
                if let Some(entry) = self.table.get_mut(next) {
                    entry.value = Some(value);
                }
            }
            next += 1;
        }
        self.report_cycles();
        let mut document = document?;
        let mut schemas = Map::new();
        let mut origins = Vec::with_capacity(self.table.len());
        for (index, entry) in self.table.into_iter().enumerate() {
            schemas.insert(index.to_string(), entry.value.unwrap_or_default());
            origins.push(LoweredSchema { node: entry.node.id(), component: entry.component });
        }
        let components = document.as_object_mut()?.entry("components").or_insert_with(|| json!({}));
        components.as_object_mut()?.insert("schemas".into(), Value::Object(schemas));
        Some(Lowered { document, schemas: origins })
    }
}
