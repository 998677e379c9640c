//! Global names: types, their files, operations and groups. Gathers everything nameable with its context,
//! then resolves all at once, so that adding a schema renames no other.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::client::clients;
use super::gather::{NameRequest, gather, roots};
use super::ident::Ident;
use super::identity;
use super::local::MOST_ARGUMENTS;
use super::operation::{group_plans, operation_idents};
use super::pins::{Kind, Pins};
use super::received;
use super::scope::{self, Item};
use super::table::{Names, RESERVED_TYPES};
use crate::code::Code;
use crate::config::Config;
use crate::diagnostic::{Place, Report};
use crate::document::by_schema::BySchema;
use crate::ir::Api;
use crate::ir::pass::cycle::Cycles;
use crate::ir::schema::{SchemaId, Shape};
use crate::raw::Raw;

/// Names everything.
pub(crate) fn plan(
    api: &Api,
    raw: &Raw,
    config: &Config,
    cycles: &Cycles,
    typed: &BySchema<bool>,
    pins: Pins,
    report: &mut Report,
) -> Names {
    let spelling = Spelling::new(&config.names.initialisms);
    let spelling = &spelling;
    let mut names = Names { spelling: spelling.clone(), pins, ..Names::default() };
    let shorten = config.names.short_methods;
    let operations = operation_idents(spelling, api, raw, shorten, &names.pins, report);
    let received = received::named(api, config, &operations);
    names.received = received::idents(spelling, raw, &received, &names.pins, report);
    let roots = roots(spelling, api, raw, &operations, &received);
    let mut wanted = gather(spelling, api, raw, cycles, typed, &roots);
    names.words = wanted.iter().map(|(id, want)| (*id, want.words.clone())).collect();
    for (input, answer) in &api.inputs {
        let pinned = names.pins.get(Kind::Type, || identity::schema(api, raw, *answer));
        if let (Some(want), Some(name)) = (wanted.get_mut(input), pinned) {
            let [own, second] = ["Input", "Input Model"].map(|word| format!("{} {word}", name.as_str()));
            want.words = own.clone().into();
            want.candidates = vec![own, second];
        }
    }
    let items = wanted
        .iter()
        .map(|(id, want)| Item {
            key: want.key.clone(),
            wanted: want.candidates.clone(),
            pinned: names.pins.get(Kind::Type, || identity::schema(api, raw, *id)),
            privileged: want.component,
            value: *id,
        })
        .collect();
    let many = many(api, raw, &names.pins, wanted.keys());
    let mut reserved = RESERVED_TYPES.to_vec();
    reserved.extend(many.iter().filter_map(|(_, name)| name.as_ref()).map(Ident::bare));
    for resolved in scope::types(spelling, items, &reserved) {
        if resolved.ident.why().is_numbered() {
            report.warning(
                Code::NameCollision,
                Place::Node(api.schema(resolved.value).node),
                format!("several types want one name; this one is called `{}`", resolved.ident.as_str()),
                "pin a better name under `[names.overrides]` in the configuration",
            );
        }
        let ident = match wanted.get(&resolved.value) {
            Some(want) => want.reason(spelling, resolved.ident),
            None => resolved.ident,
        };
        names.types.insert(resolved.value, ident);
    }
    required(api, &many, &mut names, report);
    homes(spelling, &wanted, &mut names);
    clients(spelling, api, config, &mut names);
    group_plans(spelling, api, raw, shorten, &operations, &mut names, report);
    super::collision::report(api, raw, &names, typed, report);
    super::collision::raw_methods(api, &names, report);
    names
}

/// The types whose constructors would take too many arguments, each with the name that the configuration gives to what
/// they take.
fn many<'a>(
    api: &Api,
    raw: &Raw,
    pins: &Pins,
    types: impl Iterator<Item = &'a SchemaId>,
) -> Vec<(SchemaId, Option<Ident>)> {
    let one = |id: &SchemaId| {
        let schema = api.schema(*id);
        let Shape::Object(object) = &schema.shape else { return None };
        let name = || pins.get(Kind::Type, || identity::required(&identity::schema(api, raw, *id)));
        (object.required.len() > MOST_ARGUMENTS).then(|| (*id, name()))
    };
    types.filter_map(one).collect()
}

/// Names of what these constructors take.
fn required(api: &Api, many: &[(SchemaId, Option<Ident>)], names: &mut Names, report: &mut Report) {
    let mut taken: BTreeSet<String> = RESERVED_TYPES.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(names.types.values().map(|ident| ident.as_str().to_owned()));
    taken.extend(many.iter().filter_map(|(_, name)| name.as_ref()).map(|name| name.bare().to_owned()));
    let mut open = Vec::new();
    for (id, name) in many {
        match name {
            Some(name) => {
                names.required.insert(*id, name.clone());
            }
            None => open.extend(names.types.get(id).map(|ident| (ident.clone(), *id))),
        }
    }
    open.sort();
    for (ident, id) in open {
        let free = ["Required", "RequiredFields"]
            .iter()
            .find(|word| !taken.contains(&format!("{}{word}", ident.as_str())));
        let (own, is_numbered) = scope::beside(&ident, free.unwrap_or(&"Required"), &mut taken);
        if is_numbered {
            report.warning(
                Code::NameCollision,
                Place::Node(api.schema(id).node),
                format!(
                    "several types want one name; what `{}::new` takes is called `{}`",
                    ident.as_str(),
                    own.as_str()
                ),
                "pin a better name for the other type under `[names.overrides]` in the configuration",
            );
        }
        names.required.insert(id, own);
    }
}

/// Files: a component and its inline types share one; an operation's inline types share another.
fn homes(spelling: &Spelling, wanted: &BTreeMap<SchemaId, NameRequest>, names: &mut Names) {
    let mut owners: Vec<&str> = wanted.values().map(|want| want.home.as_str()).collect();
    owners.sort_unstable();
    owners.dedup();
    let modules = super::file::modules(spelling, &owners);
    let by_owner: BTreeMap<&str, &Ident> = owners.iter().copied().zip(&modules).collect();
    for (id, want) in wanted {
        if let Some(module) = by_owner.get(want.home.as_str()) {
            names.homes.insert(*id, (*module).clone());
        }
    }
}
