//! Paths and what stands under each.

use std::collections::BTreeMap;

use serde_json::Value;

use super::context::{Lowering, Map};
use super::object::Rule::{Known, Prose, Whole};
use super::object::{Kind, field, since};
use super::refs::{Section, insert_some, ref_node, size};
use super::version::Version::V32;
use super::{syntax, template};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::raw::Node;

static PATH_ITEM: Kind = Kind {
    name: "a path item",
    fields: &[
        field("summary", Prose),
        field("description", Prose),
        field("servers", Whole(|l, node, map| l.servers(node, map))),
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
    pub(super) fn paths(&mut self, node: Node<'a>) -> Map {
        let mut paths = Map::new();
        if !self.expect_mapping(node, "`paths`") {
            return paths;
        }
        let mut shapes: BTreeMap<String, Node<'a>> = BTreeMap::new();
        for (path, item) in node.entries() {
            if path.starts_with("x-") {
                self.extension(path, item, &mut paths);
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
                if paths.contains_key(&plain) {
                    let help = "remove one of them";
                    self.report.error(
                        Code::PathSyntax,
                        Place::Key(item.id()),
                        "the path stands here twice",
                        help,
                    );
                }
                paths.insert(plain, lowered);
            }
        }
        paths
    }

    /// A path item; what it says itself goes before what it refers to.
    fn path_item(&mut self, node: Node<'a>, path: &str) -> Option<Value> {
        let mut sources = vec![node];
        if ref_node(node).is_some() {
            sources.push(self.deref(node, Section::PathItems)?);
        }
        let mut map = Map::new();
        let mut common = Vec::new();
        for source in &sources {
            for (key, value) in self.object(*source, &PATH_ITEM)? {
                map.entry(key).or_insert(value);
            }
            if let Some(list) =
                self.whole(*source, "parameters", "`parameters`").filter(|_| common.is_empty())
            {
                common = self.parameters(list);
            }
        }
        let find =
            |l: &mut Self, field| sources.iter().find_map(|source| l.whole(*source, field, "an operation"));
        let mut operations: Vec<(&str, Node<'a>)> = Vec::new();
        for method in METHODS {
            operations.extend(find(self, method).map(|operation| (method, operation)));
        }
        let with_fields = operations.len();
        operations.extend(find(self, "query").map(|operation| ("QUERY", operation)));
        for source in &sources {
            let Some(list) = self.whole(*source, "additionalOperations", "`additionalOperations`") else {
                continue;
            };
            if !self.expect_mapping(list, "`additionalOperations`") {
                continue;
            }
            for (method, operation) in list.entries().filter(|(method, _)| !method.starts_with("x-")) {
                if !self.check_method(method, operation) {
                    continue;
                }
                operations
                    .extend(self.follow(operation, "an operation").map(|operation| (method, operation)));
            }
        }
        let mut others = Map::new();
        let shared: usize = common.iter().map(|parameter| size(&parameter.value)).sum();
        for (index, (method, operation)) in operations.into_iter().enumerate() {
            // What is written once for all of them, and a path item that is referred to again, is copied.
            self.spend(shared, operation)?;
            let Some(lowered) = self.operation(operation, path, &common) else { continue };
            if !self.lowered_operations.insert(operation.id()) {
                self.spend(size(&lowered), operation)?;
            }
            if index < with_fields {
                map.insert(method.into(), lowered);
            } else {
                others.entry(method).or_insert(lowered);
            }
        }
        insert_some(&mut map, "x-lowered-operations", others);
        Some(Value::Object(map))
    }

    /// A method under `additionalOperations` is a token, and none that has a field of its own.
    fn check_method(&mut self, method: &str, node: Node<'a>) -> bool {
        let own = METHODS.iter().chain(&["query"]).any(|known| known.to_ascii_uppercase() == method);
        let message = if !syntax::is_token(method) {
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
