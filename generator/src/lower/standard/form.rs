//! The fields of objects that nothing else reads, or of which something is skipped: which there are, which there must be,
//! and what kind of value each holds. What lowering has said is not said again.

use std::collections::HashSet;

use super::{Held, Object};
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::lower::context::Lowering;
use crate::lower::object::Rule::{Flag, Known, Prose, Text};
use crate::lower::object::{Kind, field, since};
use crate::lower::version::Version::{self, V30, V31, V32};
use crate::lower::{components, header, media, operation, parameter, path, response, security, server};
use crate::raw::{Node, NodeId};

static EXAMPLE: Kind<()> = Kind {
    name: "an example",
    fields: &[
        field("summary", Prose(|(), _| {})),
        field("description", Prose(|(), _| {})),
        field("value", Known),
        field("externalValue", Text(|(), _| {})),
        since(V32, "dataValue", Known),
        since(V32, "serializedValue", Text(|(), _| {})),
    ],
};

static LINK: Kind<()> = Kind {
    name: "a link",
    fields: &[
        field("operationRef", Text(|(), _| {})),
        field("operationId", Text(|(), _| {})),
        field("parameters", Known),
        field("requestBody", Known),
        field("description", Prose(|(), _| {})),
        field("server", Known),
    ],
};

pub(super) static XML: Kind<()> = Kind {
    name: "`xml`",
    fields: &[
        field("name", Text(|(), _| {})),
        field("namespace", Text(|(), _| {})),
        field("prefix", Text(|(), _| {})),
        field("attribute", Flag(|(), _| {})),
        field("wrapped", Flag(|(), _| {})),
        since(V32, "nodeType", Text(|(), _| {})),
    ],
};

/// What stands in place of an object: a reference to it.
static REFERENCE: Kind<()> = Kind {
    name: "a reference",
    fields: &[
        field("$ref", Text(|(), _| {})),
        field("summary", Prose(|(), _| {})),
        field("description", Prose(|(), _| {})),
    ],
};

impl Object {
    /// Fields without which it says nothing.
    fn required(self, version: Version) -> &'static [&'static str] {
        match self {
            Self::Parameter => &["name", "in"],
            Self::RequestBody => &["content"],
            Self::Response if version < V32 => &["description"],
            Self::Operation if version < V31 => &["responses"],
            Self::Server => &["url"],
            Self::ServerVariable => &["default"],
            Self::SecurityScheme => &["type"],
            Self::License => &["name"],
            _ => &[],
        }
    }
}

impl<'a> Lowering<'a> {
    /// The nodes of which something was said.
    pub(super) fn said(&self) -> HashSet<NodeId> {
        let place = |place: &Place| match place {
            Place::Node(id) | Place::Key(id) => Some(*id),
            Place::Span(..) | Place::Nowhere => None,
        };
        self.report.iter().filter_map(|diagnostic| place(&diagnostic.place)).collect()
    }

    /// Reports fields that the object does not have, does not do without, or that hold something else.
    pub(super) fn own_form(&mut self, node: Node<'a>, object: Object, said: &HashSet<NodeId>) {
        match object {
            Object::Components => self.own_fields(node, &components::COMPONENTS, said),
            Object::PathItem => self.own_fields(node, &path::PATH_ITEM, said),
            Object::Operation => self.own_fields(node, &operation::OPERATION, said),
            Object::Parameter => self.own_fields(node, &parameter::PARAMETER, said),
            Object::Header => self.own_fields(node, &header::HEADER, said),
            Object::RequestBody => self.own_fields(node, &response::REQUEST_BODY, said),
            Object::Response => self.own_fields(node, &response::RESPONSE, said),
            Object::MediaType => self.own_fields(node, &media::MEDIA_TYPE, said),
            Object::Encoding => self.own_fields(node, &media::ENCODING, said),
            Object::Example => self.own_fields(node, &EXAMPLE, said),
            Object::Link => self.own_fields(node, &LINK, said),
            Object::Server => self.own_fields(node, &server::SERVER, said),
            Object::ServerVariable => self.own_fields(node, &server::VARIABLE, said),
            Object::SecurityScheme => self.own_fields(node, &security::SCHEME, said),
            // Lowering reads all of them, and the keys of a callback are expressions.
            Object::Document | Object::Info | Object::License | Object::Callback => {}
        }
        if node.get("$ref").is_some() || said.contains(&node.id()) {
            return;
        }
        let has = |field: &str| node.get(field).is_some();
        let described = !matches!(object, Object::Parameter | Object::Header)
            || ["schema", "content"].into_iter().any(has);
        let missing = object.required(self.version).iter().copied().find(|field| !has(field));
        if let Some(field) = missing.or((!described).then_some("schema")) {
            let message = format!("{} has no `{field}`", object.name());
            if self.is_listed(&message) {
                self.warning(Code::MissingField, node, message, format!("add `{field}`"));
            }
        }
    }

    /// A reference in place of an object.
    pub(super) fn reference_form(&mut self, node: Node<'a>, said: &HashSet<NodeId>) {
        self.own_fields(node, &REFERENCE, said);
    }

    fn own_fields<T>(&mut self, node: Node<'a>, kind: &Kind<T>, said: &HashSet<NodeId>) {
        let entries = node.entries().filter(|(key, _)| !key.starts_with("x-"));
        for (key, value) in entries.filter(|(_, value)| !said.contains(&value.id())) {
            self.spot(Cost::Field, |lowering| {
                lowering.known_field(key, value, kind);
                Some(())
            });
        }
    }

    /// Reports what holds the parts of an object and is of another kind, and parts that are no mappings.
    pub(super) fn holders(&mut self, node: Node<'a>, object: Object, said: &HashSet<NodeId>) {
        for (name, held, part) in self.parts_of(object) {
            let Some(value) = (if name.is_empty() { Some(node) } else { node.get(name) }) else { continue };
            let (expected, fits) = match held {
                Held::List => ("a list", value.is_array()),
                Held::Map | Held::One | Held::Methods => ("a mapping", value.is_object()),
            };
            if value.get("$ref").is_some() {
                // The whole of them stands elsewhere.
                continue;
            }
            if !fits {
                self.other_kind(value, &format!("`{name}`"), expected, said);
                continue;
            }
            super::parts(node, name, held, |each| {
                if !each.is_object() {
                    self.other_kind(each, part.name(), "a mapping", said);
                }
            });
        }
        for schema in ["schema", "itemSchema"].into_iter().filter_map(|name| node.get(name)) {
            if !schema.is_object() && (self.version < V31 || schema.as_bool().is_none()) {
                self.other_kind(schema, "a schema", "a mapping", said);
            }
        }
        if self.version >= V30 && object == Object::Operation {
            let responses = node.get("responses").filter(|all| all.is_object() && !said.contains(&all.id()));
            if let Some(all) = responses.filter(|all| all.entries().all(|(key, _)| key.starts_with("x-"))) {
                let help = "describe an answer, of `default` at least";
                self.against(all, "an operation has `responses`, and none of them", help);
            }
        }
    }

    fn other_kind(&mut self, value: Node<'a>, what: &str, expected: &str, said: &HashSet<NodeId>) {
        let message = format!("{what} must be {expected}, and this is {}", value.kind_name());
        if !said.contains(&value.id()) && self.is_listed(&message) {
            let help = format!("write {expected}, or remove it");
            self.warning(Code::WrongKind, value, message, help);
        }
    }
}
