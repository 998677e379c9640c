//! Cargo features: one for each tag, and which models each of them needs.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToKebabCase;

use super::context::Context;
use super::{BodyKind, Crate, Group, Operation, ResponseBody, Ty, TypeFile};
use crate::config::{Config, DefaultFeatures};
use crate::ir::pass::reach;
use crate::ir::schema::SchemaId;
use crate::names::ident::Ident;
use crate::runtime;

/// A model that more tags than these use is always there.
const FEW: usize = 8;

/// A feature that turns types on without an operation, off by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OnDemand {
    /// Those of webhooks and callbacks.
    Webhooks,
    /// All, whether or not anything needs them: what an operation comes to need is there as before.
    Unreachable,
}

impl OnDemand {
    const ALL: [Self; 2] = [Self::Webhooks, Self::Unreachable];

    /// Its name, which no tag may have.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Webhooks => "webhooks",
            Self::Unreachable => "unreachable",
        }
    }

    /// What it is for.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Webhooks => {
                "The module `webhooks`: what the API sends to its users, by webhooks and callbacks."
            }
            Self::Unreachable => {
                "All types that the document describes, also those that no operation that is turned on needs."
            }
        }
    }
}

/// Such a feature under its name in the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OnDemandFeature {
    pub(crate) what: OnDemand,
    pub(crate) name: String,
}

/// A feature's name in the manifest: that of a module is behind the module's, where `_` keeps `a-b` and `c` from being
/// `a` and `b-c`.
fn in_manifest(name: &str, config: &Config) -> String {
    match &config.output.module {
        Some(module) => format!("{}_{name}", module.to_kebab_case()),
        None => name.to_owned(),
    }
}

/// Gives groups and models their features.
pub(crate) fn fill(model: &mut Crate, context: &Context<'_>) {
    let homes = homes(&model.type_files);
    let users = users(&model.type_files, &homes);
    let mut needs = Needs::default();
    for (index, group) in model.groups.iter().enumerate() {
        let roots = group.operations.iter().flat_map(types).filter_map(|ident| homes.get(ident).copied());
        needs.groups.insert(index, roots.collect());
    }
    let roots = context.api.received.iter();
    let roots = roots.flat_map(|one| one.payload.iter().chain(&one.others).chain(&one.answers)).copied();
    let files = |roots: Vec<SchemaId>| {
        let reached = reach::closure(&context.api.schemas, roots);
        let named = reached.iter().filter_map(|id| context.names.types.get(id));
        closure(named.filter_map(|ident| homes.get(ident).copied()), &users)
    };
    needs.received = files(roots.collect());
    // Who names a type wants it as it is.
    needs.always = files(context.api.sent.clone());
    needs.all = (0..users.len()).collect();
    drop(homes);
    per_tag(model, context.config, &mut needs, &users);
    without_operation(model, context, &mut needs, &users);
    for (index, file) in model.type_files.iter_mut().enumerate() {
        let features = needs.used_by.remove(&index).unwrap_or_default();
        if !needs.always.contains(&index) && features.len() <= FEW {
            let features: BTreeSet<String> = features.into_iter().chain(needs.whatever.clone()).collect();
            file.features = features.into_iter().collect();
        }
    }
}

/// Which files of types are needed for what.
#[derive(Debug, Default)]
struct Needs {
    all: BTreeSet<usize>,
    /// By what operations of groups name themselves, by the index of the group.
    groups: BTreeMap<usize, BTreeSet<usize>>,
    /// By webhooks and callbacks.
    received: BTreeSet<usize>,
    /// The features of which any turns a file on; of more than a few, a few and one.
    used_by: BTreeMap<usize, BTreeSet<String>>,
    /// The files that are there without a feature.
    always: BTreeSet<usize>,
    /// The feature that turns all files on.
    whatever: Option<String>,
}

impl Needs {
    fn turn_on(&mut self, file: usize, feature: &str) {
        let features = self.used_by.entry(file).or_default();
        if features.len() <= FEW {
            features.insert(feature.to_owned());
        }
    }
}

/// A feature for each tag, also where there is one: another tag that the API adds must not gate what was there.
fn per_tag(model: &mut Crate, config: &Config, needs: &mut Needs, users: &[BTreeSet<usize>]) {
    let is_on = config.features.per_tag;
    for (index, group) in model.groups.iter_mut().enumerate() {
        let reached = closure(needs.groups.remove(&index).unwrap_or_default().into_iter(), users);
        let Some(tag) = group.tag.as_ref().filter(|_| is_on) else {
            needs.always.extend(reached);
            continue;
        };
        let name = in_manifest(&feature_name(group), config);
        for file in reached {
            needs.turn_on(file, &name);
        }
        let on = match &config.features.default {
            DefaultFeatures::All => true,
            DefaultFeatures::Tags(tags) => tags.contains(tag),
        };
        if on {
            model.package.default_features.push(name.clone());
        }
        model.package.features.insert(name.clone(), Vec::new());
        group.feature = Some(name);
    }
}

