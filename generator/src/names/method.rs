//! Names of methods: what an operation's id says beyond its group, its method and its path.

use std::collections::BTreeMap;

use super::casing::{self, Spelling};
use super::ident::{self, Ident};
use super::reason::{NameChange, NameSource};
use super::scope::{self, Texts};
use super::within::Within;
use crate::ir::operation::Operation;
use crate::keyword;

/// Signs that stand between a tag and the rest of an id: `issues/create`, `Users_list`.
const SEPARATORS: [char; 6] = ['/', '_', '.', ':', '-', '#'];

/// Words for a method, where they come from, and what was left out of them.
struct Proposal {
    source: NameSource,
    words: String,
    changes: Vec<NameChange>,
}

/// The methods of a group, one for each operation. A word that two operations want, or that the runtime or Rust has for
/// something else, is given to none: those keep the whole id of their operation.
pub(super) fn idents(
    spelling: &Spelling,
    group: Option<&str>,
    operations: &[(&Operation, &Ident)],
    reserved: &[&str],
    shorten: bool,
    pinned: &dyn Fn(usize) -> Option<Ident>,
) -> Vec<Ident> {
    let proposals: Vec<Option<Proposal>> =
        operations.iter().map(|(operation, _)| proposal(spelling, group, operation, shorten)).collect();
    let mut wanted: BTreeMap<Option<Ident>, usize> = BTreeMap::new();
    for (proposal, (_, own)) in proposals.iter().zip(operations) {
        let words = proposal.as_ref().map_or(own.as_str(), |proposal| &proposal.words);
        *wanted.entry(ident::value_ident(spelling, words)).or_default() += 1;
    }
    let is_free = |proposal: &Proposal| {
        let ident = ident::value_ident(spelling, &proposal.words);
        let is_given = matches!(proposal.source, NameSource::Method(_));
        let is_own = |ident: &Ident| !reserved.contains(&ident.bare()) && !keyword::is_keyword(ident.bare());
        (is_given || ident.as_ref().is_some_and(is_own)) && wanted.get(&ident) == Some(&1)
    };
    let taken: Vec<bool> = proposals.iter().map(|proposal| proposal.as_ref().is_some_and(is_free)).collect();
    let words: Vec<&str> = proposals
        .iter()
        .zip(operations)
        .zip(&taken)
        .map(|((proposal, (_, own)), taken)| match proposal {
            Some(proposal) if *taken => proposal.words.as_str(),
            _ => own.as_str(),
        })
        .collect();
    let idents = scope::methods(spelling, Texts { pinned, ..Texts::of(&words) }, reserved)
        .into_iter()
        .zip(proposals)
        .zip(taken);
    idents
        .zip(operations)
        .map(|(((ident, proposal), taken), (operation, own))| match proposal {
            _ if ident.is_given() => ident,
            Some(Proposal { source: NameSource::OperationId, changes, .. }) if taken => {
                let id = operation.id.as_deref().unwrap_or_default();
                changes.into_iter().fold(ident.of(NameSource::OperationId, id), Ident::because)
            }
            Some(Proposal { source, words, .. }) if taken => ident.of(source, &words),
            Some(Proposal { changes, words, .. }) if !changes.is_empty() => {
                let short = ident::value_ident(spelling, &words);
                let short = short.map_or(words, |short| short.bare().to_owned());
                ident.like(own).because(NameChange::Whole(short))
            }
            _ => ident.like(own),
        })
        .collect()
}

fn proposal(
    spelling: &Spelling,
    group: Option<&str>,
    operation: &Operation,
    shorten: bool,
) -> Option<Proposal> {
    if let Some(name) = &operation.name {
        let source = NameSource::Method(name.by);
        return Some(Proposal { source, words: name.text.clone(), changes: Vec::new() });
    }
    let id = operation.id.as_deref().filter(|_| shorten)?;
    let mut changes = Vec::new();
    let mut words = without_path(spelling, id, operation);
    if words != id {
        changes.push(NameChange::WithoutPath);
    }
    if let Some(rest) = without_group(spelling, &words, group) {
        changes.push(NameChange::WithoutGroup);
        words = rest.to_owned();
    }
    Some(Proposal { source: NameSource::OperationId, words, changes })
}

