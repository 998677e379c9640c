//! How lists within what has the style `deepObject` are written: no standard says it, so that the configuration does.

use std::collections::BTreeSet;

use super::is_called;
use crate::code::Code;
use crate::config::{Config, DeepObjectLists};
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Operation, Style};
use crate::ir::schema::{Additional, SchemaId, Shape};
use crate::raw::NodeId;

/// Schemas of one parameter that are looked at: a hostile document must not take quadratic time.
const MOST: usize = 1000;

/// Gives parameters and parts of forms the style that the configuration names, and tells of those that hold lists of which
/// it says nothing.
pub(super) fn apply(api: &mut Api, config: &Config, report: &mut Report) {
    let mut untold = Vec::new();
    for operation in &mut api.operations {
        let mut named = config.operations.iter().filter(|(id, _)| is_called(operation, id));
        let own = named.find_map(|(_, settings)| settings.deep_object_lists);
        let style = match own.or(config.client.deep_object_lists) {
            Some(DeepObjectLists::Repeat) => Style::DeepObject,
            Some(DeepObjectLists::Brackets) => Style::DeepBrackets,
            Some(DeepObjectLists::Indices) => Style::DeepIndices,
            None => {
                untold.extend(deep(operation));
                continue;
            }
        };
        for parameter in operation.parameters.iter_mut().filter(|parameter| parameter.style.is_deep()) {
            parameter.style = style;
        }
        for content in operation.body.iter_mut().flat_map(|body| &mut body.contents) {
            let encodings = content.encoding.values_mut().filter_map(|encoding| encoding.style.as_mut());
            encodings.filter(|style| style.is_deep()).for_each(|found| *found = style);
        }
    }
    // A component that several operations use counts once.
    let mut seen = BTreeSet::new();
    untold.retain(|(node, name, held)| {
        seen.insert((*node, name.clone())) && held.schema(api, name).is_some_and(|held| holds_list(api, held))
    });
    if let Some((node, name, _)) = untold.first() {
        let others = match untold.len() - 1 {
            0 => String::new(),
            more => format!(", and within {more} more,"),
        };
        let message = format!(
            "lists within `{}`{others} repeat their name (`deepObject`), and no standard says how they are written",
            name.escape_debug()
        );
        let help = "say what the server reads by `deep_object_lists` under [client], or of an operation: `repeat`, `brackets` \
                    or `indices`";
        report.warning(Code::ParameterShape, Place::Node(*node), message, help);
    }
}

/// Whose schema says what has the style.
enum Held {
    Parameter(SchemaId),
    /// That of a form with such a part.
    Form(Option<SchemaId>),
}

impl Held {
    fn schema(&self, api: &Api, name: &str) -> Option<SchemaId> {
        match self {
            Self::Parameter(schema) => Some(*schema),
            Self::Form(form) => match api.shape(api.target((*form)?)) {
                Shape::Object(object) => object.properties.get(name).map(|part| part.schema),
                _ => None,
            },
        }
    }
}

/// What has the style: where it stands, its name and what it is.
fn deep(operation: &Operation) -> Vec<(NodeId, String, Held)> {
    let parameters = operation.parameters.iter().filter(|one| one.style.is_deep() && one.content.is_none());
    let parameters = parameters.map(|one| (one.node, one.name.clone(), Held::Parameter(one.schema)));
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let parts = contents.flat_map(|content| {
        let styled =
            content.encoding.iter().filter(|(_, encoding)| encoding.style.is_some_and(Style::is_deep));
        styled.map(|(name, _)| (content.node, name.clone(), Held::Form(content.schema)))
    });
    parameters.chain(parts).collect()
}

/// Whether values of a schema may hold a list of scalars.
fn holds_list(api: &Api, schema: SchemaId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![schema]);
    while let Some(id) = open.pop().map(|id| api.target(id)) {
        if seen.len() >= MOST || !seen.insert(id) {
            continue;
        }
        match api.shape(id) {
            Shape::Array { items, .. } => match items.map(|items| api.shape(api.target(items))) {
                Some(Shape::Object(_) | Shape::Map { .. } | Shape::Array { .. }) => open.extend(*items),
                _ => return true,
            },
            Shape::Tuple { .. } => return true,
            Shape::Map { values } => open.extend(*values),
            Shape::Object(object) => {
                open.extend(object.properties.values().map(|property| property.schema));
                if let Some(Additional::Schema(more)) = object.additional {
                    open.push(more);
                }
            }
            Shape::Union(union) => open.extend(union.arms.iter().map(|arm| arm.schema)),
            _ => {}
        }
    }
    false
}
