//! Which part of the document is generated.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::config::{self, Config};
use crate::diagnostic::{Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Operation, RetryClass};
use crate::ir::pass::reach::Direction;

/// Applies `[select]` and `[operations]`. A rule that matches nothing is an error: it is most often one that the
/// document has moved away from.
pub(crate) fn apply(api: &mut Api, config: &Config, report: &mut Report) {
    let select = &config.select;
    let tagged = |operation: &Operation, tags: &[String]| operation.tags.iter().any(|tag| tags.contains(tag));
    let on_path = |operation: &Operation, globs: &[String]| {
        globs.iter().any(|glob| config::matches(glob, &operation.path))
    };
    let listed = |operation: &Operation, ids: &[String]| ids.iter().any(|id| is_called(operation, id));
    for rule in select.include_tags.iter().chain(&select.exclude_tags) {
        check(api.operations.iter().any(|operation| operation.tags.contains(rule)), "tag", rule, report);
    }
    for rule in select.include_paths.iter().chain(&select.exclude_paths) {
        check(
            api.operations.iter().any(|operation| config::matches(rule, &operation.path)),
            "path",
            rule,
            report,
        );
    }
    for rule in
        select.include_operations.iter().chain(&select.exclude_operations).chain(config.operations.keys())
    {
        check(api.operations.iter().any(|operation| is_called(operation, rule)), "operation", rule, report);
    }
    let all = select.include_tags.is_empty()
        && select.include_paths.is_empty()
        && select.include_operations.is_empty();
    api.operations.retain(|operation| {
        let included = all
            || tagged(operation, &select.include_tags)
            || on_path(operation, &select.include_paths)
            || listed(operation, &select.include_operations);
        let excluded = tagged(operation, &select.exclude_tags)
            || on_path(operation, &select.exclude_paths)
            || listed(operation, &select.exclude_operations);
        included && !excluded
    });
    for (id, settings) in &config.operations {
        api.operations.retain(|operation| !(settings.ignore && is_called(operation, id)));
        for operation in api.operations.iter_mut().filter(|operation| is_called(operation, id)) {
            operation.name = settings.name.clone().or(operation.name.take());
            operation.group = settings.group.clone().or(operation.group.take());
            operation.retry = match settings.retry {
                Some(config::RetryClass::Safe) => RetryClass::Safe,
                Some(config::RetryClass::Idempotent) => RetryClass::Idempotent,
                Some(config::RetryClass::Unsafe) => RetryClass::Unsafe,
                None => operation.retry,
            };
        }
    }
    schemes(api);
}

/// Drops the security schemes that no operation asks for; where none is asked for, all may be meant.
fn schemes(api: &mut Api) {
    let required = |operation: &Operation| operation.security.clone().unwrap_or_else(|| api.security.clone());
    let used: BTreeSet<String> = api.operations.iter().flat_map(required).flatten().collect();
    if !used.is_empty() {
        api.schemes.retain(|scheme| used.contains(&scheme.id));
    }
}

fn check(found: bool, what: &str, rule: &str, report: &mut Report) {
    if !found {
        report.error(
            Code::UnusedSetting,
            Place::Nowhere,
            format!(
                "the configuration names the {what} `{}`, which the document does not have",
                rule.escape_debug()
            ),
            "correct its spelling or remove it",
        );
    }
}

/// True if `rule` is the operation's id, or its method and path.
fn is_called(operation: &Operation, rule: &str) -> bool {
    operation.id.as_deref() == Some(rule)
        || rule
            .split_once(' ')
            .is_some_and(|(method, path)| method == operation.method && path == operation.path)
}

/// For each schema whether it becomes part of the crate: with a selection only what is reached.
pub(crate) fn emitted(api: &Api, config: &Config, directions: &[Direction]) -> Vec<bool> {
    let select = &config.select;
    let selective = !(select.include_tags.is_empty()
        && select.include_paths.is_empty()
        && select.include_operations.is_empty()
        && select.exclude_tags.is_empty()
        && select.exclude_paths.is_empty()
        && select.exclude_operations.is_empty());
    let all = !selective || select.keep_unreachable_schemas;
    (0..api.schemas.len())
        .map(|index| all || directions.get(index).is_some_and(|direction| direction.used()))
        .collect()
}
