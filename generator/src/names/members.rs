//! Names of what has no file of its own: fields, values, parameters.

use super::ident::Ident;
use super::identity::{self, pointer};
use super::local::{self, FieldNames, ParameterNames};
use super::pins::{Kind, wire};
use super::reason::NameSource;
use super::table::Names;
use crate::ir::operation::{Location, Operation};
use crate::ir::schema::{Enum, Object};
use crate::raw::{NodeId, Raw};

impl Names {
    /// The fields of a struct whose schema stands at `node`.
    pub(crate) fn fields(&self, raw: &Raw, node: NodeId, object: &Object) -> FieldNames {
        let names: Vec<&str> = object.properties.keys().map(String::as_str).collect();
        let pinned = |index: usize| {
            self.pins.get(Kind::Value, || {
                let schema = pointer(raw, node);
                names.get(index).map_or_else(
                    || identity::other_properties(&schema),
                    |name| identity::property(&schema, name),
                )
            })
        };
        local::fields(&self.spelling, &names, object.additional.is_some(), NameSource::Property, &pinned)
    }

    /// The variants of an enum whose schema stands at `node`.
    pub(crate) fn variants(&self, raw: &Raw, node: NodeId, list: &Enum) -> Vec<Ident> {
        let pinned = |index: usize| {
            let value = list.values.get(index)?;
            self.pins.get(Kind::Type, || identity::value(&pointer(raw, node), &wire(value)))
        };
        local::variants(&self.spelling, &list.values, &pinned)
    }

    /// The arguments of an operation.
    pub(crate) fn parameters(&self, raw: &Raw, operation: &Operation, setters: &[String]) -> ParameterNames {
        let parameters: Vec<(&str, Location)> =
            operation.parameters.iter().map(|one| (one.name.as_str(), one.location)).collect();
        let pinned = |index: usize| {
            self.pins.get(Kind::Value, || {
                let operation = pointer(raw, operation.node);
                parameters.get(index).map_or_else(
                    || identity::body(&operation),
                    |(name, place)| identity::parameter(&operation, *place, name),
                )
            })
        };
        local::parameters(&self.spelling, &parameters, operation.body.is_some(), setters, &pinned)
    }
}
