//! Servers and their variables.

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::object::Rule::{Data, Known, Prose, Text, With};
use super::object::{Kind, field, since};
use super::version::Version::V32;
use crate::code::Code;
use crate::raw::Node;

static SERVER: Kind = Kind {
    name: "a server",
    fields: &[
        field("url", Text),
        field("description", Prose),
        field("variables", Known),
        since(V32, "name", Data("x-lowered-name")),
    ],
};

static VARIABLE: Kind = Kind {
    name: "a server variable",
    fields: &[
        field("default", Text),
        field("description", Prose),
        field(
            "enum",
            With(|l, node, map| {
                let values = l.texts(node, "enum");
                map.insert("enum".into(), values.into());
            }),
        ),
    ],
};

impl<'a> Lowering<'a> {
    pub(super) fn servers(&mut self, node: Node<'a>, map: &mut Map) {
        if self.expect_list(node, "`servers`") {
            let servers: Vec<Value> = node
                .items()
                .filter_map(|item| {
                    let server = self.follow(item, "a server")?;
                    self.server(server)
                })
                .collect();
            map.insert("servers".into(), servers.into());
        }
    }

    fn server(&mut self, node: Node<'a>) -> Option<Value> {
        let mut map = self.object(node, &SERVER)?;
        if !self.require(node, &map, "url", "a server") {
            return None;
        }
        let mut variables = Map::new();
        let declared = self
            .whole(node, "variables", "`variables`")
            .filter(|all| self.expect_mapping(*all, "`variables`"));
        if let Some(declared) = declared {
            for (name, variable) in
                declared.entries().filter(|(name, variable)| !name.starts_with("x-") || variable.is_object())
            {
                let Some(variable) = self.follow(variable, "a server variable") else { continue };
                if let Some(lowered) = self.variable(name, variable) {
                    variables.insert(name.to_owned(), lowered);
                }
            }
        }
        let url = map.get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
        for name in names(&url) {
            if declared.and_then(|variables| variables.get(name)).is_none() {
                let message = format!("the server's address has a variable `{name}` that is not declared");
                let help = "declare it under `variables` with a `default`; the server is left out";
                self.warning(Code::ServerVariable, node.get("url").unwrap_or(node), message, help);
                return None;
            }
        }
        if !variables.is_empty() {
            map.insert("variables".into(), Value::Object(variables));
        }
        Some(Value::Object(map))
    }

    fn variable(&mut self, name: &str, node: Node<'a>) -> Option<Value> {
        let map = self.object(node, &VARIABLE)?;
        if !self.require(node, &map, "default", &format!("the server variable `{name}`")) {
            return None;
        }
        let listed = map.get("enum").and_then(Value::as_array);
        if listed.is_some_and(|values| {
            !values.is_empty() && !values.iter().any(|value| Some(value) == map.get("default"))
        }) {
            let message = format!("the default of the server variable `{name}` is none of its values");
            self.warning(Code::FieldValue, node.get("default").unwrap_or(node), message, "add it to `enum`");
        }
        Some(json!(map))
    }
}

/// The names in braces.
fn names(url: &str) -> Vec<&str> {
    url.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
