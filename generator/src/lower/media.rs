//! Media types and the encodings of their parts.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::context::Lowering;
use super::object::Rule::{Flag, Known, Skip, Value, With};
use super::object::{Kind, field, since};
use super::version::Version;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::parameter::Location;
use crate::document::schema::{SchemaId, SchemaObject};
use crate::document::{Content, Encoding, MediaType};
use crate::media_type::{ContentKind, MediaType as Name};
use crate::raw::Node;

pub(super) static MEDIA_TYPE: Kind<openapiv3::MediaType> = Kind {
    name: "a media type",
    fields: &[
        field("schema", Known),
        field("example", Value(|_, node, media_type| media_type.example = Lowering::example(node))),
        field("examples", With(|l, node, media_type| media_type.examples = l.examples(node))),
        field("encoding", Known),
        since(V32, "itemSchema", Known),
        since(V32, "prefixEncoding", Skip),
        since(V32, "itemEncoding", Skip),
    ],
};

pub(super) static ENCODING: Kind<openapiv3::Encoding> = Kind {
    name: "an encoding",
    fields: &[
        field("contentType", With(|l, node, encoding| encoding.content_type = l.part_type(node))),
        field("headers", Skip),
        field("style", Known),
        field("explode", Known),
        field("allowReserved", Flag(|encoding, flag| encoding.allow_reserved = flag)),
        since(V32, "encoding", Skip),
        since(V32, "prefixEncoding", Skip),
        since(V32, "itemEncoding", Skip),
    ],
};

/// The range of all media types.
const ANY: &str = "*/*";

/// A media type, by the first key that means it, with what all such keys say.
struct Listed {
    name: String,
    all: Vec<Rc<MediaType>>,
}

impl<'a> Lowering<'a> {
    /// `content`: media types by their names.
    pub(super) fn content(&mut self, node: Node<'a>) -> Content {
        if !self.expect_mapping(node, "`content`") {
            return Content::new();
        }
        let mut listed: IndexMap<String, Listed> = IndexMap::new();
        for (name, media_type) in node.entries() {
            if name.starts_with("x-") && !name.contains('/') {
                continue;
            }
            let names = self.media_names(name, media_type);
            if names.is_empty() {
                continue;
            }
            if let Some(lowered) = self.inline::<MediaType>(media_type) {
                for name in names {
                    let mut lowered = lowered.clone();
                    if self.version == Version::V30 && Name::new(name).kind() == ContentKind::Multipart {
                        forget_styles(Rc::make_mut(&mut lowered));
                    }
                    self.list(&mut listed, name, lowered, media_type);
                }
            }
        }
        let listed = listed.into_values();
        listed.filter_map(|Listed { name, all }| Some((name, self.common_schema(node, all)?))).collect()
    }

    /// The media types of a body. Where none of them can be read, it is bytes.
    pub(super) fn body_content(&mut self, node: Node<'a>) -> Content {
        let mut content = self.content(node);
        let is_described = node.entries().any(|(name, _)| !name.starts_with("x-"));
        if content.is_empty() && is_described {
            content = bytes(node);
        }
        content
    }

    /// Puts a media type to those before it, or to the one that means the same. What has no schema says nothing then.
    fn list(
        &mut self,
        listed: &mut IndexMap<String, Listed>,
        name: &str,
        media_type: Rc<MediaType>,
        node: Node<'a>,
    ) {
        let known = match listed.entry(Name::new(name).meaning()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(slot) => {
                slot.insert(Listed { name: name.to_owned(), all: vec![media_type] });
                return;
            }
        };
        let message = format!("`{name}` means the same as `{}`; they are read as one", known.name);
        if self.is_listed(&message) {
            self.report.warning(Code::Duplicate, Place::Key(node.id()), message, "describe it once");
        }
        known.all.push(media_type);
        let is_described = |one: &Rc<MediaType>| one.schema.is_some() || one.item_schema.is_some();
        if known.all.iter().any(is_described) {
            known.all.retain(is_described);
        }
    }

    /// The first of several descriptions of one media type, with a schema that any of theirs fits.
    fn common_schema(&mut self, node: Node<'a>, all: Vec<Rc<MediaType>>) -> Option<Rc<MediaType>> {
        if all.len() < 2 {
            return all.into_iter().next();
        }
        let mut schemas: Vec<(SchemaId, serde_json::Value)> = Vec::new();
        for one in &all {
            let Some(schema) = one.schema else { continue };
            let written = self.raw.node(one.node).and_then(|node| node.get("schema")).map(Node::to_json);
            let written = written.unwrap_or_default();
            if !schemas.iter().any(|(known, text)| *known == schema || *text == written) {
                schemas.push((schema, written));
            }
        }
        let mut first = all.into_iter().next()?;
        if schemas.len() > 1 {
            let any_of = schemas.into_iter().map(|(schema, _)| schema).collect();
            let any = self.table.add_made(node, SchemaObject { any_of, ..SchemaObject::default() });
            Rc::make_mut(&mut first).schema = Some(any);
        }
        Some(first)
    }

