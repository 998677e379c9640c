//! Headers of responses.

use std::collections::BTreeSet;
use std::rc::Rc;

use openapiv3::{HeaderStyle, ParameterSchemaOrContent};

use super::context::Lowering;
use super::object::Rule::{Flag, Known, Prose, Skip, Value, With};
use super::object::{Kind, field};
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::document::Header;
use crate::media_type::is_token;
use crate::raw::Node;

pub(super) static HEADER: Kind<openapiv3::Header> = Kind {
    name: "a header",
    fields: &[
        field("description", Prose(|header, text| header.description = Some(text))),
        field("required", Flag(|header, flag| header.required = flag)),
        field("deprecated", Flag(|header, flag| header.deprecated = Some(flag))),
        field("schema", Known),
        field("content", Known),
        field("style", Skip),
        field("explode", Flag(|_, _| {})),
        field("example", Value(|_, node, header| header.example = Lowering::example(node))),
        field("examples", With(|l, node, header| header.examples = l.examples(node))),
        field("allowEmptyValue", Skip),
        field("allowReserved", Skip),
        field("name", Skip),
        field("in", Skip),
    ],
};

/// A header of which nothing is said.
pub(super) fn nothing() -> openapiv3::Header {
    openapiv3::Header {
        description: None,
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Content(openapiv3::Content::new()),
        example: None,
        examples: indexmap::IndexMap::new(),
        extensions: indexmap::IndexMap::new(),
    }
}

impl<'a> Lowering<'a> {
    /// `headers` of a response; `Content-Type` is set aside by the standard.
    pub(super) fn headers(&mut self, node: Node<'a>) -> Vec<(String, Rc<Header>)> {
        let mut headers = Vec::new();
        if !self.expect_mapping(node, "`headers`") {
            return headers;
        }
        let mut names = BTreeSet::new();
        for (name, header) in node.entries() {
            if name.eq_ignore_ascii_case("content-type") || (name.starts_with("x-") && !header.is_object()) {
                continue;
            }
            let named = self.spot(Cost::Header, |lowering| {
                lowering.check_name(name, header, &names);
                Some(())
            });
            if named.is_some() {
                names.insert(name.to_ascii_lowercase());
                let lowered = self.inline::<Header>(header);
                headers.extend(lowered.map(|lowered| (name.to_owned(), lowered)));
            }
        }
        headers
    }

    /// A header's name is one that HTTP can carry, and is there once, whatever its case.
    fn check_name(&mut self, name: &str, header: Node<'a>, names: &BTreeSet<String>) {
        if !is_token(name) {
            let message = "this cannot be the name of a header";
            self.error_at_key(Code::HeaderName, header, message, "correct the name");
        } else if names.contains(&name.to_ascii_lowercase()) {
            let message = format!("the header `{name}` stands here twice, in letters of another case");
            self.error_at_key(Code::Duplicate, header, message, "remove one of them; the first counts");
        }
    }

    /// One header.
    pub(super) fn header(&mut self, node: Node<'a>) -> Option<Header> {
        let object = self.fields(node, &HEADER, nothing())?;
        let explode = node.get("explode").and_then(Node::as_bool).unwrap_or_default();
        let value = self.schema_or_content(node, "a header");
        Some(Header { node: node.id(), object, explode, value })
    }
}
