//! `From` a type of answers for that of requests: what a call gave is changed and put back, less what is read only.

use std::collections::BTreeMap;

use super::context::Context;
use super::{Crate, Field, Presence, Struct, Ty, TypeItem, TypeKind};
use crate::names::ident::Ident;

/// Names for types are followed this far.
const DEEPEST: usize = 32;

/// `From` another type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conversion {
    pub(crate) from: Ty,
    pub(crate) parts: Parts,
}

/// What a type is made of, part by part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Parts {
    /// The fields of a struct.
    Fields(Vec<Part>),
    /// The alternatives of a union, which both have under one name.
    Arms(Vec<(Ident, How)>),
    /// What is in a struct around a value.
    Value(How),
}

/// A field that both types have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) from: Ident,
    pub(crate) to: Ident,
    pub(crate) how: How,
    /// It is always there in `from`, and may be absent here.
    pub(crate) lifted: bool,
}

/// How a value becomes one of another type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum How {
    /// It is of that type.
    Same,
    /// By the conversion of the type of this name.
    Into(Ident),
    /// It is in a box.
    Boxed(Box<How>),
    /// Each item of a list.
    Items(Box<How>),
    /// Each value of a map.
    Entries(Box<How>),
    /// It may be missing or null.
    Some(Box<How>),
}

/// Lets types of requests be made from those of answers, where they have nothing that answers lack.
pub(crate) fn fill(model: &mut Crate, context: &Context<'_>) {
    if context.api.inputs.is_empty() {
        return;
    }
    let items = model.type_files.iter().flat_map(|file| &file.items);
    let ident = |id| context.names.types.get(id);
    let pairs = context.api.inputs.iter();
    let known = Known {
        items: items.map(|item| (&item.ident, item)).collect(),
        converting: pairs.filter_map(|(input, answer)| Some((ident(input)?, ident(answer)?))).collect(),
    };
    // All are taken to convert; then those go that do not, and with each what would be made of it.
    let mut found: BTreeMap<Ident, Conversion> = BTreeMap::new();
    let mut users: BTreeMap<Ident, Vec<&Ident>> = BTreeMap::new();
    let mut lost: Vec<&Ident> = Vec::new();
    for (to, from) in &known.converting {
        let Some(conversion) = known.conversion(from, to) else {
            lost.push(to);
            continue;
        };
        for part in conversion.parts.made_of() {
            users.entry(part.clone()).or_default().push(to);
        }
        found.insert((*to).clone(), conversion);
    }
    while let Some(part) = lost.pop() {
        lost.extend(users.remove(part).into_iter().flatten().filter(|user| found.remove(*user).is_some()));
    }
    for item in model.type_files.iter_mut().flat_map(|file| &mut file.items) {
        if let Some(conversion) = found.remove(&item.ident)
            && !item.conversions.contains(&conversion)
        {
            item.conversions.push(conversion);
        }
    }
}

/// A struct of another one that has all its fields, each of the same type.
pub(super) fn alike(from: &Ident, source: &Struct, target: &Struct) -> Option<Conversion> {
    let part = |field: &Field| {
        let other = source.fields.iter().find(|other| other.wire == field.wire)?;
        let same = other.ty == field.ty && other.presence == field.presence;
        same.then(|| Part::of(&other.ident, &field.ident, How::Same))
    };
    let fields = target.fields.iter().map(part);
    let parts = fields.chain(extra(source, target, |from, to| (from == to).then_some(How::Same)));
    Some(Conversion { from: Ty::Named(from.clone()), parts: Parts::Fields(parts.collect::<Option<_>>()?) })
}

/// The members without a field, if the target has a place for them.
fn extra(
    source: &Struct,
    target: &Struct,
    how: impl Fn(&Ty, &Ty) -> Option<How>,
) -> impl Iterator<Item = Option<Part>> {
    target.extra.iter().map(move |to| {
        let from = source.extra.as_ref()?;
        let how = match how(&from.value, &to.value)? {
            How::Same => How::Same,
            how => How::Entries(Box::new(how)),
        };
        Some(Part::of(&from.ident, &to.ident, how))
    })
}

