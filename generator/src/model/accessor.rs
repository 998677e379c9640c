//! What can be read of a union, or of a message, without looking at its alternatives: fields that all of them have, and
//! text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Accessor, Crate, Docs, Field, Message, TextSource, Ty, Type, TypeKind, UnionType};
use crate::names::ident::Ident;
use crate::names::local;

/// The accessor of text, and the property that holds some.
const TEXT: &str = "text";

/// What a message has: who says it, and what.
const ROLE: &str = "role";
const CONTENT: &str = "content";

/// How deep texts within texts are looked for.
const DEPTH: usize = 8;

type Types<'a> = BTreeMap<&'a Ident, &'a TypeKind>;

/// Gives unions and messages their accessors.
pub(crate) fn fill(model: &mut Crate) {
    let items = || model.type_files.iter().flat_map(|file| &file.items);
    let types: Types<'_> = items().map(|item| (&item.ident, &item.kind)).collect();
    let mut accessors: BTreeMap<Ident, Vec<Accessor>> = BTreeMap::new();
    for item in items() {
        if let TypeKind::Union(union) = &item.kind {
            accessors.insert(item.ident.clone(), common(&types, union));
        }
    }
    let (mut unions, mut messages) = (BTreeMap::new(), BTreeMap::new());
    let textual = textual(&types, &accessors);
    let search = Search { types: &types, textual: &textual };
    for ident in &textual {
        match types.get(ident) {
            Some(TypeKind::Union(union)) => {
                unions.insert(ident.clone(), search.arms(union));
            }
            Some(TypeKind::Struct(object)) => {
                messages.extend(search.message(&object.fields).map(|message| (ident.clone(), message)));
            }
            _ => {}
        }
    }
    for item in model.type_files.iter_mut().flat_map(|file| &mut file.items) {
        match &mut item.kind {
            TypeKind::Union(union) => {
                union.accessors = accessors.remove(&item.ident).unwrap_or_default();
                union.texts = unions.remove(&item.ident).unwrap_or_default();
            }
            TypeKind::Struct(object) => object.message = messages.remove(&item.ident),
            _ => {}
        }
    }
}

/// The type behind a pointer and other names.
fn behind<'a>(types: &Types<'a>, ty: &'a Ty) -> &'a Ty {
    let mut current = ty;
    for _ in 0..DEPTH {
        current = match current {
            Ty::Boxed(inner) => inner,
            Ty::Named(ident) => match types.get(ident) {
                Some(TypeKind::Alias(inner)) => inner,
                _ => return current,
            },
            _ => return current,
        };
    }
    current
}

/// The fields of a struct.
fn fields<'a>(types: &Types<'a>, ty: &'a Ty) -> Option<&'a [Field]> {
    match behind(types, ty) {
        Ty::Named(ident) => match types.get(ident)? {
            TypeKind::Struct(object) => Some(&object.fields),
            _ => None,
        },
        _ => None,
    }
}

/// What all alternatives have under one name, of one type.
fn common(types: &Types<'_>, union: &UnionType) -> Vec<Accessor> {
    let arms: Option<Vec<&[Field]>> = union.arms.iter().map(|arm| fields(types, &arm.ty)).collect();
    let Some((first, others)) = arms.as_deref().and_then(<[_]>::split_first) else { return Vec::new() };
    let others: Vec<BTreeMap<&str, &Field>> = others
        .iter()
        .map(|fields| fields.iter().map(|field| (field.wire.as_str(), field)).collect())
        .collect();
    let candidates = first.iter().filter(|field| !local::is_struct_method(field.ident.as_str()));
    let found = candidates.filter_map(|field| {
        let same = |other: &&Field| {
            other.ty == field.ty && other.ident == field.ident && other.docs.deprecated.is_none()
        };
        let others: Option<Vec<&Field>> =
            others.iter().map(|fields| fields.get(field.wire.as_str()).copied().filter(same)).collect();
        let others = others.filter(|_| field.docs.deprecated.is_none())?;
        let told_alike = others.iter().all(|other| other.docs.text == field.docs.text);
        Some(Accessor {
            ident: field.ident.clone(),
            ty: field.ty.clone(),
            docs: Docs {
                text: field.docs.text.clone().filter(|_| told_alike),
                fallback: format!(
                    "The property {}, whichever alternative it is.",
                    crate::markdown::code(&field.wire)
                ),
                ..Docs::default()
            },
            presences: std::iter::once(field.presence)
                .chain(others.iter().map(|other| other.presence))
                .collect(),
        })
    });
    found.collect()
}

