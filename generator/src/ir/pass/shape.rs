//! From a merged declaration to the shape of its values.

use std::collections::BTreeSet;

use serde_json::Value;

use super::merger::Merger;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::document::extension;
use crate::document::schema::{AdditionalRule, Listed, SchemaObject, Type};
use crate::format::{self, Of};
use crate::ir::schema::{
    Additional, Arm, Enum, EnumBase, EnumValue, Object, Property, SchemaId, Shape, Union,
};

impl Merger<'_> {
    /// The shape of one merged declaration. Unions keep the document's arms; `union` understands them later.
    pub(crate) fn shape(&mut self, id: SchemaId, declared: SchemaObject) -> Shape {
        if declared.null_only {
            return Shape::Null;
        }
        if !declared.one_of.is_empty() {
            return self.union(id, &declared);
        }
        if let Some(values) = &declared.values
            && let Some(shape) = enumeration(&declared, values)
        {
            return shape;
        }
        if let Some(values) = &declared.values {
            self.not_listed(id, values);
        }
        let format = declared.format.clone();
        match declared.kind {
            // No value fits.
            Some(_) if declared.conflict => Shape::Any,
            Some(Type::String) => Shape::String { format },
            Some(Type::Integer) => {
                Shape::Integer { format: super::integer::format(&declared), text: declared.numeral }
            }
            Some(Type::Number) => Shape::Number { format, text: declared.numeral },
            Some(Type::Boolean) => Shape::Bool,
            Some(Type::Array) => self.array(id, &declared),
            Some(Type::Object) => object(self, declared),
            None if !declared.properties.is_empty()
                || !declared.patterns.is_empty()
                || matches!(declared.additional, Some(AdditionalRule::Open(Additional::Schema(_)))) =>
            {
                object(self, declared)
            }
            None if declared.items.is_some() || !declared.prefix_items.is_empty() => {
                self.array(id, &declared)
            }
            None if format.as_deref().and_then(format::get).is_some_and(|format| format.of == Of::Text) => {
                Shape::String { format }
            }
            None => Shape::Any,
        }
    }

    /// Says that the values of an `enum` have no type of their own.
    fn not_listed(&mut self, id: SchemaId, values: &[Listed]) {
        let is_composite =
            |value: &Listed| matches!(value, Listed::Value(Value::Array(_) | Value::Object(_)));
        let composite = values.iter().any(is_composite);
        if !composite && !values.iter().any(|value| matches!(value, Listed::Wide(_))) {
            return;
        }
        let kind = if composite { "value" } else { "number" };
        self.report.warning(
            Code::KeywordIgnored,
            Place::Node(self.node(id)),
            format!("the values of this `enum` cannot be listed in Rust, and any {kind} is taken"),
            "nothing is wrong with them; `validate()` compares what is sent",
        );
    }

    fn union(&mut self, id: SchemaId, declared: &SchemaObject) -> Shape {
        let discriminator = declared.discriminator.as_ref();
        let rest = discriminator.and_then(|discriminator| discriminator.default);
        let rest = rest.map(|rest| self.alias_target(rest));
        let mut arms: Vec<Arm> = Vec::new();
        for schema in &declared.one_of {
            let target = self.alias_target(*schema);
            if target == self.alias_target(id)
                || arms.iter().any(|arm| self.alias_target(arm.schema) == target)
            {
                continue;
            }
            let tags = discriminator.map_or_else(Vec::new, |discriminator| {
                let behind = self.origin_of(*schema);
                discriminator
                    .mapping
                    .iter()
                    .filter(|(_, mapped)| behind.contains(&self.alias_target(*mapped)))
                    .map(|(tag, _)| tag.clone())
                    .collect()
            });
            let behind = self.origin_of(*schema);
            let component = |id: &SchemaId| self.get(*id).component.clone();
            let origin = behind.iter().skip(1).next_back().and_then(component);
            let mut made_of = behind.iter().skip(1).filter_map(component);
            let extends = made_of.next().filter(|_| made_of.next().is_none());
            let is_default = rest.is_some_and(|rest| self.origin_of(*schema).contains(&rest));
            arms.push(Arm { schema: *schema, tags, is_default, origin, extends });
        }
        if arms.is_empty() {
            return Shape::Any;
        }
        if rest.is_some() && !arms.iter().any(|arm| arm.is_default) {
            self.report.warning(
                Code::DiscriminatorMapping,
                Place::Node(self.node(id)),
                "`defaultMapping` leads to a schema that is none of the alternatives, and is ignored",
                "add the schema to the alternatives",
            );
        }
        let tag = discriminator.map(|discriminator| discriminator.property.clone());
        Shape::Union(Union { arms, tag, open: false, several: declared.several })
    }

    /// An arm and, where it was multiplied with a base, the arm of the document behind it.
    fn origin_of(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut behind = vec![self.alias_target(id)];
        let declared = self.get(id);
        if declared.component.is_none() {
            behind.extend(declared.all_of.iter().map(|arm| self.alias_target(*arm)));
        }
        behind
    }
}

