//! A JSON value that decodes into a type: what a test's server answers with.

use serde_json::{Map, Value, json};

use crate::model::{Constant, Fact, Field, Presence, Ty, TypeKind, Types};

/// Values nested deeper are left out.
const DEEPEST: usize = 8;

/// Longer texts hide the rest.
const LONGEST: usize = 60;

/// Whether the document limits what values a field has.
fn is_limited(field: &Field) -> bool {
    field.docs.facts.iter().any(|fact| matches!(fact, Fact::Limit(_)))
}

/// The smallest value of a type.
pub(crate) fn sample(types: &Types<'_>, ty: &Ty) -> Option<Value> {
    value(types, ty, "value", 0)
}

fn value(types: &Types<'_>, ty: &Ty, name: &str, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    match ty {
        Ty::Bool => Some(json!(true)),
        Ty::Int(_) => Some(json!(1)),
        Ty::Float(_) => Some(json!(1.5)),
        Ty::String => Some(json!(name)),
        Ty::Json | Ty::Map(_) => Some(json!({})),
        Ty::Base64 => Some(json!("Y29udGVudHM=")),
        Ty::Vec(item) => Some(json!([value(types, item, name, depth + 1)?])),
        Ty::Prefix(inner) | Ty::Option(inner) | Ty::OptionalNullable(inner) | Ty::Boxed(inner) => {
            value(types, inner, name, depth)
        }
        Ty::Tuple(items) => items
            .iter()
            .map(|item| value(types, item, name, depth + 1))
            .collect::<Option<Vec<_>>>()
            .map(Value::from),
        Ty::Named(ident) => match &types.get(ident)?.kind {
            TypeKind::Struct(object) => {
                let required = object.fields.iter().filter(|field| {
                    matches!(field.presence, Presence::Required | Presence::RequiredNullable)
                });
                let fields = required.map(|field| Some((field.wire.clone(), member(types, field, depth)?)));
                Some(Value::Object(fields.collect::<Option<Map<_, _>>>()?))
            }
            TypeKind::Enum(list) => list.variants.first().map(|variant| variant.value.clone()),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => value(types, ty, name, depth + 1),
            TypeKind::Union(_) => None,
        },
        Ty::External(_) | Ty::Upload | Ty::Multipart | Ty::Local(_) => None,
    }
}

fn member(types: &Types<'_>, field: &Field, depth: usize) -> Option<Value> {
    let example = field.example.as_ref().filter(|example| example.to_string().len() <= LONGEST);
    match (&field.ty, &field.initial, example) {
        (_, Some(Constant::Bool(flag)), _) => Some(json!(flag)),
        (Ty::String | Ty::Named(_) | Ty::External(_), _, Some(Value::String(text))) => Some(json!(text)),
        _ if field.presence == Presence::RequiredNullable => Some(Value::Null),
        // It obeys the schema, which a type by itself does not. A number without limits may count what is not shown.
        (.., Some(example)) if example.is_array() || (example.is_number() && is_limited(field)) => {
            Some(example.clone())
        }
        (ty, ..) => value(types, ty, &field.wire, depth + 1),
    }
}
