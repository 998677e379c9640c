//! The keywords of a schema: the table, and what is done with those that are more than a copy.

use indexmap::IndexSet;

use super::context::Lowering;
use super::draft::{Draft, has_places};
use super::number;
use super::object::Rule::{Flag, Known, Narrowing, Prose, Size, Skip, Text, Value, Whole, With};
use super::object::{Field, Kind, field, only_20, only_30, shared, since};
use super::version::Version::V31;
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::document::schema::{Additional, AdditionalRule, Branch, Meta, SchemaObject, Type};
use crate::media_type::{ContentKind, MediaType};
use crate::raw::{Content, Node};

/// Schemas.
pub(super) static SCHEMA: Kind<SchemaObject> = Kind { name: "a schema", fields: FIELDS };

static FIELDS: &[Field<SchemaObject>] = &[
    shared("type", Known),
    shared("properties", Whole(|l, node, schema| l.properties(node, schema))),
    shared("required", With(|l, node, schema| l.required(node, schema))),
    shared("description", Prose(|schema, text| schema.meta.description = Some(text))),
    shared("title", Prose(|schema, text| schema.meta.title = Some(text))),
    shared("items", With(|l, node, schema| l.items(node, schema))),
    shared("format", Text(|schema, text| schema.format = Some(text).filter(|text| !text.is_empty()))),
    shared("enum", Known),
    shared("example", Known),
    shared("default", Value(|_, node, schema| default(node, &mut schema.meta))),
    only_30("nullable", Flag(|schema, flag| schema.nullable = flag)),
    shared("allOf", Known),
    field("anyOf", Known),
    field("oneOf", Known),
    field("not", With(|l, node, schema| l.not(node, schema))),
    shared(
        "additionalProperties",
        With(|l, node, schema| l.additional("additionalProperties", node, schema)),
    ),
    shared(
        "discriminator",
        With(|l, node, schema| schema.discriminator = l.spot(Cost::Field, |l| l.discriminator(node))),
    ),
    shared("readOnly", Flag(|schema, flag| schema.meta.read_only = flag)),
    field("writeOnly", Flag(|schema, flag| schema.meta.write_only = flag)),
    field("deprecated", Flag(|schema, flag| schema.meta.deprecated = flag.then(String::new))),
    shared("minimum", Known),
    shared("maximum", Known),
    shared("exclusiveMinimum", Known),
    shared("exclusiveMaximum", Known),
    shared("multipleOf", Known),
    shared("minLength", Size(|schema, size| schema.constraints.min_length = Some(size))),
    shared("maxLength", Size(|schema, size| schema.constraints.max_length = Some(size))),
    shared("pattern", Text(|schema, text| schema.constraints.pattern = Some(text))),
    shared("minItems", Size(|schema, size| schema.constraints.min_items = Some(size))),
    shared("maxItems", Size(|schema, size| schema.constraints.max_items = Some(size))),
    shared("uniqueItems", Flag(|schema, flag| schema.unique = flag)),
    shared("minProperties", Size(|schema, size| schema.constraints.min_properties = Some(size))),
    shared("maxProperties", Size(|schema, size| schema.constraints.max_properties = Some(size))),
    shared("externalDocs", Known),
    shared("xml", With(|l, node, _| l.xml(node))),
    shared("$ref", Known),
    // Of the items of a parameter, whose own it is in most documents.
    only_20("collectionFormat", Skip),
    since(V31, "const", Known),
    since(V31, "examples", Known),
    since(V31, "prefixItems", With(|l, node, schema| l.prefix_items(node, schema))),
    since(V31, "patternProperties", Whole(|l, node, schema| l.pattern_properties(node, schema))),
    since(V31, "propertyNames", With(|l, node, schema| l.condition(node, schema))),
    since(V31, "contentMediaType", Known),
    since(V31, "contentEncoding", Known),
    since(V31, "contentSchema", With(|l, node, schema| l.content_schema(node, schema))),
    since(V31, "unevaluatedProperties", Known),
    since(V31, "unevaluatedItems", Known),
    since(V31, "if", Known),
    since(V31, "then", Known),
    since(V31, "else", Known),
    since(V31, "contains", With(|l, node, schema| l.condition(node, schema))),
    since(V31, "minContains", Known),
    since(V31, "maxContains", Known),
    since(V31, "dependentRequired", With(|l, node, schema| l.dependent_required(node, schema))),
    since(V31, "dependentSchemas", Known),
    since(V31, "dependencies", Narrowing),
    since(V31, "additionalItems", Narrowing),
    since(V31, "$dynamicRef", Known),
    shared("$id", Known),
    shared("$schema", Known),
    shared("$anchor", Skip),
    shared("$dynamicAnchor", Skip),
    shared("$comment", Skip),
    shared("$vocabulary", Skip),
    shared("$defs", Skip),
    shared("definitions", Skip),
];

