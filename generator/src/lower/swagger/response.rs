//! Responses, whose schema stands apart from their media types.

use std::rc::Rc;

use super::super::context::Lowering;
use super::super::media_defaults::Direction;
use super::super::object::Rule::{Known, Prose};
use super::super::object::{Kind, only_20, shared};
use super::media::{plain, under_names};
use crate::document::{Content, MediaType, Response};
use crate::media_type::MediaType as Name;
use crate::raw::Node;

/// Stands for the media types that the operation names.
const PRODUCED: &str = "*/*";

static RESPONSE: Kind<openapiv3::Response> = Kind {
    name: "a response",
    fields: &[
        shared("description", Prose(|response, text| response.description = text)),
        shared("headers", Known),
        only_20("schema", Known),
        only_20("examples", Known),
    ],
};

impl<'a> Lowering<'a> {
    /// A response, with its schema under a name that stands for what the operation produces.
    pub(in super::super) fn swagger_response(&mut self, node: Node<'a>) -> Option<Response> {
        let object = self.object(node, &RESPONSE)?;
        let headers = self.whole(node, "headers", "`headers`");
        let headers = headers.map(|headers| self.headers(headers)).unwrap_or_default();
        let mut content = Content::new();
        if let Some(schema) = self.present(node, "schema") {
            let id = self.position(schema);
            content.insert(PRODUCED.to_owned(), Rc::new(plain(schema, id)));
        }
        Some(Response { node: node.id(), component: None, object, content, headers })
    }

    /// Puts the schema of a response under the media types that the operation produces, with its examples.
    pub(in super::super) fn produced(&mut self, operation: Node<'a>, response: &mut Rc<Response>) {
        let Some(media_type) = response.content.get(PRODUCED).filter(|one| one.schema.is_some()).cloned()
        else {
            return;
        };
        let names = self.media_types(operation, Direction::Response);
        let node = self.raw.node(response.node);
        let is_file = node.and_then(|node| node.get("schema")).is_some_and(|schema| self.is_file(schema));
        let mut content = under_names(&names, &media_type, is_file);
        if let Some(examples) = node.and_then(|node| node.get("examples")) {
            for (name, media_type) in &mut content {
                exemplify(name, media_type, examples);
            }
        }
        if let Some(node) = node {
            self.answers(node, &mut content);
        }
        Rc::make_mut(response).content = content;
    }
}

/// Gives a media type its example.
fn exemplify(name: &str, media_type: &mut Rc<MediaType>, examples: Node<'_>) {
    let essence = Name::new(name).essence().to_owned();
    let own = examples.entries().find(|(key, _)| Name::new(key).essence() == essence);
    if let Some((_, example)) = own.filter(|(_, example)| !example.is_null()) {
        Rc::make_mut(media_type).object.example = Some(example.to_json());
    }
}
