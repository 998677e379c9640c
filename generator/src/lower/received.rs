//! Webhooks and callbacks: requests that users receive. Of them come the types of what they hold.

use super::context::Lowering;
use super::operation::OPERATION;
use super::path::{MOST_OPERATIONS, PATH_ITEM, operations};
use super::refs::ref_node;
use super::section::Section;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::place::METHODS;
use crate::document::received::{Event, Received};
use crate::document::schema::SchemaId;
use crate::document::{Content, RequestBody};
use crate::media_type::{ContentKind, MediaType};
use crate::raw::Node;

impl<'a> Lowering<'a> {
    /// `webhooks` of the document.
    pub(super) fn webhooks(&mut self, node: Node<'a>) {
        if !self.expect_mapping(node, "`webhooks`") {
            return;
        }
        let items: Vec<_> = items(node).collect();
        for (name, item) in &items {
            self.received(*item, &Event::Webhook((*name).to_owned()));
        }
        if !items.is_empty() {
            let what =
                if items.len() == 1 { "1 webhook".to_owned() } else { format!("{} webhooks", items.len()) };
            let message =
                format!("{what}: the bodies that are sent to users become types, and nothing receives them");
            let help = "the types are in the module `webhooks`, behind a feature that the README of the crate names; nothing needs to be done";
            self.report.warning(Code::Webhooks, Place::Key(node.id()), message, help);
        }
    }

    /// `callbacks` of an operation: by name, and then by the address that they are sent to.
    pub(super) fn callbacks(&mut self, node: Node<'a>) {
        let Some(operation) = node.parent().map(Node::id) else { return };
        for (name, callback) in node.entries() {
            let callback = if name.starts_with("x-") { None } else { self.behind(callback) };
            for (address, item) in callback.into_iter().flat_map(items) {
                let (name, address) = (name.to_owned(), address.to_owned());
                self.received(item, &Event::Callback { operation, name, address });
            }
        }
    }

    /// The operations of a path item that users receive.
    fn received(&mut self, item: Node<'a>, event: &Event) {
        if self.received.len() > MOST_OPERATIONS {
            if self.first("more received") {
                let message = format!("webhooks and callbacks have more than {MOST_OPERATIONS} operations");
                let help = "remove those that are not needed by an overlay";
                self.report.error(Code::CrateTooLarge, Place::Node(item.id()), message, help);
            }
            return;
        }
        self.spot(Cost::Path, |lowering| {
            let item =
                if ref_node(item).is_some() { lowering.deref(item, Section::PathItems)? } else { item };
            let is_new = lowering.read_items.insert(item.id());
            let found = lowering.uncalled(item, is_new, Some(event));
            lowering.received.extend(found);
            Some(())
        });
    }

    /// The path items among the components that nothing uses: what is wrong with them is told, and nothing comes of them.
    pub(super) fn unused_items(&mut self, components: Node<'a>) {
        let callbacks = components.get("callbacks").into_iter().flat_map(Node::entries);
        let of_callbacks = callbacks.flat_map(|(_, callback)| items(callback));
        let all: Vec<_> =
            components.get("pathItems").into_iter().flat_map(items).chain(of_callbacks).collect();
        for (_, item) in all {
            if item.is_object() && ref_node(item).is_none() && !self.read_items.contains(&item.id()) {
                self.spot(Cost::Field, |lowering| {
                    lowering.uncalled(item, true, None);
                    Some(())
                });
            }
        }
    }

    /// Reads a path item of which no method of the client comes, and gives its operations where they are of an event.
    fn uncalled(&mut self, item: Node<'a>, is_new: bool, event: Option<&Event>) -> Vec<Received> {
        if is_new {
            self.known_fields(item, &PATH_ITEM);
            item.get("parameters").map(|list| self.parameters(list));
        }
        let mut found = Vec::new();
        for operation in operations(item).filter(|operation| operation.is_object()) {
            self.spot(Cost::Operation, |lowering| {
                lowering.known_fields(operation, &OPERATION);
                lowering.received_ids.extend(operation.get("operationId").and_then(Node::as_str));
                operation.get("parameters").map(|list| lowering.parameters(list));
                let body = operation.get("requestBody").and_then(|body| lowering.inline::<RequestBody>(body));
                let (media, payload) = body.as_ref().and_then(|body| payload(&body.content)).unzip();
                let mut others: Vec<_> = body.iter().flat_map(|body| schemas(&body.content)).collect();
                others.retain(|schema| Some(*schema) != payload);
                let responses = operation.get("responses");
                let responses = responses.map(|all| lowering.responses(operation, all)).unwrap_or_default();
                let answers = responses.iter().flat_map(|(_, response)| schemas(&response.content));
                let about = ["summary", "description"].iter().find_map(|key| operation.get(key)?.as_str());
                found.extend(event.map(|event| Received {
                    node: operation.id(),
                    event: event.clone(),
                    method: method(operation),
                    about: about.map(str::to_owned),
                    media: media.unwrap_or_default(),
                    payload,
                    others,
                    answers: answers.collect(),
                }));
                Some(())
            });
        }
        found
    }
}

/// The path items of a mapping of them, by their keys.
fn items(map: Node<'_>) -> impl Iterator<Item = (&str, Node<'_>)> {
    map.entries().filter(|(name, _)| !name.starts_with("x-"))
}

fn method(operation: Node<'_>) -> String {
    let key = operation.key().unwrap_or_default();
    if METHODS.contains(&key) { key.to_ascii_uppercase() } else { key.to_owned() }
}

/// The media type and the schema of what is sent: those of the JSON, else the first.
fn payload(content: &Content) -> Option<(String, SchemaId)> {
    let typed =
        content.iter().filter_map(|(name, media_type)| Some((MediaType::new(name), media_type.schema?)));
    let is_json = |(media, _): &(MediaType, SchemaId)| media.kind() == ContentKind::Json;
    let found = typed.clone().find(is_json).or_else(|| typed.clone().next());
    found.map(|(media, schema)| (media.essence().to_owned(), schema))
}

fn schemas(content: &Content) -> impl Iterator<Item = SchemaId> + '_ {
    content.values().filter_map(|media_type| media_type.schema)
}
