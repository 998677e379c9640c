//! Request bodies and responses.

use serde_json::Value;

use super::context::{Lowering, Map};
use super::object::Rule::{Data, Flag, Prose, Skip, Whole};
use super::object::{Kind, field, since};
use super::refs::Section;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::raw::Node;

static REQUEST_BODY: Kind = Kind {
    name: "a request body",
    fields: &[
        field("description", Prose),
        field("content", Whole(|l, node, map| l.content(node, map))),
        field("required", Flag),
    ],
};

static RESPONSE: Kind = Kind {
    name: "a response",
    fields: &[
        field("description", Prose),
        field("headers", Whole(|l, node, map| l.headers(node, map))),
        field("content", Whole(|l, node, map| l.content(node, map))),
        field("links", Skip),
        since(V32, "summary", Data("x-lowered-summary")),
    ],
};

impl<'a> Lowering<'a> {
    pub(super) fn request_body(&mut self, node: Node<'a>) -> Option<Value> {
        let map = self.object(node, &REQUEST_BODY)?;
        if node.get("content").is_none() {
            let message = "a request body has no `content`";
            self.warning(Code::MissingField, node, message, "add `content`; no body is assumed");
        }
        Some(Value::Object(map))
    }

    /// `responses` of an operation, by status.
    pub(super) fn responses(&mut self, node: Node<'a>, map: &mut Map) {
        if !self.expect_mapping(node, "`responses`") {
            return;
        }
        let mut responses = Map::new();
        for (status, response) in node.entries() {
            if status.starts_with("x-") {
                self.extension(status, response, &mut responses);
                continue;
            }
            let Some(status) = self.status(status, node, &responses, response) else { continue };
            let lowered = self.inline(response, Section::Responses, |l, node| l.response(node));
            if let Some(mut lowered) = lowered {
                self.no_content(&status, response, &mut lowered);
                responses.insert(status, lowered);
            }
        }
        map.insert("responses".into(), Value::Object(responses));
    }

    /// A key of `responses` as the standard spells it. Ranges in small letters are widespread, and can mean one thing.
    fn status(&mut self, status: &str, all: Node<'a>, done: &Map, response: Node<'a>) -> Option<String> {
        if is_status(status) {
            return Some(status.to_owned());
        }
        let (message, help) = (format!("`{status}` is no status of a response"), status_help(status));
        let place = Place::Key(response.id());
        let upper = status.to_ascii_uppercase();
        if is_status(&upper) && all.get(&upper).is_none() && !done.contains_key(&upper) {
            self.report.warning(Code::StatusKey, place, message, format!("{help}, as it is read here"));
            return Some(upper);
        }
        self.report.error(Code::StatusKey, place, message, help);
        None
    }

    /// Some answers never have a body, whatever the document says of it (RFC 9110, section 6.4.1).
    fn no_content(&mut self, status: &str, node: Node<'a>, response: &mut Value) {
        let known = matches!(status, "204" | "205" | "304");
        let content = known.then(|| response.as_object_mut()?.remove("content")).flatten();
        if content.is_some_and(|content| content.as_object().is_some_and(|types| !types.is_empty())) {
            self.report.warning(
                Code::KeywordIgnored,
                Place::Key(node.id()),
                format!("an answer with status {status} never has a body; its `content` is ignored"),
                "remove `content`, or document the status that the body comes with",
            );
        }
    }

    pub(super) fn response(&mut self, node: Node<'a>) -> Option<Value> {
        let mut map = self.object(node, &RESPONSE)?;
        if !map.contains_key("description") {
            if self.version < V32 && self.first("response description") {
                let message = "a response has no `description`; this is said once";
                self.warning(
                    Code::MissingField,
                    node,
                    message,
                    "add `description`; an empty text is assumed",
                );
            }
            map.insert("description".into(), "".into());
        }
        Some(Value::Object(map))
    }
}

/// True for `default`, `200` and `2XX`.
fn is_status(text: &str) -> bool {
    match text.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

fn status_help(text: &str) -> String {
    let upper = text.trim().to_ascii_uppercase();
    if is_status(&upper) {
        format!("write `{upper}`")
    } else if text.eq_ignore_ascii_case("default") {
        "write `default`".to_owned()
    } else {
        "keys are codes from `100` to `599`, ranges from `1XX` to `5XX`, and `default`".to_owned()
    }
}
