//! One schema at a time: what its keywords say together.

use super::context::Lowering;
use super::draft::{Draft, has_places};
use super::keyword::{SCHEMA, TYPED};
use super::object::Target;
use super::refs::misplaced;
use super::section::Section;
use super::table::Edge;
use super::version::Version;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::extension;
use crate::document::prose::with_docs;
use crate::document::schema::{Meta, SchemaId, SchemaObject, Type};
use crate::raw::{Content, Node};

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

impl<'a> Lowering<'a> {
    /// The index that a schema position refers to: the target's for a reference that says nothing of its own.
    pub(super) fn position(&mut self, node: Node<'a>) -> SchemaId {
        let target = lone_reference(node)
            .and_then(|from| self.spot(Cost::Schema, |lowering| lowering.target(from, Section::Schemas)));
        self.index_of(target.unwrap_or(node))
    }

    /// The schema of a file beside the document that a component is by its reference alone: the component is its name,
    /// also for those who refer to the file. Of several such components the first has it.
    pub(super) fn written_beside(&self, component: Node<'a>) -> Option<Node<'a>> {
        let written = self.peek(lone_reference(component)?)?;
        let is_beside = written.file() != component.file() && written.file() != self.root.file();
        let is_free = self.table.index(written).is_none() && !self.elsewhere.contains_key(&written.id());
        let is_schema = misplaced(written, Section::Schemas).is_none() && lone_reference(written).is_none();
        (is_beside && is_free && is_schema).then_some(written)
    }

    /// Lowers an entry of the table. What cannot be read leaves any value, with what is said about it to people.
    pub(super) fn schema(&mut self, index: SchemaId, node: Node<'a>) -> SchemaObject {
        let mut said = SchemaObject::default();
        let lowered = self.spot(Cost::Schema, |lowering| {
            let schema = lowering.one_schema(index, node);
            said.nullable = schema.nullable;
            said.meta = Meta { default: None, default_digits: None, ..Meta::clone(&schema.meta) }.into();
            said.extensions.clone_from(&schema.extensions);
            Some(schema)
        });
        lowered.unwrap_or(said)
    }

    fn one_schema(&mut self, index: SchemaId, node: Node<'a>) -> SchemaObject {
        match node.content() {
            Content::Object(_) => return self.schema_object(index, node),
            Content::Bool(true) => {}
            Content::Bool(false) => {
                let not = Some(self.table.add_made(node, SchemaObject::default()));
                return SchemaObject { not, never: true, ..SchemaObject::default() };
            }
            Content::Null => self.absent("schema", node),
            _ => self.wrong_kind(node, "a schema", "a mapping"),
        }
        SchemaObject::default()
    }

    fn schema_object(&mut self, index: SchemaId, node: Node<'a>) -> SchemaObject {
        let Some(from) = reference_in(node) else { return self.keywords(index, node) };
        let name = node.get("$dynamicRef").and_then(Node::as_str).filter(|_| node.get("$ref").is_none());
        let name = name.and_then(|text| text.strip_prefix('#')).filter(|name| !name.starts_with('/'));
        let nearest = name.and_then(|name| nearest(node, name));
        let target = nearest.or_else(|| self.target(from, Section::Schemas));
        let Some(target) = target else { return SchemaObject::default() };
        let to = self.index_of(target);
        self.table.edges.push(Edge { from: index, to, place: from.id() });
        let old = self.version < Version::V31 && node.get("$ref").is_some();
        let mut schema = if old { self.honoured_siblings(node) } else { self.keywords(index, node) };
        if schema == SchemaObject::default() {
            schema.reference = Some(to);
        } else {
            schema.all_of.insert(0, to);
        }
        schema.dynamic = name.filter(|_| schema.reference.is_some()).map(str::to_owned);
        let binds: Vec<_> = bound(node).collect();
        schema.binds = binds
            .into_iter()
            .map(|(name, meant)| {
                let meant = if meant.id() == node.id() { index } else { self.position(meant) };
                (name.to_owned(), meant)
            })
            .collect();
        schema
    }

    /// What is honoured beside `$ref` in version 3.0, where the standard ignores all of it: annotations.
    fn honoured_siblings(&mut self, node: Node<'a>) -> SchemaObject {
        let mut schema = SchemaObject::default();
        let version = self.version.name();
        for (key, value) in node.entries() {
            match key {
                "title" | "description" | "nullable" | "deprecated" | "readOnly" | "writeOnly"
                | "default" | "example" => {
                    if let Some(field) = SCHEMA.field(key) {
                        self.apply(field, value, &mut schema);
                    }
                }
                _ if key.starts_with("x-") => schema.extension(key, value.to_json()),
                _ if SILENT.contains(&key) || key == "externalDocs" => {}
                _ => {
                    let help = "write `allOf: [{$ref: ...}]` and put the rest beside it";
                    let message = format!("`{key}` beside `$ref` has no effect in OpenAPI {version}");
                    self.report.warning(Code::ReferenceSibling, Place::Key(value.id()), message, help);
                }
            }
        }
        schema.meta.examples = node.get("example").map(Node::to_json).into_iter().collect();
        schema.nullable |= self.version == Version::V20 && may_be_null(&schema);
        give_reason(&mut schema);
        self.read_on(node, &mut schema);
        schema
    }

    /// `externalDocs`, as the end of the description.
    fn read_on(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        let docs = self.spot(Cost::Prose, |lowering| lowering.whole(node, "externalDocs", "`externalDocs`"));
        let docs = docs.and_then(|docs| self.external_docs(docs));
        schema.meta.description = with_docs(schema.meta.description.take(), docs.as_ref());
    }

    /// All keywords of a schema but its reference.
    fn keywords(&mut self, index: SchemaId, node: Node<'a>) -> SchemaObject {
        let Some(schema) = self.object(node, &SCHEMA) else { return SchemaObject::default() };
        self.finish_schema(index, node, schema)
    }

    /// What the keywords of a schema say together, when each has been read.
    pub(super) fn finish_schema(
        &mut self,
        index: SchemaId,
        node: Node<'a>,
        mut schema: SchemaObject,
    ) -> SchemaObject {
        schema.nullable |= self.version == Version::V20 && may_be_null(&schema);
        let mut draft = Draft { schema, types: Vec::new() };
        give_reason(&mut draft.schema);
        self.read_on(node, &mut draft.schema);
        self.schema_examples(node, &mut draft.schema);
        self.base_keywords(node);
        self.patterns(node);
        self.unevaluated(node, &mut draft.schema);
        self.unevaluated_items(node, &mut draft.schema);
        self.types(node, &mut draft);
        super::numeral::widen(&mut draft);
        self.content_keywords(node, &mut draft);
        self.compositions(index, node, &mut draft);
        self.conditions(node, &mut draft.schema);
        imply_type(node, &mut draft);
        self.values(node, &mut draft);
        super::numeral::join(&mut draft);
        if draft.schema.null_only {
            self.beside_null(node);
            return null_only(draft.schema);
        }
        self.assemble(node, &mut draft);
        draft.schema
    }

    /// Decides the type, and what depends on it.
    fn assemble(&mut self, node: Node<'a>, draft: &mut Draft) {
        match *draft.types.as_slice() {
            [] => self.bounds(node, None, &mut draft.schema.constraints),
            [kind] => {
                draft.schema.kind = Some(kind);
                self.drop_foreign(node, kind, &mut draft.schema);
                if kind.is_numeric() {
                    self.bounds(node, Some(kind), &mut draft.schema.constraints);
                } else {
                    self.foreign_bounds(node, kind);
                }
            }
            _ => self.alternatives(node, draft),
        }
    }

    /// Drops keywords that say nothing about values of the schema's type.
    fn drop_foreign(&mut self, node: Node<'a>, kind: Type, schema: &mut SchemaObject) {
        for keyword in TYPED.iter().filter(|keyword| !keyword.types.contains(&kind)) {
            if (keyword.take)(schema) {
                self.no_effect(node, keyword.name, kind);
            }
        }
    }

    /// Tells of keywords about other values than `null`, where that is the only one: most often the schema should be
    /// nullable.
    fn beside_null(&mut self, node: Node<'a>) {
        for keyword in ["oneOf", "anyOf", "properties", "items"] {
            let message = format!("`{keyword}` has no effect where `null` is the only value");
            if let Some(value) = node.get(keyword).filter(|_| self.is_listed(&message)) {
                let help = "name the other types in `type`, or make null one of several alternatives";
                self.ignored(value, message, help);
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

/// What a schema that refers to another one says of the dynamic anchors in that: by its definitions, and by being one
/// itself.
fn bound(node: Node<'_>) -> impl Iterator<Item = (&str, Node<'_>)> {
    let refers = node.get("$ref").is_some();
    let definitions = node.get("$defs").into_iter().flat_map(Node::entries).map(|(_, schema)| schema);
    definitions
        .chain([node])
        .filter(move |_| refers)
        .filter_map(|schema| Some((schema.get("$dynamicAnchor")?.as_str()?, schema)))
}

/// The nearest dynamic anchor of a name around a schema.
fn nearest<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    let mut around = node;
    loop {
        let definitions = around.get("$defs").into_iter().flat_map(Node::entries).map(|(_, schema)| schema);
        let is_named = |schema: &Node<'a>| schema.get("$dynamicAnchor").and_then(Node::as_str) == Some(name);
        if let Some(found) = definitions.chain([around]).find(is_named) {
            return Some(found);
        }
        around = around.parent()?;
    }
}

/// The reference of a schema that says nothing else.
fn lone_reference(node: Node<'_>) -> Option<Node<'_>> {
    let is_silent = || node.entries().all(|(key, _)| SILENT.contains(&key));
    let is_plain = || node.get("$dynamicRef").is_none() && bound(node).next().is_none();
    reference_in(node).filter(|_| is_silent() && is_plain())
}

/// The node of a reference's text.
fn reference_in(node: Node<'_>) -> Option<Node<'_>> {
    node.get("$ref").or_else(|| node.get("$dynamicRef"))
}

/// Puts the reason that an extension gives into a deprecation.
fn give_reason(schema: &mut SchemaObject) {
    if let Some(reason) = &mut schema.meta.deprecated {
        *reason = extension::deprecation(&schema.extensions);
    }
}

/// A schema without `type` that describes properties is meant for objects, and one with `items` for arrays, unless
/// other schemas have a say.
fn imply_type(node: Node<'_>, draft: &mut Draft) {
    const SAYS_ELSE: &[&str] =
        &["allOf", "anyOf", "oneOf", "not", "$ref", "$dynamicRef", "enum", "const", "if"];
    let says_else = SAYS_ELSE.iter().any(|key| node.get(key).is_some());
    if !draft.types.is_empty() || draft.schema.null_only || says_else {
        return;
    }
    let has_properties = draft.schema.additional.is_some()
        || ["properties", "patternProperties"].iter().any(|key| node.get(key).is_some_and(Node::is_object));
    match (has_properties, draft.schema.items.is_some() || has_places(node)) {
        (true, false) => draft.types.push(Type::Object),
        (false, true) => draft.types.push(Type::Array),
        _ => {}
    }
}

/// A schema of which `null` is the only value: annotations are all that is left.
fn null_only(schema: SchemaObject) -> SchemaObject {
    SchemaObject {
        meta: schema.meta,
        extensions: schema.extensions,
        nullable: true,
        null_only: true,
        ..SchemaObject::default()
    }
}

/// True for a schema that says by extension what `nullable` says since (Swagger 2.0).
fn may_be_null(schema: &SchemaObject) -> bool {
    schema.extensions.get("x-nullable").and_then(serde_json::Value::as_bool) == Some(true)
}
