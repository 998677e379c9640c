//! Names of operations, their groups, and what belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::ident::{self, Ident};
use super::identity::{self, OwnType};
use super::local::{self, Words};
use super::pins::{Kind, Pins};
use super::reason::{NameChange, NameSource};
use super::scope::{self, Item, Texts};
use super::table::{GroupPlan, Names, OperationNames, RESERVED_TYPES};
use super::within::Within;
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::internal::Expected as _;
use crate::ir::Api;
use crate::ir::operation::{NamedBy, Operation};
use crate::raw::Raw;

/// Methods of the runtime's `Client` that accessors and operations must not shadow; a test holds the list against
/// the runtime.
pub(super) const CLIENT_METHODS: &[&str] =
    &["api", "builder", "clone", "fmt", "from_env", "into", "new", "request", "to_owned", "try_into"];

/// Methods of the client for raw requests, with their types: there, unless an operation or a tag is called so.
pub(crate) const RAW_METHODS: &[(&str, &str)] = &[
    ("get", "Get"),
    ("head", "Head"),
    ("post", "Post"),
    ("put", "Put"),
    ("patch", "Patch"),
    ("delete", "Delete"),
];

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

/// Less than all words of an operation's id, and what was done to them.
type Short = (String, Vec<NameChange>);

/// The words of an operation's id without its path and its method, and with its group said once, where no other operation
/// would be called so.
fn short_ids(spelling: &Spelling, api: &Api, shorten: bool) -> Vec<Option<Short>> {
    let short = |operation: &Operation| {
        let id = operation.id.as_deref().filter(|_| shorten)?;
        let mut changes = Vec::new();
        let mut words = super::method::without_path(spelling, id, operation);
        changes.extend((words != id).then_some(NameChange::WithoutPath));
        let group = operation.group.as_ref().map(|group| group.text.as_str());
        if let Some(once) = super::method::group_once(spelling, &words, group) {
            changes.push(NameChange::Once);
            words = once;
        }
        (!changes.is_empty()).then_some((words, changes))
    };
    let short: Vec<Option<Short>> = api.operations.iter().map(short).collect();
    let ident = |words: &str| ident::type_ident(spelling, words);
    let mut counts: BTreeMap<Ident, usize> = BTreeMap::new();
    for (operation, short) in api.operations.iter().zip(&short) {
        let (_, words) = operation_words(spelling, operation);
        if let Some(ident) = ident(short.as_ref().map_or(&words, |(words, _)| words)) {
            *counts.entry(ident).or_default() += 1;
        }
    }
    let is_only = |(words, _): &Short| ident(words).is_some_and(|ident| counts.get(&ident) == Some(&1));
    short.into_iter().map(|short| short.filter(is_only)).collect()
}

/// The type name of every operation.
pub(super) fn operation_idents(
    spelling: &Spelling,
    api: &Api,
    raw: &Raw,
    shorten: bool,
    pins: &Pins,
    report: &mut Report,
) -> Vec<(usize, Ident)> {
    let short = short_ids(spelling, api, shorten);
    let items = api
        .operations
        .iter()
        .zip(&short)
        .enumerate()
        .map(|(index, (operation, short))| {
            let (_, words) = operation_words(spelling, operation);
            let key = format!("{} {} {}", words, operation.path, operation.method);
            Item {
                key,
                wanted: short
                    .iter()
                    .map(|(words, _)| words.clone())
                    .chain([words, long_words(operation)])
                    .collect(),
                pinned: pins.get(Kind::Type, || identity::pointer(raw, operation.node)),
                privileged: false,
                value: index,
            }
        })
        .collect();
    let groups = api.operations.iter().filter_map(|operation| operation.group.as_ref());
    let groups: BTreeSet<Ident> =
        groups.filter_map(|group| pins.get(Kind::Type, || identity::tag(&group.text))).collect();
    let mut reserved = RESERVED_TYPES.to_vec();
    reserved.extend(groups.iter().map(Ident::bare));
    let mut idents: Vec<(usize, Ident)> = scope::types(spelling, items, &reserved)
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
            let short = short.get(resolved.value).and_then(Option::as_ref);
            let is_short =
                |(words, _): &&Short| ident::type_ident(spelling, words).as_ref() == Some(&resolved.ident);
            let changes = short.filter(is_short).into_iter().flat_map(|(_, changes)| changes.clone());
            let changes: Vec<NameChange> = changes.collect();
            let ident = resolved.ident.of(source, &words);
            (resolved.value, changes.into_iter().fold(ident, Ident::because))
        })
        .collect();
    idents.sort_by_key(|(index, _)| *index);
    idents
}

/// The name that the configuration gives to the method of an operation.
fn pinned_method(api: &Api, raw: &Raw, pins: &Pins, index: usize) -> Option<Ident> {
    let operation = api.operations.get(index)?;
    pins.get(Kind::Value, || identity::pointer(raw, operation.node))
}

