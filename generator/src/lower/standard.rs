//! What the standard forbids and lowering can do without: fields that exclude each other, and fields in a place where they
//! mean nothing. The whole document is walked by position, what nothing uses, too.

use super::context::Lowering;
use super::version::Version::{self, V20, V30, V31, V32};
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::raw::Node;

mod form;
mod misplaced;

/// An object of the standard, as far as something is said of it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Object {
    Document,
    Info,
    License,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    Example,
    Link,
    Callback,
    Server,
    ServerVariable,
    SecurityScheme,
}

/// How a field holds objects.
#[derive(Debug, Clone, Copy)]
enum Held {
    One,
    List,
    Map,
    /// By its methods.
    Methods,
}

use Held::{List, Map, Methods, One};

impl Object {
    fn name(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Info => "the info",
            Self::License => "a licence",
            Self::Components => "the components",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Callback => "a callback",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::SecurityScheme => "a security scheme",
        }
    }

    /// The fields that hold objects.
    fn parts(self) -> &'static [(&'static str, Held, Object)] {
        match self {
            Self::Document => &[
                ("info", One, Self::Info),
                ("servers", List, Self::Server),
                ("paths", Map, Self::PathItem),
                ("webhooks", Map, Self::PathItem),
                ("components", One, Self::Components),
            ],
            Self::Info => &[("license", One, Self::License)],
            Self::Components => &[
                ("responses", Map, Self::Response),
                ("parameters", Map, Self::Parameter),
                ("examples", Map, Self::Example),
                ("requestBodies", Map, Self::RequestBody),
                ("headers", Map, Self::Header),
                ("securitySchemes", Map, Self::SecurityScheme),
                ("links", Map, Self::Link),
                ("callbacks", Map, Self::Callback),
                ("pathItems", Map, Self::PathItem),
                ("mediaTypes", Map, Self::MediaType),
            ],
            Self::PathItem => &[
                ("servers", List, Self::Server),
                ("parameters", List, Self::Parameter),
                ("", Methods, Self::Operation),
            ],
            Self::Operation => &[
                ("parameters", List, Self::Parameter),
                ("requestBody", One, Self::RequestBody),
                ("responses", Map, Self::Response),
                ("callbacks", Map, Self::Callback),
                ("servers", List, Self::Server),
            ],
            Self::Parameter | Self::Header => {
                &[("content", Map, Self::MediaType), ("examples", Map, Self::Example)]
            }
            Self::RequestBody => &[("content", Map, Self::MediaType)],
            Self::Response => &[
                ("headers", Map, Self::Header),
                ("content", Map, Self::MediaType),
                ("links", Map, Self::Link),
            ],
            Self::MediaType => &[
                ("examples", Map, Self::Example),
                ("encoding", Map, Self::Encoding),
                ("prefixEncoding", List, Self::Encoding),
                ("itemEncoding", One, Self::Encoding),
            ],
            Self::Encoding => &[
                ("headers", Map, Self::Header),
                ("encoding", Map, Self::Encoding),
                ("prefixEncoding", List, Self::Encoding),
                ("itemEncoding", One, Self::Encoding),
            ],
            Self::Link => &[("server", One, Self::Server)],
            Self::Server => &[("variables", Map, Self::ServerVariable)],
            Self::Callback => &[("", Map, Self::PathItem)],
            Self::License | Self::Example | Self::ServerVariable | Self::SecurityScheme => &[],
        }
    }

    /// Fields of which there is one or the other, since which version.
    fn exclusive(self) -> &'static [(&'static str, &'static str, Version)] {
        match self {
            Self::License => &[("identifier", "url", V31)],
            Self::Parameter | Self::Header => &[
                ("example", "examples", V30),
                ("content", "style", V30),
                ("content", "explode", V30),
                ("content", "allowReserved", V30),
                ("content", "example", V30),
                ("content", "examples", V30),
            ],
            Self::MediaType => &[
                ("example", "examples", V30),
                ("encoding", "prefixEncoding", V32),
                ("encoding", "itemEncoding", V32),
            ],
            Self::Encoding => &[("encoding", "prefixEncoding", V32), ("encoding", "itemEncoding", V32)],
            Self::Example => &[
                ("value", "externalValue", V30),
                ("value", "dataValue", V32),
                ("value", "serializedValue", V32),
                ("serializedValue", "externalValue", V32),
            ],
            Self::Link => &[("operationRef", "operationId", V30)],
            _ => &[],
        }
    }
}

