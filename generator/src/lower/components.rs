//! The components: schemas take the first places of the table, and everything is looked at even if nothing uses it.

use std::collections::BTreeMap;

use super::context::Lowering;
use super::object::Rule::{Known, Skip};
use super::object::{Kind, field, since};
use super::section::Section;
use super::shared::Shared;
use super::version::Version::{V20, V31, V32};
use crate::diagnostic::Cost;
use crate::document::place::since_swagger;
use crate::document::{Header, MediaType, Parameter, RequestBody, Response, SecurityScheme};
use crate::raw::Node;

pub(super) static COMPONENTS: Kind<()> = Kind {
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

impl<'a> Lowering<'a> {
    /// What the sections of components stand in.
    fn holder(&mut self, root: Node<'a>) -> Option<Node<'a>> {
        if self.version == V20 { Some(root) } else { self.whole(root, "components", "`components`") }
    }

    /// Gives component schemas their indices and notes the names of security schemes.
    pub(super) fn register_components(&mut self, root: Node<'a>) {
        let Some(components) = self.holder(root) else { return };
        let is_swagger = self.version == V20;
        let mut sections = BTreeMap::new();
        for (key, node) in components.entries().filter(|(key, _)| !key.starts_with("x-")) {
            let (name, what) = if is_swagger {
                let Some(name) = since_swagger(key) else { continue };
                (name, format!("`{key}`"))
            } else {
                (key, format!("`components.{key}`"))
            };
            let Some(section) = self.follow(node, &what) else { continue };
            sections.insert(name, section);
            if section.id() != node.id() {
                self.elsewhere.extend(section.entries().map(|(name, object)| (object.id(), name)));
            }
        }
        let entries = |key: &str| sections.get(key).copied().into_iter().flat_map(Node::entries);
        for (name, schema) in entries("schemas") {
            if !name.starts_with("x-") || schema.is_object() {
                self.table.components.insert(name.to_owned());
                match self.written_beside(schema) {
                    Some(written) => self.table.add_referred(written, schema, name),
                    None => self.table.add(schema, Some(name.to_owned())),
                };
            }
        }
        self.schemes = entries("securitySchemes").map(|(name, _)| name).collect();
    }

    /// Lowers the components; security schemes are what is left of them.
    pub(super) fn components(&mut self, root: Node<'a>) -> Vec<(String, SecurityScheme)> {
        let Some(components) = self.holder(root) else { return Vec::new() };
        if self.version > V20 && self.object(components, &COMPONENTS).is_none() {
            return Vec::new();
        }
        self.section(components, Section::Schemas);
        self.check::<Response>(components);
        self.check::<Parameter>(components);
        self.check::<RequestBody>(components);
        self.check::<Header>(components);
        // Documents of 3.1 have other things there, and only what uses them tells what they are.
        if self.version >= V32 {
            self.check::<MediaType>(components);
        }
        self.unused_items(components);
        let mut schemes = Vec::new();
        for (name, object) in self.section(components, Section::SecuritySchemes) {
            // A scheme that nothing requires decides nothing.
            let target = if self.required.contains(name) {
                self.deref(object, Section::SecuritySchemes)
            } else {
                self.spot(Cost::Field, |lowering| lowering.deref(object, Section::SecuritySchemes))
            };
            let Some(target) = target else { continue };
            if target.id() != object.id() {
                self.ignored_siblings(object);
            }
            let lowered =
                if self.version == V20 { self.swagger_scheme(target) } else { self.security_scheme(target) };
            schemes.extend(lowered.map(|lowered| (name.to_owned(), lowered)));
        }
        schemes
    }

    /// Lowers the objects of a section, so that what is wrong with them is reported even if nothing uses them.
    fn check<T: Shared>(&mut self, components: Node<'a>) {
        for (_, object) in self.section(components, T::SECTION) {
            // Parts of bodies are read with the operations that have them.
            if self.version == V20 && self.part(object).is_some() {
                continue;
            }
            self.spot(T::COST, |lowering| {
                let target = lowering.deref(object, T::SECTION)?;
                lowering.target_of::<T>(target, object)
            });
        }
    }

    /// The entries of a section.
    fn section(&mut self, components: Node<'a>, section: Section) -> Vec<(&'a str, Node<'a>)> {
        let place = section.place(self.version);
        let key = place.rsplit('/').next().unwrap_or_default();
        // The sections that came with OpenAPI 3 are nowhere in a document of 2.0.
        let what = format!("`{}`", place.replace('/', "."));
        let Some(node) = self.whole(components, key, &what) else { return Vec::new() };
        if !self.expect_mapping(node, &what) {
            return Vec::new();
        }
        node.entries().filter(|(name, object)| !name.starts_with("x-") || object.is_object()).collect()
    }
}
