//! Webhooks and callbacks: requests that a client receives. Of them come the types of what they hold.

use super::context::Lowering;
use super::operation::OPERATION;
use super::path::{METHODS, PATH_ITEM};
use super::refs::{Section, ref_node};
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::schema::SchemaId;
use crate::document::{Content, RequestBody, Response};
use crate::raw::Node;

impl<'a> Lowering<'a> {
    /// `webhooks` of the document.
    pub(super) fn webhooks(&mut self, node: Node<'a>) {
        if !self.expect_mapping(node, "`webhooks`") {
            return;
        }
        let items: Vec<_> = node.entries().filter(|(key, _)| !key.starts_with("x-")).collect();
        for (_, item) in &items {
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
            for (_, item) in callback.into_iter().flat_map(Node::entries) {
                self.received(item);
            }
        }
    }

    /// What the operations of a path item hold that a client receives, or answers with.
    fn received(&mut self, item: Node<'a>) {
        self.spot(Cost::Path, |lowering| {
            let item =
                if ref_node(item).is_some() { lowering.deref(item, Section::PathItems)? } else { item };
            if lowering.read_items.insert(item.id()) {
                lowering.known_fields(item, &PATH_ITEM);
                item.get("parameters").map(|list| lowering.parameters(list));
            }
            for method in METHODS {
                let Some(operation) = item.get(method).filter(|operation| operation.is_object()) else {
                    continue;
                };
                lowering.known_fields(operation, &OPERATION);
                operation.get("parameters").map(|list| lowering.parameters(list));
                let body = operation.get("requestBody").and_then(|body| lowering.inline::<RequestBody>(body));
                lowering.received.extend(body.iter().flat_map(|body| schemas(&body.content)));
                for (_, response) in operation.get("responses").into_iter().flat_map(Node::entries) {
                    let response = lowering.inline::<Response>(response);
                    lowering.received.extend(response.iter().flat_map(|response| schemas(&response.content)));
                }
            }
            Some(())
        });
    }
}

fn schemas(content: &Content) -> impl Iterator<Item = SchemaId> + '_ {
    content.values().filter_map(|media_type| media_type.schema)
}
