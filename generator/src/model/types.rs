//! Types: from a schema to its Rust type, and from a named schema to its item.

use std::collections::BTreeMap;

use super::context::Context;
use super::{
    ChosenType, Derives, Docs, Fact, Holder, Presence, Ty, TypeItem, TypeKind, TypeReason, TypeSource,
};
use crate::config::Scalar;
use crate::format::BASE64;
use crate::integer;
use crate::internal::Expected as _;
use crate::ir::schema::{EnumBase, Length, Schema, SchemaId, Shape};
use crate::names::ident::Ident;
use crate::names::identity;

/// Documentation of a schema.
pub(crate) fn docs(schema: &Schema, fallback: String) -> Docs {
    Docs {
        text: schema.meta.description.clone().or_else(|| schema.meta.title.clone()),
        fallback,
        facts: Fact::of(schema),
        deprecated: schema.meta.deprecated.clone(),
    }
}

impl Context<'_> {
    /// The type of a value of `id` that is not null, and why.
    pub(crate) fn typed(&self, id: SchemaId) -> ChosenType {
        if let Some(ident) = self.names.types.get(&id) {
            return TypeSource::Named.of(Ty::Named(ident.clone()));
        }
        self.shape_typed(&self.api.schema(id).shape)
    }

    /// The type of a value of `id` that is not null.
    pub(crate) fn ty(&self, id: SchemaId) -> Ty {
        self.typed(id).ty
    }

    /// Why a value of `id` has the type that `source` chose.
    pub(crate) fn reason(&self, id: SchemaId, source: TypeSource) -> TypeReason {
        let degraded = |id| self.api.degraded.get(&self.api.schema(id).node).copied();
        TypeReason::new(source, degraded(id).or_else(|| degraded(self.api.target(id))))
    }

    /// The type of a value inside a list or map, where null is a value too.
    pub(crate) fn element(&self, id: SchemaId) -> Ty {
        self.element_typed(id).ty
    }

    fn element_typed(&self, id: SchemaId) -> ChosenType {
        let ChosenType { ty, source } = self.typed(id);
        match ty {
            Ty::Json => source.of(Ty::Json),
            ty if self.api.nullable(id) => {
                TypeSource::Nullable(Box::new(source)).of(Ty::Option(Box::new(ty)))
            }
            ty => source.of(ty),
        }
    }

    pub(crate) fn shape_ty(&self, shape: &Shape) -> Ty {
        self.shape_typed(shape).ty
    }

    fn shape_typed(&self, shape: &Shape) -> ChosenType {
        let types = &self.config.types;
        let element =
            |id: Option<SchemaId>| id.map_or(TypeSource::Any.of(Ty::Json), |id| self.element_typed(id));
        match shape {
            Shape::Any | Shape::Null => TypeSource::Any.of(Ty::Json),
            Shape::Union(_) | Shape::Object(_) => TypeSource::Several.of(Ty::Json),
            Shape::Bool => TypeSource::Boolean.of(Ty::Bool),
            Shape::Integer { format, .. } => scalar("integer", types.of_integer(format.as_deref())),
            Shape::Number { format, .. } => scalar("number", types.of_number(format.as_deref())),
            Shape::String { format } => scalar("text", types.of_text(format.as_deref())),
            Shape::Enum(list) => match list.base {
                EnumBase::Bool => TypeSource::Boolean.of(Ty::Bool),
                EnumBase::Number => TypeSource::NumberEnum.of(Ty::Float("f64")),
                _ => TypeSource::Several.of(Ty::Json),
            },
            Shape::Array { items, .. } => {
                let ChosenType { ty, source } = element(*items);
                TypeSource::List(Box::new(source)).of(Ty::Vec(Box::new(ty)))
            }
            Shape::Map { values } => {
                let ChosenType { ty, source } = element(*values);
                TypeSource::Map(Box::new(source)).of(Ty::Map(Box::new(ty)))
            }
            Shape::Tuple { items, length }
                if *length == Length::Open || items.is_empty() || items.len() > 12 =>
            {
                TypeSource::LongTuple.of(Ty::Vec(Box::new(Ty::Json)))
            }
            Shape::Tuple { items, length: Length::AtMost } => {
                let places = items.iter().map(|item| Ty::Option(Box::new(self.element(*item)))).collect();
                TypeSource::ShortTuple.of(Ty::Prefix(Box::new(Ty::Tuple(places))))
            }
            Shape::Tuple { items, .. } => {
                TypeSource::Tuple.of(Ty::Tuple(items.iter().map(|item| self.element(*item)).collect()))
            }
            Shape::Ref(target) => self.typed(*target),
        }
    }

    /// True for what comes from a server, and never goes to one.
    pub(crate) fn is_received(&self, id: SchemaId) -> bool {
        self.directions[id].response && !self.directions[id].request
    }

    /// True for what `validate()` is for.
    pub(crate) fn is_checked(&self, id: SchemaId) -> bool {
        let received = self.config.types.check_received;
        self.directions[id].request || received && self.directions[id].response
    }

    /// Whether a property can be absent or null.
    pub(crate) fn presence(&self, id: SchemaId, required: bool, ty: &Ty) -> Presence {
        Presence::new(required, self.api.nullable(id) && *ty != Ty::Json)
    }
}

