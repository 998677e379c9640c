//! Media types and the encodings of their parts.

use super::context::Lowering;
use super::object::Rule::{Flag, Known, Skip, Value, With};
use super::object::{Kind, field, since};
use super::syntax;
use super::version::Version;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::document::parameter::Location;
use crate::document::{Content, Encoding, MediaType};
use crate::raw::Node;

static MEDIA_TYPE: Kind<openapiv3::MediaType> = Kind {
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

static ENCODING: Kind<openapiv3::Encoding> = Kind {
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

impl<'a> Lowering<'a> {
    /// `content`: media types by their names.
    pub(super) fn content(&mut self, node: Node<'a>) -> Content {
        let mut content = Content::new();
        if !self.expect_mapping(node, "`content`") {
            return content;
        }
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
                    if self.version == Version::V30 && is_multipart(name) {
                        forget_styles(std::rc::Rc::make_mut(&mut lowered));
                    }
                    content.insert(name.to_owned(), lowered);
                }
            }
        }
        content
    }

    pub(super) fn media_type(&mut self, node: Node<'a>) -> Option<MediaType> {
        let mut media_type = MediaType {
            node: node.id(),
            object: openapiv3::MediaType::default(),
            schema: None,
            item_schema: None,
            encoding: Vec::new(),
        };
        if node.is_null() {
            return Some(media_type);
        }
        media_type.object = self.object(node, &MEDIA_TYPE)?;
        media_type.schema = self.present(node, "schema").map(|schema| self.position(schema));
        media_type.item_schema = self.present(node, "itemSchema").map(|schema| self.position(schema));
        let encodings = self.whole(node, "encoding", "`encoding`");
        if let Some(encodings) = encodings.filter(|node| self.expect_mapping(*node, "`encoding`")) {
            for (name, encoding) in encodings.entries() {
                let Some(encoding) = self.follow(encoding, "an encoding") else { continue };
                let lowered = self.encoding(encoding);
                media_type.encoding.extend(lowered.map(|lowered| (name.to_owned(), lowered)));
            }
        }
        Some(media_type)
    }

    fn encoding(&mut self, node: Node<'a>) -> Option<Encoding> {
        let object = self.object(node, &ENCODING)?;
        let style = self.style(node, Location::Query);
        let explode = self.present(node, "explode");
        Some(Encoding { object, style, explode: explode.and_then(|explode| self.flag(explode, "explode")) })
    }

    /// The media types that a key of `content` names: one, or by widespread mistake several with commas between them.
    fn media_names<'t>(&mut self, key: &'t str, media_type: Node<'a>) -> Vec<&'t str> {
        if syntax::is_media_type(key) {
            return vec![key];
        }
        let names: Vec<&str> = key.split(',').map(|name| name.trim_matches(' ')).collect();
        let place = Place::Key(media_type.id());
        if names.iter().all(|name| syntax::is_media_type(name)) {
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
        self.report.error(Code::MediaTypeName, place, "this is no media type", help);
        Vec::new()
    }

    /// `contentType` of a part: one media type, or several with commas between them.
    fn part_type(&mut self, node: Node<'a>) -> Option<String> {
        let text = self.text(node, "contentType")?;
        if text.split(',').all(|one| syntax::is_media_type(one.trim_matches(' '))) {
            return Some(text);
        }
        let help = "write a media type such as `application/json`";
        self.error(Code::MediaTypeName, node, "this is no media type", help);
        None
    }
}

fn is_multipart(name: &str) -> bool {
    name.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/"))
}

/// In OpenAPI 3.0 the styles of parts are of no effect but in forms of the other kind.
fn forget_styles(media_type: &mut MediaType) {
    for (_, encoding) in &mut media_type.encoding {
        encoding.explode = None;
        encoding.style = None;
        encoding.object.allow_reserved = false;
    }
}
