//! One schema at a time: what its keywords say together.

use serde_json::{Value, json};

use super::context::{Edge, Lowering, Map};
use super::keyword::{SCHEMA, TYPED};
use super::refs::Section;
use super::schema_type::Type;
use super::version::Version;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::raw::{Content, Node};

/// A schema on its way into the table.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) map: Map,
    pub(super) types: Vec<Type>,
    pub(super) nullable: bool,
    /// `null` is the only value.
    pub(super) null_only: bool,
}

/// Keys beside `$ref` that say nothing about the schema.
const SILENT: &[&str] = &[
    "$ref",
    "$dynamicRef",
    "$comment",
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "definitions",
];

/// Keywords that combine schemas.
const COMPOSING: &[&str] = &["allOf", "anyOf", "oneOf", "not"];

impl<'a> Lowering<'a> {
    /// The index that a schema position refers to: the target's for a reference that says nothing of its own.
    pub(super) fn position_index(&mut self, node: Node<'a>) -> usize {
        let reference = reference_in(node).filter(|_| node.entries().all(|(key, _)| SILENT.contains(&key)));
        let target = reference.and_then(|from| self.target(from, Section::Schemas));
        self.index_of(target.unwrap_or(node))
    }

    /// Lowers an entry of the table.
    pub(super) fn schema(&mut self, index: usize, node: Node<'a>) -> Value {
        let mut map = Map::new();
        match node.content() {
            Content::Object(_) => return self.schema_object(index, node),
            Content::Bool(true) => {}
            Content::Bool(false) => {
                let any = self.add_made(node, Map::new());
                map.insert("not".into(), Self::entry_ref(any));
                map.insert("x-lowered-never".into(), true.into());
            }
            Content::Null => self.absent("schema", node),
            _ => self.wrong_kind(node, "a schema", "a mapping"),
        }
        map.insert("x-node".into(), node.id().0.into());
        Value::Object(map)
    }

    fn schema_object(&mut self, index: usize, node: Node<'a>) -> Value {
        let Some(from) = reference_in(node) else {
            return Value::Object(self.keywords(index, node));
        };
        let Some(target) = self.target(from, Section::Schemas) else { return json!({}) };
        let to = self.index_of(target);
        self.edges.push(Edge { from: index, to, place: from.id() });
        let old = self.version == Version::V30 && node.get("$ref").is_some();
        let mut map = if old { self.honoured_siblings(node) } else { self.keywords(index, node) };
        if map.len() <= 1 {
            return Self::entry_ref(to);
        }
        let mut arms = vec![Self::entry_ref(to)];
        if let Some(Value::Array(own)) = map.remove("allOf") {
            arms.extend(own);
        }
        map.insert("allOf".into(), Value::Array(arms));
        Value::Object(map)
    }

    /// What is honoured beside `$ref` in version 3.0, where the standard ignores all of it: annotations.
    fn honoured_siblings(&mut self, node: Node<'a>) -> Map {
        let mut map = Map::new();
        for (key, value) in node.entries() {
            match key {
                "title" | "description" | "nullable" | "deprecated" | "readOnly" | "writeOnly"
                | "default" | "example" | "externalDocs" => {
                    if let Some(field) = SCHEMA.field(key) {
                        self.apply(field, value, &mut map);
                    }
                }
                _ if key.starts_with("x-") => self.extension(key, value, &mut map),
                _ if SILENT.contains(&key) => {}
                _ => {
                    let help = "write `allOf: [{$ref: ...}]` and put the rest beside it";
                    let message = format!("`{key}` beside `$ref` has no effect in OpenAPI 3.0");
                    self.report.warning(Code::ReferenceSibling, Place::Key(value.id()), message, help);
                }
            }
        }
        map.insert("x-node".into(), node.id().0.into());
        map
    }

