//! Collisions: everything that shares a scope is resolved together, in phases, whatever order it came in.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{self, Ident};
use super::words::Spelling;

/// Something that wants a name in a scope.
#[derive(Debug, Clone)]
pub(crate) struct Item<T> {
    /// Decides among equals; unique and stable.
    pub(crate) key: String,
    /// Words for the name, best first.
    pub(crate) wanted: Vec<String>,
    /// Chosen by the configuration: gets its name before all others.
    pub(crate) pinned: bool,
    /// Named by the document: gets its name before what is only derived.
    pub(crate) privileged: bool,
    pub(crate) value: T,
}

/// A name that was given.
#[derive(Debug, Clone)]
pub(crate) struct Resolved<T> {
    pub(crate) value: T,
    pub(crate) ident: Ident,
    /// No word was free: the name ends in a number that another document could give to something else.
    pub(crate) numbered: bool,
}

/// Names types. A result does not depend on the order of `items`.
pub(crate) fn types<T>(spelling: &Spelling, items: Vec<Item<T>>, reserved: &[&str]) -> Vec<Resolved<T>> {
    let spell = |words: &str| {
        Some(ident::type_ident(spelling, words).unwrap_or_else(|| ident::variant_ident(spelling, words)))
    };
    resolve(items, reserved, &spell)
}

/// Names types of a list, in its order; `second` is the word that is added where a name is taken.
pub(crate) fn type_list(
    spelling: &Spelling,
    words: &[&str],
    second: &str,
    taken: &mut BTreeSet<String>,
) -> Vec<Ident> {
    let items = words
        .iter()
        .enumerate()
        .map(|(index, word)| Item {
            key: format!("{word} {index}"),
            wanted: vec![(*word).to_owned(), format!("{word} {second}")],
            pinned: false,
            privileged: false,
            value: index,
        })
        .collect();
    let reserved: Vec<&str> = taken.iter().map(String::as_str).collect();
    let mut resolved = types(spelling, items, &reserved);
    resolved.sort_by_key(|resolved| resolved.value);
    let idents: Vec<Ident> = resolved.into_iter().map(|resolved| resolved.ident).collect();
    taken.extend(idents.iter().map(|ident| ident.as_str().to_owned()));
    idents
}

/// The name of something that belongs to `owner`: its name and a word, numbered where that is taken.
pub(crate) fn beside(owner: &Ident, word: &str, taken: &mut BTreeSet<String>) -> Ident {
    let wanted = owner.with_suffix(word);
    let mut ident = wanted.clone();
    let mut number = 2;
    while !taken.insert(ident.as_str().to_owned()) {
        ident = wanted.numbered(number);
        number += 1;
    }
    ident
}

/// Names fields, parameters or methods of a list, in its order.
pub(crate) fn values(spelling: &Spelling, words: &[&str], reserved: &[&str]) -> Vec<Ident> {
    in_order(words, |items| {
        let spell = |words: &str| {
            ident::value_ident(spelling, words)
                .or_else(|| ident::value_ident(spelling, ident::variant_ident(spelling, words).as_str()))
        };
        resolve(items, reserved, &spell)
    })
}

/// Names variants of a list, in its order.
pub(crate) fn variants(spelling: &Spelling, words: &[&str], reserved: &[&str]) -> Vec<Ident> {
    in_order(words, |items| {
        resolve(items, reserved, &|words: &str| Some(ident::variant_ident(spelling, words)))
    })
}

/// Names modules of a list, in its order; different without case, too, because they are file names.
pub(crate) fn modules(spelling: &Spelling, words: &[&str], reserved: &[&str]) -> Vec<Ident> {
    in_order(words, |items| {
        let spell = |words: &str| {
            ident::module_ident(spelling, words)
                .or_else(|| ident::module_ident(spelling, ident::variant_ident(spelling, words).as_str()))
        };
        resolve(items, reserved, &spell)
    })
}

fn in_order(words: &[&str], resolve: impl FnOnce(Vec<Item<usize>>) -> Vec<Resolved<usize>>) -> Vec<Ident> {
    let items = words
        .iter()
        .enumerate()
        .map(|(index, word)| Item {
            // The text first: among equals, the order of the document means nothing.
            key: format!("{word} {index}"),
            wanted: vec![(*word).to_owned()],
            pinned: false,
            privileged: false,
            value: index,
        })
        .collect();
    let mut resolved = resolve(items);
    resolved.sort_by_key(|resolved| resolved.value);
    resolved.into_iter().map(|resolved| resolved.ident).collect()
}

fn resolve<T>(
    mut items: Vec<Item<T>>,
    reserved: &[&str],
    spell: &dyn Fn(&str) -> Option<Ident>,
) -> Vec<Resolved<T>> {
    items.sort_by(|a, b| (!a.pinned, !a.privileged, &a.key).cmp(&(!b.pinned, !b.privileged, &b.key)));
    let mut taken: BTreeSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let mut result = Vec::new();
    let mut waiting = items;
    // Each phase offers one more of an item's words; within a phase the exact spelling wins, then the key.
    let phases = waiting.iter().map(|item| item.wanted.len()).max().unwrap_or_default();
    for tier in [(true, true), (true, false), (false, true), (false, false)] {
        for phase in 0..phases {
            let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (index, item) in waiting.iter().enumerate() {
                if (item.pinned, item.privileged) == tier
                    && let Some(ident) = item.wanted.get(phase).and_then(|words| spell(words))
                {
                    claims.entry(ident.bare().to_owned()).or_default().push(index);
                }
            }
            let mut winners = BTreeMap::new();
            for (name, claimants) in claims {
                if taken.contains(&name) {
                    continue;
                }
                let exact = claimants.iter().find(|index| {
                    waiting
                        .get(**index)
                        .and_then(|item| item.wanted.get(phase))
                        .is_some_and(|words| *words == name)
                });
                if let Some(winner) = exact.or(claimants.first()) {
                    taken.insert(name);
                    winners.insert(*winner, phase);
                }
            }
            let mut rest = Vec::with_capacity(waiting.len());
            for (index, item) in waiting.into_iter().enumerate() {
                let ident = winners
                    .get(&index)
                    .and_then(|phase| item.wanted.get(*phase))
                    .and_then(|words| spell(words));
                match ident {
                    Some(ident) => result.push(Resolved { value: item.value, ident, numbered: false }),
                    None => rest.push(item),
                }
            }
            waiting = rest;
        }
    }
    number(waiting, &mut taken, spell, &mut result);
    result
}

/// The last resort: the best word with the next free number.
fn number<T>(
    waiting: Vec<Item<T>>,
    taken: &mut BTreeSet<String>,
    spell: &dyn Fn(&str) -> Option<Ident>,
    result: &mut Vec<Resolved<T>>,
) {
    // The next number to try for each name, so that 100,000 equal names take linear time.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for item in waiting {
        let base = item.wanted.iter().find_map(|words| spell(words)).unwrap_or_else(|| ident::own("unnamed"));
        let counter = next.entry(base.bare().to_owned()).or_insert(2);
        let ident = loop {
            let candidate = base.numbered(*counter);
            *counter += 1;
            if taken.insert(candidate.as_str().to_owned()) {
                break candidate;
            }
        };
        result.push(Resolved { value: item.value, ident, numbered: true });
    }
}
