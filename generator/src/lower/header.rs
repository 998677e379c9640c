//! Headers of responses.

use serde_json::Value;

use super::context::{Lowering, Map};
use super::object::Rule::{Data, Flag, Known, Prose, Skip, With};
use super::object::{Kind, Rule, field};
use super::refs::{Section, insert_some};
use super::syntax;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::raw::Node;

static HEADER: Kind = Kind {
    name: "a header",
    fields: &[
        field("description", Prose),
        field("required", Flag),
        field("deprecated", Flag),
        field("schema", Known),
        field("content", Known),
        field("style", Skip),
        field("explode", Data("x-lowered-explode")),
        field("example", Rule::Value(|_, node, map| Lowering::example(node, map))),
        field("examples", With(|l, node, map| l.examples(node, map))),
        field("allowEmptyValue", Skip),
        field("allowReserved", Skip),
        field("name", Skip),
        field("in", Skip),
    ],
};

impl<'a> Lowering<'a> {
    /// `headers` of a response; `Content-Type` is set aside by the standard.
    pub(super) fn headers(&mut self, node: Node<'a>, map: &mut Map) {
        if !self.expect_mapping(node, "`headers`") {
            return;
        }
        let mut headers = Map::new();
        for (name, header) in node.entries() {
            if name.eq_ignore_ascii_case("content-type") || (name.starts_with("x-") && !header.is_object()) {
                continue;
            }
            if !syntax::is_token(name) {
                let message = "this cannot be the name of a header";
                self.report.error(Code::HeaderName, Place::Key(header.id()), message, "correct the name");
                continue;
            }
            if let Some(lowered) = self.inline(header, Section::Headers, |l, node| l.header(node)) {
                headers.insert(name.to_owned(), lowered);
            }
        }
        insert_some(map, "headers", headers);
    }

    /// One header.
    pub(super) fn header(&mut self, node: Node<'a>) -> Option<Value> {
        let mut map = self.object(node, &HEADER)?;
        self.schema_or_content(node, &mut map, "a header")?;
        Some(Value::Object(map))
    }
}
