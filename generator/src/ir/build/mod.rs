//! From the typed document to the API model. With `parse`, the only code that names `openapiv3`.

mod content;
pub(crate) mod declared;
pub(crate) mod extension;
mod operation;
mod pagination;
mod parameter;
mod response;
mod security;

use openapiv3::OpenAPI;
use serde_json::Value;

use super::pass::{inherit, merge::Merger, patch, union};
use super::schema::Schema;
use super::{Api, GlobalHeader, RetryFacts, Tag};
use crate::diagnostic::Report;
use crate::parse::Document;

/// Builds the API model from the typed document.
pub(crate) fn build(document: &Document, report: &mut Report) -> Api {
    let schemas = schemas(document, report);
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
        retry: retry(extensions),
        samples: Vec::new(),
    };
    (api.operations, api.is_partial) = operation::operations(&document.api, report);
    pagination::detect(&mut api);
    patch::run(&mut api);
    api
}

fn schemas(document: &Document, report: &mut Report) -> Vec<Schema> {
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
    let mut schemas = Merger::new(declared, report).run();
    inherit::apply(&mut schemas, families);
    union::run(&mut schemas, report);
    schemas
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

/// `x-speakeasy-retries` at the document's root.
fn retry(extensions: &extension::Extensions) -> RetryFacts {
    let Some(backoff) = extensions.get("x-speakeasy-retries").and_then(|retries| retries.get("backoff"))
    else {
        return RetryFacts::default();
    };
    let number = |key: &str| backoff.get(key).and_then(Value::as_u64);
    RetryFacts {
        initial_interval_ms: number("initialInterval"),
        max_interval_ms: number("maxInterval"),
        exponent_milli: backoff.get("exponent").and_then(milli),
    }
}

/// A small decimal number times 1,000, read from its digits so that no float is rounded.
fn milli(value: &Value) -> Option<u64> {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(fraction.parse().ok()?)
}

/// How a media type is written and read.
pub(crate) fn content_kind(media_type: &str) -> super::operation::ContentKind {
    content::kind(media_type)
}

pub(crate) use pagination::{follow, success_schema};
