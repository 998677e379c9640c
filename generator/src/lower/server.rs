//! Servers and their variables.

use std::collections::BTreeSet;

use openapiv3::{Server, ServerVariable};

use super::address;
use super::context::Lowering;
use super::object::Rule::{Known, Prose, Text, With};
use super::object::{Kind, Target, field, since};
use super::version::Version::V32;
use crate::code::Code;
use crate::document::extension::{self, SERVER_NAME};
use crate::raw::Node;

pub(super) static SERVER: Kind<Server> = Kind {
    name: "a server",
    fields: &[
        field("url", Text(|server, text| server.url = text)),
        field("description", Prose(|server, text| server.description = Some(text))),
        field("variables", Known),
        since(V32, SERVER_NAME, Prose(|server, text| server.extension(SERVER_NAME, text.into()))),
    ],
};

pub(super) static VARIABLE: Kind<ServerVariable> = Kind {
    name: "a server variable",
    fields: &[
        field("default", Text(|variable, text| variable.default = text)),
        field("description", Prose(|variable, text| variable.description = Some(text))),
        field("enum", With(|l, node, variable| variable.enumeration = l.texts(node, "enum"))),
    ],
};

impl<'a> Lowering<'a> {
    pub(super) fn servers(&mut self, node: Node<'a>) -> Vec<Server> {
        if !self.expect_list(node, "`servers`") {
            return Vec::new();
        }
        let mut named = BTreeSet::new();
        node.items()
            .filter_map(|item| {
                let node = self.follow(item, "a server")?;
                let server = self.server(node)?;
                if let Some(name) = extension::server_name(&server.extensions)
                    && !named.insert(name.clone())
                {
                    let message = format!("another server of the list is named `{name}`");
                    let help = "rename it; the first one is chosen by the name";
                    self.warning(Code::Duplicate, node, message, help);
                }
                Some(server)
            })
            .collect()
    }

    fn server(&mut self, node: Node<'a>) -> Option<Server> {
        let mut server = self.object(node, &SERVER)?;
        if !self.require(node, Self::has_text(node, "url"), "url", "a server") {
            return None;
        }
        let mut variables = indexmap::IndexMap::new();
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
        for name in names(&server.url) {
            if declared.and_then(|variables| variables.get(name)).is_none() {
                let message = format!("the server's address has a variable `{name}` that is not declared");
                let help = "declare it under `variables` with a `default`; the server is left out";
                self.warning(Code::ServerAddress, node.get("url").unwrap_or(node), message, help);
                return None;
            }
        }
        let mut filled = server.url.clone();
        for (name, variable) in &variables {
            if let Some(problem) = address::value_problem(&variable.default) {
                let place = declared.and_then(|all| self.behind(all.get(name)?)?.get("default"));
                let message = format!("the default of the server variable `{name}` {problem}");
                let help = "correct it; the server is left out";
                self.warning(Code::ServerAddress, place.unwrap_or(node), message, help);
                return None;
            }
            filled = filled.replace(&format!("{{{name}}}"), &address::encoded(&variable.default));
        }
        if let Some(problem) = address::problem(&filled) {
            self.unusable(node.get("url").unwrap_or(node), problem);
            return None;
        }
        let default = |variable: &ServerVariable| address::value_problem(&variable.default);
        if let Some((name, problem)) =
            variables.iter().find_map(|(name, variable)| Some((name, default(variable)?)))
        {
            let message = format!("the default of the server variable `{name}` {problem}");
            let at =
                declared.and_then(|declared| declared.get(name)).and_then(|variable| variable.get("default"));
            self.warning(
                Code::ServerAddress,
                at.unwrap_or(node),
                message,
                "write another; the server is left out",
            );
            return None;
        }
        server.variables = (!variables.is_empty()).then_some(variables);
        Some(server)
    }

    /// Reports an address to which no request is sent.
    pub(super) fn unusable(&mut self, node: Node<'a>, problem: &str) {
        let message = format!("the server's address {problem}");
        let help =
            "write `http://` or `https://`, a host and a path, or a path alone; the server is left out";
        self.warning(Code::ServerAddress, node, message, help);
    }

    fn variable(&mut self, name: &str, node: Node<'a>) -> Option<ServerVariable> {
        let mut variable = self.object(node, &VARIABLE)?;
        let found = Self::has_text(node, "default");
        if !self.require(node, found, "default", &format!("the server variable `{name}`")) {
            return None;
        }
        if let Some(values) = node.get("enum") {
            let bad = |item: &Node<'a>| Some((*item, address::value_problem(item.as_str()?)?));
            for (item, problem) in values.items().filter_map(|item| bad(&item)) {
                let message = format!("a value of the server variable `{name}` {problem}");
                self.warning(Code::ServerAddress, item, message, "remove it; it is left out");
            }
            variable.enumeration.retain(|value| address::value_problem(value).is_none());
        }
        let listed = &variable.enumeration;
        if !listed.is_empty() && !listed.contains(&variable.default) {
            let message = format!("the default of the server variable `{name}` is none of its values");
            self.warning(Code::FieldValue, node.get("default").unwrap_or(node), message, "add it to `enum`");
        }
        Some(variable)
    }
}

/// The names in braces.
fn names(url: &str) -> Vec<&str> {
    url.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
