//! The keywords of a schema: the table, and what is done with those that are more than a copy.

use serde_json::Value;

use super::context::{Lowering, Map};
use super::number;
use super::object::Rule::{Data, Flag, Known, Narrowing, Prose, Size, Skip, Text, Whole, With};
use super::object::{Field, Kind, Rule, field, only_30, since};
use super::schema_type::Type;
use super::version::Version::V31;
use crate::code::Code;
use crate::raw::{Content, Node};

/// Schemas.
pub(super) static SCHEMA: Kind = Kind { name: "a schema", fields: FIELDS };

static FIELDS: &[Field] = &[
    field("type", Known),
    field("properties", Whole(|l, node, map| l.properties(node, map))),
    field("required", With(|l, node, map| l.required(node, map))),
    field("description", Prose),
    field("title", Prose),
    field("items", With(|l, node, map| l.items(node, map))),
    field("format", Text),
    field("enum", Known),
    field("example", Rule::Value(|_, node, map| example(node, map))),
    field("default", Rule::Value(|_, node, map| default(node, map))),
    only_30("nullable", Flag),
    field("allOf", Known),
    field("anyOf", Known),
    field("oneOf", Known),
    field("not", With(|l, node, map| l.not(node, map))),
    field("additionalProperties", With(|l, node, map| l.additional("additionalProperties", node, map))),
    field("discriminator", With(|l, node, map| l.discriminator(node, map))),
    field("readOnly", Flag),
    field("writeOnly", Flag),
    field("deprecated", Flag),
    field("minimum", Known),
    field("maximum", Known),
    field("exclusiveMinimum", Known),
    field("exclusiveMaximum", Known),
    field("multipleOf", Known),
    field("minLength", Size),
    field("maxLength", Size),
    field("pattern", Text),
    field("minItems", Size),
    field("maxItems", Size),
    field("uniqueItems", Flag),
    field("minProperties", Size),
    field("maxProperties", Size),
    field("externalDocs", With(|l, node, map| l.external_docs(node, map))),
    field("xml", Data("x-lowered-xml")),
    field("$ref", Known),
    since(V31, "const", Known),
    since(V31, "examples", With(|l, node, map| l.schema_examples(node, map))),
    since(V31, "prefixItems", With(|l, node, map| l.prefix_items(node, map))),
    since(V31, "patternProperties", Whole(|l, node, map| l.pattern_properties(node, map))),
    since(V31, "propertyNames", Narrowing),
    since(V31, "contentMediaType", Known),
    since(V31, "contentEncoding", Known),
    since(V31, "contentSchema", Narrowing),
    since(V31, "unevaluatedProperties", Known),
    since(V31, "unevaluatedItems", Known),
    since(V31, "if", Narrowing),
    since(V31, "then", Known),
    since(V31, "else", Known),
    since(V31, "contains", Narrowing),
    since(V31, "minContains", Known),
    since(V31, "maxContains", Known),
    since(V31, "dependentRequired", Narrowing),
    since(V31, "dependentSchemas", Narrowing),
    since(V31, "dependencies", Narrowing),
    since(V31, "additionalItems", Narrowing),
    since(V31, "$dynamicRef", Known),
    field("$id", Known),
    field("$schema", Known),
    field("$anchor", Skip),
    field("$dynamicAnchor", Skip),
    field("$comment", Skip),
    field("$vocabulary", Skip),
    field("$defs", Skip),
    field("definitions", Skip),
];

const STRING: &[Type] = &[Type::String];
const ARRAY: &[Type] = &[Type::Array];
const OBJECT: &[Type] = &[Type::Object];

/// The keywords that apply to values of certain types only: the key after lowering, the keyword, the types.
pub(super) static TYPED: &[(&str, &str, &[Type])] = &[
    ("pattern", "pattern", STRING),
    ("minLength", "minLength", STRING),
    ("maxLength", "maxLength", STRING),
    ("x-lowered-content-media-type", "contentMediaType", STRING),
    ("x-lowered-content-encoding", "contentEncoding", STRING),
    ("items", "items", ARRAY),
    ("x-lowered-prefix-items", "prefixItems", ARRAY),
    ("minItems", "minItems", ARRAY),
    ("maxItems", "maxItems", ARRAY),
    ("uniqueItems", "uniqueItems", ARRAY),
    ("properties", "properties", OBJECT),
    ("required", "required", OBJECT),
    ("additionalProperties", "additionalProperties", OBJECT),
    ("x-lowered-pattern-properties", "patternProperties", OBJECT),
    ("minProperties", "minProperties", OBJECT),
    ("maxProperties", "maxProperties", OBJECT),
];

fn default(node: Node<'_>, map: &mut Map) {
    // `openapiv3` takes `null` for nothing.
    map.insert("default".into(), node.to_json());
    if let Content::Number(digits) = node.content()
        && number::is_lossy(digits)
    {
        map.insert("x-lowered-default".into(), digits.to_string().into());
    }
}

