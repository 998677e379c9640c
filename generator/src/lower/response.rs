//! Request bodies and responses.

use std::rc::Rc;

use super::context::Lowering;
use super::media::bytes;
use super::object::Rule::{Flag, Known, Prose, Skip};
use super::object::{Kind, field, since};
use super::version::Version::{V20, V32};
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::prose::summed_up;
use crate::document::{Content, RequestBody, Response, Status};
use crate::raw::Node;

pub(super) static REQUEST_BODY: Kind<openapiv3::RequestBody> = Kind {
    name: "a request body",
    fields: &[
        field("description", Prose(|body, text| body.description = Some(text))),
        field("content", Known),
        field("required", Flag(|body, flag| body.required = flag)),
    ],
};

pub(super) static RESPONSE: Kind<openapiv3::Response> = Kind {
    name: "a response",
    fields: &[
        field("description", Prose(|response, text| response.description = text)),
        field("headers", Known),
        field("content", Known),
        field("links", Skip),
        since(V32, "summary", Prose(|_, _| {})),
    ],
};

impl<'a> Lowering<'a> {
    pub(super) fn request_body(&mut self, node: Node<'a>) -> Option<RequestBody> {
        let object = self.object(node, &REQUEST_BODY)?;
        let media_types = node.get("content");
        if media_types.is_none_or(|content| content.is_object() && content.entries().next().is_none()) {
            let message = match media_types {
                None => "a request body has no `content`",
                Some(_) => "the `content` of a request body names no media type",
            };
            self.warning(Code::MissingField, node, message, "add one; no body is assumed");
        }
        let content = self.whole(node, "content", "`content`");
        let content = content.map(|content| self.body_content(content)).unwrap_or_default();
        Some(RequestBody { node: node.id(), component: None, object, content })
    }

    /// `responses` of an operation, by status.
    pub(super) fn responses(&mut self, operation: Node<'a>, node: Node<'a>) -> Vec<(Status, Rc<Response>)> {
        let mut responses: Vec<(Status, Rc<Response>)> = Vec::new();
        if !self.expect_mapping(node, "`responses`") {
            return responses;
        }
        for (status, response) in node.entries() {
            if status.starts_with("x-") {
                continue;
            }
            let Some(status) = self.status(status, node, response) else { continue };
            if responses.iter().any(|(known, _)| *known == status) || self.is_filled(status, node, response) {
                continue;
            }
            let lowered = self.inline::<Response>(response);
            let mut lowered = lowered.unwrap_or_else(|| Rc::new(unread(response, status)));
            if self.version == V20 {
                self.produced(operation, &mut lowered);
            }
            self.no_content(status, response, &mut lowered);
            self.not_the_last(status, response);
            responses.push((status, lowered));
        }
        responses
    }

    /// True, and reported, for a range of which each status is listed: nothing is left for it.
    fn is_filled(&mut self, status: Status, all: Node<'a>, response: Node<'a>) -> bool {
        let Status::Range(class) = status else { return false };
        let within = |key: &str| matches!(read_status(key), Some(Status::Code(code)) if code / 100 == class);
        let is_filled = all.entries().filter(|(key, _)| within(key)).count() == 100;
        if is_filled {
            let message = format!("each status of `{class}XX` is listed, so that it means nothing");
            self.ignored(response, message, "remove it, or some of the statuses");
        }
        is_filled
    }

    /// A key of `responses` as the standard spells it. Ranges in small letters are widespread, and can mean one thing.
    fn status(&mut self, status: &str, all: Node<'a>, response: Node<'a>) -> Option<Status> {
        if let Some(status) = read_status(status) {
            return Some(status);
        }
        let (message, help) = (format!("`{status}` is no status of a response"), status_help(status));
        let place = Place::Key(response.id());
        let upper = status.to_ascii_uppercase();
        if let Some(meant) = read_status(&upper).filter(|_| all.get(&upper).is_none()) {
            self.report.warning(Code::StatusKey, place, message, format!("{help}, as it is read here"));
            return Some(meant);
        }
        self.spot(Cost::Response, |lowering| {
            lowering.error_at_key(Code::StatusKey, response, message, help);
            None
        })
    }

    /// Some answers never have a body, whatever the document says of it (RFC 9110, section 6.4.1).
    fn no_content(&mut self, status: Status, node: Node<'a>, response: &mut Rc<Response>) {
        let Status::Code(code) = status else { return };
        if !is_bodiless(status) {
            return;
        }
        if response.content.is_empty() {
            return;
        }
        Rc::make_mut(response).content = Content::new();
        self.report.warning(
            Code::KeywordIgnored,
            Place::Key(node.id()),
            format!("an answer with status {code} never has a body; its `content` is ignored"),
            "remove `content`, or document the status that the body comes with",
        );
    }

    /// Some come before the answer, or begin another protocol (RFC 9110, section 15.2).
    fn not_the_last(&mut self, status: Status, node: Node<'a>) {
        if matches!(status, Status::Code(100..=199) | Status::Range(1)) {
            self.report.warning(
                Code::KeywordIgnored,
                Place::Key(node.id()),
                "no answer ends with a status of this range; what is said of it is ignored",
                "remove it; a change of protocol is no call that a client of HTTP makes",
            );
        }
    }

    pub(super) fn response(&mut self, node: Node<'a>) -> Option<Response> {
        let mut object = self.object(node, &RESPONSE)?;
        let description = Some(std::mem::take(&mut object.description)).filter(|text| !text.is_empty());
        object.description = summed_up(self.summary(node, V32), description).unwrap_or_default();
        let described = node.get("description").is_some_and(|text| !text.is_null());
        if !described && self.version < V32 && self.first("response description") {
            let message = "a response has no `description`; this is said once";
            let help = "add `description`; an empty text is assumed";
            self.warning(Code::MissingField, node, message, help);
        }
        let headers = self.whole(node, "headers", "`headers`");
        let headers = headers.map(|headers| self.headers(headers)).unwrap_or_default();
        let content = self.whole(node, "content", "`content`");
        let mut content = content.map(|content| self.body_content(content)).unwrap_or_default();
        self.answers(node, &mut content);
        Some(Response { node: node.id(), component: None, object, content, headers })
    }
}

/// A response that cannot be read: its body may be anything.
fn unread(node: Node<'_>, status: Status) -> Response {
    Response {
        node: node.id(),
        component: None,
        object: openapiv3::Response::default(),
        content: if is_bodiless(status) { Content::new() } else { bytes(node) },
        headers: Vec::new(),
    }
}

/// True for a status of which an answer never has a body.
fn is_bodiless(status: Status) -> bool {
    matches!(status, Status::Code(204 | 205 | 304))
}

/// `default`, `200` and `2XX`.
fn read_status(text: &str) -> Option<Status> {
    match text.as_bytes() {
        b"default" => Some(Status::Default),
        [digit @ b'1'..=b'5', b'X', b'X'] => Some(Status::Range(u16::from(digit - b'0'))),
        [b'1'..=b'5', tens, ones] if tens.is_ascii_digit() && ones.is_ascii_digit() => {
            text.parse().ok().map(Status::Code)
        }
        _ => None,
    }
}

fn status_help(text: &str) -> String {
    let upper = text.trim().to_ascii_uppercase();
    if read_status(&upper).is_some() {
        format!("write `{upper}`")
    } else if text.eq_ignore_ascii_case("default") {
        "write `default`".to_owned()
    } else {
        "keys are codes from `100` to `599`, ranges from `1XX` to `5XX`, and `default`".to_owned()
    }
}
