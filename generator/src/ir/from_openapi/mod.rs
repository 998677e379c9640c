//! From the document to the API model.

mod content;
mod operation;
mod pagination;
mod parameter;
mod response;
mod security;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::pass::{conditional, dynamic, inherit, merger::Merger, patch, required, size::Budget, union};
use super::schema::Schema;
use super::{Api, GlobalHeader, Notice, Subject, Tag};
use crate::diagnostic::Report;
use crate::document::by_schema::BySchema;
use crate::document::prose::with_docs;
use crate::document::schema::SchemaObject;
use crate::document::{Document, extension, retries};
use crate::raw::Raw;

/// Builds the API model from the document; none if it would be too large.
pub(crate) fn build(mut document: Document, raw: &Raw, report: &mut Report) -> Option<Api> {
    // Before the schemas, which take most: what operations are made of is gone by then.
    let (operations, is_partial) = operation::operations(&mut document);
    let (schemas, mut budget) = schemas(std::mem::take(&mut document.schemas), raw, report)?;
    let openapiv3::OpenAPI { info, servers, security, tags, external_docs, extensions, .. } = &document.api;
    let mut api = Api {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        notices: notices(info, external_docs.as_ref()),
        servers: security::servers(servers),
        schemes: security::schemes(&document.schemes),
        security: security::requirements(security.as_deref().unwrap_or_default()),
        tags: tags
            .iter()
            .map(|tag| Tag {
                name: tag.name.clone(),
                description: with_docs(tag.description.clone(), tag.external_docs.as_ref()),
            })
            .collect(),
        operations,
        is_partial,
        received: std::mem::take(&mut document.received),
        sent: Vec::new(),
        schemas,
        global_headers: global_headers(extensions),
        retry: retries::facts(extensions),
        samples: Vec::new(),
        rules: std::mem::take(&mut document.rules),
        degraded: BTreeMap::new(),
        patched: BTreeSet::new(),
        inputs: BTreeMap::new(),
    };
    if !budget.rest(&api, raw, report) {
        return None;
    }
    pagination::detect(&mut api);
    patch::run(&mut api);
    Some(api)
}

fn schemas(
    mut declared: BySchema<SchemaObject>,
    raw: &Raw,
    report: &mut Report,
) -> Option<(BySchema<Schema>, Budget)> {
    dynamic::run(&mut declared, report);
    let families = inherit::families(&declared);
    let mut merger = Merger::new(declared, Budget::of(raw), report);
    required::check(&mut merger, raw);
    conditional::run(&mut merger);
    let (mut schemas, budget) = merger.run()?;
    inherit::apply(&mut schemas, families);
    union::run(&mut schemas, report);
    Some((schemas, budget))
}

/// The licence of the API, whom to ask, its terms, and where to read on.
fn notices(info: &openapiv3::Info, docs: Option<&openapiv3::ExternalDocumentation>) -> Vec<Notice> {
    let words = |words: &[Option<&String>]| words.iter().flatten().map(|word| (*word).clone()).collect();
    let license = info.license.as_ref().map(|license| Notice {
        about: Subject::License,
        words: words(&[Some(&license.name)]),
        url: license.url.clone(),
    });
    let contact = info.contact.as_ref().map(|contact| Notice {
        about: Subject::Contact,
        words: words(&[contact.name.as_ref(), contact.email.as_ref()]),
        url: contact.url.clone(),
    });
    let terms = info.terms_of_service.as_ref();
    let terms =
        terms.map(|url| Notice { about: Subject::TermsOfService, words: Vec::new(), url: Some(url.clone()) });
    let said = |notice: &Notice| notice.url.is_some() || !notice.words.is_empty();
    let docs = docs.map(|docs| Notice {
        about: Subject::ExternalDocs,
        words: words(&[docs.description.as_ref()]),
        url: Some(docs.url.clone()),
    });
    [license, contact, terms, docs].into_iter().flatten().filter(said).collect()
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
