//! OpenAPI 3.0, 3.1 and 3.2 in one shape: a 3.0 document with every schema in one table.
//!
//! The walk follows positions, never keys: a *property* may be called `type` or `$ref`, and `example`, `default`,
//! `enum`, `const` and `x-*` are data. Each kind of object has one table of its fields (`object`), from which
//! copying, warnings about unknown fields and errors about wrong kinds follow alike. Schemas are lowered from a work
//! list, one at a time and without recursion, so that time is linear and depth does not matter.
//!
//! What OpenAPI 3.0 cannot say is kept under `x-lowered-*`; every object says where it comes from under `x-node`.

use serde_json::Value;

use crate::diagnostic::Report;
use crate::raw::{NodeId, Raw};
use crate::source::Siblings;

mod alternative;
mod components;
mod composition;
mod constraint;
mod context;
mod cycle;
mod discriminator;
mod document;
mod enumeration;
mod example;
mod header;
mod keyword;
mod media;
mod number;
mod object;
mod operation;
mod parameter;
mod path;
mod refs;
mod response;
mod retries;
mod schema;
mod schema_type;
mod security;
mod server;
mod syntax;
mod template;
mod version;

/// A document in the shape of OpenAPI 3.0.
#[derive(Debug, Clone)]
pub struct Lowered {
    /// The document. Every schema is an entry of `/components/schemas` under its index; wherever a schema stands
    /// there is a reference to its entry. Everything else that was referred to is inlined.
    pub document: Value,
    /// What each index is: component schemas first, then the others in the order of the walk.
    pub schemas: Vec<LoweredSchema>,
}

/// Where an entry of the schema table comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoweredSchema {
    /// The schema's place in the document.
    pub node: NodeId,
    /// Its name, if it is a component.
    pub component: Option<String>,
}

/// Lowers the document of `raw`. `None` means that `report` now holds at least one error.
#[must_use]
pub fn lower(raw: &Raw, siblings: &Siblings, report: &mut Report) -> Option<Lowered> {
    let errors = report.error_count();
    let root = raw.document()?;
    let version = version::read(root, report)?;
    let mut lowering = context::Lowering::new(raw, siblings, report, version, root);
    let document = lowering.document(root);
    let lowered = lowering.finish(document);
    if report.error_count() > errors { None } else { lowered }
}
