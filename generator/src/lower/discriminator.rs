//! `discriminator`, with its mapping turned into indices.

use serde_json::{Value, json};

use super::context::{Lowering, Map};
use super::object::Rule::{Known, Text};
use super::object::{Kind, field, since};
use super::refs::Section;
use super::version::Version::V32;
use crate::code::Code;
use crate::diagnostic::did_you_mean;
use crate::raw::Node;

static DISCRIMINATOR: Kind = Kind {
    name: "a discriminator",
    fields: &[field("propertyName", Text), field("mapping", Known), since(V32, "defaultMapping", Known)],
};

impl<'a> Lowering<'a> {
    pub(super) fn discriminator(&mut self, node: Node<'a>, map: &mut Map) {
        if let Some(name) = node.as_str() {
            let help = "write `discriminator: {propertyName: ...}`";
            self.ignored(
                node,
                "a discriminator is a mapping; the text is taken for its `propertyName`",
                help,
            );
            map.insert("discriminator".into(), json!({ "propertyName": name, "x-node": node.id().0 }));
            return;
        }
        let Some(mut lowered) = self.object(node, &DISCRIMINATOR) else { return };
        if !self.require(node, &lowered, "propertyName", "a discriminator") {
            return;
        }
        let mut mapping = Map::new();
        if let Some(pairs) =
            self.present(node, "mapping").filter(|pairs| self.expect_mapping(*pairs, "`mapping`"))
        {
            for (value, target) in pairs.entries() {
                if let Some(index) = self.mapped(target) {
                    mapping.insert(value.to_owned(), format!("#/components/schemas/{index}").into());
                }
            }
        }
        lowered.insert("mapping".into(), Value::Object(mapping));
        if let Some(target) = self.present(node, "defaultMapping")
            && let Some(index) = self.mapped(target)
        {
            lowered.insert("x-lowered-default-mapping".into(), index.into());
        }
        map.insert("discriminator".into(), Value::Object(lowered));
    }

    /// The schema that a mapping leads to: the name of a component, or a reference.
    fn mapped(&mut self, target: Node<'a>) -> Option<usize> {
        let Some(text) = target.as_str() else {
            self.wrong_kind(target, "a discriminator's mapping", "the name of a schema, or a reference");
            return None;
        };
        let schemas = self.root.get("components").and_then(|components| components.get("schemas"));
        if let Some(schema) = schemas.and_then(|schemas| schemas.get(text)) {
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
        let help = did_you_mean(name, known, "add the schema to the components, or remove the entry");
        let message = format!("the discriminator's mapping leads to `{text}`, and there is no such schema");
        self.error(Code::DiscriminatorMapping, target, message, help);
        None
    }
}