/// What no operation needs is behind features of its own, so that nobody compiles it unasked. One of them turns on every type,
/// and is there whether or not it is the only one for any: which operations need a type is the API's to change.
fn without_operation(model: &mut Crate, context: &Context<'_>, needs: &mut Needs, users: &[BTreeSet<usize>]) {
    let is_unused = |file: &&usize| !needs.used_by.contains_key(*file) && !needs.always.contains(*file);
    let unused: BTreeSet<usize> = needs.all.iter().filter(is_unused).copied().collect();
    // Who asks for all types, or has no operations, wants them as they are.
    let is_asked_for = context.config.select.keep_unreachable_schemas
        || model.groups.iter().all(|group| group.operations.is_empty());
    if is_asked_for {
        needs.always.extend(closure(unused.into_iter(), users));
        return;
    }
    let has_module = !model.received.types.is_empty();
    // The module names what operations need, too.
    let received = if has_module { needs.received.clone() } else { &unused & &needs.received };
    if has_module || !received.is_empty() {
        let name = in_manifest(OnDemand::Webhooks.name(), context.config);
        for file in closure(received.into_iter(), users) {
            needs.turn_on(file, &name);
        }
        if has_module {
            model.received.features.push(name.clone());
        }
        model.package.on_demand.push(OnDemandFeature { what: OnDemand::Webhooks, name });
    }
    // Where a part of the document is chosen, the rest is left out.
    if !needs.all.is_empty()
        && (!context.api.is_partial || unused.iter().any(|file| !needs.received.contains(file)))
    {
        let name = in_manifest(OnDemand::Unreachable.name(), context.config);
        needs.whatever = Some(name.clone());
        model.package.on_demand.push(OnDemandFeature { what: OnDemand::Unreachable, name });
    }
}

/// A feature is called like the group's accessor; the names of the runtime's features are taken.
pub(super) fn feature_name(group: &Group) -> String {
    let name = group.names.as_ref().map_or(&group.module, |names| &names.accessor).bare().to_kebab_case();
    let taken = name == "default"
        || runtime::features().any(|feature| feature.name() == name)
        || OnDemand::ALL.iter().any(|feature| feature.name() == name);
    if taken { format!("{name}-api") } else { name }
}

/// The file of each type, by index.
fn homes(files: &[TypeFile]) -> BTreeMap<&Ident, usize> {
    files
        .iter()
        .enumerate()
        .flat_map(|(index, file)| file.items.iter().map(move |item| (&item.ident, index)))
        .collect()
}

/// The files that each file names.
fn users(files: &[TypeFile], homes: &BTreeMap<&Ident, usize>) -> Vec<BTreeSet<usize>> {
    files
        .iter()
        .map(|file| {
            let mut named = BTreeSet::new();
            for ty in file.items.iter().flat_map(super::TypeItem::tys) {
                ty.named(&mut named);
            }
            named.into_iter().filter_map(|ident| homes.get(ident).copied()).collect()
        })
        .collect()
}

fn closure(roots: impl Iterator<Item = usize>, users: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<usize> = roots.collect();
    while let Some(file) = open.pop() {
        if reached.insert(file) {
            open.extend(users.get(file).into_iter().flatten());
        }
    }
    reached
}

/// The types of `models` that an operation names.
fn types(operation: &Operation) -> BTreeSet<&Ident> {
    let mut named = BTreeSet::new();
    for ty in operation.tys() {
        ty.named(&mut named);
    }
    named
}

impl Operation {
    /// The documented headers of its successes and of its errors.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &super::Headers> {
        self.output.headers.iter().chain(&self.error.headers)
    }

    /// Every type that the operation is made of.
    pub(crate) fn tys(&self) -> Vec<&Ty> {
        let mut tys: Vec<&Ty> = self.parameters.iter().map(|parameter| &parameter.ty).collect();
        let contents: Vec<_> = match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::One(content)) => vec![content],
            Some(BodyKind::Several { variants, .. }) => variants.iter().map(|(_, content)| content).collect(),
            None => Vec::new(),
        };
        for content in contents {
            tys.push(&content.ty);
            if let super::BodyWrite::Multipart(form) = &content.write {
                tys.extend(form.object.fields.iter().map(|field| &field.ty));
                tys.extend(form.object.extra.iter().map(|extra| &extra.value));
            }
        }
        let outputs = self.outputs().flat_map(|output| &output.cases).map(|case| &case.decoded);
        let errors = self.error.variants.iter().map(|variant| &variant.decoded);
        for decoded in outputs.chain(errors) {
            if let ResponseBody::Json(ty)
            | ResponseBody::Value { ty, .. }
            | ResponseBody::Lines(ty)
            | ResponseBody::Events { ty, .. } = decoded
            {
                tys.push(ty);
            }
        }
        let headers = self.headers().flat_map(|headers| &headers.fields);
        tys.extend(headers.map(|field| &field.ty));
        tys.extend(self.pagination.iter().map(|pagination| &pagination.item));
        tys
    }
}