impl Parts {
    /// The types whose conversions are needed.
    fn made_of(&self) -> Vec<&Ident> {
        let hows: Vec<&How> = match self {
            Self::Fields(fields) => fields.iter().map(|field| &field.how).collect(),
            Self::Arms(arms) => arms.iter().map(|(_, how)| how).collect(),
            Self::Value(how) => vec![how],
        };
        hows.into_iter().filter_map(How::made_of).collect()
    }
}

impl How {
    fn made_of(&self) -> Option<&Ident> {
        match self {
            Self::Same => None,
            Self::Into(ident) => Some(ident),
            Self::Boxed(inner) | Self::Items(inner) | Self::Entries(inner) | Self::Some(inner) => {
                inner.made_of()
            }
        }
    }
}

impl Part {
    fn of(from: &Ident, to: &Ident, how: How) -> Self {
        Self { from: from.clone(), to: to.clone(), how, lifted: false }
    }
}

struct Known<'m> {
    items: BTreeMap<&'m Ident, &'m TypeItem>,
    /// The types that convert, by what they become.
    converting: BTreeMap<&'m Ident, &'m Ident>,
}

impl Known<'_> {
    fn conversion(&self, from: &Ident, to: &Ident) -> Option<Conversion> {
        let parts = match (&self.items.get(from)?.kind, &self.items.get(to)?.kind) {
            (TypeKind::Struct(from), TypeKind::Struct(to)) => {
                let fields = to.fields.iter().map(|field| self.field(from, field));
                let fields = fields.chain(extra(from, to, |from, to| self.how(from, to, 0)));
                Parts::Fields(fields.collect::<Option<_>>()?)
            }
            (TypeKind::Union(from), TypeKind::Union(to)) if from.arms.len() == to.arms.len() => {
                let arm = |(from, to): (&super::UnionArm, &super::UnionArm)| {
                    let how = self.how(&from.ty, &to.ty, 0).filter(|_| from.ident == to.ident)?;
                    Some((to.ident.clone(), how))
                };
                Parts::Arms(from.arms.iter().zip(&to.arms).map(arm).collect::<Option<_>>()?)
            }
            (TypeKind::Newtype(from), TypeKind::Newtype(to)) => Parts::Value(self.how(from, to, 0)?),
            _ => return None,
        };
        Some(Conversion { from: Ty::Named(from.clone()), parts })
    }

    fn field(&self, source: &Struct, field: &Field) -> Option<Part> {
        let other = source.fields.iter().find(|other| other.wire == field.wire)?;
        let how = self.how(&other.ty, &field.ty, 0)?;
        let (lifted, optional) = match (other.presence, field.presence) {
            (Presence::Required, Presence::Required) => (false, false),
            (Presence::Required, Presence::Optional) => (true, false),
            (from, to) if from == to => (false, true),
            _ => return None,
        };
        let how = if optional && how != How::Same { How::Some(Box::new(how)) } else { how };
        Some(Part { lifted, ..Part::of(&other.ident, &field.ident, how) })
    }

    fn how(&self, from: &Ty, to: &Ty, depth: usize) -> Option<How> {
        if from == to {
            return Some(How::Same);
        }
        if depth > DEEPEST {
            return None;
        }
        let inner = |from: &Ty, to: &Ty| self.how(from, to, depth + 1).map(Box::new);
        match (from, to) {
            (Ty::Boxed(from), Ty::Boxed(to)) => inner(from, to).map(How::Boxed),
            (Ty::Vec(from), Ty::Vec(to)) => inner(from, to).map(How::Items),
            (Ty::Map(from), Ty::Map(to)) => inner(from, to).map(How::Entries),
            (Ty::Option(from), Ty::Option(to)) => inner(from, to).map(How::Some),
            (Ty::Named(from), Ty::Named(to)) => match (self.alias(from), self.alias(to)) {
                (Some(from), Some(to)) => self.how(from, to, depth + 1),
                _ => (self.converting.get(to) == Some(&from)).then(|| How::Into(to.clone())),
            },
            _ => None,
        }
    }

    /// What a name stands for, if it is another name for a type.
    fn alias(&self, ident: &Ident) -> Option<&Ty> {
        match &self.items.get(ident)?.kind {
            TypeKind::Alias(ty) => Some(ty),
            _ => None,
        }
    }
}
