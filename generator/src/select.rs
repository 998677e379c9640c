//! Which part of the document is generated.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::config::{self, Config};
use crate::diagnostic::{Cost, Diagnostic, Place, Report};
use crate::document::Head;
use crate::document::by_schema::BySchema;
use crate::ir::Api;
use crate::ir::operation::{Location, Named, NamedBy, Operation, Pagination, PaginationKind, RetryClass};
use crate::ir::pass::reach::{self, Direction};
use crate::raw::{Node, NodeId, Raw};

mod chosen;
mod deep;

pub(crate) use chosen::{Chosen, is_chosen};

/// Applies `[operations]`.
pub(crate) fn apply(api: &mut Api, config: &Config, raw: &Raw, report: &mut Report) {
    for (id, settings) in &config.operations {
        for operation in api.operations.iter_mut().filter(|operation| is_called(operation, id)) {
            let set = |text: &Option<String>| Named::by(NamedBy::Setting, text.clone());
            operation.name = set(&settings.name).or(operation.name.take());
            operation.group = set(&settings.group).or(operation.group.take());
            for content in operation.responses.iter_mut().flat_map(|response| &mut response.contents) {
                content.sentinel = settings.last_event.clone().or(content.sentinel.take());
            }
            let path: Vec<&str> = vec!["operations", id, "segments"];
            for name in &settings.segments {
                let mut found = operation
                    .parameters
                    .iter_mut()
                    .filter(|parameter| parameter.location == Location::Path && parameter.name == *name);
                match found.next() {
                    Some(parameter) => parameter.segments = true,
                    None => report.error(
                        Code::ConfigValue,
                        config.place(raw, &path),
                        format!("`{}` has no path parameter `{}`", id.escape_debug(), name.escape_debug()),
                        "write the name as it stands in the path",
                    ),
                }
            }
            match settings.pagination.as_ref().map(pagination) {
                Some(Ok(rule)) => {
                    operation.pagination_open = false;
                    operation.pagination_declared = rule.is_some();
                    operation.pagination = rule;
                }
                Some(Err(missing)) => report.error(
                    Code::ConfigValue,
                    config.place(raw, &["operations", id, "pagination"]),
                    format!("the pagination of `{}` does not say `{missing}`", id.escape_debug()),
                    "write the JSON pointer of it in a response, such as `/data`",
                ),
                None => {}
            }
            operation.retry = match settings.retry {
                Some(config::RetryClass::Safe) => RetryClass::Safe,
                Some(config::RetryClass::Idempotent) => RetryClass::Idempotent,
                Some(config::RetryClass::Unsafe) => RetryClass::Unsafe,
                Some(config::RetryClass::Never) => RetryClass::Never,
                None => operation.retry,
            };
        }
    }
    deep::apply(api, config, report);
    schemes(api);
}

/// A pagination rule of the configuration; `Err` names what is missing.
fn pagination(rule: &config::Pagination) -> Result<Option<Pagination>, &'static str> {
    let inputs = &rule.inputs;
    let name = |given: &Option<String>, usual: &str| given.clone().unwrap_or_else(|| usual.to_owned());
    let limit = Some(name(&inputs.limit, "limit"));
    let next = || rule.next.as_deref().map(keys).ok_or("next");
    let kind = match rule.kind {
        config::PaginationKind::None => return Ok(None),
        config::PaginationKind::OffsetLimit => {
            PaginationKind::Offset { offset: name(&inputs.offset, "offset"), limit }
        }
        config::PaginationKind::Page => {
            PaginationKind::Page { page: name(&inputs.page, "page"), limit, first: 1 }
        }
        config::PaginationKind::Cursor => {
            PaginationKind::Cursor { cursor: name(&inputs.cursor, "cursor"), next: next()? }
        }
        config::PaginationKind::NextLink => {
            PaginationKind::NextLink { next: next()?, again: rule.method == config::LinkMethod::Own }
        }
    };
    let results = rule.results.as_deref().map(keys).ok_or("results")?;
    Ok(Some(Pagination { kind, results, total: rule.total.as_deref().map(keys), more: None, rule: None }))
}

/// The keys of a JSON pointer (RFC 6901).
fn keys(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~")).collect()
}

/// Notes which schemas became a JSON value because they cannot be expressed, and leaves out the operations that need
/// one, if the policy says so.
pub(crate) fn skip_degraded(api: &mut Api, config: &Config, raw: &Raw, report: &mut Report) {
    api.degraded = degraded(api, raw, report);
    if config.policy.unsupported != config::Unsupported::Skip || api.degraded.is_empty() {
        return;
    }
    let (schemas, degraded) = (&api.schemas, &api.degraded);
    let mut left_out = Vec::new();
    api.operations.retain(|operation| {
        let roots = [reach::request_roots(operation), reach::response_roots(operation)].concat();
        let clean =
            reach::closure(schemas, roots).into_iter().all(|id| !degraded.contains_key(&schemas[id].node));
        if !clean {
            left_out.push(operation.node);
        }
        clean
    });
    for node in left_out {
        report.fault(
            Cost::Operation,
            Code::Skipped,
            Place::Node(node),
            "a schema that the operation needs cannot be expressed",
            "the warning at the schema says why; `unsupported = \"degrade\"` takes a JSON value in its place",
        );
    }
}

