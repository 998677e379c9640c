//! Operations, by path and method.

use super::{content, parameter, response, security};
use crate::document::prose::with_docs;
use crate::document::{self, Document, extension, retries};
use crate::ir::operation::{Body, Named, NamedBy, Operation, RetryClass};

/// All operations of the document but the ignored ones, and whether there are such. The document gives them away: their
/// examples are not to be held twice.
pub(crate) fn operations(document: &mut Document) -> (Vec<Operation>, bool) {
    let declared = std::mem::take(&mut document.operations);
    let all = declared.len();
    let kept = declared.into_iter().filter(|operation| !extension::ignored(&operation.object.extensions));
    let mut operations: Vec<Operation> = kept
        .map(|operation| {
            let security = operation.object.security.as_ref().or(document.api.security.as_ref());
            let scopes = security::scopes(security.map(Vec::as_slice).unwrap_or_default());
            Operation { scopes, ..build(&operation) }
        })
        .collect();
    // The order of keys means nothing in a document, so it decides nothing here.
    operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    let is_partial = operations.len() < all;
    (operations, is_partial)
}

fn build(operation: &document::Operation) -> Operation {
    let document::Operation {
        node,
        template,
        fixed_query,
        method,
        object,
        item,
        parameters,
        body,
        responses,
    } = operation;
    let extensions = &object.extensions;
    let servers = if object.servers.is_empty() { &item.servers } else { &object.servers };
    Operation {
        node: *node,
        id: object.operation_id.clone(),
        method: method.clone(),
        path: operation.path(),
        template: template.clone(),
        fixed_query: fixed_query.clone(),
        tags: object.tags.clone(),
        group: Named::by(NamedBy::Extension, extension::group(extensions))
            .or_else(|| Named::by(NamedBy::Tag, object.tags.first().cloned())),
        name: Named::by(NamedBy::Extension, extension::name_override(extensions)),
        summary: object.summary.clone().or_else(|| item.summary.clone()),
        description: with_docs(
            object.description.clone().or_else(|| item.description.clone()),
            object.external_docs.as_ref(),
        ),
        deprecated: object.deprecated.then(|| extension::deprecation(extensions)),
        parameters: parameters.iter().filter_map(|parameter| parameter::build(parameter)).collect(),
        body: body.as_deref().and_then(self::body),
        responses: response::build(responses),
        security: object.security.as_deref().map(security::requirements),
        scopes: Vec::new(),
        servers: security::servers(servers),
        pagination: super::pagination::read(extensions, method),
        pagination_declared: super::pagination::declared(extensions),
        pagination_open: !super::pagination::declared(extensions),
        retry: if retries::is_never(extensions) { RetryClass::Never } else { retry_class(method) },
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

fn body(body: &document::RequestBody) -> Option<Body> {
    let contents = content::contents(&body.content);
    (!contents.is_empty()).then(|| Body {
        node: body.node,
        component: body.component.clone(),
        description: body.object.description.clone(),
        required: body.object.required,
        contents,
    })
}
