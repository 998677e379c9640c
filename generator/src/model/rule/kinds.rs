//! Which types of JSON a Rust type writes.

use super::spot::Spot;
use crate::document::rule::Kind;
use crate::ir::schema::{SchemaId, Shape};
use crate::model::Ty;
use crate::model::check::Unlisted;
use crate::model::context::Context;

/// The types of the values that are written, without null; `None` for any.
pub(super) fn kinds(context: &Context<'_>, spot: Spot<'_>) -> Option<Vec<Kind>> {
    let target = context.api.target(spot.id);
    let shape = &context.api.schema(target).shape;
    match shape {
        Shape::Any | Shape::Null | Shape::Ref(_) => None,
        Shape::Bool => Some(vec![Kind::Boolean]),
        Shape::Integer { text: true, .. } | Shape::Number { text: true, .. } => {
            Some(vec![Kind::Integer, Kind::Number, Kind::String])
        }
        Shape::Integer { .. } | Shape::Number { .. } => match context.shape_ty(shape) {
            Ty::Int(_) => Some(vec![Kind::Integer]),
            _ => Some(vec![Kind::Integer, Kind::Number]),
        },
        Shape::String { .. } => Some(vec![Kind::String]),
        Shape::Enum(list) => {
            let listed = spot.is_checked && !list.open;
            let plain = !list.has_a_type();
            let kinds = list.values.iter().map(|value| of(&value.value)).collect();
            (listed || plain).then_some(kinds)
        }
        Shape::Array { .. } | Shape::Tuple { .. } => Some(vec![Kind::Array]),
        Shape::Map { .. } => Some(vec![Kind::Object]),
        Shape::Object(_) => is_named(context, target).then(|| vec![Kind::Object]),
        Shape::Union(union) => {
            let is_open = Unlisted::of(context, target) == Unlisted::Allowed;
            if is_open || !spot.is_checked || !is_named(context, target) {
                return None;
            }
            let mut found = Vec::new();
            for arm in &union.arms {
                // Unions of unions are flat, but for cycles.
                let arm = spot.arm(arm.schema, union.tag.as_deref());
                if matches!(context.api.shape(arm.id), Shape::Union(_)) {
                    return None;
                }
                found.extend(kinds(context, arm)?);
            }
            Some(found)
        }
    }
}

fn of(value: &serde_json::Value) -> Kind {
    match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::Bool(_) => Kind::Boolean,
        serde_json::Value::Number(number) if number.is_f64() => Kind::Number,
        serde_json::Value::Number(_) => Kind::Integer,
        serde_json::Value::String(_) => Kind::String,
        serde_json::Value::Array(_) => Kind::Array,
        serde_json::Value::Object(_) => Kind::Object,
    }
}

/// True for a schema with a type of its own; what should have one and has none is any JSON.
pub(super) fn is_named(context: &Context<'_>, target: SchemaId) -> bool {
    context.names.types.contains_key(&target)
}

/// True if one of `kinds` is among `allowed`, where a number may be an integer.
pub(super) fn meet(kinds: Option<&[Kind]>, allowed: &[Kind]) -> bool {
    let number = |kind: &Kind| matches!(kind, Kind::Integer | Kind::Number);
    kinds.is_none_or(|kinds| {
        kinds.iter().any(|kind| allowed.contains(kind) || (number(kind) && allowed.iter().any(number)))
    })
}