/// The places of the schemas that say less than the document, and the first warning that tells so.
fn degraded(api: &Api, raw: &Raw, report: &Report) -> BTreeMap<NodeId, Code> {
    let known: BTreeSet<NodeId> = api.schemas.iter().map(|schema| schema.node).collect();
    let faults = report.iter().filter(|diagnostic| diagnostic.cost.is_some_and(Cost::degrades));
    let around = |place: NodeId| {
        let mut at = raw.node(place);
        while let Some(node) = at.filter(|node| !known.contains(&node.id())) {
            at = node.parent();
        }
        at.map(Node::id)
    };
    let place = |diagnostic: &Diagnostic| match diagnostic.place {
        Place::Node(node) | Place::Key(node) => around(node),
        _ => None,
    };
    let mut degraded = BTreeMap::new();
    for fault in faults {
        if let Some(node) = place(fault) {
            degraded.entry(node).or_insert(fault.code);
        }
    }
    degraded
}

/// Drops the security schemes that no operation asks for; where none is asked for, all may be meant.
fn schemes(api: &mut Api) {
    let required = |operation: &Operation| operation.security.clone().unwrap_or_else(|| api.security.clone());
    let used: BTreeSet<String> = api.operations.iter().flat_map(required).flatten().collect();
    if !used.is_empty() {
        api.schemes.retain(|scheme| used.contains(&scheme.id));
    }
}

/// Reports the rules of `[select]` and `[operations]` that match nothing: most often the document has moved away from
/// them.
pub(crate) fn unused(heads: &[Head], config: &Config, raw: &Raw, report: &mut Report) {
    let select = &config.select;
    let tags: BTreeSet<&str> = heads.iter().flat_map(|head| &head.tags).map(String::as_str).collect();
    let paths: BTreeSet<&str> = heads.iter().map(|head| head.path.as_str()).collect();
    let by_method: Vec<String> = heads.iter().map(|head| format!("{} {}", head.method, head.path)).collect();
    let ids = heads.iter().filter_map(|head| head.id.as_deref());
    let operations: BTreeSet<&str> = by_method.iter().map(String::as_str).chain(ids).collect();
    let lists = [
        ("include_tags", &select.include_tags, "tag", &tags),
        ("exclude_tags", &select.exclude_tags, "tag", &tags),
        ("include_paths", &select.include_paths, "path", &paths),
        ("exclude_paths", &select.exclude_paths, "path", &paths),
        ("include_operations", &select.include_operations, "operation", &operations),
        ("exclude_operations", &select.exclude_operations, "operation", &operations),
    ];
    let mut tell = |what: &str, rule: &str, known: &BTreeSet<&str>, keys: &[&str]| {
        let rule_told = rule.escape_debug();
        let message =
            format!("the configuration names the {what} `{rule_told}`, which the document does not have");
        let help = report.did_you_mean(rule, known.iter().copied(), "correct its spelling or remove it");
        config.unused(raw, keys, message, &help, report);
    };
    for (key, rules, what, known) in lists {
        for (index, rule) in rules.iter().enumerate() {
            if !known.iter().any(|name| config::matches(rule, name)) {
                tell(what, rule, known, &["select", key, &index.to_string()]);
            }
        }
    }
    for rule in config.operations.keys() {
        if !operations.contains(rule.as_str()) {
            tell("operation", rule, &operations, &["operations", rule]);
        }
    }
}

/// True if `rule` is the operation's id, or its method and path.
fn is_called(operation: &Operation, rule: &str) -> bool {
    operation.id.as_deref() == Some(rule)
        || rule
            .split_once(' ')
            .is_some_and(|(method, path)| method == operation.method && path == operation.path)
}

/// True if schemas come out whether or not an operation needs them.
pub(crate) fn is_whole(api: &Api, config: &Config) -> bool {
    !api.is_partial || config.select.keep_unreachable_schemas
}

/// For each schema whether it becomes part of the crate: where operations are left out, only what the others need.
pub(crate) fn emitted(api: &Api, config: &Config, directions: &BySchema<Direction>) -> BySchema<bool> {
    let all = is_whole(api, config);
    api.schemas.ids().map(|id| all || directions[id].used()).collect()
}

/// Those of the emitted schemas that may be types: where a schema stands can make it something else. `[select]` can ask
/// for all, and so does a crate of types only.
pub(crate) fn typed(api: &Api, config: &Config, emitted: &BySchema<bool>) -> BySchema<bool> {
    if config.select.keep_unreachable_schemas || !config.output.client {
        return emitted.clone();
    }
    let typed = reach::typed(api);
    emitted.iter().zip(&typed).map(|(emitted, typed)| *emitted && *typed).collect()
}