/// A keyword that applies to values of certain types only.
pub(super) struct Typed {
    pub(super) name: &'static str,
    pub(super) types: &'static [Type],
    /// Takes what the keyword says off a schema; true if it said something.
    pub(super) take: fn(&mut SchemaObject) -> bool,
}

/// The keywords that apply to values of certain types only, but for the bounds of numbers.
pub(super) static TYPED: &[Typed] = &[
    text("pattern", |schema| schema.constraints.pattern.take().is_some()),
    text("minLength", |schema| schema.constraints.min_length.take().is_some()),
    text("maxLength", |schema| schema.constraints.max_length.take().is_some()),
    text("contentMediaType", |schema| schema.meta.media_type.take().is_some()),
    text("contentEncoding", |schema| schema.content_encoding.take().is_some()),
    list("items", |schema| schema.items.take().is_some()),
    list("prefixItems", |schema| !std::mem::take(&mut schema.prefix_items).is_empty()),
    list("minItems", |schema| schema.constraints.min_items.take().is_some()),
    list("maxItems", |schema| schema.constraints.max_items.take().is_some()),
    list("uniqueItems", |schema| std::mem::take(&mut schema.unique)),
    object("properties", |schema| !std::mem::take(&mut schema.properties).is_empty()),
    object("required", |schema| !std::mem::take(&mut schema.required).is_empty()),
    object("additionalProperties", |schema| schema.additional.take().is_some()),
    object("patternProperties", |schema| !std::mem::take(&mut schema.patterns).is_empty()),
    object("minProperties", |schema| schema.constraints.min_properties.take().is_some()),
    object("maxProperties", |schema| schema.constraints.max_properties.take().is_some()),
];

const fn text(name: &'static str, take: fn(&mut SchemaObject) -> bool) -> Typed {
    Typed { name, types: &[Type::String], take }
}

const fn list(name: &'static str, take: fn(&mut SchemaObject) -> bool) -> Typed {
    Typed { name, types: &[Type::Array], take }
}

const fn object(name: &'static str, take: fn(&mut SchemaObject) -> bool) -> Typed {
    Typed { name, types: &[Type::Object], take }
}

/// What the keywords say that apply to values of one type, without the bounds of numbers.
pub(super) fn of_type(schema: &SchemaObject, kind: Type) -> SchemaObject {
    let SchemaObject { constraints, properties, required, additional, patterns, items, .. } = schema.clone();
    let mut own = SchemaObject {
        kind: Some(kind),
        meta: Meta { media_type: schema.meta.media_type.clone(), ..Meta::default() }.into(),
        constraints,
        content_encoding: schema.content_encoding.clone(),
        properties,
        required,
        dependent: schema.dependent.clone(),
        additional,
        patterns,
        items,
        prefix_items: schema.prefix_items.clone(),
        unique: schema.unique,
        // What conditions describe are members.
        branches: if kind == Type::Object { schema.branches.clone() } else { Vec::new() },
        ..SchemaObject::default()
    };
    for keyword in TYPED.iter().filter(|keyword| !keyword.types.contains(&kind)) {
        (keyword.take)(&mut own);
    }
    own
}

/// `default`; `null` says nothing.
fn default(node: Node<'_>, meta: &mut Meta) {
    meta.default = (!node.is_null()).then(|| node.to_json());
    meta.default_digits = match node.content() {
        Content::Number(digits) if number::is_lossy(digits) => Some(digits.to_string()),
        _ => None,
    };
}

/// True for `{}` and `true`.
fn is_any(node: Node<'_>) -> bool {
    node.as_bool() == Some(true) || (node.is_object() && node.entries().next().is_none())
}