/// An id without the path and the method at its end, as `FastAPI` makes it: `read_item_items__item_id__get`.
pub(super) fn without_path(spelling: &Spelling, id: &str, operation: &Operation) -> String {
    let method = operation.method.to_ascii_lowercase();
    let path: String =
        operation.path.chars().map(|char| if char.is_alphanumeric() { char } else { '_' }).collect();
    let tail = format!("{path}_{method}");
    let short = id.strip_suffix(&tail).filter(|short| !casing::split(spelling, short).is_empty());
    short.unwrap_or(id).to_owned()
}

/// An id without the tag before a separator: `issues/create` is `create` in the group `issues`, and so are
/// `issue_create` and `IssuesController_create`.
fn without_group<'t>(spelling: &Spelling, id: &'t str, group: Option<&str>) -> Option<&'t str> {
    let group = casing::split(spelling, group?);
    id.char_indices().filter(|(_, char)| SEPARATORS.contains(char)).find_map(|(at, char)| {
        let mut before = casing::split(spelling, id.get(..at)?);
        if !is_form_of(&before, &group) && before.last().is_some_and(|word| word == "controller") {
            before.pop();
        }
        let rest = id.get(at + char.len_utf8()..)?;
        (is_form_of(&before, &group) && !casing::split(spelling, rest).is_empty()).then_some(rest)
    })
}

/// An id that says its group twice, with it once: `copilot/copilot-usage` is `copilot usage` in the group `copilot`.
pub(super) fn group_once(spelling: &Spelling, id: &str, group: Option<&str>) -> Option<String> {
    let rest = without_group(spelling, id, group)?;
    let before = id.strip_suffix(rest)?.trim_end_matches(SEPARATORS);
    Within::from(before.to_owned()).name(spelling, rest).own_short().map(str::to_owned)
}

/// True for the words of a group, and for those of one or of several of what it has: `address` of `addresses`.
fn is_form_of(words: &[String], group: &[String]) -> bool {
    let (Some((last, before)), Some((own, own_before))) = (words.split_last(), group.split_last()) else {
        return false;
    };
    before == own_before && (last == own || is_plural_of(last, own) || is_plural_of(own, last))
}

fn is_plural_of(plural: &str, word: &str) -> bool {
    let ends = |stem: &str, end: &str| plural.strip_suffix(end) == Some(stem);
    ends(word, "s") || ends(word, "es") || word.strip_suffix('y').is_some_and(|stem| ends(stem, "ies"))
}

/// True for a method that begins with the words of its group: `rerank` of `rerank`, `copilot_usage` of `copilot`. Other
/// forms of them would let groups that differ in these alone want one name.
pub(super) fn says(spelling: &Spelling, method: &str, group: &str) -> bool {
    let (method, group) = (casing::split(spelling, method), casing::split(spelling, group));
    !group.is_empty() && method.starts_with(&group)
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
            ("address_create", "addresses", Some("create")),
            ("categories_list", "category", Some("list")),
            ("bank_account_verify", "bank accounts", Some("verify")),
            ("bank_verify", "bank accounts", None),
            ("issuesCreate", "issues", None),
            ("issues/", "issues", None),
            ("create", "issues", None),
        ];
        for (id, group, rest) in cases {
            assert_eq!(without_group(&spelling, id, Some(group)), rest, "{id}");
        }
        for (method, group, is_said) in [
            ("rerank", "rerank", true),
            ("copilot_usage", "copilot", true),
            ("bank_account_verify", "bank-account", true),
            ("address_create", "addresses", false),
            ("bank_account_verify", "bank-accounts", false),
            ("bank_verify", "bank-accounts", false),
            ("petstores_list", "pets", false),
            ("list_pets", "pets", false),
        ] {
            assert_eq!(says(&spelling, method, group), is_said, "{method} {group}");
        }
    }
}
