//! Names that end in a number, because nothing in what they name tells them apart: each is reported, since another
//! document could give the number to something else.

use super::ident::Ident;
use super::operation::RAW_METHODS;
use super::table::Names;
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::document::by_schema::BySchema;
use crate::ir::Api;
use crate::ir::schema::Shape;
use crate::raw::{NodeId, Raw};

/// Reports the fields, variants and parameters of what is emitted that are told apart by a number.
pub(super) fn report(api: &Api, raw: &Raw, names: &Names, typed: &BySchema<bool>, report: &mut Report) {
    for (schema, _) in api.schemas.iter().zip(typed).filter(|(_, typed)| **typed) {
        match &schema.shape {
            Shape::Object(object) => {
                let found = names.fields(raw, schema.node, object);
                let nodes = object.properties.values().map(|property| api.schema(property.schema).node);
                let nodes: Vec<NodeId> = nodes.collect();
                let idents = found.fields.iter().map(|(ident, _)| ident);
                numbered("field", idents, |index| nodes.get(index).copied(), report);
            }
            Shape::Enum(list) => {
                let idents = names.variants(raw, schema.node, list);
                numbered("variant", idents.iter(), |_| Some(schema.node), report);
            }
            _ => {}
        }
    }
    for operation in &api.operations {
        let found = names.parameters(raw, operation, &[]);
        let idents = found.parameters.iter().map(|(ident, _)| ident);
        let node = |index: usize| operation.parameters.get(index).map(|one| one.node);
        numbered("parameter", idents, node, report);
    }
}

/// Reports the own types of operations that end in a number because other operations are called so; `is_there` tells
/// which of them the crate has.
pub(crate) fn derived(numbered: &[(Ident, NodeId)], is_there: &dyn Fn(&str) -> bool, report: &mut Report) {
    for (ident, node) in numbered.iter().filter(|(ident, _)| is_there(ident.as_str())) {
        report.warning(
            Code::NameCollision,
            Place::Node(*node),
            format!(
                "another operation is called as a type of this one, which is called `{}`",
                ident.as_str()
            ),
            "give that operation another `operationId`, or pin a name for it under `[names.overrides]`",
        );
    }
}

/// Reports the methods for raw requests that the client lacks because something of the document is called so.
pub(super) fn raw_methods(api: &Api, names: &Names, report: &mut Report) {
    let called = |index: &usize| names.operations.get(index).map(|operation| operation.method.bare());
    for plan in &names.groups {
        let all = match &plan.names {
            Some((accessor, _)) => {
                plan.operations.first().map(|first| (first, accessor.bare())).into_iter().collect()
            }
            None => {
                plan.operations.iter().filter_map(|index| Some((index, called(index)?))).collect::<Vec<_>>()
            }
        };
        for (index, name) in
            all.into_iter().filter(|(_, name)| RAW_METHODS.iter().any(|(raw, _)| raw == name))
        {
            report.warning(
                Code::NameCollision,
                api.operations.get(*index).map_or(Place::Nowhere, |operation| Place::Node(operation.node)),
                format!("the client has no `{name}` for raw requests: an operation or a tag is called so"),
                "pin another name for it under `[names.overrides]` in the configuration if raw requests are wanted",
            );
        }
    }
}

fn numbered<'a>(
    what: &str,
    idents: impl Iterator<Item = &'a Ident>,
    node: impl Fn(usize) -> Option<NodeId>,
    report: &mut Report,
) {
    for (index, ident) in idents.enumerate().filter(|(_, ident)| ident.why().is_numbered()) {
        report.warning(
            Code::NameCollision,
            node(index).map_or(Place::Nowhere, Place::Node),
            format!("several {what}s want one name; this one is called `{}`", ident.as_str()),
            "what it is called depends on the others: pin a name under `[names.overrides]` in the configuration, or give it \
             another one in the document, by an overlay if need be",
        );
    }
}
