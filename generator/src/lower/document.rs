//! The document's root: info, tags and the list of everything else.

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::object::Rule::{Data, Known, Prose, Skip, Text, Whole, With};
use super::object::{Kind, field, since};
use super::version::Version::{self, V31, V32};
use crate::code::Code;
use crate::diagnostic::Place;
use crate::raw::Node;

static DOCUMENT: Kind = Kind {
    name: "the document",
    fields: &[
        field("openapi", Known),
        field("info", Known),
        field("servers", Whole(|l, node, map| l.servers(node, map))),
        field("paths", Known),
        field("components", Known),
        field("security", Whole(|l, node, map| l.requirements(node, map))),
        field("tags", Whole(|l, node, map| l.tags(node, map))),
        field("externalDocs", Whole(|l, node, map| l.external_docs(node, map))),
        since(V31, "webhooks", Whole(|l, node, _| l.webhooks(node))),
        since(V31, "jsonSchemaDialect", With(|l, node, _| l.dialect(node))),
        since(V32, "$self", Skip),
    ],
};

static INFO: Kind = Kind {
    name: "the info",
    fields: &[
        field("title", Text),
        field("version", Text),
        field("description", Prose),
        since(V31, "summary", Data("x-lowered-summary")),
        field("termsOfService", Prose),
        field("contact", Whole(|l, node, map| l.optional("contact", node, &CONTACT, &[], map))),
        field("license", Whole(|l, node, map| l.optional("license", node, &LICENSE, &["name"], map))),
    ],
};

static CONTACT: Kind =
    Kind { name: "a contact", fields: &[field("name", Text), field("url", Text), field("email", Text)] };

static LICENSE: Kind = Kind {
    name: "a licence",
    fields: &[
        field("name", Text),
        field("url", Text),
        since(V31, "identifier", Data("x-lowered-identifier")),
    ],
};

static EXTERNAL_DOCS: Kind =
    Kind { name: "external documentation", fields: &[field("description", Prose), field("url", Text)] };

static TAG: Kind = Kind {
    name: "a tag",
    fields: &[
        field("name", Text),
        field("description", Prose),
        field("externalDocs", Whole(|l, node, map| l.external_docs(node, map))),
        since(V32, "summary", Data("x-lowered-summary")),
        since(V32, "parent", Data("x-lowered-parent")),
        since(V32, "kind", Data("x-lowered-kind")),
    ],
};

impl<'a> Lowering<'a> {
    /// Lowers the whole document but its schemas, which join the work list.
    pub(super) fn document(&mut self, root: Node<'a>) -> Option<Value> {
        self.register_components(root);
        let mut map = self.object(root, &DOCUMENT)?;
        map.insert("openapi".into(), "3.0.3".into());
        self.retries(root);
        let info = match self.whole(root, "info", "`info`") {
            Some(info) => self.object(info, &INFO),
            None => {
                self.warning(
                    Code::MissingField,
                    root,
                    "the document has no `info`",
                    "add `info` with a title",
                );
                Some(Map::new())
            }
        };
        if let Some(mut info) = info {
            let node = root.get("info").unwrap_or(root);
            self.assume(node, &mut info, "title", "the info");
            self.assume(node, &mut info, "version", "the info");
            map.insert("info".into(), Value::Object(info));
        }
        self.expect_content(root);
        let paths = self.whole(root, "paths", "`paths`");
        let paths = paths.map(|paths| self.paths(paths)).unwrap_or_default();
        map.insert("paths".into(), Value::Object(paths));
        let components = self.components(root);
        map.insert("components".into(), Value::Object(components));
        Some(Value::Object(map))
    }

    /// A document must describe something.
    fn expect_content(&mut self, root: Node<'a>) {
        if self.present(root, "paths").is_some() {
            return;
        }
        let message = "the document has no `paths`";
        if root.get("components").is_none() && root.get("webhooks").is_none() {
            self.error(Code::MissingField, root, message, "add `paths` (it may be empty: `paths: {}`)");
        } else if self.version == Version::V30 {
            self.warning(Code::MissingField, root, message, "add `paths: {}`, which OpenAPI 3.0 requires");
        }
    }

    fn webhooks(&mut self, node: Node<'a>) {
        if self.expect_mapping(node, "`webhooks`") {
            let count = node.entries().filter(|(key, _)| !key.starts_with("x-")).count();
            if count > 0 {
                let what =
                    if count == 1 { "1 webhook is".to_owned() } else { format!("{count} webhooks are") };
                let message = format!("{what} left out: a client receives such requests");
                self.report.warning(
                    Code::Webhooks,
                    Place::Key(node.id()),
                    message,
                    "nothing needs to be done",
                );
            }
        }
    }

    fn dialect(&mut self, node: Node<'a>) {
        let text = self.text(node, "jsonSchemaDialect").unwrap_or_default();
        let own = text.starts_with("https://spec.openapis.org/oas/3.") || text.contains("/draft/2020-12/");
        if !own {
            let message =
                "this dialect of JSON Schema is not supported; schemas are read as OpenAPI describes them";
            self.warning(
                Code::SchemaBase,
                node,
                message,
                "remove `jsonSchemaDialect`, or convert the schemas",
            );
        }
    }

    fn tags(&mut self, node: Node<'a>, map: &mut Map) {
        if !self.expect_list(node, "`tags`") {
            return;
        }
        let mut names = std::collections::BTreeSet::new();
        let mut tags = Vec::new();
        for item in node.items() {
            let Some(item) = self.follow(item, "a tag") else { continue };
            let Some(tag) = self.object(item, &TAG) else { continue };
            if !self.require(item, &tag, "name", "a tag") {
                continue;
            }
            let name = tag.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            if names.insert(name.clone()) {
                tags.push(Value::Object(tag));
            } else {
                let message = format!("the tag `{name}` is listed twice, and the first counts");
                self.warning(Code::Duplicate, item, message, "remove one of them");
            }
        }
        map.insert("tags".into(), tags.into());
    }

    /// `externalDocs`, which is of no use without an address.
    pub(super) fn external_docs(&mut self, node: Node<'a>, map: &mut Map) {
        self.optional("externalDocs", node, &EXTERNAL_DOCS, &["url"], map);
    }

    /// An object that is left out, with a warning, where it lacks what `openapiv3` requires.
    fn optional(&mut self, name: &str, node: Node<'a>, kind: &Kind, required: &[&str], map: &mut Map) {
        let Some(lowered) = self.object(node, kind) else { return };
        for field in required {
            if !lowered.contains_key(*field) {
                let message = format!("`{name}` has no `{field}`, and is left out");
                self.warning(Code::MissingField, node, message, format!("add `{field}`"));
                return;
            }
        }
        map.insert(name.into(), json!(lowered));
    }
}
