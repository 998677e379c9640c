//! Operations, in document order.

use openapiv3::{OpenAPI, Operation as Typed, PathItem, ReferenceOr};
use serde_json::Value;

use super::{content, extension, parameter, response, security};
use crate::diagnostic::Report;
use crate::ir::operation::{Body, Operation, RetryClass};

/// All operations of the document but the ignored ones, and whether there are such.
pub(crate) fn operations(document: &OpenAPI, report: &mut Report) -> (Vec<Operation>, bool) {
    let mut operations = Vec::new();
    let mut ignored = false;
    for (path, item) in &document.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        let fixed = item.iter().map(|(method, operation)| (method.to_ascii_uppercase(), operation.clone()));
        let mut all: Vec<(String, Typed)> = fixed.collect();
        all.extend(lowered_operations(item, report));
        for (method, operation) in all {
            if extension::ignored(&operation.extensions) {
                ignored = true;
            } else {
                let mut built = build(path, &method, item, &operation, report);
                let security = operation.security.as_ref().or(document.security.as_ref());
                built.scopes = security::scopes(security.map(Vec::as_slice).unwrap_or_default());
                operations.push(built);
            }
        }
    }
    // The order of keys means nothing in a document, so it decides nothing here.
    operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    (operations, ignored)
}

/// Methods that 3.0 does not know.
fn lowered_operations(item: &PathItem, report: &mut Report) -> Vec<(String, Typed)> {
    let Some(Value::Object(methods)) = item.extensions.get("x-lowered-operations") else { return Vec::new() };
    methods
        .iter()
        .filter_map(|(method, value)| {
            let node = security::node(&item.extensions);
            Some((method.clone(), crate::parse::typed::<Typed>(value.clone(), node, report)?))
        })
        .collect()
}

fn build(path: &str, method: &str, item: &PathItem, typed: &Typed, report: &mut Report) -> Operation {
    let Typed {
        tags,
        summary,
        description,
        external_docs: _,
        operation_id,
        parameters,
        request_body,
        responses,
        callbacks: _,
        deprecated,
        security,
        servers,
        extensions,
    } = typed;
    let servers = if servers.is_empty() { &item.servers } else { servers };
    Operation {
        node: security::node(extensions),
        id: operation_id.clone(),
        method: method.to_owned(),
        path: path.to_owned(),
        tags: tags.clone(),
        group: extension::group(extensions).or_else(|| tags.first().cloned()),
        name: extension::name_override(extensions),
        summary: summary.clone().or_else(|| item.summary.clone()),
        description: description.clone().or_else(|| item.description.clone()),
        deprecated: deprecated.then(|| extension::deprecation(extensions)),
        parameters: parameters
            .iter()
            .filter_map(parameter::build)
            .chain(parameter::whole(extensions, report))
            .collect(),
        body: request_body.as_ref().and_then(body),
        responses: response::build(responses),
        security: security.as_deref().map(security::requirements),
        scopes: Vec::new(),
        servers: security::servers(servers),
        pagination: super::pagination::read(extensions),
        paged: super::pagination::declared(extensions),
        retry: super::retries::class(extensions, retry_class(method)),
    }
}

/// What RFC 9110, section 9.2, says of each method; `QUERY` is safe by its own specification.
fn retry_class(method: &str) -> RetryClass {
    match method {
        "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY" => RetryClass::Safe,
        "PUT" | "DELETE" => RetryClass::Idempotent,
        _ => RetryClass::Unsafe,
    }
}

fn body(body: &ReferenceOr<openapiv3::RequestBody>) -> Option<Body> {
    let ReferenceOr::Item(body) = body else { return None };
    let openapiv3::RequestBody { description, content, required, extensions } = body;
    let contents: Vec<_> =
        content.iter().map(|(media_type, content)| content::build(media_type, content)).collect();
    if contents.is_empty() {
        return None;
    }
    Some(Body {
        node: security::node(extensions),
        component: component(extensions),
        description: description.clone(),
        required: *required,
        contents,
    })
}

/// The component an inlined object came from.
pub(crate) fn component(extensions: &extension::Extensions) -> Option<String> {
    extensions.get("x-component").and_then(Value::as_str).map(str::to_owned)
}
