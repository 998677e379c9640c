//! `diff_to`: the smallest update request between two values of what an operation updates.

use std::collections::BTreeMap;

use super::{
    BodyKind, BodyWrite, Crate, Field, Operation, OutputTy, Presence, ResponseBody, Struct, Ty, TypeKind,
};
use crate::names::ident::Ident;

/// How a response's type gives an update request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpdateRequest {
    /// The request's type.
    pub(crate) request: Ty,
    pub(crate) fields: Vec<UpdateField>,
}

/// A field that both types have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpdateField {
    pub(crate) from: Ident,
    pub(crate) from_presence: Presence,
    pub(crate) to: Ident,
    pub(crate) to_presence: Presence,
    pub(crate) step: Step,
}

/// How a value of the response becomes one of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Copied,
    Cloned,
    Into,
    IntoEach,
}

/// `From` between two structs: what a server returns, as what it takes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conversion {
    pub(crate) from: Ty,
    /// Fields in both: of `from`, of the type itself.
    pub(crate) fields: Vec<(Ident, Ident)>,
    pub(crate) extra: Option<(Ident, Ident)>,
}

type Structs = BTreeMap<Ident, Struct>;

/// Gives the types of responses their `diff_to`. Where several requests update one type, the first one counts.
pub(crate) fn fill(model: &mut Crate) {
    let operations: Vec<&Operation> = model.groups.iter().flat_map(|group| &group.operations).collect();
    let requests: Vec<(Ident, Vec<Ident>)> = operations.into_iter().filter_map(update).collect();
    if requests.is_empty() {
        return;
    }
    let structs = structs(model);
    let mut updates: BTreeMap<Ident, UpdateRequest> = BTreeMap::new();
    let mut conversions: BTreeMap<Ident, Vec<Conversion>> = BTreeMap::new();
    for (request, responses) in requests {
        let candidates = responses.iter().flat_map(|response| candidates(&structs, response));
        let found =
            candidates.filter(|owner| *owner != request && !updates.contains_key(owner)).find_map(|owner| {
                changes(&structs, &owner, &request).map(|(update, needs)| (owner, update, needs))
            });
        if let Some((owner, update, needs)) = found {
            updates.insert(owner, update);
            for (target, conversion) in needs {
                let list = conversions.entry(target).or_default();
                if !list.contains(&conversion) {
                    list.push(conversion);
                }
            }
        }
    }
    for item in model.type_files.iter_mut().flat_map(|file| &mut file.items) {
        if let TypeKind::Struct(object) = &mut item.kind {
            object.update = updates.remove(&item.ident);
            object.conversions = conversions.remove(&item.ident).unwrap_or_default();
        }
    }
}

/// The structs, with names that stand for scalars resolved: such values are copied.
fn structs(model: &Crate) -> Structs {
    let items = || model.type_files.iter().flat_map(|file| &file.items);
    let aliases: BTreeMap<&Ident, &Ty> = items()
        .filter_map(|item| match &item.kind {
            TypeKind::Alias(ty) => Some((&item.ident, ty)),
            _ => None,
        })
        .collect();
    let scalar = |ty: &Ty| {
        let next = |ty: &&Ty| match ty {
            Ty::Named(ident) => aliases.get(ident).copied(),
            _ => None,
        };
        // An alias of itself is followed no further than others.
        let mut chain = std::iter::successors(Some(ty), next).take(aliases.len() + 1);
        chain.find(|ty| matches!(ty, Ty::Bool | Ty::Int(_) | Ty::Float(_))).cloned()
    };
    let resolved = |object: &Struct| {
        let mut object = object.clone();
        for field in &mut object.fields {
            if let Some(scalar) = scalar(&field.ty) {
                field.ty = scalar;
            }
        }
        object
    };
    items()
        .filter_map(|item| match &item.kind {
            TypeKind::Struct(object) => Some((item.ident.clone(), resolved(object))),
            _ => None,
        })
        .collect()
}

/// The body's type of an update and the types of its responses.
fn update(operation: &Operation) -> Option<(Ident, Vec<Ident>)> {
    if operation.http_method != "PATCH" && operation.http_method != "PUT" {
        return None;
    }
    let BodyKind::One(content) = &operation.body.as_ref()?.kind else { return None };
    let (Ty::Named(request), BodyWrite::Json) = (&content.ty, &content.write) else { return None };
    let OutputTy::One(ResponseBody::Json(Ty::Named(response))) = &operation.output.ty else { return None };
    Some((request.clone(), vec![response.clone()]))
}

/// A response's type and those of its fields.
fn candidates(structs: &Structs, response: &Ident) -> Vec<Ident> {
    let fields = structs.get(response).map(|object| object.fields.as_slice()).unwrap_or_default();
    let inner = fields.iter().filter_map(|field| match &field.ty {
        Ty::Named(ident) => Some(ident.clone()),
        _ => None,
    });
    std::iter::once(response.clone()).chain(inner).collect()
}

/// What is set in the request, if nothing of the request is required and all of it is in the response; with the conversions it needs.
fn changes(
    structs: &Structs,
    owner: &Ident,
    request: &Ident,
) -> Option<(UpdateRequest, Vec<(Ident, Conversion)>)> {
    let (from, to) = (structs.get(owner)?, structs.get(request)?);
    if to.fields.is_empty() || !to.arguments.is_empty() {
        return None;
    }
    let mut needs = Vec::new();
    let mut fields = Vec::new();
    for field in &to.fields {
        if !matches!(field.presence, Presence::Optional | Presence::OptionalNullable) {
            return None;
        }
        let source = from.fields.iter().find(|other| other.wire == field.wire)?;
        fields.push(UpdateField {
            from: source.ident.clone(),
            from_presence: source.presence,
            to: field.ident.clone(),
            to_presence: field.presence,
            step: step(structs, &source.ty, &field.ty, &mut needs)?,
        });
    }
    Some((UpdateRequest { request: Ty::Named(request.clone()), fields }, needs))
}

fn step(structs: &Structs, from: &Ty, to: &Ty, needs: &mut Vec<(Ident, Conversion)>) -> Option<Step> {
    let mut converts = |from: &Ident, to: &Ident| {
        needs.push((to.clone(), conversion(structs, from, to)?));
        Some(())
    };
    match (from, to) {
        (Ty::Bool | Ty::Int(_) | Ty::Float(_), to) if from == to => Some(Step::Copied),
        (from, to) if from == to => Some(Step::Cloned),
        (Ty::Named(from), Ty::Named(to)) => converts(from, to).map(|()| Step::Into),
        (Ty::Vec(from), Ty::Vec(to)) => match (&**from, &**to) {
            (Ty::Named(from), Ty::Named(to)) => converts(from, to).map(|()| Step::IntoEach),
            _ => None,
        },
        _ => None,
    }
}

/// A struct from another one that has all its fields, alike.
fn conversion(structs: &Structs, from: &Ident, to: &Ident) -> Option<Conversion> {
    let (source, target) = (structs.get(from)?, structs.get(to)?);
    let alike = |field: &Field| {
        let other = source.fields.iter().find(|other| other.wire == field.wire)?;
        (other.ty == field.ty && other.presence == field.presence)
            .then(|| (other.ident.clone(), field.ident.clone()))
    };
    let fields = target.fields.iter().map(alike).collect::<Option<Vec<_>>>()?;
    let extra = match (&source.extra, &target.extra) {
        (_, None) => None,
        (Some(one), Some(other)) if one.value == other.value => {
            Some((one.ident.clone(), other.ident.clone()))
        }
        _ => return None,
    };
    Some(Conversion { from: Ty::Named(from.clone()), fields, extra })
}
