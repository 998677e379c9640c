//! Examples: only their values matter here, and nothing about them is ever an error.

use serde_json::json;

use super::context::{Lowering, Map};
use super::refs::{Section, insert_some};
use crate::code::Code;
use crate::raw::Node;

impl<'a> Lowering<'a> {
    /// Copies the values under `examples` of a parameter, header or media type.
    pub(super) fn examples(&mut self, node: Node<'a>, map: &mut Map) {
        if !node.is_object() {
            self.bad_examples(node, "a mapping of names to examples");
            return;
        }
        let mut examples = Map::new();
        for (name, example) in node.entries() {
            let Some(target) = self.deref(example, Section::Examples) else { continue };
            if !target.is_object() {
                self.bad_examples(example, "a mapping with a `value`");
                continue;
            }
            if let Some(value) = target.get("value").or_else(|| target.get("dataValue")) {
                let shared = target.id() != example.id();
                if !shared || self.affords(value) {
                    examples.insert(name.to_owned(), json!({ "value": value.to_json() }));
                }
            }
        }
        insert_some(map, "examples", examples);
    }

    /// Takes an example's bytes off what copies may cost; an example too many is left out in silence, since the
    /// same value is there elsewhere.
    fn affords(&mut self, value: Node<'a>) -> bool {
        let rest = self.expansion.checked_sub(value.span().len());
        self.expansion = rest.unwrap_or(self.expansion);
        rest.is_some()
    }

    /// `example`, which may be any value.
    pub(super) fn example(node: Node<'a>, map: &mut Map) {
        if !node.is_null() {
            map.insert("example".into(), node.to_json());
        }
    }

    /// Reports examples of another form than the standard's.
    pub(super) fn bad_examples(&mut self, node: Node<'a>, expected: &str) {
        let message = format!("an example is {expected}, and this is {}; it is left out", node.kind_name());
        self.warning(Code::Example, node, message, "correct it, or write `example` with one value");
    }
}
