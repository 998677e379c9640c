//! Former names of operations: a method and types, which stand for what they are called now.

use super::{Body, BodyKind, Crate, DeprecatedAlias, Docs, Group, GroupNames, Operation, OutputTy};
use crate::internal::Expected as _;
use crate::names::ident::Ident;
use crate::names::table::{Names, OperationAlias};

/// What a former name cannot be.
const LOST: &str = "a former name is of no operation";

/// Gives groups the former names that they keep.
pub(crate) fn fill(model: &mut Crate, names: &Names) {
    let groups = names.alias_groups.iter().filter_map(|plan| {
        let (accessor, ty) = plan.names.clone()?;
        let docs = Docs {
            fallback: "Former names of operations that are in other groups now.".to_owned(),
            deprecated: Some("its operations are in other groups now".to_owned()),
            ..Docs::default()
        };
        let names = Some(GroupNames { accessor, ty });
        let module = plan.module.clone();
        let (operations, aliases) = (Vec::new(), Vec::new());
        Some(Group { names, module, docs, operations, aliases, tag: None, feature: None })
    });
    model.groups.extend(groups);
    for former in &names.operation_aliases {
        let Some(now) = names.operations.get(&former.operation).expected(LOST) else { continue };
        let found = model.groups.iter().enumerate().find_map(|(home, group)| {
            let operation = group.operations.iter().find(|operation| operation.ident == now.ident)?;
            Some((home, group, operation.clone()))
        });
        let Some((home, group, operation)) = found.expected(LOST) else { continue };
        let elsewhere = home != former.group;
        let one = DeprecatedAlias {
            method: former.method.clone(),
            module: former.module.clone(),
            accessor: group.names.as_ref().map(|names| names.accessor.clone()),
            home: group.module.clone(),
            feature: group.feature.clone().filter(|_| elsewhere),
            types: types(&operation, former, elsewhere),
            operation,
        };
        if let Some(group) = model.groups.get_mut(former.group) {
            group.aliases.push(one);
        }
    }
    features(model);
}

/// A group that is nothing but former names had a feature of its own, which turns on those of its operations now.
fn features(model: &mut Crate) {
    let package = &mut model.package;
    if package.features.is_empty() {
        return;
    }
    for group in model.groups.iter_mut().filter(|group| group.operations.is_empty()) {
        let mut needs: Vec<String> =
            group.aliases.iter().filter_map(|former| former.feature.clone()).collect();
        needs.sort();
        needs.dedup();
        let name = super::feature::feature_name(group);
        if needs.iter().any(|need| package.default_features.contains(need)) {
            package.default_features.push(name.clone());
        }
        package.features.insert(name.clone(), needs);
        group.feature = Some(name);
    }
    // Whoever turned a group on for an operation that is elsewhere now goes on having it.
    for group in model.groups.iter().filter(|group| !group.operations.is_empty()) {
        let Some(needs) = group.feature.as_ref().and_then(|own| package.features.get_mut(own)) else {
            continue;
        };
        needs.extend(group.aliases.iter().filter_map(|former| former.feature.clone()));
        needs.sort();
        needs.dedup();
    }
}

/// The types that callers name, by their former names; those of errors are of no group.
fn types(operation: &Operation, former: &OperationAlias, elsewhere: bool) -> Vec<(Ident, Ident)> {
    let own = exported(operation).filter_map(|now| {
        let suffix = now.as_str().strip_prefix(operation.ident.as_str())?;
        Some((former.ident.with_suffix(suffix), now.clone()))
    });
    let own = own.filter(|(former, now)| former != now || elsewhere);
    let now = &operation.error.ident;
    own.chain((former.error != *now).then(|| (former.error.clone(), now.clone()))).collect()
}

/// The types of an operation that its caller names; errors are exported in `errors`.
pub(crate) fn exported(operation: &Operation) -> impl Iterator<Item = &Ident> {
    let several = operation.body.as_ref().and_then(|body| match &body.kind {
        BodyKind::Several { ident, .. } => Some(ident),
        BodyKind::One(_) => None,
    });
    let forms = operation.body.iter().flat_map(Body::forms);
    let forms = forms.flat_map(|form| std::iter::once(&form.ident).chain(form.object.named()));
    let outputs = operation.outputs().filter_map(|output| match &output.ty {
        OutputTy::Several { ident } => Some(ident),
        OutputTy::One(_) => None,
    });
    let headers = operation.headers().map(|headers| &headers.ident);
    [&operation.ident, &operation.request]
        .into_iter()
        .chain(operation.named())
        .chain(several)
        .chain(forms)
        .chain(operation.stream.iter().map(|stream| &stream.ident))
        .chain(outputs)
        .chain(headers)
}

impl Crate {
    /// Whether an operation has a type of this name that its caller names.
    pub(crate) fn has_operation_type(&self, name: &str) -> bool {
        self.operations().flat_map(|(_, operation)| exported(operation)).any(|ident| ident.as_str() == name)
    }
}