/// True for `false` and `{not: {}}`.
fn is_never(node: Node<'_>) -> bool {
    let not_any = || node.entries().count() == 1 && node.get("not").is_some_and(is_any);
    node.as_bool() == Some(false) || (node.is_object() && not_any())
}

impl<'a> Lowering<'a> {
    fn properties(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if self.expect_mapping(node, "`properties`") {
            let properties = node.entries().map(|(name, schema)| (name.to_owned(), self.position(schema)));
            schema.properties = properties.collect();
        }
    }

    fn required(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if node.as_bool().is_some() {
            let help = "list the names of required properties under `required` of the schema that has them";
            self.ignored(node, "`required` is a list of names, and a boolean is ignored", help);
            return;
        }
        schema.required = self.texts(node, "required").into_iter().collect::<IndexSet<String>>();
    }

    fn items(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if node.is_array() {
            let help = "write `prefixItems` for a schema per place, or one schema for all items";
            self.ignored(node, "`items` is one schema; the list is read as `prefixItems`", help);
            self.prefix_items(node, schema);
        } else {
            schema.items = Some(self.position(node));
        }
    }

    fn prefix_items(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if self.expect_list(node, "`prefixItems`") {
            schema.prefix_items = node.items().map(|item| self.position(item)).collect();
        }
    }

    fn pattern_properties(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if self.expect_mapping(node, "`patternProperties`") {
            schema.patterns = node.entries().map(|(_, schema)| self.position(schema)).collect();
        }
    }

    fn not(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        schema.not = Some(self.position(node));
    }

    /// `contentSchema`: the data of events is read by it.
    fn content_schema(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        let kind = node.parent().and_then(|parent| parent.get("contentMediaType")).and_then(Node::as_str);
        if kind.is_some_and(|kind| MediaType::new(kind).kind() == ContentKind::Json) {
            schema.meta.content = Some(self.position(node));
        }
        self.narrowing("contentSchema", node);
    }

    /// A schema that types do not express and `validate()` checks: what is wrong with it is told as of any other.
    fn condition(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        let condition = self.position(node);
        schema.conditions.push(condition);
    }

    fn dependent_required(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if self.expect_mapping(node, "`dependentRequired`") {
            for (name, names) in node.entries() {
                schema.dependent.insert(name.to_owned());
                schema.dependent.extend(self.texts(names, name));
            }
        }
    }

