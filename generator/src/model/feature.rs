//! Cargo features: one for each tag, and which models each of them needs.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToKebabCase;

use super::{BodyKind, Crate, Group, Operation, ResponseBody, Ty, TypeFile};
use crate::config::{Config, DefaultFeatures};
use crate::names::ident::Ident;
use crate::runtime;

/// A model that more tags than these use is always there.
const FEW: usize = 8;

/// Gives groups and models their features. A crate with one group has none: there would be nothing to choose.
pub(crate) fn fill(model: &mut Crate, config: &Config) {
    let tagged = model.groups.iter().filter(|group| group.tag.is_some()).count();
    if !config.features.per_tag || tagged == 0 || model.groups.len() < 2 {
        return;
    }
    let homes = homes(&model.type_files);
    let users = users(&model.type_files, &homes);
    let mut used_by: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let mut always: BTreeSet<usize> = BTreeSet::new();
    for group in &mut model.groups {
        let roots = group.operations.iter().flat_map(types).filter_map(|ident| homes.get(ident).copied());
        let reached = closure(roots, &users);
        match &group.tag {
            Some(tag) => {
                let name = feature_name(group);
                for file in reached {
                    used_by.entry(file).or_default().insert(name.clone());
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
            None => always.extend(reached),
        }
    }
    // What no operation uses has no feature: it is always there, and so is all that it names.
    let unused = (0..users.len()).filter(|file| !used_by.contains_key(file));
    always.extend(closure(unused, &users));
    for (index, file) in model.type_files.iter_mut().enumerate() {
        if let Some(features) = used_by.get(&index)
            && !always.contains(&index)
            && features.len() <= FEW
        {
            file.features = features.iter().cloned().collect();
        }
    }
}

/// A feature is called like the group's accessor; the names of the runtime's features are taken.
pub(super) fn feature_name(group: &Group) -> String {
    let name = group.names.as_ref().map_or(&group.module, |names| &names.accessor).bare().to_kebab_case();
    let taken = name == "default" || runtime::features().any(|feature| feature.name() == name);
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
        let outputs = self.output.cases.iter().map(|case| &case.decoded);
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
