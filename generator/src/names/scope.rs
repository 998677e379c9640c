//! Collisions: everything that shares a scope is resolved together, in phases, whatever order it came in.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::distinct;
use super::ident::{self, Ident};
use super::reason::NameChange;
use crate::ir::operation::Location;

/// Something that wants a name in a scope.
#[derive(Debug, Clone)]
pub(crate) struct Item<T> {
    /// Decides among equals; unique and stable.
    pub(crate) key: String,
    /// Words for the name, best first.
    pub(crate) wanted: Vec<String>,
    /// The name that the configuration gives it, before all others.
    pub(crate) pinned: Option<Ident>,
    /// Named by the document: gets its name before what is only derived.
    pub(crate) privileged: bool,
    pub(crate) value: T,
}

impl<T> Item<T> {
    /// The name by its words at `phase`.
    fn spelt(&self, phase: usize, spell: &dyn Fn(&str) -> Option<Ident>) -> Option<Ident> {
        match &self.pinned {
            Some(ident) => (phase == 0).then(|| ident.clone()),
            None => spell(self.wanted.get(phase)?),
        }
    }
}

/// A name that was given.
#[derive(Debug, Clone)]
pub(crate) struct Resolved<T> {
    pub(crate) value: T,
    pub(crate) ident: Ident,
}

/// Names types. A result does not depend on the order of `items`.
pub(crate) fn types<T>(spelling: &Spelling, items: Vec<Item<T>>, reserved: &[&str]) -> Vec<Resolved<T>> {
    let spell = |words: &str| {
        Some(ident::type_ident(spelling, words).unwrap_or_else(|| ident::variant_ident(spelling, words)))
    };
    resolve(items, reserved, &spell)
}

/// Texts that want names side by side.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'a> {
    /// The texts, in an order that means nothing.
    pub(crate) words: &'a [&'a str],
    /// Where each is sent, of what is sent in several places.
    pub(crate) place: &'a dyn Fn(usize) -> Option<Location>,
    /// The name that the configuration gives it.
    pub(crate) pinned: &'a dyn Fn(usize) -> Option<Ident>,
}

impl<'a> Texts<'a> {
    /// Texts of one place that the configuration gives no names.
    pub(crate) fn of(words: &'a [&'a str]) -> Self {
        Self { words, place: &|_| None, pinned: &|_| None }
    }
}

