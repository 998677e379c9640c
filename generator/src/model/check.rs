//! What `validate()` checks: the document's limits on values that are sent.

use std::collections::{BTreeMap, BTreeSet};

use super::called;
use super::context::Context;
use super::leftover::Leftover;
use super::{Presence, Ty};
use crate::ir::schema::{Arm, Constraints, Property, Schema, SchemaId, Shape};
use crate::names::ident::Ident;

/// A limit on a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    /// A bound on a number; the literal fits the number's type.
    Bound {
        upper: bool,
        exclusive: bool,
        limit: Number,
    },
    MultipleOf {
        step: Number,
        /// The value has the widest type of its kind.
        wide: bool,
    },
    MinItems(u64),
    MaxItems(u64),
    Unique,
    MinProperties(u64),
    MaxProperties(u64),
    /// Of each item of a list.
    Each(Vec<Rule>),
    /// Of each value of a map.
    Entries(Vec<Rule>),
    /// Of a value that may be null.
    Some(Vec<Rule>),
    /// Those of the value's own type.
    Nested(SchemaId),
    /// Of a type that keeps values the document does not list.
    Listed,
    /// What no type carries, of a value that stands in no type of its own.
    Written(ValueRules),
    /// Of a body in one of several media types.
    MediaTypes {
        /// The enum over them.
        owner: Ident,
        /// The variants whose values have limits.
        variants: Vec<(Ident, Vec<Rule>)>,
        /// All variants have some.
        all: bool,
    },
}

/// What no type carries, checked on the value that would be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueRules {
    /// JSON Schema, in which references name definitions.
    pub(crate) text: String,
    /// It has references.
    pub(crate) definitions: bool,
    /// It has patterns.
    pub(crate) patterns: bool,
    /// It has formats that are checked.
    pub(crate) formats: bool,
}

/// A number of the document as its Rust type takes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    Integer(i64),
    Float(f64),
}

/// The limits of a field, with how to get at its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldRules {
    pub(crate) ident: Ident,
    pub(crate) wire: String,
    pub(crate) presence: Presence,
    pub(crate) rules: Vec<Rule>,
}

/// The types that are checked and have limits, their own or those of a part.
///
/// It is asked of the rules that a type would get if every type had some: what is found here to have a limit is what
/// [`of_property`] and [`of_arm`] write a rule for, and a rule calls only what has rules itself.
pub(crate) fn checked(context: &Context<'_>, left: &Leftover) -> BTreeSet<SchemaId> {
    let walk = Walk { context, checked: None };
    let mut users: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    let mut checked: BTreeSet<SchemaId> = left.types.keys().copied().collect();
    for id in context.names.types.keys().copied().filter(|id| context.is_checked(*id)) {
        let mut open = walk.type_rules(id);
        while let Some(rule) = open.pop() {
            match rule {
                Rule::Each(rules) | Rule::Entries(rules) | Rule::Some(rules) => open.extend(rules),
                Rule::Nested(target) => {
                    // An enum is checked where it is a part of something.
                    if is_enum(context, target) {
                        checked.extend([id, target]);
                    }
                    users.entry(target).or_default().push(id);
                }
                _ => {
                    checked.insert(id);
                }
            }
        }
    }
    let forms = called::forms(context).map(|id| walk.type_rules(id));
    for mut open in called::schemas(context).map(|id| walk.rules(id, 0)).chain(forms) {
        while let Some(rule) = open.pop() {
            match rule {
                Rule::Each(rules) | Rule::Entries(rules) | Rule::Some(rules) => open.extend(rules),
                Rule::Nested(target) if is_enum(context, target) => {
                    checked.insert(target);
                }
                _ => {}
            }
        }
    }
    let mut open: Vec<SchemaId> = checked.iter().copied().collect();
    while let Some(id) = open.pop() {
        for user in users.get(&id).into_iter().flatten() {
            if checked.insert(*user) {
                open.push(*user);
            }
        }
    }
    checked
}

/// The limits of a property of a type that is sent.
pub(crate) fn of_property(context: &Context<'_>, owner: SchemaId, property: &Property) -> Vec<Rule> {
    Walk { context, checked: Some(&context.checked) }.property(owner, property)
}

/// The limits of an argument of a call.
pub(crate) fn of_argument(context: &Context<'_>, id: SchemaId) -> Vec<Rule> {
    Walk { context, checked: Some(&context.checked) }.rules(id, 0)
}

/// The limits of a body, which may be null.
pub(crate) fn of_body(context: &Context<'_>, id: SchemaId) -> Vec<Rule> {
    Walk { context, checked: Some(&context.checked) }.element(id, 0)
}

/// The limits of a value of a type that is sent, `depth` lists and maps within a field.
pub(crate) fn of_value(context: &Context<'_>, id: SchemaId, depth: usize) -> Vec<Rule> {
    Walk { context, checked: None }.rules(id, depth)
}