    /// `if`, `then`, `else` and `dependentSchemas`: conditions, which `validate()` checks. What only they describe is
    /// optional (`ir/pass/conditional`).
    pub(super) fn conditions(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        if self.version < V31 {
            return;
        }
        let mut branches: Vec<(Node<'a>, Branch)> = Vec::new();
        for (keyword, kind) in [("if", Branch::If), ("then", Branch::Then), ("else", Branch::Else)] {
            let branch = self.present(node, keyword).filter(|_| node.get("if").is_some());
            branches.extend(branch.map(|branch| (branch, kind)));
        }
        if let Some(dependent) = self.present(node, "dependentSchemas")
            && self.expect_mapping(dependent, "`dependentSchemas`")
        {
            branches.extend(dependent.entries().map(|(_, branch)| (branch, Branch::Dependent)));
        }
        for (branch, kind) in branches {
            let condition = self.position(branch);
            schema.conditions.push(condition);
            schema.branches.push((condition, kind));
        }
    }

    /// Says that a keyword has no effect.
    pub(super) fn narrowing(&mut self, name: &str, node: Node<'a>) {
        let (message, help) = match name {
            "contentSchema" => (
                "`contentSchema` describes what a text holds, and but for the data of events the value stays text"
                    .to_owned(),
                "nothing is wrong with it; decode the text where you use it",
            ),
            _ => (
                format!("`{name}` is no keyword of JSON Schema 2020-12, and is not checked"),
                match name {
                    "dependencies" => "write `dependentRequired` or `dependentSchemas`",
                    _ => "write `prefixItems`, and `items` for what follows",
                },
            ),
        };
        if self.is_listed(&message) {
            self.ignored(node, message, help);
        }
    }

    /// `additionalProperties`: a boolean where a schema says no more than one.
    fn additional(&mut self, name: &str, node: Node<'a>, schema: &mut SchemaObject) {
        schema.additional = Some(if is_any(node) {
            AdditionalRule::Open(Additional::Any)
        } else if is_never(node) {
            AdditionalRule::Closed
        } else if node.is_object() {
            AdditionalRule::Open(Additional::Schema(self.position(node)))
        } else {
            self.wrong_kind(node, &format!("`{name}`"), "a schema or a boolean");
            return;
        });
    }

    /// `unevaluatedProperties` does what `additionalProperties` does, but looks into `allOf` and the like. Types
    /// are merged over those anyway, so that a schema may take its place; only a ban may not.
    pub(super) fn unevaluated(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        let Some(value) = self.present(node, "unevaluatedProperties") else { return };
        if schema.additional.is_some() {
            return;
        }
        let has_one_of = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
        if is_never(value) && has_one_of(&["if", "dependentSchemas"]) {
            // Only some values may have what a condition describes, so that no field stands for it.
            schema.additional = Some(AdditionalRule::Open(Additional::Any));
        } else if !is_never(value) || !has_one_of(&["allOf", "anyOf", "oneOf", "$ref"]) {
            self.additional("unevaluatedProperties", value, schema);
        }
    }

    /// `unevaluatedItems: false` closes a list of places as `items: false` does.
    pub(super) fn unevaluated_items(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        let Some(value) = node.get("unevaluatedItems").filter(|value| !value.is_null()) else { return };
        if !is_never(value) {
            self.condition(value, schema);
        } else if has_places(node) && schema.items.is_none() {
            // What holds beside it may evaluate more places.
            const BESIDE: [&str; 9] = [
                "allOf",
                "anyOf",
                "oneOf",
                "not",
                "if",
                "contains",
                "dependentSchemas",
                "$ref",
                "$dynamicRef",
            ];
            if !BESIDE.iter().any(|keyword| node.get(keyword).is_some()) {
                schema.items = Some(self.position(value));
            }
        }
    }

    /// `examples`, else `example`.
    pub(super) fn schema_examples(&mut self, node: Node<'a>, schema: &mut SchemaObject) {
        let list = self.present(node, "examples");
        if let Some(list) = list.filter(|list| !list.is_array()) {
            self.bad_examples(list, "a list of values");
        }
        schema.meta.examples = match list.filter(|list| list.is_array()) {
            Some(list) => list.items().map(Node::to_json).collect(),
            None => node.get("example").map(Node::to_json).into_iter().collect(),
        };
    }

    /// `contentEncoding` and `contentMediaType`, as the formats that 3.0 has for them.
    pub(super) fn content_keywords(&mut self, node: Node<'a>, draft: &mut Draft) {
        let mut text = |name: &str| {
            let value = self.present(node, name)?;
            self.text(value, name)
        };
        let (encoding, media_type) = (text("contentEncoding"), text("contentMediaType"));
        let is_text = draft.types.is_empty() || draft.types.contains(&Type::String);
        let format = match (encoding.as_deref(), media_type.as_deref()) {
            _ if !is_text || draft.schema.format.is_some() => None,
            (Some("base64"), _) => Some("byte"),
            (Some("base64url"), _) => Some("base64url"),
            (None, Some(kind)) if !MediaType::new(kind).is_textual() => Some("binary"),
            _ => None,
        };
        if let Some(format) = format {
            draft.schema.format = Some(format.to_owned());
            if draft.types.is_empty() {
                draft.types.push(Type::String);
            }
        }
        draft.schema.content_encoding = encoding;
        draft.schema.meta.media_type = media_type;
    }

    /// Keywords that change how references are read.
    pub(super) fn base_keywords(&mut self, node: Node<'a>) {
        let id = node.get("$id").filter(|id| id.as_str().is_none_or(|text| !text.starts_with('#')));
        if let Some(id) = id.filter(|_| self.first("$id")) {
            let help = "remove `$id`; `$anchor` gives a schema a name for local references";
            self.warning(Code::SchemaBase, id, "`$id` is ignored; this is said once", help);
        }
        if let Some(dialect) = node.get("$schema").filter(|_| self.first("$schema")) {
            let help = "remove `$schema`; schemas are read as OpenAPI describes them";
            self.warning(Code::SchemaBase, dialect, "`$schema` is ignored; this is said once", help);
        }
    }
}
