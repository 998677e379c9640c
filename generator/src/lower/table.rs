//! The table of schemas: each has an index as soon as something refers to it, and its turn on the work list.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::by_schema::BySchema;
use crate::document::schema::{SchemaId, SchemaObject};
use crate::internal::Expected as _;
use crate::raw::{Node, NodeId};

const MISSING: &str = "there is no schema of this index";

/// An entry; its schema is missing until its turn comes.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) node: Node<'a>,
    pub(super) component: Option<String>,
    schema: Option<Box<SchemaObject>>,
}

/// A schema that is nothing without another one (`$ref`, `allOf`), and the place that says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: SchemaId,
    pub(super) to: SchemaId,
    pub(super) place: NodeId,
}

/// All schemas.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    entries: Vec<Entry<'a>>,
    indices: BTreeMap<NodeId, SchemaId>,
    /// The entries before this one have their schemas.
    next: usize,
    pub(super) edges: Vec<Edge>,
    /// The names of components.
    pub(super) components: BTreeSet<String>,
}

impl<'a> Table<'a> {
    /// The index of a schema that is in the table.
    pub(super) fn index(&self, node: Node<'a>) -> Option<SchemaId> {
        self.indices.get(&node.id()).copied()
    }

    /// Adds a schema to the table and the work list.
    pub(super) fn add(&mut self, node: Node<'a>, component: Option<String>) -> SchemaId {
        let index = self.push(Entry { node, component, schema: None });
        self.indices.insert(node.id(), index);
        index
    }

    /// Adds a schema that a component refers to, and is.
    pub(super) fn add_referred(&mut self, node: Node<'a>, component: Node<'a>, name: &str) -> SchemaId {
        let index = self.add(node, Some(name.to_owned()));
        self.indices.insert(component.id(), index);
        index
    }

    /// Adds an entry that no schema of the document stands for, made on behalf of `node`.
    pub(super) fn add_made(&mut self, node: Node<'a>, schema: SchemaObject) -> SchemaId {
        self.push(Entry { node, component: None, schema: Some(Box::new(schema)) })
    }

    fn push(&mut self, entry: Entry<'a>) -> SchemaId {
        self.entries.push(entry);
        SchemaId(self.entries.len() - 1)
    }

    /// The next schema on the work list.
    pub(super) fn next(&mut self) -> Option<(SchemaId, Node<'a>)> {
        while let Some(entry) = self.entries.get(self.next) {
            let index = SchemaId(self.next);
            self.next += 1;
            if entry.schema.is_none() {
                return Some((index, entry.node));
            }
        }
        None
    }

    /// Fills an entry in.
    pub(super) fn set(&mut self, index: SchemaId, schema: SchemaObject) {
        if let Some(entry) = self.entries.get_mut(index.0).expected(MISSING) {
            entry.schema = Some(Box::new(schema));
        }
    }

    /// Gives a schema that has none a description.
    pub(super) fn describe(&mut self, index: SchemaId, description: Option<String>) {
        let schema = self.entries.get_mut(index.0).expected(MISSING).and_then(|entry| entry.schema.as_mut());
        if let Some(schema) = schema.filter(|schema| schema.meta.description.is_none()) {
            schema.meta.description = description;
        }
    }

    /// Takes a schema out of what another one is made of.
    pub(super) fn cut(&mut self, from: SchemaId, to: SchemaId) {
        let schema = self.entries.get_mut(from.0).expected(MISSING).and_then(|entry| entry.schema.as_mut());
        if let Some(schema) = schema {
            schema.reference = schema.reference.filter(|target| *target != to);
            schema.all_of.retain(|arm| *arm != to);
        }
    }

    pub(super) fn get(&self, index: SchemaId) -> Option<&Entry<'a>> {
        self.entries.get(index.0).expected(MISSING)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The schemas, each with its place and name.
    pub(super) fn into_schemas(self) -> BySchema<SchemaObject> {
        let entries = self.entries.into_iter();
        let schema = |entry: Entry<'_>| SchemaObject {
            node: Some(entry.node.id()),
            component: entry.component,
            ..*entry.schema.unwrap_or_default()
        };
        entries.map(schema).collect()
    }
}
