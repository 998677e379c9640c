//! Parameters of operations.

use std::rc::Rc;

use openapiv3::{ParameterData, ParameterSchemaOrContent};

use super::context::Lowering;
use super::object::Rule::{Flag, Known, Prose, Text, Value, With};
use super::object::{Kind, field};
use super::version::Version::{V20, V32};
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::document::parameter::{Location, Style};
use crate::document::schema::SchemaObject;
use crate::document::{Parameter, ParameterValue};
use crate::media_type::is_token;
use crate::media_type::{ContentKind, MediaType as MediaTypeName};
use crate::raw::Node;

pub(super) static PARAMETER: Kind<ParameterData> = Kind {
    name: "a parameter",
    fields: &[
        field("name", Text(|parameter, text| parameter.name = text)),
        field("in", Known),
        field("description", Prose(|parameter, text| parameter.description = Some(text))),
        field("required", Flag(|parameter, flag| parameter.required = flag)),
        field("deprecated", Flag(|parameter, flag| parameter.deprecated = Some(flag))),
        field("allowEmptyValue", Flag(|_, _| {})),
        field("style", Known),
        field("explode", Flag(|parameter, flag| parameter.explode = Some(flag))),
        field("allowReserved", Known),
        field("schema", Known),
        field("content", Known),
        field("example", Value(|_, node, parameter| parameter.example = Lowering::example(node))),
        field("examples", With(|l, node, parameter| parameter.examples = l.examples(node))),
    ],
};

const PLACES: &[&str] = &["query", "header", "path", "cookie", "querystring"];
/// Headers that the standard sets aside.
const SET_ASIDE: &[&str] = &["accept", "content-type", "authorization"];
/// Headers of the connection, which the transport writes: the runtime refuses them (`check_field`).
const OF_CONNECTION: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A parameter in a list of them.
#[derive(Debug, Clone)]
pub(super) struct ListedParameter<'a> {
    pub(super) node: Node<'a>,
    pub(super) parameter: Rc<Parameter>,
    /// The bytes of the document that each use repeats.
    pub(super) size: usize,
}

impl ListedParameter<'_> {
    /// What tells parameters apart; headers have no case.
    pub(super) fn key(&self) -> (&'static str, String) {
        let name = &self.parameter.object.name;
        match self.parameter.location {
            _ if self.parameter.is_querystring => ("querystring", name.clone()),
            Location::Header => ("header", name.to_ascii_lowercase()),
            location => (location.name(), name.clone()),
        }
    }
}

impl<'a> Lowering<'a> {
    /// A list of parameters, without those that the standard sets aside.
    pub(super) fn parameters(&mut self, node: Node<'a>) -> Vec<ListedParameter<'a>> {
        let mut parameters: Vec<ListedParameter<'a>> = Vec::new();
        if !self.expect_list(node, "`parameters`") {
            return parameters;
        }
        let mut keys = std::collections::BTreeSet::new();
        let of_body = |lowering: &Self, item| lowering.version == V20 && lowering.part(item).is_some();
        let items: Vec<_> = node.items().filter(|item| !of_body(self, *item)).collect();
        for item in items {
            let before = self.spent();
            let Some(parameter) = self.inline::<Parameter>(item) else {
                self.needs_parameter(item);
                continue;
            };
            let size = self.spent() - before + item.span().len();
            let listed = ListedParameter { node: item, parameter, size };
            let (key, name) = (listed.key(), &listed.parameter.object.name);
            if keys.contains(&key) {
                let message = format!("the {} parameter `{name}` stands twice in the list", key.0);
                self.spot(Cost::Parameter, |lowering| {
                    let help = "remove one of them, or rename it; the first counts";
                    lowering.error(Code::DuplicateParameter, item, message, help);
                    None::<()>
                });
                continue;
            }
            let is_header = listed.parameter.location == Location::Header;
            let lower = name.to_ascii_lowercase();
            let set_aside = SET_ASIDE.contains(&lower.as_str());
            if is_header && (set_aside || OF_CONNECTION.contains(&lower.as_str())) {
                let message = format!("the header `{name}` is not sent as a parameter, and is left out");
                let help = if set_aside {
                    "media types and security schemes describe it"
                } else {
                    "it is about the connection, and the transport writes it"
                };
                if self.is_listed(&message) {
                    self.warning(Code::ReservedHeader, item, message, help);
                }
                keys.insert(key);
                continue;
            }
            keys.insert(key);
            parameters.push(listed);
        }
        parameters
    }

    /// An operation cannot be called without a parameter that is required, unless its path tells what it is.
    pub(super) fn needs_parameter(&mut self, item: Node<'a>) {
        let object = self.behind(item);
        let says = |name: &str| object.and_then(|object| object.get(name));
        let is_required = says("required").and_then(Node::as_bool) == Some(true);
        if is_required && says("in").and_then(Node::as_str) != Some("path") {
            let message = "a parameter that is required cannot be read";
            self.error(Code::Skipped, item, message, "mend the parameter; the warning at it says how");
        }
    }

    /// One parameter.
    pub(super) fn parameter(&mut self, node: Node<'a>) -> Option<Parameter> {
        let mut object = self.fields(node, &PARAMETER, parameter_data(String::new()))?;
        let (location, is_querystring) = self.named_place(node, &mut object)?;
        let reserved = self.present(node, "allowReserved");
        let allow_reserved = reserved.and_then(|flag| self.flag(flag, "allowReserved")) == Some(true)
            && !is_querystring
            && location != Location::Header;
        let value = self.schema_or_content(node, "a parameter");
        let style = self
            .spot(Cost::Field, |lowering| lowering.style(node, location))
            .unwrap_or(location.default_style());
        let explode = object.explode.unwrap_or(style.explodes_by_default());
        let node = node.id();
        let segments = false;
        Some(Parameter {
            node,
            object,
            location,
            is_querystring,
            style,
            explode,
            allow_reserved,
            segments,
            value,
        })
    }

    /// The place of a parameter that has a name which fits it, and whether it is the whole query string.
    pub(super) fn named_place(
        &mut self,
        node: Node<'a>,
        object: &mut ParameterData,
    ) -> Option<(Location, bool)> {
        if !self.require(node, Self::has_text(node, "name"), "name", "a parameter") {
            return None;
        }
        let (location, is_querystring) = self.place(node)?;
        if matches!(location, Location::Header | Location::Cookie) && !is_token(&object.name) {
            let message = format!("this cannot be the name of a {}", location.name());
            self.error(Code::HeaderName, node.get("name").unwrap_or(node), message, "correct the name");
            return None;
        }
        if location == Location::Path && !object.required {
            let message = "a path parameter is always required";
            self.warning(Code::ParameterShape, node, message, "add `required: true`, which is assumed");
            object.required = true;
        }
        Some((location, is_querystring))
    }

    /// `in`, and whether it is the whole query string.
    fn place(&mut self, node: Node<'a>) -> Option<(Location, bool)> {
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
            "query" => Some((Location::Query, false)),
            "header" => Some((Location::Header, false)),
            "path" => Some((Location::Path, false)),
            "cookie" => Some((Location::Cookie, false)),
            "querystring" => {
                self.note_version("querystring", V32, value);
                Some((Location::Query, true))
            }
            "body" | "formData" => {
                let message = format!("`in: {text}` is of Swagger 2.0");
                self.error(Code::FieldValue, value, message, "describe it as `requestBody`");
                None
            }
            _ => {
                self.not_among(value, "in", text, PLACES);
                None
            }
        }
    }

