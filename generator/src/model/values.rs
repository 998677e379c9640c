//! Enums and unions.

use std::collections::BTreeMap;

use serde_json::Value;

use super::check::Unlisted;
use super::context::Context;
use super::{
    ArmTest, Docs, EnumBase, OpenEnum, Presence, Tagging, Ty, TypeSource, UnionArm, UnionType, UnknownAt,
    Variant,
};
use crate::ir::schema::{Enum, EnumBase as Base, Object, SchemaId, Shape, Union};
use crate::names::ident::{self, Ident};
use crate::names::reason::{ArmBy, NameSource};
use crate::names::{arm, local, within};

const ANY_OBJECT: ArmTest = ArmTest::Object {
    required: Vec::new(),
    known: Vec::new(),
    constants: Vec::new(),
    optional: Vec::new(),
    keeps_others: true,
};

/// An enum that keeps values it does not know.
pub(crate) fn open_enum(
    context: &Context<'_>,
    id: SchemaId,
    list: &Enum,
    default: Option<&Value>,
) -> OpenEnum {
    let idents = context.variants(id, list);
    let variants: Vec<Variant> = list
        .values
        .iter()
        .zip(idents)
        .map(|(value, ident)| Variant {
            ident,
            value: value.value.clone(),
            docs: Docs {
                text: value.description.clone(),
                fallback: format!("{}.", crate::markdown::code(&value.value.to_string())),
                ..Docs::default()
            },
        })
        .collect();
    let base = match list.base {
        Base::String => EnumBase::String,
        Base::Integer => {
            let values = variants.iter().map(|variant| variant.value.as_i64()).collect::<Option<_>>();
            values.map_or(EnumBase::Json, EnumBase::Integer)
        }
        Base::Number | Base::Bool | Base::Mixed => EnumBase::Json,
    };
    let default = default.and_then(|default| variants.iter().position(|variant| variant.value == *default));
    OpenEnum { base, variants, default, is_checked: context.checked.contains(&id) }
}

/// A union with a test for each arm.
pub(crate) fn union(context: &Context<'_>, id: SchemaId, union: &Union) -> UnionType {
    let (tys, sources): (Vec<Ty>, Vec<TypeSource>) =
        union.arms.iter().map(|arm| context.typed(arm.schema)).map(|typed| (typed.ty, typed.source)).unzip();
    let idents = local::arms(&context.names.spelling, &arm_words(context, id, union, &tys));
    let mut arms: Vec<UnionArm> = union
        .arms
        .iter()
        .zip(tys)
        .zip(sources)
        .zip(idents)
        .map(|(((arm, ty), source), ident)| {
            let (ty, within) = context.held(id, arm.schema, ty);
            let text = context.annotated(arm.schema, |schema| schema.meta.description.clone());
            let fallback = match arm.tags.as_slice() {
                [] if arm.is_default => "With any other tag, or none.".to_owned(),
                [] => "One of the alternatives.".to_owned(),
                tags => {
                    let list: Vec<String> = tags.iter().map(|tag| crate::markdown::code(tag)).collect();
                    let rest = if arm.is_default { ", with any other tag, or with none" } else { "" };
                    format!("Tagged {}{rest}.", list.join(" or "))
                }
            };
            let rules =
                if context.checked.contains(&id) { super::check::of_arm(context, arm) } else { Vec::new() };
            UnionArm {
                rules,
                secret: context.is_secret(arm.schema),
                ident,
                ty,
                why: context.reason(arm.schema, source).within(within),
                made_from: Vec::new(),
                tags: arm.tags.clone(),
                is_default: arm.is_default,
                // What is meant without a tag needs none.
                tagging: union
                    .tag
                    .as_deref()
                    .filter(|_| !arm.is_default)
                    .and_then(|tag| tagging(context, arm.schema, tag)),
                test: test(context, arm.schema),
                unknown: unknown(context, arm.schema),
                example: context.example(arm.schema),
                docs: Docs { text, fallback, ..Docs::default() },
            }
        })
        .collect();
    super::made_from::fill_in(context, union, &mut arms);
    let attempts =
        if union.tag.is_none() { super::order::attempts(context, id, union, &arms) } else { Vec::new() };
    let is_closed = context.checked.contains(&id) && Unlisted::of(context, id) == Unlisted::Refused;
    let unlisted_rules = context.leftover.unlisted.get(&id).cloned();
    let value_rules = context.leftover.types.get(&id).cloned();
    UnionType {
        tag: union.tag.clone(),
        arms,
        attempts,
        is_closed,
        unlisted_rules,
        value_rules,
        accessors: Vec::new(),
        texts: Vec::new(),
    }
}

