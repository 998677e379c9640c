//! Former names of operations, which go on as deprecated methods and types.

use std::collections::BTreeSet;

use super::ident::{self, Ident};
use super::operation::{CLIENT_METHODS, GROUP_METHODS};
use super::reason::NameSource;
use super::scope::{self, Texts};
use super::table::{GroupPlan, Names, OperationAlias, OperationNames, RESERVED_TYPES};
use crate::code::Code;
use crate::diagnostic::{Place, Report};

/// True for a line about a method, `guardrails.list` or `list`, and not about a type.
pub(super) fn is_method(former: &str) -> bool {
    former.contains('.') || !former.starts_with(|char: char| char.is_ascii_uppercase())
}

/// Resolves one line.
pub(super) fn resolve(
    names: &mut Names,
    former: &str,
    now: &str,
    place: Place,
    is_of_another: bool,
    report: &mut Report,
) {
    let Some(operation) = find(names, now) else {
        if is_of_another {
            return;
        }
        let known: Vec<String> = all(names);
        let help = "remove the line, or name a method as callers write it, such as `pets.list`";
        let help = report.did_you_mean(now, known.iter().map(String::as_str), help);
        report.error(Code::UnusedSetting, place, format!("the crate has no method `{now}`"), help);
        return;
    };
    let (group, method) = split(former);
    let known = plans(names).position(|plan| accessor(plan) == group);
    let group = match (known, group) {
        (Some(known), _) => Ok(known),
        (None, Some(group)) => add_group(names, group),
        (None, None) => Err("the crate has no operations without a group".to_owned()),
    };
    let group = match group {
        Ok(group) => group,
        Err(message) => {
            let help = "remove the line, or write the former name as `api.snap` had it, such as `pets.list`";
            report.error(Code::ConfigValue, place, message, help);
            return;
        }
    };
    match alias_of(names, group, method, operation) {
        Ok(former) => names.operation_aliases.push(former),
        // There it is a name yet.
        Err(_) if is_of_another => {}
        Err(message) => {
            let help = "write the former name as `api.snap` had it, such as `pets.list`";
            report.error(Code::ConfigValue, place, message, help);
        }
    }
}

/// The groups of the crate, and those that are only former names.
fn plans(names: &Names) -> impl Iterator<Item = &GroupPlan> {
    names.groups.iter().chain(&names.alias_groups)
}

/// A group that has nothing but former names: all that it had is in other groups now.
fn add_group(names: &mut Names, name: &str) -> Result<usize, String> {
    let spelt = ident::value_ident(&names.spelling, name).filter(|ident| ident.bare() == name);
    let accessor = spelt.ok_or_else(|| format!("no group was ever called `{name}`"))?;
    let untagged = names.groups.iter().filter(|plan| plan.names.is_none()).flat_map(|plan| &plan.operations);
    let on_client = untagged.filter_map(|index| names.operations.get(index)).map(|names| names.method.bare());
    let former = names
        .operation_aliases
        .iter()
        .filter(|former| plans(names).nth(former.group).is_some_and(|plan| plan.names.is_none()));
    let mut on_client = on_client.chain(former.map(|former| former.method.bare()));
    if CLIENT_METHODS.contains(&name) || on_client.any(|method| method == name) {
        return Err(format!("`{name}` is the name of another method"));
    }
    let mut taken: BTreeSet<String> = RESERVED_TYPES.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(types(names).into_iter().map(str::to_owned));
    let ty = scope::type_list(&names.spelling, Texts::of(&[name]), "Group", &mut taken).pop();
    let stems: Vec<&str> = plans(names).map(|plan| plan.module.as_str()).chain([name]).collect();
    let module = super::file::modules(&names.spelling, &stems).pop();
    let (ty, module) = ty.zip(module).ok_or("there is no such name")?;
    if plans(names).any(|plan| plan.module == module) {
        return Err(format!("`{name}` is the name of another group"));
    }
    names.alias_groups.push(GroupPlan {
        tag: None,
        names: Some((accessor.of(NameSource::Former, name), ty.of(NameSource::Former, name))),
        module,
        operations: Vec::new(),
    });
    Ok(names.groups.len() + names.alias_groups.len() - 1)
}

