//! Faults of what is not generated do not count.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::document::by_schema::BySchema;
use crate::document::place::component;
use crate::document::schema::{SchemaId, SchemaObject};
use crate::document::{Content, Document, Head, Operation, ParameterValue};
use crate::raw::{Node, NodeId, Raw};

/// What `[select]` and `[operations]` leave of the document's objects.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// Operations, path items, schemas and whatever else operations are made of, of those that are chosen.
    reached: BTreeSet<NodeId>,
    /// The same of all, as far as it is no component.
    known: BTreeSet<NodeId>,
    /// Operations are left out.
    is_part: bool,
    /// Nothing else is.
    all: bool,
}

impl Chosen {
    pub(crate) fn of(document: &Document, config: &Config) -> Self {
        let (chosen, others): (Vec<&Head>, Vec<&Head>) =
            document.heads.iter().partition(|head| is_chosen(head, config));
        let is_part = !others.is_empty();
        let all = !is_part || config.select.keep_unreachable_schemas;
        if all {
            return Self { reached: BTreeSet::new(), known: BTreeSet::new(), is_part, all };
        }
        let mut reached: BTreeSet<NodeId> = chosen.iter().flat_map(|head| [head.item, head.node]).collect();
        let mut schemas = Vec::new();
        for operation in &document.operations {
            objects(operation, &mut reached, &mut schemas);
        }
        reached.extend(closure(&document.schemas, schemas));
        let mut known: BTreeSet<NodeId> = others.iter().flat_map(|head| [head.item, head.node]).collect();
        known.extend(document.schemas.iter().filter_map(|schema| schema.node));
        Self { reached, known, is_part, all }
    }

    /// Operations are left out.
    pub(crate) fn is_part(&self) -> bool {
        self.is_part
    }

    /// Empties the schemas that nothing needs of what is chosen: what they would cost does not count.
    pub(crate) fn empty_others(&self, document: &mut Document) {
        for id in document.schemas.ids().filter(|_| !self.all) {
            let schema = &mut document.schemas[id];
            if schema.node.is_some_and(|node| !self.reached.contains(&node)) {
                let (node, component) = (schema.node, schema.component.take());
                *schema = SchemaObject { node, component, ..SchemaObject::default() };
            }
        }
    }

    /// Forgets the faults and errors of what is left out, webhooks among it.
    pub(crate) fn forget_others(&self, raw: &Raw, report: &mut Report) {
        if !self.all {
            report.retain(|diagnostic| {
                diagnostic.code != Code::Webhooks && (!is_fault(diagnostic) || self.counts(raw, diagnostic))
            });
        }
    }

    /// The innermost object around a fault decides.
    fn counts(&self, raw: &Raw, fault: &Diagnostic) -> bool {
        let (Place::Node(place) | Place::Key(place)) = fault.place else { return true };
        let mut at = raw.node(place);
        while let Some(node) = at {
            if self.reached.contains(&node.id()) {
                return true;
            }
            if self.known.contains(&node.id()) || is_component(node) {
                return false;
            }
            at = node.parent();
        }
        true
    }
}

fn is_fault(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error || diagnostic.cost.is_some()
}

/// True for a component that only operations need; security schemes count always.
fn is_component(node: Node<'_>) -> bool {
    component(node).is_some_and(|(section, _)| section != "securitySchemes")
}

/// True if an operation is generated.
pub(crate) fn is_chosen(head: &Head, config: &Config) -> bool {
    let tags: Vec<&str> = head.tags.iter().map(String::as_str).collect();
    let ignored = config.operations.iter().any(|(rule, settings)| settings.ignore && head.is_called(rule));
    !ignored && config.select.includes(&head.method, &head.path, head.id.as_deref(), &tags)
}

/// What an operation is made of, and its schemas.
fn objects(operation: &Operation, nodes: &mut BTreeSet<NodeId>, schemas: &mut Vec<SchemaId>) {
    for parameter in &operation.parameters {
        nodes.insert(parameter.node);
        value(&parameter.value, nodes, schemas);
    }
    if let Some(body) = &operation.body {
        nodes.insert(body.node);
        contents(&body.content, nodes, schemas);
    }
    for (_, response) in &operation.responses {
        nodes.insert(response.node);
        contents(&response.content, nodes, schemas);
        for (_, header) in &response.headers {
            nodes.insert(header.node);
            value(&header.value, nodes, schemas);
        }
    }
}

fn value(value: &ParameterValue, nodes: &mut BTreeSet<NodeId>, schemas: &mut Vec<SchemaId>) {
    match value {
        ParameterValue::Schema(schema) => schemas.push(*schema),
        ParameterValue::Content(name, media_type) => {
            let content = Content::from_iter([(name.clone(), std::rc::Rc::clone(media_type))]);
            contents(&content, nodes, schemas);
        }
    }
}

fn contents(content: &Content, nodes: &mut BTreeSet<NodeId>, schemas: &mut Vec<SchemaId>) {
    for media_type in content.values() {
        nodes.insert(media_type.node);
        schemas.extend(media_type.schema.into_iter().chain(media_type.item_schema));
    }
}

/// The places of schemas and of all that they are made of; a base leads to its subtypes, too.
fn closure(schemas: &BySchema<SchemaObject>, roots: Vec<SchemaId>) -> Vec<NodeId> {
    let mut subtypes: BySchema<Vec<SchemaId>> = schemas.beside();
    for (id, schema) in schemas.entries() {
        for arm in &schema.all_of {
            subtypes[*arm].push(id);
        }
    }
    let (mut seen, mut open) = (BTreeSet::new(), roots);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let schema = &schemas[id];
        open.extend(schema.parts());
        if schema.discriminator.is_some() {
            open.extend(&subtypes[id]);
        }
    }
    seen.into_iter().filter_map(|id| schemas[id].node).collect()
}
