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

/// Former names of operations, in their own group and in another one.
#[test]
fn the_surface_is_the_source_of_former_names() {
    let root = generation::root().join("tests/cases/config-aliases");
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let files = generation::Folder(root.clone());
    agree(&generation::generate("openapi.yaml", &read("openapi.yaml"), &read("regen.toml"), &files));
}

/// Every document of the folder in `SURFACE_DOCUMENTS`, if it is set.
#[test]
fn the_surface_is_the_source_for_a_folder_of_documents() {
    let Some(folder) = std::env::var_os("SURFACE_DOCUMENTS") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let outcome = generation::plain(&std::fs::read_to_string(path).unwrap());
        if outcome.output.is_some() {
            wrong.extend(differences(&outcome).map(|text| format!("{}\n{text}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[track_caller]
fn agree(outcome: &generator::Outcome) {
    if let Some(text) = differences(outcome) {
        panic!("{text}");
    }
}

/// What only one of the two says.
fn differences(outcome: &generator::Outcome) -> Option<String> {
    let output = outcome.output.as_ref().unwrap_or_else(|| panic!("{}", generation::diagnostics(outcome)));
    let surface = &output.surface;
    assert_eq!(output.files["api.snap"], surface.to_text());
    let listed: BTreeSet<String> =
        surface.items.iter().filter_map(|(path, item)| plain(path, item)).collect();
    let found = source::items(&output.files);
    let only = |here: &BTreeSet<String>, there: &BTreeSet<String>| -> String {
        here.difference(there).fold(String::new(), |text, line| text + "\n  " + line)
    };
    (found != listed).then(|| {
        format!("in the source only:{}\nin api.snap only:{}", only(&found, &listed), only(&listed, &found))
    })
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
