//! Examples: only their values matter here, and nothing about them is ever an error.

use indexmap::IndexMap;
use openapiv3::{Example, ReferenceOr};
use serde_json::Value;

use super::context::Lowering;
use super::section::Section;
use crate::code::Code;
use crate::raw::Node;

impl<'a> Lowering<'a> {
    /// The values under `examples` of a parameter, header or media type. An example too many is left out in silence,
    /// since the same value is there elsewhere.
    pub(super) fn examples(&mut self, node: Node<'a>) -> IndexMap<String, ReferenceOr<Example>> {
        let mut examples = IndexMap::new();
        if !node.is_object() {
            self.bad_examples(node, "a mapping of names to examples");
        }
        for (name, example) in node.entries() {
            let Some(target) = self.deref(example, Section::Examples) else { continue };
            if !target.is_object() {
                self.bad_examples(example, "a mapping with a `value`");
                continue;
            }
            if let Some(value) = target.get("value").or_else(|| target.get("dataValue")) {
                let is_shared = target.id() != example.id();
                if !is_shared || self.affords(value.span().len()) {
                    let example = Example { value: Some(value.to_json()), ..Example::default() };
                    examples.insert(name.to_owned(), ReferenceOr::Item(example));
                }
            }
        }
        examples
    }

    /// `example`, which may be any value but `null`.
    pub(super) fn example(node: Node<'a>) -> Option<Value> {
        (!node.is_null()).then(|| node.to_json())
    }

    /// Reports examples of another form than the standard's.
    pub(super) fn bad_examples(&mut self, node: Node<'a>, expected: &str) {
        let message = format!("an example is {expected}, and this is {}; it is left out", node.kind_name());
        self.warning(Code::Example, node, message, "correct it, or write `example` with one value");
    }
}