    /// An answer is told by its media type without parameters: JSON types that differ in these alone have one schema,
    /// which any of theirs fits.
    pub(super) fn answers(&mut self, node: Node<'a>, content: &mut Content) {
        let mut alike: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, media) in content.keys().map(|name| (name, Name::new(name))) {
            if media.kind() == ContentKind::Json {
                alike.entry(media.essence().to_owned()).or_default().push(name.clone());
            }
        }
        for names in alike.into_values().filter(|names| names.len() > 1) {
            let all = names.iter().filter_map(|name| content.get(name).cloned()).collect();
            let schema = self.common_schema(node, all).and_then(|one| one.schema);
            for name in names {
                if let (Some(schema), Some(one)) = (schema, content.get_mut(&name)) {
                    Rc::make_mut(one).schema = Some(schema);
                }
            }
        }
    }

    pub(super) fn media_type(&mut self, node: Node<'a>) -> Option<MediaType> {
        let mut media_type = empty(node);
        if node.is_null() {
            return Some(media_type);
        }
        media_type.object = self.object(node, &MEDIA_TYPE)?;
        media_type.schema = self.present(node, "schema").map(|schema| self.position(schema));
        media_type.item_schema = self.present(node, "itemSchema").map(|schema| self.position(schema));
        let encodings = self.whole(node, "encoding", "`encoding`");
        if let Some(encodings) = encodings.filter(|node| self.expect_mapping(*node, "`encoding`")) {
            for (name, encoding) in encodings.entries() {
                let lowered = self.spot(Cost::Field, |lowering| {
                    let encoding = lowering.follow(encoding, "an encoding")?;
                    lowering.encoding(encoding)
                });
                media_type.encoding.extend(lowered.map(|lowered| (name.to_owned(), lowered)));
            }
        }
        Some(media_type)
    }

    fn encoding(&mut self, node: Node<'a>) -> Option<Encoding> {
        let object = self.object(node, &ENCODING)?;
        self.part_headers(node);
        let style = self.style(node, Location::Query);
        let explode = self.present(node, "explode");
        Some(Encoding { object, style, explode: explode.and_then(|explode| self.flag(explode, "explode")) })
    }

    /// Header fields of parts, of which only the content type is sent.
    fn part_headers(&mut self, node: Node<'a>) {
        let headers = self.present(node, "headers").into_iter().flat_map(Node::entries);
        for (name, header) in headers.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
            let described = super::refs::ref_node(header).map_or(Some(header), |from| self.peek(from));
            let required = described.and_then(|header| header.get("required")).and_then(Node::as_bool);
            if required == Some(true) {
                let message =
                    format!("the header `{}` of a part is required, and is not sent", name.escape_debug());
                let help = "a server that insists on it takes the parts as the caller writes them: describe the body \
                            as `type: string, format: binary` of this media type in an overlay";
                self.warning(Code::KeywordIgnored, header, message, help);
            }
        }
    }

    /// The media types that a key of `content` names: one, or by widespread mistake several with commas between them.
    pub(super) fn media_names(&mut self, key: &'a str, media_type: Node<'a>) -> Vec<&'a str> {
        if Name::is_valid(key) {
            return vec![key];
        }
        if key.trim() == "*" {
            let message = "`*` is no media type, and is read as `*/*`";
            self.report.warning(Code::MediaTypeName, Place::Key(media_type.id()), message, "write `*/*`");
            return vec![ANY];
        }
        let names: Vec<&str> = key.split(',').map(|name| name.trim_matches(' ')).collect();
        let place = Place::Key(media_type.id());
        if names.iter().all(|name| Name::is_valid(name)) {
            let message = "these are several media types";
            self.report.warning(
                Code::MediaTypeName,
                place,
                message,
                "write each as a key of its own, as they are read here",
            );
            return names;
        }
        let help = "write a media type such as `application/json`";
        self.spot(Cost::MediaType, |lowering| {
            lowering.error_at_key(Code::MediaTypeName, media_type, "this is no media type", help);
            None::<()>
        });
        Vec::new()
    }

    /// `contentType` of a part: one media type, or several with commas between them.
    fn part_type(&mut self, node: Node<'a>) -> Option<String> {
        let text = self.text(node, "contentType")?;
        if text.split(',').all(|one| Name::is_valid(one.trim_matches(' '))) {
            return Some(text);
        }
        let help = "write a media type such as `application/json`";
        self.error(Code::MediaTypeName, node, "this is no media type", help);
        None
    }
}

/// The content of a body of which nothing is known.
pub(super) fn bytes(node: Node<'_>) -> Content {
    Content::from_iter([(ANY.to_owned(), Rc::new(empty(node)))])
}

/// A media type that says nothing.
fn empty(node: Node<'_>) -> MediaType {
    MediaType {
        node: node.id(),
        object: openapiv3::MediaType::default(),
        schema: None,
        item_schema: None,
        encoding: Vec::new(),
    }
}

/// In OpenAPI 3.0 the styles of parts are of no effect but in forms of the other kind.
fn forget_styles(media_type: &mut MediaType) {
    for (_, encoding) in &mut media_type.encoding {
        encoding.explode = None;
        encoding.style = None;
        encoding.object.allow_reserved = false;
    }
}
