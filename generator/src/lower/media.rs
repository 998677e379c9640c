//! Media types and the encodings of their parts.

use serde_json::Value;

use super::context::{Lowering, Map};
use super::object::Rule::{Flag, Known, Schema, Skip, Whole, With};
use super::object::{Kind, Rule, field, since};
use super::refs::{Section, insert_some};
use super::syntax;
use super::version::Version;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::raw::Node;

static MEDIA_TYPE: Kind = Kind {
    name: "a media type",
    fields: &[
        field("schema", Schema),
        field("example", Rule::Value(|_, node, map| Lowering::example(node, map))),
        field("examples", With(|l, node, map| l.examples(node, map))),
        field("encoding", Whole(|l, node, map| l.encodings(node, map))),
        since(
            V32,
            "itemSchema",
            With(|l, node, map| {
                let index = l.position_index(node);
                map.insert("x-lowered-item-schema".into(), index.into());
            }),
        ),
        since(V32, "prefixEncoding", Skip),
        since(V32, "itemEncoding", Skip),
    ],
};

static ENCODING: Kind = Kind {
    name: "an encoding",
    fields: &[
        field("contentType", With(|l, node, map| l.part_type(node, map))),
        field("headers", Skip),
        field("style", Known),
        field(
            "explode",
            With(|l, node, map| {
                if let Some(flag) = l.flag(node, "explode") {
                    // `openapiv3` cannot tell `false` from nothing.
                    map.insert("explode".into(), flag.into());
                    map.insert("x-lowered-explode".into(), flag.into());
                }
            }),
        ),
        field("allowReserved", Flag),
        since(V32, "encoding", Skip),
        since(V32, "prefixEncoding", Skip),
        since(V32, "itemEncoding", Skip),
    ],
};

impl<'a> Lowering<'a> {
    /// `content`: media types by their names.
    pub(super) fn content(&mut self, node: Node<'a>, map: &mut Map) {
        if !self.expect_mapping(node, "`content`") {
            return;
        }
        let mut content = Map::new();
        for (name, media_type) in node.entries() {
            if name.starts_with("x-") && !name.contains('/') {
                continue;
            }
            let names = self.media_names(name, media_type);
            if names.is_empty() {
                continue;
            }
            if let Some(lowered) = self.inline(media_type, Section::MediaTypes, |l, node| l.media_type(node))
            {
                for name in names {
                    content.insert(name.to_owned(), self.effective(name, lowered.clone()));
                }
            }
        }
        insert_some(map, "content", content);
    }

    pub(super) fn media_type(&mut self, node: Node<'a>) -> Option<Value> {
        if node.is_null() {
            let map = Map::from_iter([("x-node".to_owned(), Value::from(node.id().0))]);
            return Some(Value::Object(map));
        }
        self.object(node, &MEDIA_TYPE).map(Value::Object)
    }

    fn encodings(&mut self, node: Node<'a>, map: &mut Map) {
        if !self.expect_mapping(node, "`encoding`") {
            return;
        }
        let mut encodings = Map::new();
        for (name, encoding) in node.entries() {
            let Some(encoding) = self.follow(encoding, "an encoding") else { continue };
            let Some(mut lowered) = self.object(encoding, &ENCODING) else { continue };
            if let Some(style) = self.style(encoding, "query") {
                lowered.insert("style".into(), style.into());
            }
            encodings.insert(name.to_owned(), Value::Object(lowered));
        }
        insert_some(map, "encoding", encodings);
    }

    /// In OpenAPI 3.0 the styles of parts are of no effect but in forms of the other kind.
    fn effective(&self, name: &str, mut media_type: Value) -> Value {
        let multipart = name.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/"));
        if self.version == Version::V30
            && multipart
            && let Some(encodings) = media_type.get_mut("encoding").and_then(Value::as_object_mut)
        {
            for encoding in encodings.values_mut().filter_map(Value::as_object_mut) {
                for key in ["style", "explode", "x-lowered-explode", "allowReserved"] {
                    encoding.remove(key);
                }
            }
        }
        media_type
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
    fn part_type(&mut self, node: Node<'a>, map: &mut Map) {
        let Some(text) = self.text(node, "contentType") else { return };
        if text.split(',').all(|one| syntax::is_media_type(one.trim_matches(' '))) {
            map.insert("contentType".into(), text.into());
        } else {
            let help = "write a media type such as `application/json`";
            self.error(Code::MediaTypeName, node, "this is no media type", help);
        }
    }
}
