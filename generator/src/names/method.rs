//! Names of methods: what an operation's id says beyond its group, its method and its path.

use std::collections::BTreeMap;

use super::casing::{self, Spelling};
use super::ident::{self, Ident};
use crate::ir::operation::Operation;
use crate::keyword;

/// Signs that stand between a tag and the rest of an id: `issues/create`, `Users_list`.
const SEPARATORS: [char; 6] = ['/', '_', '.', ':', '-', '#'];

/// The words of the methods of a group, one for each operation. A word that two operations want, or that the runtime or
/// Rust has for something else, is given to none: those keep the whole id of their operation.
pub(super) fn words(
    spelling: &Spelling,
    group: Option<&str>,
    operations: &[(&Operation, &Ident)],
    reserved: &[&str],
    shorten: bool,
) -> Vec<String> {
    let short: Vec<Option<String>> = operations
        .iter()
        .map(|(operation, _)| match &operation.name {
            Some(name) => Some(name.clone()),
            None => operation.id.as_deref().filter(|_| shorten).map(|id| {
                let id = without_path(spelling, id, operation);
                without_group(spelling, &id, group).map_or_else(|| id.clone(), str::to_owned)
            }),
        })
        .collect();
    let mut wanted: BTreeMap<Option<Ident>, usize> = BTreeMap::new();
    for (words, (_, own)) in short.iter().zip(operations) {
        let words = words.as_deref().unwrap_or(own.as_str());
        *wanted.entry(ident::value_ident(spelling, words)).or_default() += 1;
    }
    let is_free = |words: &String| {
        let ident = ident::value_ident(spelling, words);
        let is_own = ident
            .as_ref()
            .is_some_and(|ident| !reserved.contains(&ident.bare()) && !keyword::is_keyword(ident.bare()));
        is_own && wanted.get(&ident) == Some(&1)
    };
    short
        .into_iter()
        .zip(operations)
        .map(|(words, (operation, own))| {
            let given = operation.name.is_some();
            let alone = |words: &String| wanted.get(&ident::value_ident(spelling, words)) == Some(&1);
            words
                .filter(|words| if given { alone(words) } else { is_free(words) })
                .unwrap_or_else(|| own.as_str().to_owned())
        })
        .collect()
}

/// An id without the path and the method at its end, as `FastAPI` makes it: `read_item_items__item_id__get`.
fn without_path(spelling: &Spelling, id: &str, operation: &Operation) -> String {
    let method = operation.method.to_ascii_lowercase();
    let path: String =
        operation.path.chars().map(|char| if char.is_alphanumeric() { char } else { '_' }).collect();
    let tail = format!("{path}_{method}");
    let short = id.strip_suffix(&tail).filter(|short| !casing::split(spelling, short).is_empty());
    short.unwrap_or(id).to_owned()
}

/// An id without the tag before a separator: `issues/create` is `create` in the group `issues`, and so is
/// `IssuesController_create`.
fn without_group<'t>(spelling: &Spelling, id: &'t str, group: Option<&str>) -> Option<&'t str> {
    let group = casing::split(spelling, group?);
    id.char_indices().filter(|(_, char)| SEPARATORS.contains(char)).find_map(|(at, char)| {
        let mut before = casing::split(spelling, id.get(..at)?);
        if before != group && before.last().is_some_and(|word| word == "controller") {
            before.pop();
        }
        let rest = id.get(at + char.len_utf8()..)?;
        (before == group && !casing::split(spelling, rest).is_empty()).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_said_again_is_left_out() {
        let spelling = Spelling::default();
        let cases = [
            ("issues/create", "issues", Some("create")),
            ("code-scanning/list-alerts", "code-scanning", Some("list-alerts")),
            ("UsersController_findAll", "users", Some("findAll")),
            ("Users_list", "Users", Some("list")),
            ("issuesCreate", "issues", None),
            ("issues/", "issues", None),
            ("create", "issues", None),
        ];
        for (id, group, rest) in cases {
            assert_eq!(without_group(&spelling, id, Some(group)), rest, "{id}");
        }
    }
}
