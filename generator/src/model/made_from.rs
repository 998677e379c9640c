//! What an alternative of a union is made from, by `From`.

use std::collections::BTreeSet;

use super::context::Context;
use super::{ArmTest, Ty, UnionArm};
use crate::ir::schema::{EnumBase, SchemaId, Shape, Union};

/// Fills in what each alternative is made from: a value of its type, and text where only one takes text. Of two
/// alternatives of one type, a bare value can only mean the first.
pub(super) fn fill_in(context: &Context<'_>, union: &Union, arms: &mut [UnionArm]) {
    let mut taken = BTreeSet::new();
    for (of, arm) in union.arms.iter().zip(arms.iter_mut()) {
        let own = if context.nominal(of.schema) { Some(arm.ty.clone()) } else { plain(context, of.schema) };
        arm.made_from = own.filter(|own| taken.insert(own.clone())).into_iter().collect();
    }
    let mut texts = union.arms.iter().zip(arms).filter(|(_, arm)| matches!(arm.test, ArmTest::String(_)));
    if let (Some((of, arm)), None) = (texts.next(), texts.next())
        && context.nominal(of.schema)
        && matches!(context.api.shape(of.schema), Shape::Enum(list) if list.base == EnumBase::String)
    {
        arm.made_from.push(Ty::String);
    }
}

/// The type of a schema under no other name, if it is text, a number, a boolean, or a list whose items are such or of
/// a type of their own: another name is the same type to Rust.
fn plain(context: &Context<'_>, schema: SchemaId) -> Option<Ty> {
    let target = context.api.target(schema);
    let shape = &context.api.schema(target).shape;
    if let Some(ty) = scalar(context, shape) {
        return Some(ty);
    }
    let Shape::Array { items: Some(items), .. } = shape else { return None };
    if context.cycles.endless_alias(target) || !matches!(context.shape_ty(shape), Ty::Vec(_)) {
        return None;
    }
    let item = context.api.target(*items);
    let ty =
        if context.nominal(item) { Some(context.ty(item)) } else { scalar(context, context.api.shape(item)) };
    ty.filter(|_| !context.api.nullable(*items)).map(|item| Ty::Vec(Box::new(item)))
}

fn scalar(context: &Context<'_>, shape: &Shape) -> Option<Ty> {
    let is_scalar =
        matches!(shape, Shape::String { .. } | Shape::Integer { .. } | Shape::Number { .. } | Shape::Bool);
    let ty = is_scalar.then(|| context.shape_ty(shape))?;
    matches!(ty, Ty::String | Ty::Bool | Ty::Int(_) | Ty::Float(_)).then_some(ty)
}
