//! Paths and what stands under each.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::context::Lowering;
use super::object::Rule::{Known, Prose, Whole};
use super::object::{Kind, Target, field, shared, since};
use super::query::Key;
use super::refs::ref_node;
use super::section::Section;
use super::template;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::{Cost, Diagnostic, Place, Severity};
use crate::document::place::METHODS;
use crate::document::{Head, Operation, PathItem};
use crate::media_type::is_token;
use crate::memory;
use crate::raw::Node;

/// Operations that are read of a document: a crate of more takes more memory than is given to it (`memory`).
pub(super) const MOST_OPERATIONS: usize = 32_000;

pub(super) static PATH_ITEM: Kind<PathItem> = Kind {
    name: "a path item",
    fields: &[
        field("summary", Prose(|item, text| item.summary = Some(text))),
        field("description", Prose(|item, text| item.description = Some(text))),
        field("servers", Whole(|l, node, item| item.servers = l.servers(node))),
        shared("parameters", Known),
        shared("$ref", Known),
        shared("get", Known),
        shared("put", Known),
        shared("post", Known),
        shared("delete", Known),
        shared("options", Known),
        shared("head", Known),
        shared("patch", Known),
        field("trace", Known),
        since(V32, "query", Known),
        since(V32, "additionalOperations", Known),
    ],
};

impl Target for PathItem {
    fn extension(&mut self, _: &str, _: Value) {}
}

/// The operations of a path item, as they are written.
pub(super) fn operations(item: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let more = item.get("additionalOperations").into_iter().flat_map(Node::entries);
    let more = more.filter(|(method, _)| !method.starts_with("x-")).map(|(_, operation)| operation);
    METHODS.into_iter().filter_map(move |method| item.get(method)).chain(more)
}

impl<'a> Lowering<'a> {
    /// The operations of all paths.
    pub(super) fn paths(&mut self, node: Node<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        if !self.expect_mapping(node, "`paths`") {
            return operations;
        }
        let mut paths = BTreeSet::new();
        let mut shapes: BTreeMap<String, Node<'a>> = BTreeMap::new();
        for (path, item) in node.entries() {
            if path.starts_with("x-") {
                continue;
            }
            if operations.len() > MOST_OPERATIONS {
                let message = format!("there are more than {MOST_OPERATIONS} operations");
                self.report.error(Code::CrateTooLarge, Place::Node(node.id()), message, memory::HELP);
                break;
            }
            let key = match Key::read(path) {
                Ok(key) => key,
                Err(fault) => {
                    self.bad_path(path, item, fault);
                    continue;
                }
            };
            if let Err(fault) = template::parameters(&key.template) {
                self.bad_path(path, item, fault);
                continue;
            }
            let message = "a path has neither query nor fragment";
            if path.len() > key.template.len() && self.is_listed(message) {
                let help = "the query is sent as one, and the fragment is left out; write `in: query` parameters, or \
                            several paths, in an overlay";
                self.report.warning(Code::PathSyntax, Place::Key(item.id()), message, help);
            }
            let first = shapes.insert(template::shape(&key.path()), item).filter(|_| !path.contains('#'));
            if let Some(first) = first {
                let message = "two paths differ in the names of their parameters only; both are generated";
                let help = "give them one path, or tell them apart by a fixed part";
                let diagnostic =
                    Diagnostic::new(Code::Duplicate, Severity::Warning, Place::Key(item.id()), message, help);
                self.report.push(diagnostic.with_related(Place::Key(first.id()), "the other one"));
            }
            let plain = template::plain(&key.template);
            if plain != key.template && self.first("path operators") {
                let message = "a path's parameters have no operators; this is said once";
                let help = "`{+name}` and `{name*}` are read as several segments, the others are left out; write \
                            `{name}`, say the rest with `style` and `explode`, and set `segments` of the operation \
                            for a value with slashes";
                self.report.warning(Code::PathSyntax, Place::Key(item.id()), message, help);
            }
            let segments = template::segments(&key.template);
            let key = Key { template: plain, segments, ..key };
            if item.is_null() {
                self.absent("path item", item);
            } else if !paths.insert(key.path()) && !path.contains('#') {
                // Fragments tell several calls of one path apart; without one it is a mistake.
                self.bad_path(path, item, "the path stands here twice");
            } else if let Some(lowered) = self.spot(Cost::Path, |l| l.path_item(item, &key)) {
                operations.extend(lowered);
            }
        }
        operations
    }

