//! Structs: fields, constructor arguments and the facts their documentation states.

use super::build::Context;
use super::{Constant, Docs, Extra, Field, FieldRules, Presence, Struct, Ty};
use crate::ir::schema::{Additional, Constraints, EnumBase, Object, Property, Schema, SchemaId, Shape};
use crate::markdown;
use crate::names::ident::Ident;
use crate::names::local;

/// What the documentation says of a property that only answers hold.
const LEFT_OUT: &str = "Read only: requests leave it out.";

/// A struct from an object.
pub(crate) fn object(context: &Context<'_>, id: SchemaId, object: &Object) -> Struct {
    let wires: Vec<&str> = object.properties.keys().map(String::as_str).collect();
    let names = local::fields(&context.names.spelling, &wires, object.additional.is_some());
    let fields: Vec<Field> = object
        .properties
        .iter()
        .zip(names.fields)
        .map(|((wire, property), (ident, setter))| field(context, id, wire, property, ident, setter))
        .collect();
    let arguments = object
        .required
        .iter()
        .filter_map(|wire| object.properties.get_index_of(wire))
        .filter(|index| fields.get(*index).is_some_and(|field| field.constant.is_none()))
        .collect();
    let extra = object.additional.zip(names.extra).map(|(additional, ident)| Extra {
        ident,
        value: match additional {
            Additional::Any => Ty::Json,
            Additional::Schema(id) => context.element(id),
        },
    });
    let sent = context.checked.contains(&id);
    let rules = fields
        .iter()
        .zip(object.properties.values())
        .filter(|_| sent)
        .map(|(field, property)| FieldRules {
            ident: field.ident.clone(),
            wire: field.wire.clone(),
            presence: field.presence,
            rules: super::check::of_property(context, id, property),
        })
        .filter(|field| !field.rules.is_empty())
        .collect();
    Struct { fields, arguments, extra, rules, diff: None, conversions: Vec::new() }
}

fn field(
    context: &Context<'_>,
    owner: SchemaId,
    wire: &str,
    property: &Property,
    ident: Ident,
    setter: Ident,
) -> Field {
    let Property { schema, required, left_out } = *property;
    let bare = context.ty(schema);
    let presence = context.presence(schema, required, &bare);
    let by_value = matches!(bare, Ty::Named(_) | Ty::Tuple(_));
    let ty = if by_value && context.rings.boxed(owner, schema) { Ty::Boxed(Box::new(bare)) } else { bare };
    let list = context.list_behind(schema).filter(|_| !matches!(ty, Ty::Boxed(_)));
    let constant = if presence == Presence::Required { constant(context, schema) } else { None };
    let any = context.api.schema(context.api.target(schema)).map(|schema| &schema.shape);
    let keeps_null = presence == Presence::Optional && matches!(any, Some(Shape::Any | Shape::Null));
    let node = context.api.schema(schema).map_or(crate::raw::NodeId(0), |own| own.node);
    let (docs, constraints) = context.api.schema(schema).map_or_else(Default::default, |own| {
        let text = context.annotated(schema, |schema| schema.meta.description.clone());
        let mut facts = facts(own);
        if left_out {
            facts.push(LEFT_OUT.to_owned());
        }
        let docs = Docs {
            text,
            fallback: format!("The property {}.", markdown::code(wire)),
            facts,
            deprecated: own.meta.deprecated.clone(),
        };
        (docs, own.constraints.clone())
    });
    let example = context.annotated(schema, |schema| schema.meta.examples.first().cloned());
    let wire = wire.to_owned();
    Field {
        ident,
        wire,
        ty,
        list,
        presence,
        left_out,
        keeps_null,
        docs,
        setter,
        constant,
        constraints,
        node,
        example,
    }
}