pub(super) fn group_plans(
    spelling: &Spelling,
    api: &Api,
    raw: &Raw,
    shorten: bool,
    idents: &[(usize, Ident)],
    names: &mut Names,
    report: &mut Report,
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
    let pinned = |kind| {
        let (tags, pins) = (&tags, &names.pins);
        move |index: usize| tags.get(index).and_then(|tag| pins.get(kind, || identity::tag(tag)))
    };
    let (accessor, ty) = (pinned(Kind::Value), pinned(Kind::Type));
    // Methods of the client that the configuration names are nobody else's.
    let untagged = by_tag.get(&None).into_iter().flatten();
    let untagged: Vec<Ident> =
        untagged.filter_map(|index| pinned_method(api, raw, &names.pins, *index)).collect();
    let taken: Vec<&str> = CLIENT_METHODS.iter().copied().chain(untagged.iter().map(Ident::bare)).collect();
    let accessors = scope::values(spelling, Texts { pinned: &accessor, ..Texts::of(&tags) }, &taken);
    // Groups and operations are exported side by side; operations keep their names.
    let mut taken: BTreeSet<String> = RESERVED_TYPES.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(idents.iter().map(|(_, ident)| ident.as_str().to_owned()));
    let told_apart = told_apart(spelling, &tags, &accessors);
    let texts: Vec<&str> = told_apart.iter().map(String::as_str).collect();
    let type_names =
        scope::type_list(spelling, Texts { pinned: &ty, ..Texts::of(&texts) }, "Group", &mut taken);
    let modules = super::file::named_modules(spelling, &tags, &accessor);
    // Without a tag, operations are methods of the client, beside the accessors.
    let mut on_client: Vec<&str> = CLIENT_METHODS.to_vec();
    on_client.extend(accessors.iter().map(Ident::as_str));
    let spelt = accessors.iter().cloned().zip(type_names).zip(modules);
    let mut spelt = spelt.collect::<Vec<_>>().into_iter();
    let mut groups = Vec::new();
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
        let own =
            operations.iter().filter_map(|index| Some((api.operations.get(*index)?, &idents.get(*index)?.1)));
        let own: Vec<(&Operation, &Ident)> = own.collect();
        let pinned = |at: usize| pinned_method(api, raw, &names.pins, *operations.get(at)?);
        let methods = super::method::idents(spelling, tag.as_deref(), &own, reserved, shorten, &pinned);
        numbered(&own, &methods, report);
        groups.push((GroupPlan { tag, names: spelt_as, module, operations }, methods));
    }
    let calls = counted(spelling, &groups);
    let mut taken = Taken { beside: taken, errors: BTreeSet::new() };
    let given = Given::of(api, raw, &names.pins, &mut taken, report);
    for (plan, methods) in groups {
        operation_names(spelling, api, &plan, methods, &calls, idents, &given, &mut taken, names);
        names.groups.push(plan);
    }
}

/// The words for the types of groups: their tags, and of tags that spell one name what tells their accessors apart.
fn told_apart(spelling: &Spelling, tags: &[&str], accessors: &[Ident]) -> Vec<String> {
    let mut counts: BTreeMap<Option<Ident>, usize> = BTreeMap::new();
    for tag in tags {
        *counts.entry(ident::value_ident(spelling, tag)).or_default() += 1;
    }
    let is_only = |tag: &str| counts.get(&ident::value_ident(spelling, tag)) == Some(&1);
    let words = tags.iter().zip(accessors);
    words.map(|(tag, accessor)| if is_only(tag) { *tag } else { accessor.bare() }.to_owned()).collect()
}

/// Reports methods that nothing but a number tells apart.
fn numbered(own: &[(&Operation, &Ident)], methods: &[Ident], report: &mut Report) {
    let numbered = own.iter().zip(methods).filter(|(_, method)| method.why().is_numbered());
    for ((operation, _), method) in numbered {
        report.warning(
            Code::NameCollision,
            Place::Node(operation.node),
            format!("several methods want one name; this one is called `{}`", method.as_str()),
            "give the operation an `operationId` of its own",
        );
    }
}

/// The names that the configuration gives to the own types of operations, by the operation's index in the API.
struct Given(BTreeMap<(usize, OwnType), Ident>);

impl Given {
    /// All of them, before any other such type has a name.
    fn of(api: &Api, raw: &Raw, pins: &Pins, taken: &mut Taken, report: &mut Report) -> Self {
        let mut given = BTreeMap::new();
        let operations = if pins.is_empty() { &[] } else { api.operations.as_slice() };
        for (index, operation) in operations.iter().enumerate() {
            let pointer = identity::pointer(raw, operation.node);
            for own in OwnType::ALL {
                let Some(ident) = pins.get(Kind::Type, || identity::own_type(&pointer, own)) else {
                    continue;
                };
                let scope = if own == OwnType::Error { &mut taken.errors } else { &mut taken.beside };
                if scope.insert(ident.as_str().to_owned()) {
                    given.insert((index, own), ident);
                } else {
                    report.warning(
                        Code::NameCollision,
                        Place::Node(operation.node),
                        format!("`{}` is the name of another type", ident.as_str()),
                        "pin another name for this one under `[names.overrides]` in the configuration",
                    );
                }
            }
        }
        Self(given)
    }
}