/// What each arm wants to be called: its only tag, else its type's name, else its JSON kind.
fn arm_words(context: &Context<'_>, id: SchemaId, union: &Union, tys: &[Ty]) -> Vec<local::Words> {
    let single_tags = union.tag.is_some() && union.arms.iter().all(|arm| arm.tags.len() == 1);
    let is_number = |tag: &String| tag.chars().all(|char| char.is_ascii_digit());
    if single_tags && union.arms.iter().flat_map(|arm| &arm.tags).all(is_number) {
        let words: Vec<String> = tys.iter().map(ty_words).collect();
        let words = local::told_apart(&context.names.spelling, &words);
        return words.into_iter().map(|words| (NameSource::ArmType, words)).collect();
    }
    let own = context.names.types.get(&id).map_or("", Ident::as_str);
    let called = context.names.words.get(&id);
    let short = called.and_then(|words| ident::type_ident(&context.names.spelling, &words.short));
    let own = [own, short.as_ref().map_or("", Ident::as_str)];
    let owner = (context.api.schema(id), called.map_or("", |words| words.whole.as_str()));
    let names = arm::words(&context.names.spelling, context.api, owner, union);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for ty in tys {
        *counts.entry(ty_words(ty)).or_default() += 1;
    }
    let is_several = |ty: &Ty| counts.get(&ty_words(ty)).is_some_and(|count| *count > 1);
    union
        .arms
        .iter()
        .zip(tys)
        .zip(names)
        .map(|((arm, ty), name)| match arm.tags.as_slice() {
            // Whatever tags the others have.
            [tag] if union.tag.is_some() && (single_tags || !is_number(tag)) => {
                (NameSource::ArmTag, tag.clone())
            }
            // Two of one type are told apart by what else is said of them.
            _ if is_several(ty) && name.by != ArmBy::Index => (NameSource::Alternative(name.by), name.words),
            _ => {
                // What is in it is called after it.
                if let Some(inner) = own_inner(own, ty) {
                    return match given_words(own, inner) {
                        Some(words) => (NameSource::ArmRest, words),
                        None => (NameSource::Alternative(name.by), name.words),
                    };
                }
                let words = ty_words(ty);
                let component = context.api.schema(arm.schema).component.is_some();
                match without_owner(own, &words).filter(|_| !component) {
                    Some(rest) => (NameSource::ArmRest, rest.to_owned()),
                    None => (NameSource::ArmType, words),
                }
            }
        })
        .collect()
}

/// What is in a list or a map, where that is called after the union.
fn own_inner<'t>(owner: [&str; 2], ty: &'t Ty) -> Option<&'t Ident> {
    fn innermost(ty: &Ty) -> &Ty {
        match ty {
            Ty::Vec(inner)
            | Ty::Map(inner)
            | Ty::Option(inner)
            | Ty::OptionalNullable(inner)
            | Ty::Boxed(inner) => innermost(inner),
            _ => ty,
        }
    }
    match (ty, innermost(ty)) {
        (Ty::Vec(_) | Ty::Map(_), Ty::Named(ident)) => {
            without_owner(owner, ident.as_str()).is_some().then_some(ident)
        }
        _ => None,
    }
}

/// What a list or a map is called whose contents the configuration gives a name: `Scores` where that is `ScoresItem` after the
/// union. Both are called by the words of the alternative, so that who keeps the one keeps the other.
fn given_words(owner: [&str; 2], inner: &Ident) -> Option<String> {
    let rest =
        without_owner(owner, inner.as_str()).filter(|_| inner.why().source() == NameSource::Override)?;
    let list = rest.strip_suffix(within::ITEM).or_else(|| rest.strip_suffix(within::VALUE))?;
    (!list.is_empty()).then(|| list.to_owned())
}

/// The name of an alternative that was called after its union, without any of the union's names.
fn without_owner<'t>(owner: [&str; 2], words: &'t str) -> Option<&'t str> {
    let names = owner.into_iter().filter(|name| !name.is_empty());
    let rest = names.filter_map(|name| words.strip_prefix(name));
    let begins = |rest: &&str| rest.starts_with(|char: char| char == ' ' || char.is_ascii_uppercase());
    rest.into_iter().find(begins).map(str::trim_start)
}

fn ty_words(ty: &Ty) -> String {
    let inner = |inner: &Ty| ty_words(inner);
    match ty {
        Ty::Named(ident) | Ty::Local(ident) => ident.as_str().to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::Int(_) => "integer".to_owned(),
        Ty::Float(_) => "number".to_owned(),
        Ty::String => "string".to_owned(),
        Ty::Json => "json".to_owned(),
        Ty::Base64 | Ty::Upload => "bytes".to_owned(),
        Ty::Multipart => "form".to_owned(),
        Ty::External(path) => {
            let bare = path.split('<').next().unwrap_or_default();
            bare.rsplit("::").next().unwrap_or("external").to_owned()
        }
        Ty::Vec(item) if matches!(**item, Ty::Vec(_)) => format!("{}s", inner(item)),
        Ty::Vec(item) => format!("{} list", inner(item)),
        Ty::Map(value) => format!("{} map", inner(value)),
        Ty::Tuple(_) | Ty::Prefix(_) => "tuple".to_owned(),
        Ty::Option(item) | Ty::OptionalNullable(item) | Ty::Boxed(item) => inner(item),
    }
}

