//! `diff_to`: the smallest update request between two values of what an operation updates.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::conversion::{self, Conversion};
use super::{
    BodyKind, BodyWrite, Crate, Field, Operation, OutputTy, Presence, ResponseBody, Struct, Ty, TypeKind,
};
use crate::code::Code;
use crate::config::{Config, DiffTo};
use crate::diagnostic::Report;
use crate::names::ident::Ident;
use crate::raw::Raw;

/// How a response's type gives an update request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpdateRequest {
    /// The request's type.
    pub(crate) request: Ty,
    pub(crate) fields: Vec<UpdateField>,
    /// The properties that are set together, as the configuration says, by their names.
    pub(crate) together: Vec<Vec<String>>,
    /// A property that is absent and one that is null are the same.
    pub(crate) null_is_absent: bool,
}

/// A field that both types have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpdateField {
    /// The fields that it is set for if any of them differs: itself, and those that go together with it.
    pub(crate) compared: Vec<Compared>,
    pub(crate) from: Ident,
    pub(crate) from_presence: Presence,
    pub(crate) to: Ident,
    pub(crate) to_presence: Presence,
    pub(crate) step: Step,
}

/// A field that is compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Compared {
    pub(crate) field: Ident,
    /// By its value alone: absent and null are the same.
    pub(crate) by_value: bool,
}

/// How a value of the response becomes one of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Copied,
    Cloned,
    Into,
    IntoEach,
}

type Structs = BTreeMap<Ident, Struct>;

/// Gives the types of responses their `diff_to`. Where several requests update one type, the first one counts.
pub(crate) fn fill(model: &mut Crate, context: &Context<'_>) {
    let requests: Vec<Update> =
        model.operations().filter_map(|(_, operation)| update(operation, context.config)).collect();
    if requests.is_empty() {
        return;
    }
    let structs = structs(model);
    let mut updates: BTreeMap<Ident, UpdateRequest> = BTreeMap::new();
    let mut conversions: BTreeMap<Ident, Vec<Conversion>> = BTreeMap::new();
    for Update { request, response, settings } in requests {
        let candidates = candidates(&structs, &response).into_iter();
        let found =
            candidates.filter(|owner| *owner != request && !updates.contains_key(owner)).find_map(|owner| {
                changes(&structs, &owner, &request, &settings).map(|(update, needs)| (owner, update, needs))
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
    let made: BTreeSet<Ty> = updates.values().map(|update| update.request.clone()).collect();
    for item in model.type_files.iter_mut().flat_map(|file| &mut file.items) {
        if let TypeKind::Struct(object) = &mut item.kind {
            object.is_update = made.contains(&Ty::Named(item.ident.clone()));
            object.update = updates.remove(&item.ident);
        }
        item.conversions = conversions.remove(&item.ident).unwrap_or_default();
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

/// An operation that updates.
struct Update {
    /// The type of its body.
    request: Ident,
    response: Ident,
    settings: DiffTo,
}

fn update(operation: &Operation, config: &Config) -> Option<Update> {
    if operation.http_method != "PATCH" && operation.http_method != "PUT" {
        return None;
    }
    let BodyKind::One(content) = &operation.body.as_ref()?.kind else { return None };
    let (Ty::Named(request), BodyWrite::Json) = (&content.ty, &content.write) else { return None };
    let OutputTy::One(ResponseBody::Json(Ty::Named(response))) = &operation.output.ty else { return None };
    let settings = config
        .operations
        .iter()
        .filter(|(rule, _)| operation.is_called(rule))
        .find_map(|(_, settings)| settings.diff_to.clone());
    Some(Update {
        request: request.clone(),
        response: response.clone(),
        settings: settings.unwrap_or_default(),
    })
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
    settings: &DiffTo,
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
        let with = |other: &&Field| {
            let both = |list: &&Vec<String>| list.contains(&field.wire) && list.contains(&other.wire);
            other.wire == field.wire || settings.together.iter().any(|list| both(&list))
        };
        let compared = from.fields.iter().filter(with).map(|other| Compared {
            field: other.ident.clone(),
            by_value: settings.null_is_absent && other.presence == Presence::OptionalNullable,
        });
        fields.push(UpdateField {
            compared: compared.collect(),
            from: source.ident.clone(),
            from_presence: source.presence,
            to: field.ident.clone(),
            to_presence: field.presence,
            step: step(structs, &source.ty, &field.ty, &mut needs)?,
        });
    }
    let DiffTo { together, null_is_absent } = settings.clone();
    Some((UpdateRequest { request: Ty::Named(request.clone()), fields, together, null_is_absent }, needs))
}

fn step(structs: &Structs, from: &Ty, to: &Ty, needs: &mut Vec<(Ident, Conversion)>) -> Option<Step> {
    let mut converts = |from: &Ident, to: &Ident| {
        needs.push((to.clone(), conversion::alike(from, structs.get(from)?, structs.get(to)?)?));
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

/// Reports settings of `diff_to` for what is none, or for properties that are not in it.
pub(crate) fn unused(model: &Crate, config: &Config, raw: &Raw, report: &mut Report) {
    let updates = || {
        let items = model.type_files.iter().flat_map(|file| &file.items);
        items.filter_map(|item| match &item.kind {
            TypeKind::Struct(object) => object.update.as_ref(),
            _ => None,
        })
    };
    let structs = structs(model);
    for (rule, settings) in &config.operations {
        let Some(wanted) = &settings.diff_to else { continue };
        let mut fault = |message: String, help: &str| {
            let place = config.place(raw, &["operations", rule, "diff_to"]);
            report.error(Code::UnusedSetting, place, message, help);
        };
        let mut called = model.operations().map(|(_, operation)| operation);
        let request = called
            .find(|operation| operation.is_called(rule))
            .and_then(|operation| update(operation, config))
            .map(|update| update.request)
            .filter(|request| updates().any(|update| update.request == Ty::Named(request.clone())));
        let Some(object) = request.and_then(|request| structs.get(&request)) else {
            fault(
                format!("no type has a `diff_to` by `{}`", rule.escape_debug()),
                "it is made for PATCH and PUT whose body has optional properties only, all of which the answer has",
            );
            continue;
        };
        for name in wanted.together.iter().flatten() {
            if !object.fields.iter().any(|field| field.wire == *name) {
                fault(
                    format!(
                        "the body of `{}` has no property `{}`",
                        rule.escape_debug(),
                        name.escape_debug()
                    ),
                    "write its name as the document has it",
                );
            }
        }
    }
}
