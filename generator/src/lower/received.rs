//! Webhooks and callbacks: requests that a client receives. Of them come the types of what they hold.

use super::context::Lowering;
use super::operation::OPERATION;
use super::path::{PATH_ITEM, operations};
use super::refs::{Section, ref_node};
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::schema::SchemaId;
use crate::document::{Content, RequestBody};
use crate::raw::Node;

impl<'a> Lowering<'a> {
    /// `webhooks` of the document.
    pub(super) fn webhooks(&mut self, node: Node<'a>) {
        if !self.expect_mapping(node, "`webhooks`") {
            return;
        }
        let items: Vec<_> = items(node).collect();
        for item in &items {
            self.received(*item);
        }
        if !items.is_empty() {
            let what =
                if items.len() == 1 { "1 webhook".to_owned() } else { format!("{} webhooks", items.len()) };
            let message =
                format!("{what}: of requests that a client receives, the types of their bodies come out");
            let help =
                "the named ones among them are behind the feature `webhooks`; nothing needs to be done";
            self.report.warning(Code::Webhooks, Place::Key(node.id()), message, help);
        }
    }

    /// `callbacks` of an operation: by name, and then by the address that they are sent to.
    pub(super) fn callbacks(&mut self, node: Node<'a>) {
        for (name, callback) in node.entries() {
            let callback = if name.starts_with("x-") { None } else { self.behind(callback) };
            for item in callback.into_iter().flat_map(items) {
                self.received(item);
            }
        }
    }

    /// What the operations of a path item hold that a client receives, or answers with.
    fn received(&mut self, item: Node<'a>) {
        self.spot(Cost::Path, |lowering| {
            let item =
                if ref_node(item).is_some() { lowering.deref(item, Section::PathItems)? } else { item };
            let is_new = lowering.read_items.insert(item.id());
            let found = lowering.uncalled(item, is_new);
            lowering.received.extend(found);
            Some(())
        });
    }

    /// The path items among the components that nothing uses: what is wrong with them is told, and nothing comes of them.
    pub(super) fn unused_items(&mut self, components: Node<'a>) {
        let callbacks = components.get("callbacks").into_iter().flat_map(Node::entries);
        let of_callbacks = callbacks.flat_map(|(_, callback)| items(callback));
        let all: Vec<Node<'a>> =
            components.get("pathItems").into_iter().flat_map(items).chain(of_callbacks).collect();
        for item in all {
            if item.is_object() && ref_node(item).is_none() && !self.read_items.contains(&item.id()) {
                self.spot(Cost::Field, |lowering| {
                    lowering.uncalled(item, true);
                    Some(())
                });
            }
        }
    }

    /// Reads a path item of which no method of the client comes, and gives the schemas of what its operations send and
    /// are answered with.
    fn uncalled(&mut self, item: Node<'a>, is_new: bool) -> Vec<SchemaId> {
        if is_new {
            self.known_fields(item, &PATH_ITEM);
            item.get("parameters").map(|list| self.parameters(list));
        }
        let mut found = Vec::new();
        for operation in operations(item).filter(|operation| operation.is_object()) {
            self.spot(Cost::Operation, |lowering| {
                lowering.known_fields(operation, &OPERATION);
                operation.get("parameters").map(|list| lowering.parameters(list));
                let body = operation.get("requestBody").and_then(|body| lowering.inline::<RequestBody>(body));
                found.extend(body.iter().flat_map(|body| schemas(&body.content)));
                let responses = operation.get("responses");
                let responses = responses.map(|all| lowering.responses(operation, all)).unwrap_or_default();
                found.extend(responses.iter().flat_map(|(_, response)| schemas(&response.content)));
                Some(())
            });
        }
        found
    }
}

/// The path items of a mapping of them.
fn items(map: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    map.entries().filter(|(name, _)| !name.starts_with("x-")).map(|(_, item)| item)
}

fn schemas(content: &Content) -> impl Iterator<Item = SchemaId> + '_ {
    content.values().filter_map(|media_type| media_type.schema)
}