/// Names of types that are taken.
struct Taken {
    /// Those of groups, and of what stands beside operations.
    beside: BTreeSet<String>,
    /// Errors are a module of their own, of all groups.
    errors: BTreeSet<String>,
}

/// What an operation's errors can be called before their last word, best first: the method, where it begins with what its
/// group is, else the call, `guardrails list`, of which the method begins with nothing that the group ends in.
pub(super) fn call_idents(spelling: &Spelling, accessor: Option<&Ident>, method: &Ident) -> Vec<Ident> {
    let method = method.bare();
    let said = accessor.filter(|group| super::method::says(spelling, method, group.bare()));
    let alone = said.map(|_| method.to_owned());
    let group = |group: &Ident| Within::from(group.bare().to_owned()).role(spelling, method);
    let whole = accessor.map_or_else(|| Within::from(method.to_owned()), group);
    let calls = alone.into_iter().chain(whole.own_short().map(str::to_owned)).chain([whole.whole.clone()]);
    let call = |call: String| Some(ident::type_ident(spelling, &call)?.of(NameSource::Call, &call));
    let mut calls: Vec<Ident> = calls.filter_map(call).collect();
    calls.dedup();
    calls
}

/// How many operations could be called so, by any of these names.
fn counted(spelling: &Spelling, groups: &[(GroupPlan, Vec<Ident>)]) -> BTreeMap<Ident, usize> {
    let mut counts = BTreeMap::new();
    for (plan, methods) in groups {
        let accessor = plan.names.as_ref().map(|(accessor, _)| accessor);
        for call in methods.iter().flat_map(|method| call_idents(spelling, accessor, method)) {
            *counts.entry(call).or_default() += 1;
        }
    }
    counts
}

#[allow(clippy::too_many_arguments, reason = "one group of all that is named")]
fn operation_names(
    spelling: &Spelling,
    api: &Api,
    plan: &GroupPlan,
    methods: Vec<Ident>,
    calls: &BTreeMap<Ident, usize>,
    idents: &[(usize, Ident)],
    given: &Given,
    taken: &mut Taken,
    names: &mut Names,
) {
    let accessor = plan.names.as_ref().map(|(accessor, _)| accessor);
    // Indices are those of the API, in order.
    let idents: Vec<(usize, &Ident)> = plan
        .operations
        .iter()
        .filter_map(|index| idents.get(*index).map(|(index, ident)| (*index, ident)))
        .collect();
    let stems: Vec<&str> = idents.iter().map(|(_, ident)| ident.as_str()).collect();
    let modules = super::file::modules(spelling, &stems);
    let setters: Vec<String> =
        names.global_headers.iter().map(|(_, ident)| ident.as_str().to_owned()).collect();
    for (((index, ident), method), module) in idents.iter().zip(methods).zip(modules) {
        let mut numbered = Vec::new();
        let mut named = |owner: &Ident, own: OwnType, taken: &mut BTreeSet<String>| {
            if let Some(ident) = given.0.get(&(*index, own)) {
                return ident.clone();
            }
            let (ident, is_numbered) = scope::beside(owner, own.word(), taken);
            numbered.extend(is_numbered.then(|| ident.clone()));
            ident
        };
        let wanted = call_idents(spelling, accessor, &method);
        // Beside the operation itself stands only its own error.
        let is_new = taken.errors.insert(ident.as_str().to_owned());
        let is_free =
            |call: &&Ident| !taken.errors.contains(call.with_suffix(OwnType::Error.word()).as_str());
        let alone = wanted.iter().find(|call| calls.get(call) == Some(&1)).filter(is_free);
        let call = alone.or(wanted.last().filter(is_free)).unwrap_or(ident);
        let error = named(call, OwnType::Error, &mut taken.errors);
        if is_new {
            taken.errors.remove(ident.as_str());
        }
        let mut beside = |own: OwnType| named(ident, own, &mut taken.beside);
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
                error,
                output: beside(OwnType::Output),
                headers: beside(OwnType::Headers),
                error_headers: beside(OwnType::ErrorHeaders),
                form: beside(OwnType::Form),
                form_required: beside(OwnType::FormRequired),
                body: beside(OwnType::Body),
                required: beside(OwnType::Required),
                request: beside(OwnType::Builder),
                stream: streams.then(|| (beside(OwnType::Stream), beside(OwnType::StreamOutput))),
                global_setters,
            },
        );
        if let Some(operation) = api.operations.get(*index) {
            names.numbered.extend(numbered.into_iter().map(|ident| (ident, operation.node)));
        }
    }
}