    /// All keywords of a schema but its reference.
    fn keywords(&mut self, index: usize, node: Node<'a>) -> Map {
        let Some(map) = self.object(node, &SCHEMA) else { return Map::new() };
        let mut draft = Draft { map, ..Draft::default() };
        draft.nullable = draft.map.remove("nullable") == Some(Value::Bool(true));
        self.base_keywords(node);
        self.unevaluated(node, &mut draft.map);
        self.unevaluated_items(node, &mut draft.map);
        self.types(node, &mut draft);
        self.content_keywords(node, &mut draft.types, &mut draft.map);
        self.compositions(index, node, &mut draft);
        imply_type(node, &mut draft);
        self.values(node, &mut draft);
        if draft.null_only {
            return null_only(draft.map);
        }
        self.assemble(node, &mut draft);
        if draft.nullable {
            draft.map.insert("nullable".into(), true.into());
        }
        draft.map
    }

    /// Puts the types and what depends on them into the map.
    fn assemble(&mut self, node: Node<'a>, draft: &mut Draft) {
        match *draft.types.as_slice() {
            [] => self.bounds(node, None, &mut draft.map),
            [kind] => {
                draft.map.insert("type".into(), kind.name().into());
                self.drop_foreign(node, kind, &mut draft.map);
                if kind.is_numeric() {
                    self.bounds(node, Some(kind), &mut draft.map);
                } else {
                    self.foreign_bounds(node, kind);
                }
            }
            _ => self.alternatives(node, draft),
        }
    }

    /// Drops keywords that say nothing about values of the schema's type.
    fn drop_foreign(&mut self, node: Node<'a>, kind: Type, map: &mut Map) {
        for (key, keyword, types) in TYPED {
            if !types.contains(&kind) && map.shift_remove(*key).is_some() {
                self.no_effect(node, keyword, kind);
            }
        }
    }

    pub(super) fn no_effect(&mut self, node: Node<'a>, keyword: &str, kind: Type) {
        // A list under `items` was read as `prefixItems`.
        let keyword = if keyword == "prefixItems" && node.get(keyword).is_none() { "items" } else { keyword };
        if let Some(value) = node.get(keyword) {
            let message = format!("`{keyword}` says nothing about a value of type {}", kind.name());
            if self.is_listed(&message) {
                self.ignored(value, message, "remove it, or correct `type`");
            }
        }
    }
}

/// The node of a reference's text.
fn reference_in(node: Node<'_>) -> Option<Node<'_>> {
    node.get("$ref").or_else(|| node.get("$dynamicRef"))
}

/// A schema without `type` that describes properties is meant for objects, and one with `items` for arrays, unless
/// other schemas have a say.
fn imply_type(node: Node<'_>, draft: &mut Draft) {
    let composed = COMPOSING.iter().chain(&["$ref", "$dynamicRef", "enum", "const", "if"]);
    if !draft.types.is_empty() || draft.null_only || composed.into_iter().any(|key| node.get(key).is_some()) {
        return;
    }
    let has = |keys: &[&str]| keys.iter().any(|key| draft.map.contains_key(*key));
    match (
        has(&["properties", "additionalProperties", "x-lowered-pattern-properties"]),
        has(&["items", "x-lowered-prefix-items"]),
    ) {
        (true, false) => draft.types.push(Type::Object),
        (false, true) => draft.types.push(Type::Array),
        _ => {}
    }
}

/// A schema of which `null` is the only value: annotations are all that is left.
fn null_only(map: Map) -> Map {
    let known =
        ["title", "description", "deprecated", "readOnly", "writeOnly", "default", "example", "externalDocs"];
    let keep = |key: &str| key.starts_with("x-") || known.contains(&key);
    let mut map: Map = map.into_iter().filter(|(key, _)| keep(key)).collect();
    map.insert("nullable".into(), true.into());
    map.insert("enum".into(), json!([]));
    map.insert("x-lowered-null".into(), true.into());
    map
}

/// True if a schema is composed, so that its `type` says less than all.
pub(super) fn is_composed(map: &Map) -> bool {
    COMPOSING.iter().any(|key| map.contains_key(*key))
}
