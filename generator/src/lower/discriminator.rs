//! `discriminator`, with its mapping turned into indices.

use serde_json::Value;

use super::context::Lowering;
use super::object::Rule::{Known, Text};
use super::object::{Kind, Target, field, since};
use super::section::Section;
use super::version::Version::{self, V32};
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::document::schema::{Discriminator, SchemaId};
use crate::raw::Node;

static DISCRIMINATOR: Kind<Discriminator> = Kind {
    name: "a discriminator",
    fields: &[
        field("propertyName", Text(|discriminator, text| discriminator.property = text)),
        field("mapping", Known),
        since(V32, "defaultMapping", Known),
    ],
};

impl Target for Discriminator {
    fn extension(&mut self, _: &str, _: Value) {}
}

impl<'a> Lowering<'a> {
    pub(super) fn discriminator(&mut self, node: Node<'a>) -> Option<Discriminator> {
        if let Some(name) = node.as_str() {
            if self.version > Version::V20 {
                let help = "write `discriminator: {propertyName: ...}`";
                let message = "a discriminator is a mapping; the text is taken for its `propertyName`";
                self.ignored(node, message, help);
            }
            return Some(Discriminator { property: name.to_owned(), ..Discriminator::default() });
        }
        let mut discriminator = self.object(node, &DISCRIMINATOR)?;
        let found = Self::has_text(node, "propertyName");
        if !self.require(node, found, "propertyName", "a discriminator") {
            return None;
        }
        if let Some(pairs) =
            self.present(node, "mapping").filter(|pairs| self.expect_mapping(*pairs, "`mapping`"))
        {
            for (value, target) in pairs.entries() {
                let index = self.spot(Cost::Field, |lowering| lowering.mapped(target));
                discriminator.mapping.extend(index.map(|index| (value.to_owned(), index)));
            }
            discriminator.mapping.sort();
        }
        if let Some(target) = self.present(node, "defaultMapping") {
            discriminator.default = self.spot(Cost::Field, |lowering| lowering.mapped(target));
        }
        Some(discriminator)
    }

    /// The schemas of a file by their names.
    fn schemas_of(&self, root: Node<'a>) -> Option<Node<'a>> {
        match self.version {
            Version::V20 => root.get("definitions"),
            _ => root.get("components")?.get("schemas"),
        }
    }

    /// The schema that a mapping leads to: the name of a component, or a reference.
    fn mapped(&mut self, target: Node<'a>) -> Option<SchemaId> {
        let Some(text) = target.as_str() else {
            self.wrong_kind(target, "a discriminator's mapping", "the name of a schema, or a reference");
            return None;
        };
        let schemas = self.schemas_of(self.root);
        let home = std::iter::successors(Some(target), |node| node.parent()).last();
        let home = home.filter(|home| home.id() != self.root.id());
        // A part of the document may have components of its own, or be nothing but a list of schemas.
        let near =
            home.and_then(|home| self.schemas_of(home).and_then(|own| own.get(text)).or(home.get(text)));
        if let Some(schema) = schemas.and_then(|schemas| schemas.get(text)).or(near) {
            return Some(self.index_of(schema));
        }
        if text.contains(['#', '/']) || self.peek(target).is_some() {
            let found =
                if self.peek(target).is_some() { self.target(target, Section::Schemas) } else { None };
            if let Some(schema) = found {
                return Some(self.index_of(schema));
            }
        }
        let name = text.rsplit('/').next().unwrap_or(text);
        let known = schemas.into_iter().flat_map(Node::entries).map(|(name, _)| name);
        let help =
            self.report.did_you_mean(name, known, "add the schema to the components, or remove the entry");
        let message = format!("the discriminator's mapping leads to `{text}`, and there is no such schema");
        self.error(Code::DiscriminatorMapping, target, message, help);
        None
    }
}