    /// `style`, where it is one of the place's; others that exist are ignored with a warning.
    pub(super) fn style(&mut self, node: Node<'a>, location: Location) -> Option<Style> {
        let value = self.present(node, "style")?;
        let text = self.text(value, "style")?;
        let style = Style::of(&text);
        if let Some(style) = style.filter(|style| location.styles().contains(style)) {
            return Some(style);
        }
        // `cookie` is of 3.2 and no help for a document that misspells a style.
        let known = location.styles().iter().filter(|style| **style != Style::Cookie);
        let known: Vec<&str> = known.map(|style| style.name()).collect();
        if style.is_some() {
            let help = format!("write one of `{}`", known.join("`, `"));
            let place = location.name();
            let message =
                format!("there is no style `{text}` for {place} parameters; the usual one is assumed");
            self.warning(Code::ParameterShape, value, message, help);
        } else {
            self.not_among(value, "style", &text, &known);
        }
        None
    }

    /// Either `schema` or `content` of a parameter or header.
    pub(super) fn schema_or_content(&mut self, node: Node<'a>, kind: &str) -> ParameterValue {
        let (schema, content) = (self.present(node, "schema"), self.whole(node, "content", "`content`"));
        let content = match (schema, content) {
            (Some(schema), Some(content)) => {
                let message = format!("{kind} has either `schema` or `content`, and this has both");
                let help = "remove one of them; `schema` counts";
                self.warning(Code::ParameterShape, content, message, help);
                return ParameterValue::Schema(self.position(schema));
            }
            (Some(schema), None) => return ParameterValue::Schema(self.position(schema)),
            (None, content) => content,
        };
        let types = content.map(|content| self.content(content)).unwrap_or_default();
        if types.len() > 1 {
            let message = format!("`content` of {kind} has one media type; the first is used");
            self.warning(Code::ParameterShape, content.unwrap_or(node), message, "remove the others");
        }
        if let Some((name, mut media_type)) = types.into_iter().next() {
            // Without a schema every value is valid: of JSON any, and else any text.
            if media_type.schema.is_none() {
                let any = MediaTypeName::new(&name).kind() == ContentKind::Json;
                let schema = if any {
                    self.table.add_made(node, SchemaObject::default())
                } else {
                    self.assumed_text(node)
                };
                Rc::make_mut(&mut media_type).schema = Some(schema);
            }
            return ParameterValue::Content(name, media_type);
        }
        let message = format!("{kind} has neither `schema` nor `content`; text is assumed");
        self.warning(Code::ParameterShape, node, message, "add `schema`");
        ParameterValue::Schema(self.assumed_text(node))
    }
}

/// A parameter that says no more than its name. What its value is stands beside it.
pub(super) fn parameter_data(name: String) -> ParameterData {
    ParameterData {
        name,
        description: None,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Content(openapiv3::Content::new()),
        example: None,
        examples: indexmap::IndexMap::new(),
        explode: None,
        extensions: indexmap::IndexMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::OF_CONNECTION;

    /// The runtime refuses what is left out here, and nothing else: it cannot take the list from the generator.
    #[test]
    fn the_runtime_refuses_the_same_header_fields() {
        let source = include_str!("../../runtime/src/runtime/header_field.rs");
        let (_, rest) = source.split_once("fn check_field").unwrap();
        let (list, _) = rest.split_once("=> Err").unwrap();
        let refused: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(refused, OF_CONNECTION);
    }
}