/// The type of a configured path, and why.
fn scalar(json: &'static str, chosen: Scalar<'_>) -> ChosenType {
    TypeSource::scalar(json, chosen).of(of_path(chosen.path))
}

fn of_path(path: &str) -> Ty {
    if let Some(name) = integer::TYPES.into_iter().find(|name| *name == path) {
        return Ty::Int(name);
    }
    match path {
        "String" => Ty::String,
        "f32" => Ty::Float("f32"),
        "f64" => Ty::Float("f64"),
        "serde_json::Value" => Ty::Json,
        BASE64 => Ty::Base64,
        other => Ty::External(other.to_owned()),
    }
}

/// The item of a named schema.
pub(crate) fn item(context: &Context<'_>, id: SchemaId, ident: &Ident) -> TypeItem {
    let schema = context.api.schema(id);
    let kind = match &schema.shape {
        Shape::Object(object) => {
            let named = context.names.required.get(&id).or(Some(ident)).filter(|_| !context.is_received(id));
            TypeKind::Struct(Box::new(super::field::object(context, id, object, named)))
        }
        Shape::Enum(list) if list.has_a_type() => {
            TypeKind::Enum(super::values::open_enum(context, id, list, schema.meta.default.as_ref()))
        }
        Shape::Union(union) => TypeKind::Union(super::values::union(context, id, union)),
        shape if context.cycles.endless_alias(id) => TypeKind::Newtype(boxed_alias(context.shape_ty(shape))),
        shape => TypeKind::Alias(context.shape_ty(shape)),
    };
    let source = context.shape_typed(&schema.shape).source;
    let why = match &kind {
        TypeKind::Alias(_) => Some(context.reason(id, source)),
        TypeKind::Newtype(_) => Some(context.reason(id, source).within(Holder::Struct)),
        _ => None,
    };
    let mut derives = context.traits.get(&id).copied().expected("a type has no traits").unwrap_or_default();
    if let TypeKind::Enum(list) = &kind {
        derives.default = list.default.is_some();
    }
    let answer = context.api.inputs.get(&id);
    let written = answer.map_or(schema, |answer| context.api.schema(*answer));
    let fallback = match &written.component {
        Some(component) => format!("The schema {}.", crate::markdown::code(component)),
        None => format!("The schema at `{}`.", context.reference(schema.node)),
    };
    let mut docs = docs(schema, fallback);
    let answer = answer.and_then(|answer| context.names.types.get(answer));
    docs.facts.extend(answer.map(|answer| Fact::Input(answer.as_str().to_owned())));
    TypeItem {
        ident: ident.clone(),
        docs,
        derives,
        reference: context.reference(schema.node),
        node: schema.node,
        identity: identity::schema(context.api, context.raw, id),
        kind,
        conversions: Vec::new(),
        why,
        is_reexport: false,
    }
}

