//! Who may name whom: reads the sources of the generator and of the commands, and holds the architecture.
//!
//! What does not hold stands in a list below, with its reason. Such a list can only get shorter: an entry that is not
//! needed any more fails the test, too.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

#[path = "architecture/dependencies.rs"]
mod dependencies;
#[path = "architecture/fields.rs"]
mod fields;
#[path = "architecture/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};

use source::Sources;

/// What does not hold: from, to, and why.
type Exceptions = [(&'static str, &'static str, &'static str)];

/// The parts of the generator, in the order in which data flows: none names one that comes after it.
const STAGES: [&str; 14] = [
    "raw", "load", "overlay", "document", "lower", "ir", "select", "names", "model", "surface", "diff",
    "emit", "render", "pipeline",
];

const LATER_STAGES: &Exceptions = &[];

/// What makes Rust of tokens, which only some modules may name.
const TOKEN_CRATES: [&str; 4] = ["quote", "proc_macro2", "prettyplease", "syn"];
const MAKE_TOKENS: [&str; 2] = ["emit", "render"];

const OTHER_TOKENS: &Exceptions = &[];

/// What the generator must not name: it is a function of its input.
const OUTSIDE: [&str; 5] = ["std::env", "std::fs", "std::net", "std::process", "std::time"];

/// What closes a circle.
const CIRCLES: &Exceptions = &[];

#[test]
fn no_stage_names_a_later_one() {
    let generator = Sources::read("generator/src");
    let stage = |module: &str| STAGES.iter().position(|stage| *stage == module);
    let forbidden: BTreeMap<(String, String), String> = generator
        .modules("")
        .into_iter()
        .filter(|((from, to), _)| stage(from).zip(stage(to)).is_some_and(|(from, to)| from < to))
        .collect();
    hold(&forbidden, LATER_STAGES);
}

#[test]
fn only_emit_and_render_make_tokens() {
    let generator = Sources::read("generator/src");
    let named = generator.outside(&TOKEN_CRATES);
    let forbidden =
        named.into_iter().filter(|((from, _), _)| !MAKE_TOKENS.iter().any(|allowed| is_in(from, allowed)));
    hold(&forbidden.collect(), OTHER_TOKENS);
}

#[test]
fn only_the_commands_touch_the_disk() {
    hold(&Sources::read("generator/src").outside(&OUTSIDE), &[]);
}

#[test]
fn no_command_names_another() {
    const COMMANDS: [&str; 8] =
        ["bench", "corpus", "init", "picture", "regen", "release", "review", "update"];
    let is_command = |module: &String| COMMANDS.contains(&module.as_str());
    for sources in ["generator/cli/src", "xtask/src"] {
        let edges = Sources::read(sources).modules("");
        hold(&edges.into_iter().filter(|((from, to), _)| is_command(from) && is_command(to)).collect(), &[]);
    }
}

#[test]
fn no_module_is_part_of_a_circle() {
    // What a module names of its folder's own exports is not followed: the runtime's are all under one name.
    let found = ["generator/src", "generator/cli/src", "generator/runtime/src", "xtask/src"]
        .iter()
        .flat_map(|folder| circles(&Sources::read(folder), CIRCLES));
    hold(&found.collect(), CIRCLES);
}

fn is_in(module: &str, folder: &str) -> bool {
    module.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Fails unless what was found is what the exceptions name. `found` tells a place for each.
fn hold(found: &BTreeMap<(String, String), String>, exceptions: &Exceptions) {
    let excepted: BTreeSet<(String, String)> =
        exceptions.iter().map(|(from, to, _)| ((*from).to_owned(), (*to).to_owned())).collect();
    let fresh: Vec<String> = found
        .iter()
        .filter(|(edge, _)| !excepted.contains(*edge))
        .map(|((from, to), place)| format!("{from} names {to} ({place})"))
        .collect();
    assert!(fresh.is_empty(), "against the architecture:\n{}", fresh.join("\n"));
    let idle: Vec<_> = excepted.iter().filter(|edge| !found.contains_key(*edge)).collect();
    assert!(idle.is_empty(), "take these out of the list, they hold now: {idle:?}");
}

/// The edges that close a circle between the modules of a folder. Of the exceptions, those that would close one with the
/// rest.
fn circles(sources: &Sources, exceptions: &Exceptions) -> BTreeMap<(String, String), String> {
    let is_excepted = |(from, to): &(String, String)| exceptions.iter().any(|(a, b, _)| a == from && b == to);
    let mut found = BTreeMap::new();
    for folder in sources.folders() {
        let edges = sources.modules(&folder);
        let rest: BTreeSet<_> = edges.keys().filter(|edge| !is_excepted(edge)).cloned().collect();
        for (edge, place) in edges {
            let circle = around(&rest, &edge);
            if !circle.is_empty() {
                found.insert(edge, format!("{place}, around by {}", circle.join(", ")));
            }
        }
    }
    found
}

/// The way from the end of an edge back to its beginning, if there is one.
fn around(edges: &BTreeSet<(String, String)>, (from, to): &(String, String)) -> Vec<String> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = vec![to.as_str()];
    while let Some(module) = open.pop() {
        for (_, next) in edges.iter().filter(|(start, _)| start == module) {
            if next == to || before.contains_key(next.as_str()) {
                continue;
            }
            before.insert(next, module);
            open.push(next);
        }
    }
    let mut way = Vec::new();
    let mut module = from.as_str();
    while module != to {
        way.push(module.to_owned());
        let Some(step) = before.get(module) else { return Vec::new() };
        module = step;
    }
    way.push(to.clone());
    way.reverse();
    way
}

#[test]
fn what_a_module_names_is_found_and_what_it_makes_is_not() {
    let names = |text: &str| -> Vec<String> {
        source::paths(text.parse().unwrap()).into_iter().map(|path| path.join("::")).collect()
    };
    assert_eq!(names("use crate::{a::{self, B}, c};"), ["crate::a::self", "crate::a::B", "crate::c"]);
    assert_eq!(names("fn f() -> super::T { std::fs::read(x)? }"), ["super::T", "std::fs::read"]);
    assert_eq!(names("#[cfg(test)] mod tests { use crate::a; } use crate::b;"), ["crate::b"]);
    assert_eq!(names("quote!(crate::runtime::Client)"), ["quote"]);
    assert!(names("let quote = 1; /* crate::a */ \"crate::b\"").is_empty());
}
