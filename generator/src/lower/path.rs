//! Paths and what stands under each.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::context::Lowering;
use super::object::Rule::{Known, Prose, Whole};
use super::object::{Kind, field, since};
use super::refs::{Section, ref_node};
use super::template;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::document::Operation;
use crate::media_type::is_token;
use crate::raw::Node;

static PATH_ITEM: Kind<openapiv3::PathItem> = Kind {
    name: "a path item",
    fields: &[
        field("summary", Prose(|item, text| item.summary = Some(text))),
        field("description", Prose(|item, text| item.description = Some(text))),
        field("servers", Whole(|l, node, item| item.servers = l.servers(node))),
        field("parameters", Known),
        field("$ref", Known),
        field("get", Known),
        field("put", Known),
        field("post", Known),
        field("delete", Known),
        field("options", Known),
        field("head", Known),
        field("patch", Known),
        field("trace", Known),
        since(V32, "query", Known),
        since(V32, "additionalOperations", Known),
    ],
};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

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
            if let Err(fault) = template::parameters(path) {
                let help = "write a path such as `/pets/{petId}`";
                self.report.error(Code::PathSyntax, Place::Key(item.id()), fault, help);
                continue;
            }
            if let Some(first) = shapes.insert(template::shape(path), item) {
                let message = "two paths differ in the names of their parameters only; both are generated";
                let help = "give them one path, or tell them apart by a fixed part";
                let diagnostic =
                    Diagnostic::new(Code::Duplicate, Severity::Warning, Place::Key(item.id()), message, help);
                self.report.push(diagnostic.with_related(Place::Key(first.id()), "the other one"));
            }
            let plain = template::plain(path);
            if plain != path && self.first("path operators") {
                let message = "operators in a path's parameters are left out; this is said once";
                let help = "write `{name}`, and say the rest with `style` and `explode`";
                self.report.warning(Code::PathSyntax, Place::Key(item.id()), message, help);
            }
            if item.is_null() {
                self.absent("path item", item);
            } else if let Some(lowered) = self.path_item(item, &plain) {
                operations.extend(lowered);
                if !paths.insert(plain) {
                    let message = "the path stands here twice";
                    let place = Place::Key(item.id());
                    self.report.error(Code::PathSyntax, place, message, "remove one of them");
                }
            }
        }
        operations
    }

    /// The operations of a path item; what it says itself goes before what it refers to.
    fn path_item(&mut self, node: Node<'a>, path: &str) -> Option<Vec<Operation>> {
        let mut sources = vec![node];
        if ref_node(node).is_some() {
            sources.push(self.deref(node, Section::PathItems)?);
        }
        let mut whole = openapiv3::PathItem::default();
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
        for (method, operation) in self.methods(&sources) {
            // What is written once for all of them, and a path item that is referred to again, is copied.
            self.spend(shared, operation)?;
            let before = self.spent();
            let Some(lowered) = self.operation(operation, (path, &method), &whole, &common) else { continue };
            if !self.copies.operations.insert(operation.id()) {
                self.spend(self.spent() - before + operation.span().len(), operation)?;
            }
            operations.push(lowered);
        }
        Some(operations)
    }

    /// The methods of a path item, and their operations.
    fn methods(&mut self, sources: &[Node<'a>]) -> Vec<(String, Node<'a>)> {
        let mut operations: Vec<(String, Node<'a>)> = Vec::new();
        for method in METHODS.into_iter().chain(["query"]) {
            let operation = sources.iter().find_map(|source| self.whole(*source, method, "an operation"));
            operations.extend(operation.map(|operation| (method.to_ascii_uppercase(), operation)));
        }
        for source in sources {
            let list = self.whole(*source, "additionalOperations", "`additionalOperations`");
            let Some(list) = list else { continue };
            if !self.expect_mapping(list, "`additionalOperations`") {
                continue;
            }
            for (method, operation) in list.entries().filter(|(method, _)| !method.starts_with("x-")) {
                let is_known = operations.iter().any(|(known, _)| known == method);
                if self.check_method(method, operation) && !is_known {
                    let operation = self.follow(operation, "an operation");
                    operations.extend(operation.map(|operation| (method.to_owned(), operation)));
                }
            }
        }
        operations
    }

    /// A method under `additionalOperations` is a token, and none that has a field of its own.
    fn check_method(&mut self, method: &str, node: Node<'a>) -> bool {
        let own = METHODS.iter().chain(&["query"]).any(|known| known.to_ascii_uppercase() == method);
        let message = if !is_token(method) {
            "this is no method of HTTP".to_owned()
        } else if own {
            format!("`{method}` has a field of its own in the path item")
        } else {
            return true;
        };
        let help = "write the method as it is sent, for example `COPY`";
        self.report.error(Code::FieldValue, Place::Key(node.id()), message, help);
        false
    }
}
