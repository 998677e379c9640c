//! Parameters of operations.

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::object::Rule::{Flag, Known, Prose, Text, With};
use super::object::{Kind, Rule, field};
use super::refs::Section;
use super::syntax;
use super::version::Version::V32;
use crate::code::Code;
use crate::raw::Node;

static PARAMETER: Kind = Kind {
    name: "a parameter",
    fields: &[
        field("name", Text),
        field("in", Known),
        field("description", Prose),
        field("required", Flag),
        field("deprecated", Flag),
        field("allowEmptyValue", Flag),
        field("style", Known),
        field("explode", Flag),
        field("allowReserved", Flag),
        field("schema", Known),
        field("content", Known),
        field("example", Rule::Value(|_, node, map| Lowering::example(node, map))),
        field("examples", With(|l, node, map| l.examples(node, map))),
    ],
};

const PLACES: &[&str] = &["query", "header", "path", "cookie", "querystring"];
const STYLES: &[&str] =
    &["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"];
/// Headers that the standard sets aside.
const RESERVED: &[&str] = &["accept", "content-type", "authorization"];

/// The styles that `openapiv3` knows for each place.
fn styles(place: &str) -> &'static [&'static str] {
    match place {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "path" => &["simple", "label", "matrix"],
        "header" => &["simple"],
        _ => &["form"],
    }
}

/// A lowered parameter with what its list must know.
#[derive(Debug, Clone)]
pub(super) struct Parameter<'a> {
    pub(super) node: Node<'a>,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) value: Value,
}

impl Parameter<'_> {
    /// What tells parameters apart; headers have no case.
    pub(super) fn key(&self) -> (String, String) {
        let name = if self.place == "header" { self.name.to_ascii_lowercase() } else { self.name.clone() };
        (self.place.clone(), name)
    }
}

impl<'a> Lowering<'a> {
    /// A list of parameters, without those that the standard sets aside.
    pub(super) fn parameters(&mut self, node: Node<'a>) -> Vec<Parameter<'a>> {
        let mut parameters: Vec<Parameter<'a>> = Vec::new();
        if !self.expect_list(node, "`parameters`") {
            return parameters;
        }
        let mut keys = std::collections::BTreeSet::new();
        for item in node.items() {
            let Some(value) = self.inline(item, Section::Parameters, |l, node| l.parameter_value(node))
            else {
                continue;
            };
            let field = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let parameter = Parameter { node: item, name: field("name"), place: field("in"), value };
            if !keys.insert(parameter.key()) {
                let message = format!(
                    "the {} parameter `{}` stands twice in the list",
                    parameter.place, parameter.name
                );
                self.error(Code::DuplicateParameter, item, message, "remove one of them, or rename it");
                continue;
            }
            if parameter.place == "header" && RESERVED.contains(&parameter.name.to_ascii_lowercase().as_str())
            {
                let message =
                    format!("the header `{}` is not sent as a parameter, and is left out", parameter.name);
                let help = "media types and security schemes describe it";
                self.warning(Code::ReservedHeader, item, message, help);
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    /// One parameter.
    pub(super) fn parameter_value(&mut self, node: Node<'a>) -> Option<Value> {
        let mut map = self.object(node, &PARAMETER)?;
        if !self.require(node, &map, "name", "a parameter") {
            return None;
        }
        let place = self.place(node)?;
        map.insert("in".into(), place.into());
        let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
        if matches!(place, "header" | "cookie") && !syntax::is_token(name) {
            let message = format!("this cannot be the name of a {place}");
            self.error(Code::HeaderName, node.get("name").unwrap_or(node), message, "correct the name");
            return None;
        }
        if place == "path" && map.get("required") != Some(&Value::Bool(true)) {
            let message = "a path parameter is always required";
            self.warning(Code::ParameterShape, node, message, "add `required: true`, which is assumed");
            map.insert("required".into(), true.into());
        }
        if place != "query" {
            map.shift_remove("allowEmptyValue");
            if map.shift_remove("allowReserved") == Some(Value::Bool(true)) {
                map.insert("x-lowered-allow-reserved".into(), true.into());
            }
        }
        self.schema_or_content(node, &mut map, "a parameter")?;
        if let Some(style) = self.style(node, place) {
            map.insert("style".into(), style.into());
        } else if node.get("style").and_then(Node::as_str) == Some("cookie") {
            map.insert("x-lowered-style".into(), "cookie".into());
        }
        Some(Value::Object(map))
    }

    fn place(&mut self, node: Node<'a>) -> Option<&'a str> {
        let Some(value) = self.present(node, "in") else {
            self.error(
                Code::MissingField,
                node,
                "a parameter has no `in`",
                "add `in: query`, or where it belongs",
            );
            return None;
        };
        let Some(text) = value.as_str() else {
            self.wrong_kind(value, "`in`", "text");
            return None;
        };
        match text {
            "body" | "formData" => {
                let message = format!("`in: {text}` is of Swagger 2.0");
                self.error(Code::FieldValue, value, message, "describe it as `requestBody`");
                None
            }
            "querystring" => {
                self.note_version("querystring", V32, value);
                Some(text)
            }
            _ if PLACES.contains(&text) => Some(text),
            _ => {
                self.not_among(value, "in", text, PLACES);
                None
            }
        }
    }

    /// `style`, where it is one of the place's; others that exist are ignored with a warning.
    pub(super) fn style(&mut self, node: Node<'a>, place: &str) -> Option<String> {
        let value = self.present(node, "style")?;
        let text = self.text(value, "style")?;
        if styles(place).contains(&text.as_str()) {
            return Some(text);
        }
        if place == "cookie" && text == "cookie" {
            return None;
        }
        if STYLES.contains(&text.as_str()) {
            let help = format!("write one of `{}`", styles(place).join("`, `"));
            let message =
                format!("there is no style `{text}` for {place} parameters; the usual one is assumed");
            self.warning(Code::ParameterShape, value, message, help);
        } else {
            self.not_among(value, "style", &text, styles(place));
        }
        None
    }

    /// Either `schema` or `content` of a parameter or header.
    pub(super) fn schema_or_content(&mut self, node: Node<'a>, map: &mut Map, kind: &str) -> Option<()> {
        let (schema, content) = (self.present(node, "schema"), self.whole(node, "content", "`content`"));
        match (schema, content) {
            (Some(_), Some(content)) => {
                let message = format!("{kind} has either `schema` or `content`, and this has both");
                self.error(Code::ParameterShape, content, message, "remove one of them");
                return None;
            }
            (Some(schema), None) => {
                let position = self.position(schema);
                map.insert("schema".into(), position);
            }
            (None, Some(content)) => self.content(content, map),
            (None, None) => {}
        }
        let entries = map.get("content").and_then(Value::as_object).map_or(0, Map::len);
        if entries > 1 {
            let message = format!("`content` of {kind} has one media type; the first is used");
            self.warning(Code::ParameterShape, content.unwrap_or(node), message, "remove the others");
        }
        if map.contains_key("schema") || entries > 0 {
            return Some(());
        }
        let message = format!("{kind} has neither `schema` nor `content`; text is assumed");
        self.warning(Code::ParameterShape, node, message, "add `schema`");
        let text = self.add_made(node, Map::from_iter([("type".to_owned(), json!("string"))]));
        map.shift_remove("content");
        map.insert("schema".into(), Self::entry_ref(text));
        Some(())
    }
}