fn example(node: Node<'_>, map: &mut Map) {
    if !node.is_null() {
        map.insert("example".into(), node.to_json());
    } else if !map.contains_key("x-lowered-examples") {
        map.insert("x-lowered-examples".into(), Value::Array(vec![Value::Null]));
    }
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
    fn properties(&mut self, node: Node<'a>, map: &mut Map) {
        if self.expect_mapping(node, "`properties`") {
            let lowered =
                node.entries().map(|(name, schema)| (name.to_owned(), self.position(schema))).collect();
            map.insert("properties".into(), Value::Object(lowered));
        }
    }

    fn required(&mut self, node: Node<'a>, map: &mut Map) {
        if node.as_bool().is_some() {
            let help = "list the names of required properties under `required` of the schema that has them";
            self.ignored(node, "`required` is a list of names, and a boolean is ignored", help);
            return;
        }
        let names: indexmap::IndexSet<String> = self.texts(node, "required").into_iter().collect();
        map.insert("required".into(), names.into_iter().collect());
    }

    fn items(&mut self, node: Node<'a>, map: &mut Map) {
        if node.is_array() {
            let help = "write `prefixItems` for a schema per place, or one schema for all items";
            self.ignored(node, "`items` is one schema; the list is read as `prefixItems`", help);
            self.prefix_items(node, map);
        } else {
            let position = self.position(node);
            map.insert("items".into(), position);
        }
    }

    fn prefix_items(&mut self, node: Node<'a>, map: &mut Map) {
        if self.expect_list(node, "`prefixItems`") {
            let indices: Value = node.items().map(|item| Value::from(self.position_index(item))).collect();
            map.insert("x-lowered-prefix-items".into(), indices);
        }
    }

    fn pattern_properties(&mut self, node: Node<'a>, map: &mut Map) {
        if self.expect_mapping(node, "`patternProperties`") {
            let indices = node
                .entries()
                .map(|(pattern, schema)| (pattern.to_owned(), self.position_index(schema).into()))
                .collect();
            map.insert("x-lowered-pattern-properties".into(), Value::Object(indices));
        }
    }

    /// `not`: what forbids everything is meant so, and anything else narrows.
    fn not(&mut self, node: Node<'a>, map: &mut Map) {
        if !is_any(node) {
            self.narrowing("not", node);
        }
        let position = self.position(node);
        map.insert("not".into(), position);
    }

    /// Says that a keyword narrows values in a way that types do not express.
    pub(super) fn narrowing(&mut self, name: &str, node: Node<'a>) {
        let (message, help) = match name {
            "contentSchema" => (
                "`contentSchema` describes what a text holds, and the value stays text".to_owned(),
                "nothing is wrong with it; decode the text where you use it",
            ),
            _ => (
                format!("`{name}` sets conditions that types cannot express, and is not checked"),
                match name {
                    "if" | "dependentSchemas" | "dependencies" => {
                        "a property that stands only there belongs under `properties`, too"
                    }
                    _ => "nothing is wrong with it; say in the description what is allowed",
                },
            ),
        };
        if self.is_listed(&message) {
            self.ignored(node, message, help);
        }
    }

    /// `additionalProperties`: a boolean where a schema says no more than one.
    fn additional(&mut self, name: &str, node: Node<'a>, map: &mut Map) {
        let value = if is_any(node) {
            true.into()
        } else if is_never(node) {
            false.into()
        } else if node.is_object() {
            self.position(node)
        } else {
            self.wrong_kind(node, &format!("`{name}`"), "a schema or a boolean");
            return;
        };
        map.insert("additionalProperties".into(), value);
    }

    /// `unevaluatedProperties` does what `additionalProperties` does, but looks into `allOf` and the like. Types
    /// are merged over those anyway, so that a schema may take its place; only a ban may not.
    pub(super) fn unevaluated(&mut self, node: Node<'a>, map: &mut Map) {
        let Some(value) = self.present(node, "unevaluatedProperties") else { return };
        if map.contains_key("additionalProperties") {
            return;
        }
        let composed = ["allOf", "anyOf", "oneOf", "$ref"].iter().any(|key| node.get(key).is_some());
        if !composed || !is_never(value) {
            self.additional("unevaluatedProperties", value, map);
        }
    }

    /// `unevaluatedItems: false` closes a list of places as `items: false` does.
    pub(super) fn unevaluated_items(&mut self, node: Node<'a>, map: &mut Map) {
        let Some(value) = node.get("unevaluatedItems").filter(|value| !value.is_null()) else { return };
        if !is_never(value) {
            self.narrowing("unevaluatedItems", value);
        } else if map.contains_key("x-lowered-prefix-items") && !map.contains_key("items") {
            let position = self.position(value);
            map.insert("items".into(), position);
        }
    }

    fn schema_examples(&mut self, node: Node<'a>, map: &mut Map) {
        match node.content() {
            Content::Array(_) => {
                map.insert("x-lowered-examples".into(), node.items().map(Node::to_json).collect());
            }
            _ => self.bad_examples(node, "a list of values"),
        }
    }

    /// `contentEncoding` and `contentMediaType`, as the formats that 3.0 has for them.
    pub(super) fn content_keywords(&mut self, node: Node<'a>, types: &mut Vec<Type>, map: &mut Map) {
        let mut text = |name: &str| {
            let value = self.present(node, name)?;
            self.text(value, name)
        };
        let (encoding, media_type) = (text("contentEncoding"), text("contentMediaType"));
        let is_text = types.is_empty() || types.contains(&Type::String);
        let format = match (encoding.as_deref(), media_type.as_deref()) {
            _ if !is_text || map.contains_key("format") => None,
            (Some("base64"), _) => Some("byte"),
            (Some("base64url"), _) => Some("base64url"),
            (None, Some(kind)) if !is_textual(kind) => Some("binary"),
            _ => None,
        };
        if let Some(format) = format {
            map.insert("format".into(), format.into());
            if types.is_empty() {
                types.push(Type::String);
            }
        }
        let keys = [("x-lowered-content-encoding", encoding), ("x-lowered-content-media-type", media_type)];
        for (key, value) in keys {
            if let Some(value) = value {
                map.insert(key.into(), value.into());
            }
        }
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

/// True for media types whose bytes are text, so that a JSON string holds them as they are.
fn is_textual(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.starts_with("text/")
        || ["json", "xml", "javascript", "yaml", "graphql", "x-www-form-urlencoded", "jwt", "sql"]
            .iter()
            .any(|suffix| essence.ends_with(suffix))
}