/// The unions and messages that hold text.
fn textual(types: &Types<'_>, accessors: &BTreeMap<Ident, Vec<Accessor>>) -> BTreeSet<Ident> {
    let mut found: BTreeSet<Ident> = BTreeSet::new();
    for _ in 0..DEPTH {
        let search = Search { types, textual: &found };
        let more: Vec<Ident> = types
            .iter()
            .filter(|(ident, kind)| !found.contains(**ident) && search.holds_text(kind))
            .map(|(ident, _)| (*ident).clone())
            .collect();
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found.retain(|ident| {
        let taken = accessors.get(ident).into_iter().flatten().any(|one| one.ident.as_str() == TEXT);
        !taken
    });
    found
}

/// Looks for text, where some types are known to have it.
struct Search<'a> {
    types: &'a Types<'a>,
    textual: &'a BTreeSet<Ident>,
}

impl Search<'_> {
    /// A text, or a number of texts, is not yet what somebody says: it takes a part that calls itself text.
    fn holds_text(&self, kind: &TypeKind) -> bool {
        match kind {
            TypeKind::Union(union) => {
                self.arms(union).iter().any(|source| !matches!(source, None | Some(TextSource::Whole)))
            }
            TypeKind::Struct(object) => self.message(&object.fields).is_some(),
            _ => false,
        }
    }

    /// The text of each alternative.
    fn arms(&self, union: &UnionType) -> Vec<Option<TextSource>> {
        union.arms.iter().map(|arm| self.source(&arm.ty)).collect()
    }

    fn source(&self, ty: &Ty) -> Option<TextSource> {
        match behind(self.types, ty) {
            Ty::String => Some(TextSource::Whole),
            Ty::Vec(item) => match self.source(item)? {
                TextSource::Whole => None,
                part => Some(TextSource::Parts(Box::new(part))),
            },
            Ty::Named(ident) if self.textual.contains(ident) => Some(TextSource::Accessor),
            other => {
                let text = fields(self.types, other)?.iter().find(|field| field.wire == TEXT)?;
                (text.ty == Ty::String && text.docs.deprecated.is_none())
                    .then(|| TextSource::Field(text.ident.clone(), text.presence))
            }
        }
    }

    /// The text of a struct that has a role and a content.
    fn message(&self, fields: &[Field]) -> Option<Message> {
        let is_taken = |field: &Field| [&field.ident, &field.setter].iter().any(|name| name.as_str() == TEXT);
        if !fields.iter().any(|field| field.wire == ROLE) || fields.iter().any(is_taken) {
            return None;
        }
        let content = fields.iter().find(|field| field.wire == CONTENT && field.docs.deprecated.is_none())?;
        Some(Message {
            field: content.ident.clone(),
            presence: content.presence,
            source: self.source(&content.ty)?,
        })
    }
}

impl Accessor {
    /// What it gives, where there is something: scalars themselves, of others a reference.
    pub(crate) fn given(&self) -> Type {
        match &self.ty {
            Ty::String => Type::Verbatim("&str".to_owned()),
            Ty::Boxed(inner) => Type::Reference(Box::new(inner.spelled(""))),
            other if self.is_copied() => other.spelled(""),
            other => Type::Reference(Box::new(other.spelled(""))),
        }
    }

    /// True for scalars.
    pub(crate) fn is_copied(&self) -> bool {
        matches!(self.ty, Ty::Bool | Ty::Int(_) | Ty::Float(_))
    }
}
