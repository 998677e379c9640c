//! OpenAPI 2.0 (Swagger), 3.0, 3.1 and 3.2 in one shape.
//!
//! The walk follows positions, never keys: a *property* may be called `type` or `$ref`, and `example`, `default`,
//! `enum`, `const` and `x-*` are data. Each kind of object has one table of its fields (`object`), from which
//! copying, warnings about unknown fields and errors about wrong kinds follow alike. Schemas are lowered from a work
//! list, one at a time and without recursion, so that time is linear and depth does not matter.
//!
//! What comes out is a [`Document`]: `openapiv3` sees nothing that was not written here field by field.

use crate::diagnostic::Report;
use crate::document::{Document, Head};
use crate::raw::Raw;
use crate::siblings::Siblings;

mod address;
mod alternative;
mod components;
mod composition;
mod constraint;
mod context;
mod copies;
mod cycle;
mod discriminator;
mod document;
mod draft;
mod enumeration;
mod example;
mod header;
mod keyword;
mod media;
mod media_defaults;
mod number;
mod numeral;
mod object;
mod operation;
mod parameter;
mod path;
mod query;
mod received;
mod refs;
mod response;
mod retries;
mod rule;
mod schema;
mod section;
mod security;
mod server;
mod shared;
mod standard;
mod swagger;
mod table;
mod template;
mod types;
mod version;

/// Lowers the document of `raw`, with those of its operations that are chosen. `None` means that `report` now holds at
/// least one error; errors that lie within a part of the document are there beside the rest of it.
#[must_use]
pub fn lower(
    raw: &Raw,
    siblings: &Siblings,
    is_chosen: &dyn Fn(&Head) -> bool,
    report: &mut Report,
) -> Option<Document> {
    let root = raw.document()?;
    let version = version::read(root, report)?;
    let mut lowering = context::Lowering::new(raw, siblings, is_chosen, report, version, root);
    let whole = lowering.document(root);
    let operations = whole.as_ref().map_or(0, |whole| whole.operations.len());
    let schemas = lowering.schemas(operations)?;
    let rules = rule::read(raw, siblings, version, schemas.iter().filter_map(|schema| schema.node));
    whole.map(|whole| Document { schemas, rules, ..whole })
}