fn enumeration(declared: &SchemaObject, values: &[Listed]) -> Option<Shape> {
    let mut seen = Vec::new();
    let mut list = Vec::new();
    // 100,000 values must not take quadratic time: compare by their text, sorted.
    let mut known = std::collections::BTreeSet::new();
    for (position, value) in values.iter().enumerate() {
        let Listed::Value(value) = value else { return None };
        if value.is_null() || !known.insert(value.to_string()) {
            continue;
        }
        let (name, description) = extension::enum_texts(&declared.extensions, position, value);
        seen.push(base_of(value)?);
        list.push(EnumValue { value: value.clone(), name, description });
    }
    let first = *seen.first()?;
    let base = if seen.iter().all(|base| *base == first) {
        first
    } else if seen.iter().all(|base| matches!(base, EnumBase::Integer | EnumBase::Number)) {
        EnumBase::Number
    } else {
        EnumBase::Mixed
    };
    let constant = list.len() == 1;
    Some(Shape::Enum(Enum { base, values: list, constant, open: false }))
}

/// `None` for values no Rust enum can spell: objects and lists.
fn base_of(value: &Value) -> Option<EnumBase> {
    match value {
        Value::String(_) => Some(EnumBase::String),
        Value::Bool(_) => Some(EnumBase::Bool),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(EnumBase::Integer),
        Value::Number(_) => Some(EnumBase::Number),
        _ => None,
    }
}

fn object(merger: &mut Merger<'_>, declared: SchemaObject) -> Shape {
    let closed = declared.additional == Some(AdditionalRule::Closed);
    let open = match declared.additional {
        Some(AdditionalRule::Open(additional)) => Some(additional),
        _ => None,
    };
    let additional = match (open, declared.patterns.as_slice()) {
        (open, []) => open,
        // Patterns with one type of value, and nothing else allowed or said: a map of that type.
        (None, [id, others @ ..]) if others.iter().all(|other| other == id) => Some(Additional::Schema(*id)),
        _ => Some(Additional::Any),
    };
    let additional = match additional {
        Some(Additional::Schema(id)) if is_anything(merger, id) => Some(Additional::Any),
        other => other,
    };
    if declared.properties.is_empty() && !closed && declared.discriminator.is_none() {
        return Shape::Map {
            values: match additional {
                Some(Additional::Schema(id)) => Some(id),
                _ => None,
            },
        };
    }
    let mut required = declared.required;
    required.retain(|name| declared.properties.contains_key(name));
    let mut properties: indexmap::IndexMap<String, Property> = declared
        .properties
        .into_iter()
        .enumerate()
        .map(|(place, (name, schema))| {
            let required = required.contains(&name);
            (name, Property { schema, required, omitted_in_requests: false, place })
        })
        .collect();
    properties.sort_keys();
    Shape::Object(Object { properties, required, additional, closed, unsent: BTreeSet::new() })
}

fn is_anything(merger: &Merger<'_>, id: SchemaId) -> bool {
    let declared = merger.get(merger.alias_target(id));
    !super::merge::is_structural(declared, false) && declared.not.is_none() && declared.component.is_none()
}
