//! The components: schemas take the first places of the table, and everything is looked at even if nothing uses it.

use std::collections::BTreeMap;

use serde_json::{Map as JsonMap, Value};

use super::context::{Lowering, Map};
use super::object::Rule::{Known, Skip};
use super::object::{Kind, field, since};
use super::refs::{Section, insert_some};
use super::version::Version::{V31, V32};
use crate::raw::Node;

static COMPONENTS: Kind = Kind {
    name: "the components",
    fields: &[
        field("schemas", Known),
        field("responses", Known),
        field("parameters", Known),
        field("examples", Skip),
        field("requestBodies", Known),
        field("headers", Known),
        field("securitySchemes", Known),
        field("links", Skip),
        field("callbacks", Skip),
        since(V31, "pathItems", Known),
        since(V32, "mediaTypes", Known),
    ],
};

/// Lowers an object of a section.
type Lower = for<'b, 'a> fn(&'b mut Lowering<'a>, Node<'a>) -> Option<Value>;

impl<'a> Lowering<'a> {
    /// Gives component schemas their indices and notes the names of security schemes.
    pub(super) fn register_components(&mut self, root: Node<'a>) {
        let Some(components) = self.whole(root, "components", "`components`") else { return };
        let mut sections = BTreeMap::new();
        for (key, node) in components.entries().filter(|(key, _)| !key.starts_with("x-")) {
            let Some(section) = self.follow(node, &format!("`components.{key}`")) else { continue };
            sections.insert(key, section);
            if section.id() != node.id() {
                self.elsewhere.extend(section.entries().map(|(name, object)| (object.id(), name)));
            }
        }
        let entries = |key: &str| sections.get(key).copied().into_iter().flat_map(Node::entries);
        for (name, schema) in entries("schemas") {
            if !name.starts_with("x-") || schema.is_object() {
                self.components.insert(name.to_owned());
                self.add_schema(schema, Some(name.to_owned()));
            }
        }
        self.schemes = entries("securitySchemes").map(|(name, _)| name).collect();
    }

    /// Lowers the components; only security schemes stay where they are.
    pub(super) fn components(&mut self, root: Node<'a>) -> Map {
        let Some(components) = self.whole(root, "components", "`components`") else { return Map::new() };
        let Some(mut map) = self.object(components, &COMPONENTS) else { return Map::new() };
        self.section(components, Section::Schemas);
        let sections: [(Section, Lower); 4] = [
            (Section::Responses, |l, node| l.response(node)),
            (Section::Parameters, |l, node| l.parameter_value(node)),
            (Section::RequestBodies, |l, node| l.request_body(node)),
            (Section::Headers, |l, node| l.header(node)),
        ];
        for (section, lower) in sections {
            for (_, object) in self.section(components, section) {
                if let Some(target) = self.deref(object, section) {
                    self.shared_value(target, section, lower, object);
                }
            }
        }
        let mut schemes = JsonMap::new();
        for (name, object) in self.section(components, Section::SecuritySchemes) {
            let lowered = self.inline(object, Section::SecuritySchemes, |l, node| l.security_scheme(node));
            if let Some(lowered) = lowered {
                schemes.insert(name.to_owned(), lowered);
            }
        }
        insert_some(&mut map, "securitySchemes", schemes);
        map
    }

    /// The entries of a section.
    fn section(&mut self, components: Node<'a>, section: Section) -> Vec<(&'a str, Node<'a>)> {
        let what = format!("`components.{}`", section.key());
        let Some(node) = self.whole(components, section.key(), &what) else { return Vec::new() };
        if !self.expect_mapping(node, &what) {
            return Vec::new();
        }
        node.entries().filter(|(name, object)| !name.starts_with("x-") || object.is_object()).collect()
    }
}
