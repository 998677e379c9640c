//! Structs: fields and constructor arguments.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::{
    ChosenType, Constant, Docs, Extra, Fact, Field, FieldRules, Holder, Making, Numbers, Presence, Struct, Ty,
};
use crate::ir::schema::{Additional, EnumBase, Length, Object, Property, Schema, SchemaId, Shape};
use crate::markdown;
use crate::names::ident::Ident;
use crate::names::local::MOST_ARGUMENTS;

/// A struct from an object. `named` is what `new` takes where it would take too many arguments; without it, callers make
/// no such struct.
pub(crate) fn object(context: &Context<'_>, id: SchemaId, object: &Object, named: Option<&Ident>) -> Struct {
    let names = context.fields(id, object);
    let fields: Vec<Field> = object
        .properties
        .iter()
        .zip(names.fields)
        .map(|((wire, property), (ident, setter))| field(context, id, wire, property, ident, setter))
        .collect();
    // The order of `required` means nothing, and so decides nothing.
    let taken = |field: &Field| field.presence.is_required() && field.initial.is_none();
    let arguments = fields.iter().enumerate().filter(|(_, field)| taken(field)).map(|(index, _)| index);
    let arguments: Vec<usize> = arguments.collect();
    let making = match named {
        None => Making::Received,
        Some(named) if arguments.len() > MOST_ARGUMENTS => Making::Named(named.clone()),
        Some(_) => Making::Arguments,
    };
    let extra = object.additional.zip(names.extra).map(|(additional, ident)| Extra {
        ident,
        value: match additional {
            Additional::Any => Ty::Json,
            Additional::Schema(id) => context.element(id),
        },
        numbers: match additional {
            Additional::Any => None,
            Additional::Schema(id) => context.numbers(id),
        },
        secret: matches!(additional, Additional::Schema(id) if context.is_secret(id)),
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
    let value_rules = context.leftover.types.get(&id).cloned();
    Struct {
        fields,
        arguments,
        making,
        extra,
        rules,
        value_rules,
        update: None,
        is_update: false,
        message: None,
    }
}

fn field(
    context: &Context<'_>,
    owner: SchemaId,
    wire: &str,
    property: &Property,
    ident: Ident,
    setter: Ident,
) -> Field {
    let Property { schema, required, omitted_in_requests, .. } = *property;
    let ChosenType { ty: bare, source } = context.typed(schema);
    let presence = context.presence(schema, required, &bare);
    let (ty, within) = context.held(owner, schema, bare);
    let why = context.reason(schema, source).with_presence(presence).within(within);
    let behind = context.behind(schema).filter(|_| !matches!(ty, Ty::Boxed(_)));
    let numbers = context.numbers(schema).filter(|_| !matches!(ty, Ty::Boxed(_)));
    let only = only(context, schema);
    let is_any = matches!(context.api.shape(schema), Shape::Any | Shape::Null);
    let keeps_null = presence == Presence::Optional && is_any;
    let own = context.api.schema(schema);
    let read_only = omitted_in_requests.then_some(Fact::ReadOnly);
    let docs = Docs {
        text: context.annotated(schema, |schema| schema.meta.description.clone()),
        // The name of a field says all where it is the property's.
        fallback: if ident.bare() == wire {
            String::new()
        } else {
            format!("The property {}.", markdown::code(wire))
        },
        facts: Fact::of(own).into_iter().chain(read_only).collect(),
        deprecated: own.meta.deprecated.clone(),
    };
    let example = context.example(schema);
    let default = context.annotated(schema, |schema| schema.meta.default.clone()).filter(|_| required);
    let constant = (presence == Presence::Required).then(|| constant(context, schema)).flatten();
    let given = default.as_ref().filter(|_| presence == Presence::Required);
    // A discriminator's mapping fixes the tag of an alternative.
    let tag = context.tags.get(&owner).and_then(|tags| tags.get(wire).copied().flatten());
    let tag = tag.filter(|_| presence == Presence::Required).map(|tag| Value::String(tag.to_owned()));
    let given = tag.as_ref().or(given);
    let initial = constant.or_else(|| given_by_default(context, schema, &ty, given?));
    let wire = wire.to_owned();
    Field {
        ident,
        wire,
        ty,
        why,
        behind,
        presence,
        secret: context.is_secret(schema),
        omitted_in_requests,
        numbers,
        keeps_null,
        docs,
        setter,
        default,
        initial,
        only,
        node: own.node,
        example,
    }
}

impl Context<'_> {
    /// The type as its owner holds it: in a box, if it leads back to it by value.
    pub(crate) fn held(&self, owner: SchemaId, id: SchemaId, ty: Ty) -> (Ty, Holder) {
        if matches!(ty, Ty::Named(_) | Ty::Tuple(_) | Ty::Prefix(_)) && self.cycles.boxed(owner, id) {
            (Ty::Boxed(Box::new(ty)), Holder::Box)
        } else {
            (ty, Holder::Nothing)
        }
    }

    /// The list, map, number or any JSON that a schema is another name for.
    pub(crate) fn behind(&self, id: SchemaId) -> Option<Ty> {
        let target = self.api.target(id);
        let shape = &self.api.schema(target).shape;
        if matches!(shape, Shape::Object(_) | Shape::Union(_)) || self.cycles.endless_alias(target) {
            return None;
        }
        let named = matches!(shape, Shape::Enum(list) if list.has_a_type());
        let ty = (!named).then(|| self.shape_ty(shape))?;
        matches!(ty, Ty::Vec(_) | Ty::Map(_) | Ty::Int(_) | Ty::Float(_) | Ty::Json).then_some(ty)
    }

    /// How numbers are read, and lists and maps of them.
    pub(crate) fn numbers(&self, id: SchemaId) -> Option<Numbers> {
        let mut current = id;
        // A list of itself is no list of numbers.
        for _ in 0..self.api.schemas.len() {
            let target = self.api.target(current);
            if self.cycles.endless_alias(target) {
                return None;
            }
            let shape = &self.api.schema(target).shape;
            let ty = || self.shape_ty(shape);
            match shape {
                Shape::Integer { text: true, .. } | Shape::Number { text: true, .. } => {
                    return matches!(ty(), Ty::Int(_) | Ty::Float(_)).then_some(Numbers::Numeral);
                }
                Shape::Integer { .. } | Shape::Number { .. } => {
                    return matches!(ty(), Ty::Int(_)).then_some(Numbers::Whole);
                }
                Shape::Array { items: Some(inner), .. } | Shape::Map { values: Some(inner) } => {
                    current = *inner;
                }
                Shape::Tuple { items, length: Length::Exact | Length::AtMost } => {
                    return self.have_whole(items).then_some(Numbers::Places);
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether one of these is an integer, or a list or map of some.
    fn have_whole(&self, places: &[SchemaId]) -> bool {
        let (mut open, mut seen) = (places.to_vec(), BTreeSet::new());
        while let Some(id) = open.pop().map(|id| self.api.target(id)) {
            match &self.api.schema(id).shape {
                _ if !seen.insert(id) => {}
                Shape::Integer { .. } => return true,
                Shape::Array { items: Some(inner), .. } | Shape::Map { values: Some(inner) } => {
                    open.push(*inner);
                }
                Shape::Tuple { items, .. } => open.extend(items),
                _ => {}
            }
        }
        false
    }

    /// The first annotation along a chain of aliases.
    pub(crate) fn annotated<T>(&self, id: SchemaId, get: impl Fn(&Schema) -> Option<T>) -> Option<T> {
        let mut current = id;
        for _ in 0..self.api.schemas.len() {
            let schema = self.api.schema(current);
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

/// The boolean that a schema has as its only value.
fn only(context: &Context<'_>, id: SchemaId) -> Option<bool> {
    match context.api.shape(id) {
        Shape::Enum(list) if list.constant && list.base == EnumBase::Bool => {
            list.values.first()?.value.as_bool()
        }
        _ => None,
    }
}

/// The name of the type of a schema, which may be an alias of the one that it stands for.
fn named(context: &Context<'_>, id: SchemaId) -> Option<Ident> {
    let mut current = id;
    loop {
        if let Some(ident) = context.names.types.get(&current) {
            return Some(ident.clone());
        }
        match context.api.schema(current).shape {
            Shape::Ref(next) => current = next,
            _ => return None,
        }
    }
}

/// The document's default, where it can be written down as a value of the type.
fn given_by_default(context: &Context<'_>, id: SchemaId, ty: &Ty, value: &Value) -> Option<Constant> {
    let target = context.api.shape(id);
    match (ty, value) {
        (Ty::Bool, Value::Bool(flag)) => Some(Constant::Bool(*flag)),
        (Ty::Int("i32" | "i64"), Value::Number(number)) => {
            let number = number.as_i64()?;
            let fits = *ty == Ty::Int("i64") || i32::try_from(number).is_ok();
            fits.then_some(Constant::Integer(number))
        }
        (Ty::Float("f64"), Value::Number(number)) => number.as_f64().map(Constant::Float),
        (Ty::String, Value::String(text)) => Some(Constant::Text(text.clone())),
        (Ty::Named(_), _) => {
            let Shape::Enum(list) = target else { return None };
            let index = list.values.iter().position(|own| own.value == *value)?;
            let variant = context.variants(context.api.target(id), list).get(index).cloned()?;
            let is_type = matches!(list.base, EnumBase::String | EnumBase::Integer | EnumBase::Mixed);
            named(context, id).filter(|_| is_type).map(|ident| Constant::Variant(ident, variant))
        }
        _ => None,
    }
}

/// The only value that a schema allows.
pub(super) fn constant(context: &Context<'_>, id: SchemaId) -> Option<Constant> {
    let named = named(context, id);
    let Shape::Enum(list) = context.api.shape(id) else { return None };
    if !list.constant {
        return None;
    }
    let value = &list.values.first()?.value;
    match (list.base, named) {
        (EnumBase::Bool, _) => value.as_bool().map(Constant::Bool),
        (EnumBase::String | EnumBase::Integer | EnumBase::Mixed, Some(ident)) => {
            let variants = context.variants(context.api.target(id), list);
            variants.first().map(|variant| Constant::Variant(ident, variant.clone()))
        }
        _ => None,
    }
}
