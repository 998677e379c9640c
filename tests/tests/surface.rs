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

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use generator::Wanted;
use generator::surface::{Argument, FactName, Item, Shape, Surface};
use tests::case::Case;
use tests::code;
use tests::generation;

/// Of the guardrails, of a document with every kind of item, of all fixtures, and by hand of the documents in the
/// folder that `SURFACE_DOCUMENTS` names.
#[test]
fn the_surface_is_the_source() {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let everything = generation::root().join("tests/changes/everything.yaml");
    let mut wrong = Vec::new();
    let mut check = |name: &str, outcome: &generator::Outcome| {
        wrong.extend(differences(outcome).map(|text| format!("{name}\n{text}")));
    };
    check("guardrails", &generation::guardrails());
    check("everything.yaml", &generation::plain(&read(&everything)));
    for case in Case::all() {
        check(&case.name, &case.run());
    }
    let folder = std::env::var_os("SURFACE_DOCUMENTS").map(|folder| std::fs::read_dir(folder).unwrap());
    for path in folder.into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    {
        check(&path.display().to_string(), &generation::plain(&read(&path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn files_and_surface_are_the_same_alone() {
    let all = generation::guardrails().output.unwrap();
    let files = generation::only(Wanted::Files).output.unwrap();
    assert!(files.surface.items.is_empty() && files.files == all.files);
    let api = generation::only(Wanted::Surface).output.unwrap();
    assert!(api.files.is_empty() && api.surface == all.surface && api.summary == all.summary);
}

/// What only one of the two says, if anything comes out.
fn differences(outcome: &generator::Outcome) -> Option<String> {
    let output = outcome.output.as_ref()?;
    let surface = &output.surface;
    assert_eq!(code::body(&output.files["api.snap"]), surface.to_text());
    let parts = surface.parts().filter(|part| surface.modules.is_empty() || part.module.is_some());
    let texts: Vec<String> = parts.filter_map(|part| differ(part, &output.files)).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Of a module of a crate with several documents, the sources are those of a crate of its own.
fn differ(surface: &Surface, files: &BTreeMap<String, String>) -> Option<String> {
    let own = surface.module.as_ref().map(|module| -> BTreeMap<String, String> {
        let own = |(path, text): (&String, &String)| {
            let path = path.strip_prefix(&format!("src/{module}/"))?;
            let is_own = !["mod.rs", "runtime.rs"].contains(&path);
            is_own.then(|| (format!("src/{path}"), text.replace(&format!("crate::{module}::"), "crate::")))
        };
        files.iter().filter_map(own).collect()
    });
    let found = source::items(own.as_ref().unwrap_or(files));
    let items = surface.items.iter().filter(|(path, _)| *path != "crate");
    let listed: BTreeSet<String> = items.flat_map(|(path, item)| plain(path, item)).collect();
    let only = |here: &BTreeSet<String>, there: &BTreeSet<String>| -> String {
        here.difference(there).fold(String::new(), |text, line| text + "\n  " + line)
    };
    (found != listed).then(|| {
        format!("in the source only:{}\nin api.snap only:{}", only(&found, &listed), only(&listed, &found))
    })
}

/// An item in the words of `source`: types by their last segment, no spaces.
fn plain(path: &str, item: &Item) -> Vec<String> {
    let bare = path.trim_end_matches("()");
    let text = match &item.shape {
        Shape::Named(fields) => {
            let fields = fields.iter().map(|(name, ty)| format!("field {bare}::{name}: {ty}"));
            return fields.chain([format!("struct {bare}")]).map(|text| source::short(&text)).collect();
        }
        Shape::Struct => format!("struct {bare}"),
        Shape::Enum => format!("enum {bare}"),
        Shape::Tuple(inner) => format!("struct {bare}({inner})"),
        Shape::Alias(target) => format!("type {bare} = {target}"),
        Shape::Module { feature } => format!("mod {bare} {}", feature.as_deref().unwrap_or_default()),
        Shape::Field(ty) => format!("field {bare}: {ty}"),
        Shape::Variant(Some(payload)) => format!("variant {bare}({payload})"),
        Shape::Variant(None) => format!("variant {bare}()"),
        Shape::Function { receiver, arguments, output, .. } => {
            let one = |argument: &Argument| format!("{}: {}", argument.name, argument.taken());
            let arguments: Vec<String> = arguments.iter().map(one).collect();
            format!("fn {bare} [{receiver}] ({}) {output}", arguments.join(", "))
        }
        Shape::Traits { of, names } => {
            let mut names: Vec<String> = names.iter().map(|name| source::types(&name.to_string())).collect();
            names.sort();
            format!("impl {of} {}", names.join("+"))
        }
        Shape::Features(_)
        | Shape::Feature
        | Shape::Server
        | Shape::Rules
        | Shape::ServerVariable(_)
        | Shape::Crate { .. } => return Vec::new(),
    };
    vec![source::short(&text)]
}

/// What a reviewer compares is what the document says, whatever the documentation makes of it.
#[test]
fn facts_are_the_values_of_the_document() {
    let document = r##"
openapi: 3.1.0
info: { title: t, version: "1" }
paths:
  /a:
    put:
      operationId: putA
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
      responses:
        "200": { description: It, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } }
components:
  schemas:
    A:
      type: object
      properties:
        mark: { type: string, default: "`.`", pattern: "^`" }
        size: { type: integer, default: 3, minimum: 1, maximum: 9 }
        id: { type: string, readOnly: true, description: "Default: `7`." }
"##;
    let items = generation::plain(document).output.unwrap().surface.items;
    let fact = |field: &str, name| items[field].facts.get(&name).map(String::as_str);
    assert_eq!(fact("models::A::mark", FactName::Default), Some("\"`.`\""));
    assert_eq!(fact("models::A::size", FactName::Default), Some("3"));
    assert_eq!(fact("models::A::size", FactName::Limits), Some("At least 1; At most 9"));
    assert_eq!(fact("models::A::id", FactName::ReadOnly), Some("requests leave it out"));
    assert_eq!(fact("models::A::id", FactName::Default), None);
}
