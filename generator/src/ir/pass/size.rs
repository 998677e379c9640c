//! How large a crate a document may ask for: what many places share is written out in each of them, and a short
//! document could ask for more than memory holds.

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{Schema, SchemaId, Shape};
use crate::media_type::ContentKind;
use crate::raw::{NodeId, Raw};

/// Parts (properties, values, parameters ...) that every document may ask for.
const PARTS: usize = 50_000;

/// Parts that it may ask for besides, for each of its nodes. Of two thousand documents that were tried none needs more.
const PARTS_FOR_A_NODE: usize = 20;

/// Bytes of text that count as a part.
const TEXT: usize = 500;

/// What is left of the parts that a document may ask for.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    /// All that the document may ask for.
    pub(crate) fn of(raw: &Raw) -> Self {
        Self { left: raw.len().saturating_mul(PARTS_FOR_A_NODE).saturating_add(PARTS) }
    }

    /// Takes what a schema has of its own. False, and reported, if that is too much.
    pub(crate) fn schema(&mut self, schema: &Schema, report: &mut Report) -> bool {
        let parts = match &schema.shape {
            Shape::Object(object) => object.properties.len(),
            Shape::Union(union) => union.arms.len(),
            Shape::Enum(list) => list.values.len(),
            Shape::Tuple { items, .. } => items.len(),
            _ => 0,
        };
        self.take(parts, schema.node, report)
    }

    /// Takes what operations have, and the texts that they and properties have from the schemas they refer to.
    /// False, and reported, if that is too much.
    pub(crate) fn rest(&mut self, api: &Api, report: &mut Report) -> bool {
        let texts = |schema: &Schema| match &schema.shape {
            Shape::Object(object) => {
                object.properties.values().map(|property| text(api, property.schema)).sum()
            }
            _ => 0,
        };
        api.schemas.iter().all(|schema| self.take(texts(schema), schema.node, report))
            && api.operations.iter().all(|operation| self.take(parts(api, operation), operation.node, report))
    }

    fn take(&mut self, parts: usize, node: NodeId, report: &mut Report) -> bool {
        if parts <= self.left {
            self.left -= parts;
            return true;
        }
        self.left = 0;
        report.error(
            Code::CrateTooLarge,
            Place::Node(node),
            "from here on the crate would be far larger than the document",
            "what is shared is written out wherever it is used: share less of it, or leave operations out by [select]",
        );
        false
    }
}

/// The parts of an operation.
fn parts(api: &Api, operation: &Operation) -> usize {
    let parameters = operation.parameters.iter().map(|parameter| match &parameter.description {
        Some(_) => 1,
        None => 1 + text(api, parameter.schema),
    });
    let responses =
        operation.responses.iter().map(|response| response.headers.len() + response.contents.len());
    let body = operation.body.iter().flat_map(|body| &body.contents).map(|content| 1 + form(api, content));
    let security = operation.security.as_ref().unwrap_or(&api.security).iter().map(Vec::len);
    parameters.sum::<usize>() + responses.sum::<usize>() + body.sum::<usize>() + security.sum::<usize>()
}

/// The fields of a form: each operation has a form of its own.
fn form(api: &Api, content: &Content) -> usize {
    let schema = content.schema.filter(|_| content.media_type.kind() == ContentKind::Multipart);
    match schema.and_then(|id| api.schema(api.target(id))).map(|schema| &schema.shape) {
        Some(Shape::Object(object)) => object.properties.len(),
        _ => 0,
    }
}

/// The text that something has from the schema that it refers to.
fn text(api: &Api, id: SchemaId) -> usize {
    let text = |id| api.schema(id).and_then(|schema| schema.meta.description.as_deref());
    text(id).or_else(|| text(api.target(id))).map_or(0, str::len) / TEXT
}
