//! The lowered document in the types of `openapiv3`, with nothing lost on the way.

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde_json::Value;

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::lower::{Lowered, LoweredSchema};
use crate::raw::NodeId;

/// The typed document.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) api: OpenAPI,
    /// The schema table, in the order of its indices.
    pub(crate) schemas: Vec<ReferenceOr<Schema>>,
    pub(crate) origins: Vec<LoweredSchema>,
}

/// Parses schema by schema, so that `openapiv3`'s untagged nodes never nest and a fault has a place.
pub(crate) fn parse(lowered: Lowered, report: &mut Report) -> Option<Document> {
    let Lowered { mut document, schemas: origins, .. } = lowered;
    let table = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
        .map(std::mem::take)
        .unwrap_or_default();
    let mut schemas = Vec::with_capacity(origins.len());
    for (index, origin) in origins.iter().enumerate() {
        let value =
            table.get(&index.to_string()).cloned().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
        schemas.push(typed::<ReferenceOr<Schema>>(value, origin.node, report)?);
    }
    let node = document.get("x-node").and_then(Value::as_u64).and_then(|id| u32::try_from(id).ok());
    let api = typed::<OpenAPI>(document, NodeId(node.unwrap_or_default()), report)?;
    Some(Document { api, schemas, origins })
}

/// One object in `openapiv3`'s types. Lowering promises that this cannot fail; if it does, say where.
pub(crate) fn typed<T: serde::de::DeserializeOwned>(
    value: Value,
    node: NodeId,
    report: &mut Report,
) -> Option<T> {
    match serde_json::from_value(value) {
        Ok(typed) => Some(typed),
        Err(error) => {
            report.error(
                Code::NotRepresentable,
                Place::Node(node),
                format!("this cannot be read as OpenAPI 3.0 after lowering: {error}"),
                "this is a gap in the generator; rewrite the object in a simpler form and report it",
            );
            None
        }
    }
}
