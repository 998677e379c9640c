//! Names of operations, their groups, and what belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::ident::{self, Ident};
use super::local::{self, Words};
use super::plan::{GroupPlan, Names, OperationNames, RESERVED_TYPES};
use super::reason::NameSource;
use super::scope::{self, Item};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::internal::Expected as _;
use crate::ir::Api;
use crate::ir::operation::{NamedBy, Operation};

/// Methods of the runtime's `Client` that accessors and operations must not shadow; a test holds the list against
/// the runtime.
pub(super) const CLIENT_METHODS: &[&str] =
    &["api", "builder", "clone", "fmt", "from_env", "into", "new", "request", "to_owned", "try_into"];

/// Methods of groups that operations must not shadow.
pub(super) const GROUP_METHODS: &[&str] = &["clone", "fmt", "into", "to_owned", "try_into"];

/// The words of an operation: its id, else its method and path.
fn operation_words(spelling: &Spelling, operation: &Operation) -> Words {
    match operation.id.as_ref().filter(|id| ident::type_ident(spelling, id).is_some()) {
        Some(id) => (NameSource::OperationId, id.clone()),
        None => (NameSource::MethodAndPath, long_words(operation)),
    }
}

fn long_words(operation: &Operation) -> String {
    format!("{} {}", operation.method.to_ascii_lowercase(), path_words(&operation.path))
}

/// The words of a path: `/users/{id}` is `users by id`.
fn path_words(path: &str) -> String {
    path.replace('{', " by ").replace('}', " ")
}

/// The type name of every operation.
pub(super) fn operation_idents(spelling: &Spelling, api: &Api, report: &mut Report) -> Vec<(usize, Ident)> {
    let items = api
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| {
            let (_, words) = operation_words(spelling, operation);
            Item {
                key: format!("{} {} {}", words, operation.path, operation.method),
                wanted: vec![words, long_words(operation)],
                pinned: false,
                privileged: false,
                value: index,
            }
        })
        .collect();
    let mut idents: Vec<(usize, Ident)> = scope::types(spelling, items, RESERVED_TYPES)
        .into_iter()
        .map(|resolved| {
            let Some(operation) = api.operations.get(resolved.value) else {
                return (resolved.value, resolved.ident);
            };
            if resolved.ident.why().is_numbered() {
                report.warning(
                    Code::NameCollision,
                    Place::Node(operation.node),
                    format!(
                        "several operations want one name; this one is called `{}`",
                        resolved.ident.as_str()
                    ),
                    "give the operation an `operationId` of its own",
                );
            }
            let (source, words) = operation_words(spelling, operation);
            (resolved.value, resolved.ident.of(source, &words))
        })
        .collect();
    idents.sort_by_key(|(index, _)| *index);
    idents
}

pub(super) fn group_plans(
    spelling: &Spelling,
    api: &Api,
    shorten: bool,
    idents: &[(usize, Ident)],
    names: &mut Names,
) {
    let mut by_tag: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    let mut by: BTreeMap<String, NamedBy> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let tag = operation.group.clone().filter(|tag| ident::type_ident(spelling, &tag.text).is_some());
        if let Some(tag) = &tag {
            by.entry(tag.text.clone()).or_insert(tag.by);
        }
        by_tag.entry(tag.map(|tag| tag.text)).or_default().push(index);
    }
    let tags: Vec<&str> = by_tag.keys().flatten().map(String::as_str).collect();
    let source = |ident: Ident, tag: &str| match by.get(tag) {
        Some(by) => ident.of(NameSource::Group(*by), tag),
        None => ident,
    };
    let accessors = scope::values(spelling, &tags, CLIENT_METHODS);
    // Groups and operations are exported side by side; operations keep their names.
    let mut taken: BTreeSet<String> = RESERVED_TYPES.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(idents.iter().map(|(_, ident)| ident.as_str().to_owned()));
    let type_names = scope::type_list(spelling, &tags, "Group", &mut taken);
    let modules = super::file::modules(spelling, &tags);
    // Without a tag, operations are methods of the client, beside the accessors.
    let mut on_client: Vec<&str> = CLIENT_METHODS.to_vec();
    on_client.extend(accessors.iter().map(Ident::as_str));
    let spelt = accessors.iter().cloned().zip(type_names).zip(modules);
    let mut spelt = spelt.collect::<Vec<_>>().into_iter();
    for (tag, operations) in by_tag {
        let (spelt_as, module, reserved) = match &tag {
            Some(tag) => {
                let Some(((accessor, ty), module)) = spelt.next().expected("a tag has no name") else {
                    continue;
                };
                (Some((source(accessor, tag), source(ty, tag))), source(module, tag), GROUP_METHODS)
            }
            None => (None, ident::own("untagged", "the operations without a group"), on_client.as_slice()),
        };
        let group = tag.as_deref();
        operation_names(spelling, api, group, shorten, idents, &operations, reserved, &mut taken, names);
        names.groups.push(GroupPlan { tag, names: spelt_as, module, operations });
    }
}

#[allow(clippy::too_many_arguments, reason = "one group of all that is named")]
fn operation_names(
    spelling: &Spelling,
    api: &Api,
    group: Option<&str>,
    shorten: bool,
    idents: &[(usize, Ident)],
    operations: &[usize],
    reserved: &[&str],
    taken: &mut BTreeSet<String>,
    names: &mut Names,
) {
    // Indices are those of the API, in order.
    let idents: Vec<(usize, &Ident)> = operations
        .iter()
        .filter_map(|index| idents.get(*index).map(|(index, ident)| (*index, ident)))
        .collect();
    let own: Vec<(&Operation, &Ident)> =
        idents.iter().filter_map(|(index, ident)| Some((api.operations.get(*index)?, *ident))).collect();
    let methods = super::method::idents(spelling, group, &own, reserved, shorten);
    let stems: Vec<&str> = idents.iter().map(|(_, ident)| ident.as_str()).collect();
    let modules = super::file::modules(spelling, &stems);
    let setters: Vec<String> =
        names.global_headers.iter().map(|(_, ident)| ident.as_str().to_owned()).collect();
    for (((index, ident), method), module) in idents.iter().zip(methods).zip(modules) {
        let mut beside = |suffix: &str| scope::beside(ident, suffix, taken);
        let streams = api.operations.get(*index).is_some_and(|operation| api.offers_stream(operation));
        let mut global_setters = setters.clone();
        if streams {
            global_setters.push(local::STREAM_METHOD.to_owned());
        }
        names.operations.insert(
            *index,
            OperationNames {
                ident: (*ident).clone(),
                method,
                module,
                error: beside("Error"),
                output: beside("Output"),
                headers: beside("Headers"),
                error_headers: beside("ErrorHeaders"),
                form: beside("Form"),
                form_required: beside("FormRequired"),
                body: beside("Body"),
                required: beside("Required"),
                request: beside("Builder"),
                stream: streams.then(|| (beside("Stream"), beside("StreamOutput"))),
                global_setters,
            },
        );
    }
}