/// The former name of a type.
pub(crate) fn former(context: &Context<'_>, id: SchemaId, ident: &Ident, former: &Ident) -> TypeItem {
    let target = item(context, id, ident);
    let docs = Docs {
        fallback: format!("The former name of [`{}`].", ident.as_str()),
        deprecated: Some(format!("it is called `{}` now", ident.as_str())),
        ..Docs::default()
    };
    let is_reexport = matches!(target.kind, TypeKind::Enum(_) | TypeKind::Union(_));
    let kind = TypeKind::Alias(Ty::Named(ident.clone()));
    TypeItem { ident: former.clone(), docs, derives: Derives::default(), kind, is_reexport, ..target }
}

/// Lists and maps hold their items behind a pointer; a tuple or plain alias of itself needs one.
fn boxed_alias(ty: Ty) -> Ty {
    match ty {
        Ty::Vec(_) | Ty::Map(_) => ty,
        other => Ty::Boxed(Box::new(other)),
    }
}

/// Which traits each named type has: all, less what a part of it cannot have, and less what an object could lose.
pub(crate) fn traits(context: &Context<'_>) -> BTreeMap<SchemaId, Derives> {
    let ids: Vec<SchemaId> = context.names.types.keys().copied().collect();
    let by_ident: BTreeMap<&Ident, SchemaId> =
        context.names.types.iter().map(|(id, ident)| (ident, *id)).collect();
    let parts: BTreeMap<SchemaId, Vec<Ty>> = ids.iter().map(|id| (*id, parts(context, *id))).collect();
    let mut users: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    let mut lost: Vec<SchemaId> = Vec::new();
    for (id, tys) in &parts {
        let mut named = Vec::new();
        // A number may come to an object at any time, and has neither: what it would lose it does not have.
        let is_object = matches!(context.api.schema(*id).shape, Shape::Object(_));
        // Every part is visited, for the types that it names.
        if tys.iter().filter(|ty| !comparable(ty, &mut named)).count() > 0 || is_object {
            lost.push(*id);
        }
        for ident in named {
            if let Some(part) = by_ident.get(&ident) {
                users.entry(*part).or_default().push(*id);
            }
        }
    }
    let mut partial: std::collections::BTreeSet<SchemaId> = lost.iter().copied().collect();
    while let Some(id) = lost.pop() {
        for user in users.get(&id).into_iter().flatten() {
            if partial.insert(*user) {
                lost.push(*user);
            }
        }
    }
    ids.into_iter()
        .map(|id| {
            let eq = !partial.contains(&id);
            let default = match &context.api.schema(id).shape {
                Shape::Object(object) => object.properties.values().all(|property| !property.required),
                _ => false,
            };
            // What a server may require of itself tomorrow has no default today.
            let default = default && !context.is_received(id);
            (id, Derives { default, eq })
        })
        .collect()
}

/// The types a named type is made of.
fn parts(context: &Context<'_>, id: SchemaId) -> Vec<Ty> {
    match &context.api.schema(id).shape {
        Shape::Object(object) => {
            let extra = object.additional.map(|additional| match additional {
                crate::ir::schema::Additional::Any => Ty::Json,
                crate::ir::schema::Additional::Schema(id) => context.element(id),
            });
            object.properties.values().map(|property| context.ty(property.schema)).chain(extra).collect()
        }
        Shape::Union(union) => {
            union.arms.iter().map(|arm| context.ty(arm.schema)).chain([Ty::Json]).collect()
        }
        Shape::Enum(list) if list.has_a_type() => Vec::new(),
        shape => vec![context.shape_ty(shape)],
    }
}

/// True if a type is `Eq` and `Hash` as far as it does not depend on named types, which are collected.
fn comparable(ty: &Ty, named: &mut Vec<Ident>) -> bool {
    match ty {
        // A configured type may be anything.
        Ty::Float(_) | Ty::Upload | Ty::Multipart | Ty::Local(_) | Ty::External(_) => false,
        Ty::Named(ident) => {
            named.push(ident.clone());
            true
        }
        Ty::Vec(inner)
        | Ty::Map(inner)
        | Ty::Prefix(inner)
        | Ty::Option(inner)
        | Ty::OptionalNullable(inner)
        | Ty::Boxed(inner) => comparable(inner, named),
        Ty::Tuple(items) => items.iter().filter(|item| !comparable(item, named)).count() == 0,
        Ty::Bool | Ty::Int(_) | Ty::String | Ty::Json | Ty::Base64 => true,
    }
}