/// What a value means that a union keeps as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unlisted {
    /// The document allows it.
    Allowed,
    /// It is none of the alternatives.
    Refused,
    /// It may be several of them at once, which its rules tell.
    Checked,
}

impl Unlisted {
    /// Of a union.
    pub(crate) fn of(context: &Context<'_>, id: SchemaId) -> Self {
        let Shape::Union(union) = &context.api.schema(id).shape else { return Self::Allowed };
        let has_parts = |arm: &&Arm| {
            !matches!(
                context.api.shape(arm.schema),
                Shape::Bool
                    | Shape::Integer { .. }
                    | Shape::Number { .. }
                    | Shape::String { .. }
                    | Shape::Enum(_)
            )
        };
        let overlap = union.tag.is_none() && union.arms.iter().filter(has_parts).count() > 1;
        if union.open {
            Self::Allowed
        } else if !overlap {
            Self::Refused
        } else if context.rule(id).is_some() {
            Self::Checked
        } else {
            Self::Allowed
        }
    }
}

fn is_enum(context: &Context<'_>, id: SchemaId) -> bool {
    matches!(context.api.schema(id).shape, Shape::Enum(_))
}

/// An object that must hold one of its own kind has no value, and its check would call nothing but itself.
pub(crate) fn is_endless(context: &Context<'_>, owner: SchemaId, property: &Property) -> bool {
    property.required
        && context.api.target(property.schema) == owner
        && !context.api.nullable(property.schema)
}

/// The limits of an alternative of a union that is sent.
pub(crate) fn of_arm(context: &Context<'_>, arm: &Arm) -> Vec<Rule> {
    Walk { context, checked: Some(&context.checked) }.rules(arm.schema, 0)
}

/// Lists of lists are followed this far.
const DEEPEST: usize = 8;

struct Walk<'a> {
    context: &'a Context<'a>,
    /// Types with limits; all of them while it is being found out.
    checked: Option<&'a BTreeSet<SchemaId>>,
}

