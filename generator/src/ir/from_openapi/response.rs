//! Documented responses: codes first, in order, then ranges, then `default`.

use std::rc::Rc;

use super::content;
use crate::document::{self, extension};
use crate::ir::operation::{Header, Response, Status};

/// All responses of an operation.
pub(crate) fn build(responses: &[(Status, Rc<document::Response>)]) -> Vec<Response> {
    let mut all: Vec<Response> = responses.iter().map(|(status, response)| one(*status, response)).collect();
    all.sort_by_key(|response| response.status);
    all
}

fn one(status: Status, response: &document::Response) -> Response {
    Response {
        node: response.node,
        component: response.component.clone(),
        status,
        description: response.object.description.clone(),
        contents: content::contents(&response.content),
        headers: response.headers.iter().map(|(name, field)| header(name, field)).collect(),
    }
}

fn header(name: &str, header: &document::Header) -> Header {
    let object = &header.object;
    let (schema, content) = content::value(&header.value);
    Header {
        node: header.node,
        name: name.to_owned(),
        description: object.description.clone(),
        required: object.required,
        deprecated: object.deprecated.unwrap_or_default().then(|| extension::deprecation(&object.extensions)),
        explode: header.explode,
        content,
        schema,
    }
}