impl Context<'_> {
    /// True for a schema whose type is one of its own, not another name for something.
    pub(super) fn nominal(&self, id: SchemaId) -> bool {
        self.names.types.contains_key(&id)
            && match &self.api.schema(id).shape {
                Shape::Object(_) | Shape::Union(_) => true,
                Shape::Enum(list) => list.has_a_type(),
                _ => false,
            }
    }
}

/// What becomes of a tag that the type of an alternative does not have, or need not have.
fn tagging(context: &Context<'_>, id: SchemaId, tag: &str) -> Option<Tagging> {
    match context.api.shape(id) {
        Shape::Object(object) if object.properties.contains_key(tag) => {
            let fields = super::field::object(context, context.api.target(id), object, None).fields;
            let field = fields.into_iter().find(|field| field.wire == tag)?;
            let nullable = match field.presence {
                Presence::Optional => false,
                Presence::OptionalNullable => true,
                Presence::Required | Presence::RequiredNullable => return None,
            };
            Some(Tagging::Optional { field: field.ident, nullable })
        }
        Shape::Map { .. } | Shape::Object(Object { additional: Some(_), .. }) => Some(Tagging::TakenOut),
        Shape::Object(_) => Some(Tagging::Ignored),
        // A union with the same tag writes it itself.
        Shape::Union(union) if union.tag.as_deref() != Some(tag) => Some(Tagging::IfMissing),
        _ => None,
    }
}

/// Where an alternative takes values that it does not list. The items of a list may be null: then it is not asked.
fn unknown(context: &Context<'_>, id: SchemaId) -> Option<UnknownAt> {
    let enumerated = |id| match context.api.shape(id) {
        Shape::Enum(list) if list.has_a_type() => match context.ty(id) {
            Ty::Named(ident) => Some(ident),
            _ => None,
        },
        _ => None,
    };
    match context.api.shape(id) {
        Shape::Array { items: Some(items), .. } if !context.api.nullable(*items) => {
            enumerated(*items).map(UnknownAt::Item)
        }
        _ => enumerated(id).map(UnknownAt::Value),
    }
}

fn test(context: &Context<'_>, id: SchemaId) -> ArmTest {
    match context.api.shape(id) {
        Shape::Union(Union { tag: Some(_), arms, .. }) if arms.iter().any(|arm| arm.is_default) => ANY_OBJECT,
        Shape::Union(Union { tag: Some(property), arms, .. }) => ArmTest::Tagged {
            property: property.clone(),
            tags: arms.iter().flat_map(|arm| arm.tags.iter().cloned()).collect(),
        },
        Shape::Any | Shape::Ref(_) | Shape::Union(_) => ArmTest::Any,
        Shape::Null => ArmTest::Null,
        Shape::Bool => ArmTest::Bool,
        Shape::Integer { .. } => ArmTest::Integer,
        Shape::Number { .. } => ArmTest::Number,
        Shape::String { .. } => ArmTest::String(Vec::new()),
        Shape::Enum(list) => match list.base {
            Base::String => ArmTest::String(
                list.values.iter().filter_map(|value| value.value.as_str().map(str::to_owned)).collect(),
            ),
            Base::Integer => ArmTest::Integer,
            Base::Number => ArmTest::Number,
            Base::Bool => ArmTest::Bool,
            Base::Mixed => ArmTest::Any,
        },
        Shape::Array { .. } | Shape::Tuple { .. } => ArmTest::Array,
        Shape::Map { .. } => ANY_OBJECT,
        Shape::Object(object) => object_test(context, object),
    }
}

fn object_test(context: &Context<'_>, object: &Object) -> ArmTest {
    let constants = |required: bool| {
        let of_kind = object.properties.iter().filter(move |(_, property)| property.required == required);
        of_kind
            .filter_map(|(name, property)| {
                let value = match context.api.shape(property.schema) {
                    Shape::Null => Value::Null,
                    // It has two values.
                    _ if context.api.nullable(property.schema) => return None,
                    shape => crate::ir::pass::union::constant(shape)?.clone(),
                };
                Some((name.clone(), value))
            })
            .collect()
    };
    let required = object.properties.iter().filter(|(_, property)| property.required);
    ArmTest::Object {
        required: required.map(|(name, _)| name.clone()).collect(),
        known: object.properties.keys().cloned().collect(),
        constants: constants(true),
        optional: constants(false),
        keeps_others: object.additional.is_some(),
    }
}
