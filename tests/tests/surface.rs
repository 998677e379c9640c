//! `api.snap` and the emitted source say the same: every public item of the source is a line, and every line is in
//! the source.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::single_char_pattern,
    reason = "tests fail loudly, and this one reads what was generated"
)]

#[path = "surface/source.rs"]
mod source;

use std::collections::BTreeSet;

use generator::surface::{Argument, Item, Shape};
use tests::generation;

#[test]
fn the_surface_is_the_source() {
    agree(&generation::guardrails());
}

/// What guardrails have none of: forms, unions, aliases, features, several bodies and statuses, events.
#[test]
fn the_surface_is_the_source_for_every_kind_of_item() {
    let path = generation::root().join("tests/changes/everything.yaml");
    agree(&generation::plain(&std::fs::read_to_string(path).unwrap()));
}

#[track_caller]
fn agree(outcome: &generator::Outcome) {
    let output = outcome.output.as_ref().unwrap_or_else(|| panic!("{}", generation::diagnostics(outcome)));
    let surface = &output.surface;
    assert_eq!(output.files["api.snap"], surface.to_text());
    let listed: BTreeSet<String> =
        surface.items.iter().filter_map(|(path, item)| plain(path, item)).collect();
    let found = source::items(&output.files);
    let missing: Vec<&String> = found.difference(&listed).collect();
    let invented: Vec<&String> = listed.difference(&found).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "in the source only:\n{missing:#?}\nin api.snap only:\n{invented:#?}"
    );
}

/// An item in the words of `source`: types by their last segment, no spaces.
fn plain(path: &str, item: &Item) -> Option<String> {
    let bare = path.trim_end_matches("()");
    let text = match &item.shape {
        Shape::Struct => format!("struct {bare}"),
        Shape::Enum => format!("enum {bare}"),
        Shape::Tuple(inner) => format!("struct {bare}({inner})"),
        Shape::Alias(target) => format!("type {bare} = {target}"),
        Shape::Module { feature } => format!("mod {bare} {}", feature.as_deref().unwrap_or_default()),
        Shape::Field(ty) => format!("field {bare}: {ty}"),
        Shape::Variant(payload) => format!("variant {bare}({})", payload.as_deref().unwrap_or_default()),
        Shape::Function { receiver, arguments, output, .. } => {
            let one = |argument: &Argument| {
                let Argument { name, ty, into } = argument;
                if *into { format!("{name}: impl Into<{ty}>") } else { format!("{name}: {ty}") }
            };
            let arguments: Vec<String> = arguments.iter().map(one).collect();
            format!("fn {bare} [{receiver}] ({}) {output}", arguments.join(", "))
        }
        Shape::Traits { of, names } => {
            let mut names: Vec<String> = names.iter().map(|name| source::types(name)).collect();
            names.sort();
            format!("impl {of} {}", names.join("+"))
        }
        Shape::Features(_) | Shape::Feature | Shape::Crate { .. } => return None,
    };
    Some(source::short(&text))
}