impl Walk<'_> {
    /// The limits of all that a type's values are made of.
    fn type_rules(&self, id: SchemaId) -> Vec<Rule> {
        match &self.context.api.schema(id).shape {
            Shape::Object(object) => {
                object.properties.values().flat_map(|property| self.property(id, property)).collect()
            }
            Shape::Union(union) => {
                let is_open = Unlisted::of(self.context, id) == Unlisted::Allowed;
                let listed = (!is_open).then_some(Rule::Listed);
                union.arms.iter().flat_map(|arm| self.rules(arm.schema, 0)).chain(listed).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What requests leave out has no limits there.
    fn property(&self, owner: SchemaId, property: &Property) -> Vec<Rule> {
        let endless = is_endless(self.context, owner, property);
        if property.omitted_in_requests || endless { Vec::new() } else { self.rules(property.schema, 0) }
    }

    fn rules(&self, id: SchemaId, depth: usize) -> Vec<Rule> {
        let target = self.context.api.target(id);
        let schema = self.context.api.schema(target);
        let limits = self.constraints(id);
        if depth > DEEPEST || self.context.cycles.endless_alias(target) {
            return Vec::new();
        }
        match &schema.shape {
            Shape::String { .. } if self.context.shape_ty(&schema.shape) == Ty::String => text(&limits),
            Shape::Integer { .. } | Shape::Number { .. } => {
                numeric(&limits, &self.context.shape_ty(&schema.shape))
            }
            Shape::Array { items, unique } => self.list(*items, *unique, &limits, depth),
            Shape::Map { values } => self.map(*values, &limits, depth),
            Shape::Enum(list) if list.open || !list.has_a_type() => Vec::new(),
            Shape::Object(_) | Shape::Union(_) | Shape::Enum(_)
                if self.context.names.types.contains_key(&target) =>
            {
                let known = self.checked.is_none_or(|checked| checked.contains(&target));
                if known { vec![Rule::Nested(target)] } else { Vec::new() }
            }
            _ => Vec::new(),
        }
    }

    fn list(&self, items: Option<SchemaId>, unique: bool, limits: &Constraints, depth: usize) -> Vec<Rule> {
        let mut rules = Vec::new();
        rules.extend(limits.min_items.filter(|limit| *limit > 0).map(Rule::MinItems));
        rules.extend(limits.max_items.map(Rule::MaxItems));
        if unique {
            rules.push(Rule::Unique);
        }
        let inner = items.map(|items| self.element(items, depth)).unwrap_or_default();
        if !inner.is_empty() {
            rules.push(Rule::Each(inner));
        }
        rules
    }

    fn map(&self, values: Option<SchemaId>, limits: &Constraints, depth: usize) -> Vec<Rule> {
        let mut rules = Vec::new();
        rules.extend(limits.min_properties.filter(|limit| *limit > 0).map(Rule::MinProperties));
        rules.extend(limits.max_properties.map(Rule::MaxProperties));
        let inner = values.map(|values| self.element(values, depth)).unwrap_or_default();
        if !inner.is_empty() {
            rules.push(Rule::Entries(inner));
        }
        rules
    }

    fn element(&self, id: SchemaId, depth: usize) -> Vec<Rule> {
        let rules = self.rules(id, depth + 1);
        let optional = matches!(self.context.element(id), Ty::Option(_));
        if optional && !rules.is_empty() { vec![Rule::Some(rules)] } else { rules }
    }

    /// The limits along a chain of aliases; what is nearer to the use wins.
    fn constraints(&self, id: SchemaId) -> Constraints {
        let mut current = id;
        let mut limits = Constraints::default();
        for _ in 0..self.context.api.schemas.len() {
            let Schema { shape, constraints, .. } = self.context.api.schema(current);
            limits = over(limits, constraints);
            match shape {
                Shape::Ref(next) => current = *next,
                _ => break,
            }
        }
        limits
    }
}

/// `near` where it says something, `far` where it does not.
fn over(near: Constraints, far: &Constraints) -> Constraints {
    Constraints {
        min_length: near.min_length.or(far.min_length),
        max_length: near.max_length.or(far.max_length),
        pattern: near.pattern.or_else(|| far.pattern.clone()),
        exclusive_minimum: if near.minimum.is_some() {
            near.exclusive_minimum
        } else {
            far.exclusive_minimum
        },
        exclusive_maximum: if near.maximum.is_some() {
            near.exclusive_maximum
        } else {
            far.exclusive_maximum
        },
        minimum: near.minimum.or_else(|| far.minimum.clone()),
        maximum: near.maximum.or_else(|| far.maximum.clone()),
        multiple_of: near.multiple_of.or_else(|| far.multiple_of.clone()),
        min_items: near.min_items.or(far.min_items),
        max_items: near.max_items.or(far.max_items),
        min_properties: near.min_properties.or(far.min_properties),
        max_properties: near.max_properties.or(far.max_properties),
    }
}

fn text(limits: &Constraints) -> Vec<Rule> {
    let mut rules = Vec::new();
    rules.extend(limits.min_length.filter(|limit| *limit > 0).map(Rule::MinLength));
    rules.extend(limits.max_length.map(Rule::MaxLength));
    rules.extend(limits.pattern.clone().map(Rule::Pattern));
    rules
}

fn numeric(limits: &Constraints, ty: &Ty) -> Vec<Rule> {
    let bound = |text: &Option<String>, upper: bool, exclusive: bool| {
        let limit = limit(text.as_deref()?, ty)?;
        Some(Rule::Bound { upper, exclusive, limit })
    };
    let mut rules = Vec::new();
    rules.extend(bound(&limits.minimum, false, limits.exclusive_minimum));
    rules.extend(bound(&limits.maximum, true, limits.exclusive_maximum));
    rules.extend(
        limits
            .multiple_of
            .as_deref()
            .filter(|_| *ty != Ty::Int("u128"))
            .and_then(|text| limit(text, ty))
            .filter(|limit| !matches!(limit, Number::Integer(0)) && *limit != Number::Float(0.0))
            .map(|step| Rule::MultipleOf { step, wide: matches!(ty, Ty::Int("i128") | Ty::Float("f64")) }),
    );
    rules
}

/// The document's number in the value's type; `None` where the type cannot hold it, and so cannot break it either.
fn limit(text: &str, ty: &Ty) -> Option<Number> {
    match ty {
        Ty::Int(name) => {
            let value: i64 = text.parse().ok().or_else(|| whole(text))?;
            let fits = match *name {
                "i8" => i8::try_from(value).is_ok(),
                "i16" => i16::try_from(value).is_ok(),
                "i32" => i32::try_from(value).is_ok(),
                "u8" => u8::try_from(value).is_ok(),
                "u16" => u16::try_from(value).is_ok(),
                "u32" => u32::try_from(value).is_ok(),
                "u64" | "u128" => u64::try_from(value).is_ok(),
                _ => true,
            };
            fits.then_some(Number::Integer(value))
        }
        Ty::Float(name) => {
            let largest = if *name == "f32" { f64::from(f32::MAX) } else { f64::MAX };
            text.parse().ok().filter(|value: &f64| value.abs() <= largest).map(Number::Float)
        }
        _ => None,
    }
}

/// `10.0` as 10.
fn whole(text: &str) -> Option<i64> {
    let (digits, fraction) = text.split_once('.')?;
    fraction.chars().all(|char| char == '0').then(|| digits.parse().ok()).flatten()
}
