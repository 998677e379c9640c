//! How large a crate a document may ask for: what many places share is written out in each of them, and a short
//! document could ask for more than memory holds.

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::schema::{Schema, SchemaId, Shape};
use crate::media_type::ContentKind;
use crate::memory;
use crate::raw::{NodeId, Raw};

/// Parts (properties, values, parameters ...) that every document may ask for.
const PARTS: usize = 50_000;

/// Parts that it may ask for besides, for each of its nodes. Of two thousand documents that were tried none needs more.
const PARTS_FOR_A_NODE: usize = 20;

/// Bytes of text that count as a part.
const TEXT: usize = 500;

/// Values of an enum.
const MOST_VALUES: usize = 50_000;

/// Properties of an object, parts of an operation.
const MOST_MEMBERS: usize = 10_000;

/// Alternatives of a union, each of which is held against each other one.
const MOST_ALTERNATIVES: usize = 2_000;

/// Bytes that a part was measured to take where a run takes most, its code included.
const PART: usize = 1_500;

/// Bytes that a text takes for each of its own: it is read, lowered, copied and printed.
const COPIES: usize = 5;

/// Bytes of a name that are counted with its part.
const SHORT: usize = 32;

/// Bytes that each other byte of a name takes: names are spelled in several items, and signs are words.
const SPELLINGS: usize = 40;

/// Parts that each field of a form counts as: its setter is the operation's, too.
const FIELD_OF_FORM: usize = 2;

/// Bytes of an alternative of a union, those of unions within it among them.
const ALTERNATIVE: usize = 5_000;

/// What is left of what a document may ask for.
#[derive(Debug)]
pub(crate) struct Budget {
    parts: usize,
    memory: usize,
}

impl Budget {
    /// All that the document may ask for.
    pub(crate) fn of(raw: &Raw) -> Self {
        Self {
            parts: raw.len().saturating_mul(PARTS_FOR_A_NODE).saturating_add(PARTS),
            memory: memory::MOST.saturating_sub(memory::of(raw)),
        }
    }

    /// Takes what a schema has of its own. False, and reported, if that is too much.
    pub(crate) fn schema(&mut self, schema: &Schema, report: &mut Report) -> bool {
        let (parts, most, what) = match &schema.shape {
            Shape::Object(object) => (object.properties.len(), MOST_MEMBERS, "properties"),
            Shape::Union(union) => (union.arms.len(), MOST_ALTERNATIVES, "alternatives"),
            Shape::Enum(list) => (list.values.len(), MOST_VALUES, "values"),
            Shape::Tuple { items, .. } => (items.len(), MOST_MEMBERS, "items"),
            _ => (0, 0, ""),
        };
        let names: usize = match &schema.shape {
            Shape::Object(object) => object.properties.keys().map(|name| long(name)).sum(),
            Shape::Enum(list) => list.values.iter().map(|value| value.value.as_str().map_or(0, long)).sum(),
            _ => 0,
        };
        let component = schema.component.as_ref().map_or(0, |_| memory::COMPONENT);
        let description = COPIES * schema.meta.description.as_deref().map_or(0, str::len);
        let bytes = memory::SCHEMA + component + names + description;
        fits(parts, most, what, schema.node, report) && self.take(parts, bytes, schema.node, report)
    }

    /// Takes what operations have, and the texts that they and properties have from the schemas they refer to.
    /// False, and reported, if that is too much.
    pub(crate) fn rest(&mut self, api: &Api, raw: &Raw, report: &mut Report) -> bool {
        if !lists_fit(api, raw, report) {
            return false;
        }
        let texts = |schema: &Schema| match &schema.shape {
            Shape::Object(object) => {
                object.properties.values().map(|property| text(api, property.schema)).sum()
            }
            _ => 0,
        };
        let alternatives = |schema: &Schema| match &schema.shape {
            Shape::Union(union) => ALTERNATIVE * union.arms.len(),
            _ => 0,
        };
        let mut operation = |operation: &Operation| {
            let (parts, node) = (parts(api, operation), operation.node);
            let names = operation.parameters.iter().map(|parameter| long(&parameter.name)).sum::<usize>();
            let bytes =
                memory::OPERATION + names + COPIES * operation.description.as_deref().map_or(0, str::len);
            fits(parts, MOST_MEMBERS, "parts", node, report) && self.take(parts, bytes, node, report)
        };
        api.operations.iter().all(&mut operation)
            && api
                .schemas
                .iter()
                .all(|schema| self.take(texts(schema), alternatives(schema), schema.node, report))
    }

    /// Takes parts and bytes beside what the parts take.
    fn take(&mut self, parts: usize, bytes: usize, node: NodeId, report: &mut Report) -> bool {
        let memory = parts.saturating_mul(PART).saturating_add(bytes);
        let message = if parts > self.parts {
            "from here on the crate would be far larger than the document".to_owned()
        } else if memory > self.memory {
            memory::message()
        } else {
            self.parts -= parts;
            self.memory -= memory;
            return true;
        };
        report.error(Code::CrateTooLarge, Place::Node(node), message, memory::HELP);
        false
    }
}

/// False, and reported, if one thing has more parts than are turned into one item of Rust, whose syntax tree takes ten
/// times as much memory as the parts.
fn fits(parts: usize, most: usize, what: &str, node: NodeId, report: &mut Report) -> bool {
    if parts > most {
        let message = format!("this has {parts} {what}; at most {most} become one item of Rust");
        report.error(Code::CrateTooLarge, Place::Node(node), message, "describe less of it by an overlay");
    }
    parts <= most
}

/// False, and reported, if the client would have too many parts.
fn lists_fit(api: &Api, raw: &Raw, report: &mut Report) -> bool {
    let Some(document) = raw.document() else { return true };
    let variables = api.servers.iter().map(|server| server.variables.len()).max();
    let lists = [
        (api.schemes.len(), "security schemes"),
        (api.servers.len(), "servers"),
        (variables.unwrap_or(0), "variables of a server"),
    ];
    lists.into_iter().all(|(parts, what)| fits(parts, MOST_MEMBERS, what, document.id(), report))
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
    match schema.map(|id| api.shape(id)) {
        Some(Shape::Object(object)) => FIELD_OF_FORM * object.properties.len(),
        _ => 0,
    }
}

/// What a name takes beside its part. A sign takes twice what a letter does: `_` is `underscore`.
fn long(name: &str) -> usize {
    let signs = name.chars().filter(|char| !char.is_alphanumeric()).count();
    name.len().saturating_add(signs).saturating_sub(SHORT).saturating_mul(SPELLINGS)
}

/// The text that something has from the schema that it refers to.
fn text(api: &Api, id: SchemaId) -> usize {
    let text = |id| api.schema(id).meta.description.as_deref();
    text(id).or_else(|| text(api.target(id))).map_or(0, str::len) / TEXT
}
