//! Operations.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::object::Rule::{Flag, Known, Prose, Skip, Text, Whole, With};
use super::object::{Kind, field};
use super::parameter::Parameter;
use super::refs::Section;
use super::template;
use super::version::Version;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::raw::Node;

static OPERATION: Kind = Kind {
    name: "an operation",
    fields: &[
        field("operationId", Text),
        field("summary", Prose),
        field("description", Prose),
        field(
            "tags",
            Whole(|l, node, map| {
                let tags = l.texts(node, "tags");
                map.insert("tags".into(), tags.into());
            }),
        ),
        field("parameters", Known),
        field("requestBody", With(|l, node, map| l.operation_body(node, map))),
        field("responses", Whole(|l, node, map| l.responses(node, map))),
        field("deprecated", Flag),
        field("security", Whole(|l, node, map| l.requirements(node, map))),
        field("servers", Whole(|l, node, map| l.servers(node, map))),
        field("externalDocs", Whole(|l, node, map| l.external_docs(node, map))),
        field("callbacks", Skip),
    ],
};

impl<'a> Lowering<'a> {
    /// An operation with the parameters of its path merged in.
    pub(super) fn operation(
        &mut self,
        node: Node<'a>,
        path: &str,
        common: &[Parameter<'a>],
    ) -> Option<Value> {
        let mut map = self.object(node, &OPERATION)?;
        self.operation_id(node, &mut map);
        self.operation_retries(node);
        if !map.contains_key("responses") {
            if self.version == Version::V30 && node.get("responses").is_none() {
                let help = "add `responses`; any success is assumed to have no body";
                self.warning(Code::MissingField, node, "an operation has no `responses`", help);
            }
            map.insert("responses".into(), json!({}));
        }
        let own = self
            .whole(node, "parameters", "`parameters`")
            .map(|list| self.parameters(list))
            .unwrap_or_default();
        let overridden: BTreeSet<_> = own.iter().map(Parameter::key).collect();
        let inherited = common.iter().filter(|parameter| !overridden.contains(&parameter.key())).cloned();
        let parameters: Vec<Parameter<'a>> = inherited.chain(own).collect();
        self.put_parameters(node, path, parameters, &mut map);
        Some(Value::Object(map))
    }

    fn operation_id(&mut self, node: Node<'a>, map: &mut Map) {
        if map.get("operationId").and_then(Value::as_str).is_some_and(|id| id.trim().is_empty()) {
            map.shift_remove("operationId");
            if let Some(id) = node.get("operationId") {
                self.warning(Code::FieldValue, id, "`operationId` is empty and ignored", "give it a name");
            }
        }
        let Some(id) = node.get("operationId") else { return };
        let Some(text) = id.as_str() else { return };
        if let Some(first) = self.operation_ids.get(text).copied() {
            if first != id.id() {
                let message = format!("two operations have the id `{text}`");
                let help = "give each operation an id of its own";
                let place = Place::Node(id.id());
                let diagnostic =
                    Diagnostic::new(Code::DuplicateOperationId, Severity::Warning, place, message, help);
                self.report.push(diagnostic.with_related(Place::Node(first), "the other one"));
            }
        } else {
            self.operation_ids.insert(text, id.id());
        }
    }

    /// Brings the parameters in line with the path's template.
    fn put_parameters(&mut self, node: Node<'a>, path: &str, parameters: Vec<Parameter<'a>>, map: &mut Map) {
        let names = template::names(path);
        let mut missing: Vec<&str> = Vec::new();
        for name in template::parameters(path).unwrap_or_default() {
            let declared =
                parameters.iter().any(|parameter| parameter.place == "path" && parameter.name == name);
            if !declared && !missing.contains(&name) {
                missing.push(name);
            }
        }
        let (mut lowered, mut querystrings) = (Vec::new(), Vec::new());
        for parameter in parameters {
            if parameter.place == "path" && !names.contains(parameter.name.as_str()) {
                self.unused(&parameter, &missing);
            } else if parameter.place == "querystring" {
                querystrings.push(parameter.value);
            } else {
                lowered.push(parameter.value);
            }
        }
        for name in missing {
            lowered.push(self.undeclared(node, name));
        }
        if !lowered.is_empty() {
            map.insert("parameters".into(), lowered.into());
        }
        if !querystrings.is_empty() {
            map.insert("x-lowered-querystring".into(), querystrings.into());
        }
    }

    fn unused(&mut self, parameter: &Parameter<'a>, missing: &[&str]) {
        let message =
            format!("the path has no place for its parameter `{}`, which is left out", parameter.name);
        let otherwise = format!("put `{{{}}}` into the path, or remove the parameter", parameter.name);
        let help = crate::diagnostic::did_you_mean(&parameter.name, missing.iter().copied(), otherwise);
        self.warning(Code::PathParameterUnused, parameter.node, message, help);
    }

    fn undeclared(&mut self, node: Node<'a>, name: &str) -> Value {
        let message = format!("the path's parameter `{name}` is not declared; a text is assumed");
        let help = format!("declare a parameter with `name: {name}` and `in: path`");
        self.report.warning(Code::PathParameterUndeclared, Place::Key(node.id()), message, help);
        let text = self.add_made(node, Map::from_iter([("type".to_owned(), json!("string"))]));
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "schema": Self::entry_ref(text),
            "x-node": node.id().0,
        })
    }

    fn operation_body(&mut self, node: Node<'a>, map: &mut Map) {
        if let Some(body) = self.inline(node, Section::RequestBodies, |l, node| l.request_body(node)) {
            map.insert("requestBody".into(), body);
        }
    }
}
