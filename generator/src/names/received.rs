//! Names of what users receive: of webhooks by theirs, of callbacks by the operation and theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::distinct;
use super::ident::{self, Ident};
use super::identity;
use super::pins::{Kind, Pins};
use super::reason::NameSource;
use super::scope::{self, Item};
use super::table::RESERVED_TYPES;
use crate::code::Code;
use crate::config::Config;
use crate::diagnostic::{Place, Report};
use crate::ir::{Api, Event, Received};
use crate::raw::{NodeId, Raw};
use crate::select::is_whole;

/// What users receive, and where the words of its name come from.
pub(super) struct Named<'a> {
    pub(super) index: usize,
    pub(super) received: &'a Received,
    pub(super) words: String,
    source: NameSource,
}

/// What users receive that has a body. A callback comes and goes with its operation; where operations are left out, so is
/// all of it.
pub(super) fn named<'a>(api: &'a Api, config: &Config, operations: &'a [(usize, Ident)]) -> Vec<Named<'a>> {
    if !is_whole(api, config) {
        return Vec::new();
    }
    let idents: BTreeMap<NodeId, &Ident> = operations
        .iter()
        .filter_map(|(index, ident)| Some((api.operations.get(*index)?.node, ident)))
        .collect();
    let one = |(index, received): (usize, &'a Received)| {
        received.payload?;
        let (source, words) = match &received.event {
            Event::Webhook(name) => (NameSource::Webhook, name.clone()),
            Event::Callback { operation, name, .. } => {
                (NameSource::Callback, format!("{} {name}", idents.get(operation)?.as_str()))
            }
        };
        Some(Named { index, received, words, source })
    };
    api.received.iter().enumerate().filter_map(one).collect()
}

/// Names them, by their index in the API.
pub(super) fn idents(
    spelling: &Spelling,
    raw: &Raw,
    named: &[Named<'_>],
    pins: &Pins,
    report: &mut Report,
) -> BTreeMap<usize, Ident> {
    let mut methods: BTreeMap<&str, usize> = BTreeMap::new();
    for one in named {
        *methods.entry(&one.words).or_default() += 1;
    }
    let spell = |words: &str| ident::type_ident(spelling, words);
    let mut alike: BTreeMap<Option<Ident>, BTreeSet<&str>> = BTreeMap::new();
    for one in named {
        alike.entry(spell(&one.words)).or_default().insert(&one.words);
    }
    let mut items = Vec::new();
    for one in named {
        let words = &one.words;
        let method = one.received.method.to_lowercase();
        let mut wanted = vec![words.clone()];
        if methods.get(words.as_str()).is_some_and(|count| *count > 1) {
            wanted.push(format!("{words} {method}"));
        }
        let rivals = alike.get(&spell(words)).into_iter().flatten();
        let rival = rivals.copied().find(|rival| rival != words);
        wanted.extend(distinct::words(words, None, rival));
        if let Event::Callback { address, .. } = &one.received.event {
            wanted.push(format!("{words} {address} {method}"));
        }
        let identity = identity::received(raw, one.received);
        let (signs, case) = distinct::distance(words);
        items.push(Item {
            wanted,
            pinned: pins.get(Kind::Type, || identity.clone()),
            key: format!("{} {case} {identity}", u8::from(signs)),
            privileged: false,
            value: one,
        });
    }
    let mut idents = BTreeMap::new();
    for resolved in scope::types(spelling, items, RESERVED_TYPES) {
        let one = resolved.value;
        if resolved.ident.why().is_numbered() {
            let name = resolved.ident.as_str();
            let message = format!("several webhooks or callbacks want one name; this one is called `{name}`");
            let help = "pin a better name under `[names.overrides]` in the configuration";
            report.warning(Code::NameCollision, Place::Node(one.received.node), message, help);
        }
        idents.insert(one.index, resolved.ident.of(one.source, &one.words));
    }
    idents
}