    /// Leaves out a path that cannot be one.
    fn bad_path(&mut self, path: &str, item: Node<'a>, fault: &str) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                self.heads.push(head(item, operation, path, &method.to_ascii_uppercase()));
            }
        }
        self.spot(Cost::Path, |lowering| {
            let help = "write a path such as `/pets/{petId}`, and each once";
            lowering.error_at_key(Code::PathSyntax, item, fault, help);
            None::<()>
        });
    }

    /// The operations of a path item; what it says itself goes before what it refers to.
    fn path_item(&mut self, node: Node<'a>, key: &Key) -> Option<Vec<Operation>> {
        let mut sources = vec![node];
        if ref_node(node).is_some() {
            sources.push(self.deref(node, Section::PathItems)?);
        }
        self.read_items.extend(sources.iter().map(|source| source.id()));
        let mut whole = PathItem::default();
        let mut common = Vec::new();
        for source in &sources {
            let item = self.object(*source, &PATH_ITEM)?;
            whole.summary = whole.summary.or(item.summary);
            whole.description = whole.description.or(item.description);
            if whole.servers.is_empty() {
                whole.servers = item.servers;
            }
            let list = self.whole(*source, "parameters", "`parameters`");
            if let Some(list) = list.filter(|_| common.is_empty()) {
                common = self.parameters(list);
            }
        }
        let whole = Rc::new(whole);
        let shared: usize = common.iter().map(|listed| listed.size).sum();
        let mut operations = Vec::new();
        for (method, operation) in self.methods(&sources, &key.path()) {
            // What is written once for all of them, and a path item that is referred to again, is copied.
            self.spend(shared, operation)?;
            let before = self.spent();
            let lowered =
                self.spot(Cost::Operation, |l| l.operation(operation, (key, &method), &whole, &common));
            let Some(lowered) = lowered else { continue };
            if !self.copies.operations.insert(operation.id()) {
                self.spend(self.spent() - before + operation.span().len(), operation)?;
            }
            operations.push(lowered);
        }
        Some(operations)
    }

    /// The methods of a path item, and their operations, of those that are chosen.
    fn methods(&mut self, sources: &[Node<'a>], path: &str) -> Vec<(String, Node<'a>)> {
        let mut known = BTreeSet::new();
        let mut operations = Vec::new();
        for method in METHODS {
            let written = sources.iter().find_map(|source| self.present(*source, method));
            let method = method.to_ascii_uppercase();
            let operation = written.and_then(|written| self.method(written, path, &method));
            operations.extend(operation.map(|operation| (method, operation)));
        }
        for source in sources {
            let list = self.whole(*source, "additionalOperations", "`additionalOperations`");
            let Some(list) = list else { continue };
            if !self.expect_mapping(list, "`additionalOperations`") {
                continue;
            }
            for (method, operation) in list.entries().filter(|(method, _)| !method.starts_with("x-")) {
                if self.check_method(method, operation) && known.insert(method) {
                    let operation = self.method(operation, path, method);
                    operations.extend(operation.map(|operation| (method.to_owned(), operation)));
                }
            }
        }
        operations
    }

    /// The operation of a method, which is met by that, if it is chosen.
    fn method(&mut self, written: Node<'a>, path: &str, method: &str) -> Option<Node<'a>> {
        let operation = self.spot(Cost::Operation, |lowering| lowering.follow(written, "an operation"));
        let item = written.parent().unwrap_or(written);
        let head = head(item, operation.unwrap_or(written), path, method);
        let is_chosen = (self.is_chosen)(&head);
        self.heads.push(head);
        operation.filter(|_| is_chosen)
    }

    /// A method under `additionalOperations` is a token, and none that has a field of its own.
    fn check_method(&mut self, method: &str, node: Node<'a>) -> bool {
        let own = METHODS.iter().any(|known| known.to_ascii_uppercase() == method);
        let message = if !is_token(method) {
            "this is no method of HTTP".to_owned()
        } else if own {
            format!("`{method}` has a field of its own in the path item")
        } else {
            return true;
        };
        let help = "write the method as it is sent, for example `COPY`";
        self.spot(Cost::Operation, |lowering| {
            lowering.error_at_key(Code::FieldValue, node, message, help);
            None::<()>
        });
        false
    }
}

/// What an operation is known by.
fn head(item: Node<'_>, operation: Node<'_>, path: &str, method: &str) -> Head {
    let tags = operation.get("tags");
    // A text is read as a list of one.
    let one = tags.and_then(Node::as_str);
    let tags = tags.into_iter().flat_map(Node::items).filter_map(Node::as_str).chain(one);
    Head {
        item: item.id(),
        node: operation.id(),
        path: path.to_owned(),
        method: method.to_owned(),
        id: operation.get("operationId").and_then(Node::as_str).map(str::to_owned),
        tags: tags.map(str::to_owned).collect(),
    }
}