impl Context<'_> {
    /// The list or map that a schema is another name for.
    fn list_behind(&self, id: SchemaId) -> Option<Ty> {
        let target = self.api.target(id);
        let shape = &self.api.schema(target)?.shape;
        let list = matches!(shape, Shape::Array { .. } | Shape::Map { .. });
        (list && !self.rings.endless_alias(target)).then(|| self.shape_ty(shape))
    }

    /// The first annotation along a chain of aliases.
    pub(crate) fn annotated<T>(&self, id: SchemaId, get: impl Fn(&Schema) -> Option<T>) -> Option<T> {
        let mut current = id;
        for _ in 0..self.api.schemas.len() {
            let schema = self.api.schema(current)?;
            if let Some(found) = get(schema) {
                return Some(found);
            }
            match schema.shape {
                Shape::Ref(next) => current = next,
                _ => return None,
            }
        }
        None
    }
}

fn constant(context: &Context<'_>, id: SchemaId) -> Option<Constant> {
    let mut current = id;
    // The enum that is named may be an alias of the one that holds the value.
    let named = loop {
        if let Some(ident) = context.names.types.get(&current) {
            break Some(ident.clone());
        }
        match context.api.schema(current)?.shape {
            Shape::Ref(next) => current = next,
            _ => break None,
        }
    };
    let Shape::Enum(list) = &context.api.schema(context.api.target(id))?.shape else { return None };
    if !list.constant {
        return None;
    }
    let value = &list.values.first()?.value;
    match (list.base, named) {
        (EnumBase::Bool, _) => value.as_bool().map(Constant::Bool),
        (EnumBase::String | EnumBase::Integer | EnumBase::Mixed, Some(ident)) => {
            let variants = local::variants(&context.names.spelling, &list.values);
            variants.first().map(|variant| Constant::Variant(ident, variant.clone()))
        }
        _ => None,
    }
}

/// Facts a reader wants beside the description, a line each.
pub(crate) fn facts(schema: &Schema) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(default) = &schema.meta.default {
        let text = schema.meta.default_digits.clone().unwrap_or_else(|| default.to_string());
        facts.push(format!("Default: {}.", markdown::code(&text)));
    }
    facts.extend(limits(&schema.constraints));
    if let Some(example) = schema.meta.examples.first()
        && (example.is_string() || example.is_number())
    {
        facts.push(format!("Example: {}.", markdown::code(&example.to_string())));
    }
    facts
}

/// Limits on values, in words.
pub(crate) fn limits(constraints: &Constraints) -> Vec<String> {
    let Constraints {
        min_length,
        max_length,
        pattern,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_items,
        max_items,
        min_properties,
        max_properties,
    } = constraints;
    let mut limits = Vec::new();
    let mut range = |unit: (&str, &str), min: &Option<u64>, max: &Option<u64>| match (min, max) {
        (Some(1), Some(1)) => limits.push(format!("Exactly 1 {}.", unit.0)),
        (Some(min), Some(max)) if min == max => limits.push(format!("Exactly {min} {}.", unit.1)),
        (Some(min), Some(max)) => limits.push(format!("{min} to {max} {}.", unit.1)),
        (Some(1), None) => limits.push(format!("At least 1 {}.", unit.0)),
        (Some(min), None) => limits.push(format!("At least {min} {}.", unit.1)),
        (None, Some(1)) => limits.push(format!("At most 1 {}.", unit.0)),
        (None, Some(max)) => limits.push(format!("At most {max} {}.", unit.1)),
        (None, None) => {}
    };
    range(("character", "characters"), min_length, max_length);
    range(("item", "items"), min_items, max_items);
    range(("property", "properties"), min_properties, max_properties);
    if let Some(minimum) = minimum {
        limits.push(format!("{} {minimum}.", if *exclusive_minimum { "More than" } else { "At least" }));
    }
    if let Some(maximum) = maximum {
        limits.push(format!("{} {maximum}.", if *exclusive_maximum { "Less than" } else { "At most" }));
    }
    if let Some(multiple) = multiple_of {
        limits.push(format!("A multiple of {multiple}."));
    }
    if let Some(pattern) = pattern {
        limits.push(format!("Pattern: {}.", markdown::code(pattern)));
    }
    limits
}
