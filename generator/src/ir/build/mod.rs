//! From the typed document to the API model. With `parse`, the only code that names `openapiv3`.

mod content;
pub(crate) mod declared;
pub(crate) mod extension;
mod operation;
mod pagination;
mod parameter;
mod response;
mod retries;
mod security;

use openapiv3::OpenAPI;
use serde_json::Value;

use super::pass::{inherit, merge::Merger, patch, required, size::Budget, union};
use super::schema::Schema;
use super::{Api, GlobalHeader, Tag};
use crate::diagnostic::Report;
use crate::parse::Document;
use crate::raw::Raw;

/// Builds the API model from the typed document; none if it would be too large.
pub(crate) fn build(document: &Document, raw: &Raw, report: &mut Report) -> Option<Api> {
    let (schemas, mut budget) = schemas(document, raw, report)?;
    let OpenAPI { info, servers, components, security, tags, extensions, .. } = &document.api;
    let schemes = components.as_ref().map(security::schemes).unwrap_or_default();
    let mut api = Api {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        servers: security::servers(servers),
        schemes,
        security: security::requirements(security.as_deref().unwrap_or_default()),
        tags: tags
            .iter()
            .map(|tag| Tag { name: tag.name.clone(), description: tag.description.clone() })
            .collect(),
        operations: Vec::new(),
        is_partial: false,
        schemas,
        global_headers: global_headers(extensions),
        retry: retries::facts(extensions),
        samples: Vec::new(),
    };
    (api.operations, api.is_partial) = operation::operations(&document.api, report);
    if !budget.rest(&api, report) {
        return None;
    }
    pagination::detect(&mut api);
    patch::run(&mut api);
    Some(api)
}

fn schemas(document: &Document, raw: &Raw, report: &mut Report) -> Option<(Vec<Schema>, Budget)> {
    let declared: Vec<_> = document
        .schemas
        .iter()
        .zip(&document.origins)
        .map(|(schema, origin)| declared::Declared {
            node: Some(origin.node),
            component: origin.component.clone(),
            ..declared::read(schema)
        })
        .collect();
    let families = inherit::families(&declared);
    let mut merger = Merger::new(declared, Budget::of(raw), report);
    required::check(&mut merger, raw);
    let (mut schemas, budget) = merger.run()?;
    inherit::apply(&mut schemas, families);
    union::run(&mut schemas, report);
    Some((schemas, budget))
}

/// `x-speakeasy-globals`: header parameters that every operation takes.
fn global_headers(extensions: &extension::Extensions) -> Vec<GlobalHeader> {
    let parameters = extensions
        .get("x-speakeasy-globals")
        .and_then(|globals| globals.get("parameters"))
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    parameters
        .iter()
        .filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("header"))
        .filter_map(|parameter| {
            Some(GlobalHeader {
                name: parameter.get("name")?.as_str()?.to_owned(),
                method: None,
                description: parameter.get("description").and_then(Value::as_str).map(str::to_owned),
            })
        })
        .collect()
}

/// How a media type is written and read.
pub(crate) fn content_kind(media_type: &str) -> super::operation::ContentKind {
    content::kind(media_type)
}

pub(crate) use pagination::{follow, success_schema};
pub(crate) use retries::status as retried_status;