/// Names types of a list, in its order; `second` is the word that is added where a name is taken.
pub(crate) fn type_list(
    spelling: &Spelling,
    texts: Texts<'_>,
    second: &str,
    taken: &mut BTreeSet<String>,
) -> Vec<Ident> {
    let items = texts
        .words
        .iter()
        .enumerate()
        .map(|(index, word)| Item {
            key: format!("{word} {index}"),
            wanted: vec![(*word).to_owned(), format!("{word} {second}")],
            pinned: (texts.pinned)(index),
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

/// The name of something that belongs to `owner`: its name and a word. True if that was taken, so that the name ends in a
/// number.
pub(crate) fn beside(owner: &Ident, word: &str, taken: &mut BTreeSet<String>) -> (Ident, bool) {
    let wanted = owner.with_suffix(word);
    let mut ident = wanted.clone();
    let mut number = 2;
    while !taken.insert(ident.as_str().to_owned()) {
        ident = wanted.numbered(number);
        number += 1;
    }
    let is_numbered = ident != wanted;
    (ident, is_numbered)
}

/// Names fields, parameters or methods of a list, in its order.
pub(crate) fn values(spelling: &Spelling, texts: Texts<'_>, reserved: &[&str]) -> Vec<Ident> {
    let spell = |words: &str| by_letters_or_signs(ident::value_ident, spelling, words);
    in_order(texts, Reserved { names: reserved, word: "value" }, &spell)
}

/// Names methods of a list, in its order.
pub(crate) fn methods(spelling: &Spelling, texts: Texts<'_>, reserved: &[&str]) -> Vec<Ident> {
    let spell = |words: &str| ident::value_ident(spelling, words);
    in_order(texts, Reserved { names: reserved, word: "operation" }, &spell)
}

/// Names variants of a list, in its order.
pub(crate) fn variants(spelling: &Spelling, texts: Texts<'_>, reserved: &[&str]) -> Vec<Ident> {
    let spell = |words: &str| Some(ident::variant_ident(spelling, words));
    in_order(texts, Reserved { names: reserved, word: "value" }, &spell)
}

/// Names modules of a list, in its order; different without case, too, because they are file names.
pub(crate) fn modules(spelling: &Spelling, texts: Texts<'_>, reserved: &[&str]) -> Vec<Ident> {
    let spell = |words: &str| by_letters_or_signs(ident::module_ident, spelling, words);
    in_order(texts, Reserved { names: reserved, word: "module" }, &spell)
}

/// A name of the letters and digits of a text, or of its signs where it has none.
fn by_letters_or_signs(
    spell: fn(&Spelling, &str) -> Option<Ident>,
    spelling: &Spelling,
    words: &str,
) -> Option<Ident> {
    let by_signs = || spell(spelling, ident::variant_ident(spelling, words).as_str());
    spell(spelling, words).or_else(|| by_signs().map(|ident| ident.because(NameChange::Signs)))
}

/// Names that the crate has for something else, and the word that is added to a text that spells one.
#[derive(Clone, Copy)]
struct Reserved<'a> {
    names: &'a [&'a str],
    word: &'a str,
}

/// Names the texts of a list, in its order. Of those that spell one name, the text that is nearest to it keeps it, and
/// the others are told apart by what they are (`distinct`).
fn in_order(texts: Texts<'_>, reserved: Reserved<'_>, spell: &dyn Fn(&str) -> Option<Ident>) -> Vec<Ident> {
    let Texts { words, place, pinned } = texts;
    let given: Vec<Option<Ident>> = (0..words.len()).map(pinned).collect();
    let is_reserved = |ident: &Ident| reserved.names.contains(&ident.bare());
    let plain: Option<Vec<Ident>> = words.iter().map(|word| spell(word)).collect();
    let plain = plain.filter(|_| given.iter().all(Option::is_none)).filter(|idents| {
        let mut seen = BTreeSet::new();
        idents.iter().all(|ident| !is_reserved(ident) && seen.insert(ident.bare()))
    });
    if let Some(idents) = plain {
        return idents;
    }
    let mut places: BTreeMap<Option<Ident>, BTreeSet<Option<Location>>> = BTreeMap::new();
    for (index, word) in words.iter().enumerate() {
        places.entry(spell(word)).or_default().insert(place(index));
    }
    // The text before the index: among equals, the order of the document means nothing. What has no place before what is
    // sent in one, the path before the query.
    let key = |index: usize, word: &str| {
        let (signs, case) = distinct::distance(word);
        let rank = place(index).map_or(0, |place| place as u8 + 1);
        format!("{} {case} {rank} {word} {index}", u8::from(signs))
    };
    // Who keeps a name: what the configuration gives it to, else the nearest.
    let mut winners: BTreeMap<Option<Ident>, ([bool; 2], String, &str)> = BTreeMap::new();
    for (index, word) in words.iter().enumerate() {
        let pinned = given.get(index).cloned().flatten();
        let is_pinned = pinned.is_some();
        let ident = pinned.or_else(|| spell(word));
        let is_exact = ident.as_ref().is_some_and(|ident| ident.bare() == *word);
        let own = ([!is_pinned, !is_exact], key(index, word), *word);
        winners.entry(ident).and_modify(|winner| *winner = own.clone().min(winner.clone())).or_insert(own);
    }
    // What is in a text tells it from no other of the same.
    let mut seen = BTreeSet::new();
    let equal: BTreeSet<&str> = words.iter().copied().filter(|word| !seen.insert(*word)).collect();
    let items = words
        .iter()
        .enumerate()
        .map(|(index, word)| {
            let place = place(index);
            let tells = places.get(&spell(word)).is_some_and(|places| places.len() > 1);
            let mut wanted = vec![(*word).to_owned()];
            if spell(word).is_some_and(|ident| is_reserved(&ident)) {
                wanted.push(format!("{word} {}", reserved.word));
            }
            let winner = winners.get(&spell(word)).map(|(_, _, winner)| *winner);
            let winner = winner.filter(|_| !spell(word).is_some_and(|ident| is_reserved(&ident)));
            let place = place.map(Location::name).filter(|_| tells);
            wanted.extend(if equal.contains(word) {
                distinct::placed(word, place).into_iter().collect()
            } else {
                distinct::words(word, place, winner)
            });
            Item {
                key: key(index, word),
                wanted,
                pinned: given.get(index).cloned().flatten(),
                privileged: false,
                value: index,
            }
        })
        .collect();
    let mut resolved = resolve(items, reserved.names, spell);
    resolved.sort_by_key(|resolved| resolved.value);
    resolved.into_iter().map(|resolved| resolved.ident).collect()
}

fn resolve<T>(
    mut items: Vec<Item<T>>,
    reserved: &[&str],
    spell: &dyn Fn(&str) -> Option<Ident>,
) -> Vec<Resolved<T>> {
    let order = |item: &Item<T>| (item.pinned.is_none(), !item.privileged);
    items.sort_by(|a, b| (order(a), &a.key).cmp(&(order(b), &b.key)));
    let mut taken: BTreeSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let mut result = Vec::new();
    let mut waiting = items;
    // Each phase offers one more of an item's words; within a phase the exact spelling wins, then the key.
    let phases = waiting.iter().map(|item| item.wanted.len()).max().unwrap_or_default().max(1);
    for tier in [(true, true), (true, false), (false, true), (false, false)] {
        for phase in 0..phases {
            let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (index, item) in waiting.iter().enumerate() {
                if (item.pinned.is_some(), item.privileged) == tier
                    && let Some(ident) = item.spelt(phase, spell)
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
                let ident = winners.get(&index).and_then(|phase| chosen(&item, *phase, reserved, spell));
                match ident {
                    Some(ident) => result.push(Resolved { value: item.value, ident }),
                    None => rest.push(item),
                }
            }
            waiting = rest;
        }
    }
    number(waiting, &mut taken, spell, &mut result);
    result
}

/// The name of an item by its words at `phase`, and why it is not the first.
fn chosen<T>(
    item: &Item<T>,
    phase: usize,
    reserved: &[&str],
    spell: &dyn Fn(&str) -> Option<Ident>,
) -> Option<Ident> {
    let ident = item.spelt(phase, spell)?;
    let first = item.wanted.first().filter(|_| phase > 0).and_then(|words| spell(words));
    Some(match (first.map(|first| first.bare().to_owned()), item.wanted.get(phase)) {
        (Some(first), _) if reserved.contains(&first.as_str()) => ident.because(NameChange::Reserved(first)),
        (Some(first), Some(words)) => ident.because(NameChange::Taken(first, words.clone())),
        _ => ident,
    })
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
        let base = (0..item.wanted.len().max(1))
            .find_map(|phase| item.spelt(phase, spell))
            .unwrap_or_else(|| ident::own("unnamed", "nothing in the document names it"));
        let counter = next.entry(base.bare().to_owned()).or_insert(2);
        let ident = loop {
            let candidate = base.numbered(*counter);
            *counter += 1;
            if taken.insert(candidate.as_str().to_owned()) {
                break candidate;
            }
        };
        result.push(Resolved { value: item.value, ident });
    }
}
