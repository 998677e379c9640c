//! Which types setters take as `impl Into<OptionalNullable<T>>`: those need a conversion of their own, because a
//! blanket one would overlap with that from `Null`. All others do without: every such impl is compared with every other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Body, Crate, Presence, Ty, TypeKind};
use crate::names::ident::Ident;

/// Marks the types.
pub(crate) fn fill(model: &mut Crate) {
    let mut taken: BTreeSet<&Ident> = BTreeSet::new();
    let items = || model.type_files.iter().flat_map(|file| &file.items);
    let aliases: BTreeMap<&Ident, &Ty> = items()
        .filter_map(|item| match &item.kind {
            TypeKind::Alias(target) => Some((&item.ident, target)),
            _ => None,
        })
        .collect();
    let structs = items().filter_map(|item| match &item.kind {
        TypeKind::Struct(object) => Some(object),
        _ => None,
    });
    let operations = || model.groups.iter().flat_map(|group| &group.operations);
    let forms =
        operations().flat_map(|operation| &operation.body).flat_map(Body::forms).map(|form| &form.object);
    let fields = structs
        .chain(forms)
        .flat_map(|object| &object.fields)
        .filter(|field| field.presence == Presence::OptionalNullable);
    let parameters = operations()
        .flat_map(|operation| &operation.parameters)
        .filter(|parameter| parameter.presence == Presence::OptionalNullable);
    let tys = fields.map(|field| &field.ty).chain(parameters.map(|parameter| &parameter.ty));
    for ty in tys {
        taken.extend(named(ty, &aliases));
    }
    let taken: BTreeSet<Ident> = taken.into_iter().cloned().collect();
    for item in model.type_files.iter_mut().flat_map(|file| &mut file.items) {
        item.nullable_argument = taken.contains(&item.ident);
    }
}

/// The type itself, behind aliases and a box.
fn named<'a>(ty: &'a Ty, aliases: &BTreeMap<&Ident, &'a Ty>) -> Option<&'a Ident> {
    let mut current = ty;
    // Aliases never lead in a circle: those that would are structs.
    for _ in 0..=aliases.len() {
        match current {
            Ty::Boxed(inner) => current = inner,
            Ty::Named(ident) => match aliases.get(ident) {
                Some(target) => current = target,
                None => return Some(ident),
            },
            _ => return None,
        }
    }
    None
}
