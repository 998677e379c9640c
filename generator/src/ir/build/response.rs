//! Documented responses: codes first, in order, then ranges, then `default`.

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Response as Typed, Responses, StatusCode};
use serde_json::Value;

use super::declared::position;
use super::{content, extension, operation, security};
use crate::ir::operation::{Header, Response, Status};

/// All responses of an operation.
pub(crate) fn build(responses: &Responses) -> Vec<Response> {
    let coded = responses.responses.iter().filter_map(|(status, response)| {
        let status = match status {
            StatusCode::Code(code) => Status::Code(*code),
            StatusCode::Range(digit) => Status::Range(*digit),
        };
        one(status, response)
    });
    let default = responses.default.iter().filter_map(|response| one(Status::Default, response));
    let mut all: Vec<Response> = coded.chain(default).collect();
    all.sort_by_key(|response| response.status);
    all
}

fn one(status: Status, response: &ReferenceOr<Typed>) -> Option<Response> {
    let ReferenceOr::Item(response) = response else { return None };
    let Typed { description, headers, content: contents, links: _, extensions } = response;
    Some(Response {
        node: security::node(extensions),
        component: operation::component(extensions),
        status,
        description: description.clone(),
        contents: contents.iter().map(|(media_type, typed)| content::build(media_type, typed)).collect(),
        headers: headers.iter().filter_map(|(name, typed)| header(name, typed)).collect(),
    })
}

fn header(name: &str, header: &ReferenceOr<openapiv3::Header>) -> Option<Header> {
    let ReferenceOr::Item(header) = header else { return None };
    let (schema, content) = match &header.format {
        ParameterSchemaOrContent::Schema(schema) => (position(schema), None),
        ParameterSchemaOrContent::Content(content) => match content.first() {
            Some((media_type, typed)) => (typed.schema.as_ref().and_then(position), Some(media_type.clone())),
            None => (None, None),
        },
    };
    Some(Header {
        node: security::node(&header.extensions),
        name: name.to_owned(),
        description: header.description.clone(),
        required: header.required,
        deprecated: header.deprecated.unwrap_or_default().then(|| extension::deprecation(&header.extensions)),
        explode: header.extensions.get("x-lowered-explode").and_then(Value::as_bool).unwrap_or_default(),
        content,
        schema,
    })
}