impl<'a> Lowering<'a> {
    /// Walks the document.
    pub(super) fn standard(&mut self, root: Node<'a>) {
        if self.version == V20 {
            return;
        }
        let said = self.said();
        let mut open = vec![(root, Object::Document)];
        while let Some((node, object)) = open.pop() {
            if !node.is_object() {
                continue;
            }
            if node.get("$ref").is_some() && object != Object::PathItem {
                self.reference_form(node, &said);
                continue;
            }
            self.own_form(node, object, &said);
            self.holders(node, object, &said);
            self.exclusions(node, object);
            self.misplaced(node, object);
            let before = open.len();
            for (field, held, part) in self.parts_of(object) {
                parts(node, field, held, |node| open.push((node, part)));
            }
            // In the order of the document, for who reads what is found.
            open.get_mut(before..).unwrap_or_default().reverse();
        }
    }

    /// The fields of an object that hold objects. Documents before 3.2 keep the whole of a `content` in `mediaTypes`.
    fn parts_of(&self, object: Object) -> impl Iterator<Item = (&'static str, Held, Object)> + use<> {
        let has_media_types = self.version >= V32;
        let parts = object.parts().iter().copied();
        parts.filter(move |(field, ..)| has_media_types || *field != "mediaTypes")
    }

    fn exclusions(&mut self, node: Node<'a>, object: Object) {
        for (one, other, since) in object.exclusive() {
            if self.version < *since {
                continue;
            }
            if let (Some(_), Some(second)) = (node.get(one), node.get(other)) {
                let message = format!("{} has either `{one}` or `{other}`, and this has both", object.name());
                self.against(second, message, "remove one of them");
            }
        }
    }

    /// `xml` of a schema: it means nothing to a client of JSON, and what is wrong with it is said all the same.
    pub(super) fn xml(&mut self, node: Node<'a>) {
        if node.is_null() {
            return;
        }
        if !node.is_object() {
            let message = format!("`xml` is a mapping, and this is {}; it is ignored", node.kind_name());
            self.warning(Code::WrongKind, node, message, "write `xml: {name: ...}`");
            return;
        }
        self.spot(Cost::Field, |lowering| {
            lowering.known_fields(node, &form::XML);
            Some(())
        });
        if node.get("nodeType").is_none() {
            return;
        }
        for field in ["attribute", "wrapped"] {
            if let Some(value) = node.get(field) {
                let message = format!("`xml` has either `nodeType` or `{field}`, and this has both");
                self.against(value, message, "remove one of them");
            }
        }
    }

    /// Reports something that the standard forbids, at its key.
    fn against(&mut self, node: Node<'a>, message: impl Into<String>, help: impl Into<String>) {
        let message = message.into();
        if self.is_listed(&message) {
            self.report.warning(Code::MisplacedField, Place::Key(node.id()), message, help);
        }
    }
}

fn parts<'a>(node: Node<'a>, field: &str, held: Held, mut push: impl FnMut(Node<'a>)) {
    let is_extension = |name: &str| name.starts_with("x-");
    match held {
        Methods => super::path::operations(node).for_each(push),
        One => node.get(field).into_iter().for_each(push),
        List => node.get(field).into_iter().flat_map(Node::items).for_each(push),
        Map => {
            let map = if field.is_empty() { Some(node) } else { node.get(field) };
            let entries = map.into_iter().flat_map(Node::entries);
            entries.filter(|(name, _)| !is_extension(name)).for_each(|(_, part)| push(part));
        }
    }
}
