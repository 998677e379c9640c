//! Names that end in a number, because nothing in what they name tells them apart: each is reported, since another
//! document could give the number to something else.

use super::ident::Ident;
use super::plan::Names;
use super::reason::ArmBy;
use super::{local, scope};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::schema::Shape;
use crate::raw::NodeId;

/// Reports the fields, variants and parameters of what is emitted that are told apart by a number.
pub(super) fn report(api: &Api, names: &Names, emitted: &[bool], report: &mut Report) {
    for (schema, _) in api.schemas.iter().zip(emitted).filter(|(_, emitted)| **emitted) {
        match &schema.shape {
            Shape::Object(object) => {
                let wires: Vec<&str> = object.properties.keys().map(String::as_str).collect();
                let idents = scope::values(&names.spelling, &wires, &[]);
                let nodes = object.properties.values().map(|property| api.schema(property.schema).node);
                let nodes: Vec<NodeId> = nodes.collect();
                numbered("field", &idents, |index| nodes.get(index).copied(), report);
            }
            Shape::Enum(list) => {
                let idents = local::variants(&names.spelling, &list.values);
                numbered("variant", &idents, |_| Some(schema.node), report);
            }
            Shape::Union(union) => {
                let arms = union.arms.iter().zip(super::arm::words(api, schema, union));
                // A component has a name of its own.
                let is_inline = |id| api.schema(id).component.is_none();
                let placed = arms.filter(|(arm, name)| name.by == ArmBy::Index && is_inline(arm.schema));
                let called: Vec<&str> =
                    placed.filter_map(|(arm, _)| names.types.get(&arm.schema)).map(Ident::as_str).collect();
                if !called.is_empty() {
                    let help =
                        "give each a `title`: in another order these names would mean other alternatives";
                    let message =
                        format!("alternatives differ by nothing but their places: `{}`", called.join("`, `"));
                    report.warning(Code::NameCollision, Place::Node(schema.node), message, help);
                }
            }
            _ => {}
        }
    }
    for operation in &api.operations {
        let wires: Vec<&str> = operation.parameters.iter().map(|one| one.name.as_str()).collect();
        let place = |index: usize| operation.parameters.get(index).map(|one| one.location);
        let idents = scope::placed_values(&names.spelling, &wires, &place, &["self"]);
        let node = |index: usize| operation.parameters.get(index).map(|one| one.node);
        numbered("parameter", &idents, node, report);
    }
}

fn numbered(what: &str, idents: &[Ident], node: impl Fn(usize) -> Option<NodeId>, report: &mut Report) {
    for (index, ident) in idents.iter().enumerate().filter(|(_, ident)| ident.why().is_numbered()) {
        report.warning(
            Code::NameCollision,
            node(index).map_or(Place::Nowhere, Place::Node),
            format!("several {what}s want one name; this one is called `{}`", ident.as_str()),
            "what it is called depends on the others: give it another name in the document, by an overlay if need be",
        );
    }
}