fn alias_of(names: &Names, group: usize, method: &str, operation: usize) -> Result<OperationAlias, String> {
    let now = names.operations.get(&operation).ok_or("there is no such method")?;
    let spelt = ident::value_ident(&names.spelling, method).filter(|ident| ident.bare() == method);
    let spelt = spelt.ok_or_else(|| format!("no method was ever called `{method}`"))?;
    let own_name = ident::value_ident(&names.spelling, now.ident.as_str());
    // Where the configuration or an extension names the method, its types have the name of the operation all the same.
    let ident = if own_name.is_some_and(|own| own == now.method) {
        ident::type_ident(&names.spelling, method).ok_or("there is no such name")?
    } else {
        now.ident.clone()
    };
    let plan = plans(names).nth(group).ok_or("there is no such group")?;
    let own_accessor = plan.names.as_ref().map(|(accessor, _)| accessor);
    let calls = super::operation::call_idents(&names.spelling, own_accessor, &spelt);
    let errors = calls.iter().map(|call| call.with_suffix("Error"));
    let is_free = |error: &Ident| *error == now.error || !types(names).contains(error.as_str());
    let last = calls.last().map(|call| call.with_suffix("Error"));
    let error = errors.into_iter().find(is_free).or(last).ok_or("there is no such name")?;
    if methods(names, plan).contains(method) {
        return Err(format!("`{method}` is the name of another method"));
    }
    for (former, now) in [(&ident, &now.ident), (&error, &now.error)] {
        if former != now && types(names).contains(former.as_str()) {
            return Err(format!("`{}` is the name of another type", former.as_str()));
        }
    }
    let beside = plan.operations.iter().filter_map(|index| names.operations.get(index));
    let mut stems: Vec<&str> = beside.map(|names| names.ident.as_str()).collect();
    let earlier = names.operation_aliases.iter().filter(|former| former.group == group);
    stems.extend(earlier.map(|former| former.module.as_str()));
    let count = stems.len();
    stems.push(method);
    let module = super::file::modules(&names.spelling, &stems).into_iter().nth(count);
    let module = module.ok_or("there is no such name")?;
    let spelt = spelt.of(NameSource::Former, method);
    Ok(OperationAlias {
        group,
        method: spelt,
        ident: ident.of(NameSource::Former, method),
        error: error.of(NameSource::Former, method),
        module,
        operation,
    })
}

/// The methods that a group has, and those that it must not have.
fn methods<'a>(names: &'a Names, plan: &'a GroupPlan) -> BTreeSet<&'a str> {
    let own = plan.operations.iter().filter_map(|index| names.operations.get(index));
    let own = own.map(|operation| operation.method.bare());
    let former = names
        .operation_aliases
        .iter()
        .filter(|former| plans(names).nth(former.group).is_some_and(|other| other.module == plan.module));
    let reserved = if plan.names.is_some() { GROUP_METHODS } else { CLIENT_METHODS };
    let accessors = plans(names).filter_map(accessor).filter(|_| plan.names.is_none());
    own.chain(former.map(|former| former.method.bare()))
        .chain(reserved.iter().copied())
        .chain(accessors)
        .collect()
}

/// The types of all operations, former ones too.
fn types(names: &Names) -> BTreeSet<&str> {
    let own = names.operations.values().flat_map(|operation| {
        let OperationNames { ident, error, output, headers, error_headers, .. } = operation;
        let OperationNames { form, form_required, body, required, request, stream, .. } = operation;
        let stream = stream.iter().flat_map(|(ident, output)| [ident, output]);
        [ident, error, output, headers, error_headers, form, form_required, body, required, request]
            .into_iter()
            .chain(stream)
    });
    let groups = plans(names).filter_map(|plan| plan.names.as_ref()).map(|(_, ty)| ty);
    let former = names.operation_aliases.iter().map(|former| &former.ident);
    own.chain(groups).chain(former).map(Ident::as_str).collect()
}

fn split(path: &str) -> (Option<&str>, &str) {
    path.split_once('.').map_or((None, path), |(group, method)| (Some(group), method))
}

fn accessor(plan: &GroupPlan) -> Option<&str> {
    plan.names.as_ref().map(|(accessor, _)| accessor.bare())
}

/// The operation behind `guardrails.list`.
fn find(names: &Names, path: &str) -> Option<usize> {
    let (group, method) = split(path);
    let plan = names.groups.iter().find(|plan| accessor(plan) == group)?;
    let named =
        |index: &&usize| names.operations.get(*index).is_some_and(|names| names.method.bare() == method);
    plan.operations.iter().find(named).copied()
}

/// All methods as callers write them.
fn all(names: &Names) -> Vec<String> {
    let methods = names.groups.iter().flat_map(|plan| {
        let group = accessor(plan).map(|group| format!("{group}.")).unwrap_or_default();
        plan.operations
            .iter()
            .filter_map(|index| names.operations.get(index))
            .map(move |names| format!("{group}{}", names.method.bare()))
    });
    methods.collect()
}
