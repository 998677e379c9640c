//! Objects that keep members which the document does not list.

use std::collections::BTreeSet;

use crate::config::{Config, KeepUnknown};
use crate::diagnostic::Report;
use crate::ir::Api;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};
use crate::raw::Raw;

/// Lets the objects that the configuration names keep all members.
pub(crate) fn keep(api: &mut Api, config: &Config, raw: &Raw, report: &mut Report) {
    let chosen: BTreeSet<SchemaId> = match &config.types.keep_unknown {
        KeepUnknown::All(false) => return,
        KeepUnknown::All(true) => api.schemas.ids().collect(),
        KeepUnknown::Schemas(names) => {
            for name in names {
                if !api.schemas.iter().any(|schema| schema.component.as_ref() == Some(name)) {
                    let message = format!("the document has no schema `{}`", name.escape_debug());
                    let help = "write a name under `components/schemas`";
                    config.unused(raw, &["types", "keep_unknown"], message, help, report);
                }
            }
            within(api, names)
        }
    };
    for id in chosen {
        // What forbids other members has none to keep.
        if let Shape::Object(object) = &mut api.schemas[id].shape
            && !object.closed
        {
            object.additional.get_or_insert(Additional::Any);
        }
    }
}

/// The components of these names, and all within them up to the next component.
fn within(api: &Api, names: &[String]) -> BTreeSet<SchemaId> {
    let is_named = |schema: &Schema| schema.component.as_ref().is_some_and(|name| names.contains(name));
    let named = api.schemas.entries().filter(|(_, schema)| is_named(schema));
    let mut open: Vec<SchemaId> = named.map(|(id, _)| id).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let parts = super::cycle::named(&api.schema(id).shape);
            open.extend(parts.into_iter().filter(|part| api.schema(*part).component.is_none()));
        }
    }
    found
}
