//! `type` with several names: an arm of `anyOf` for each, with the keywords that apply to it.

use super::context::Lowering;
use super::draft::Draft;
use super::keyword::{TYPED, of_type};
use crate::document::schema::{SchemaObject, Type};
use crate::format::{self, Of};
use crate::raw::Node;

impl<'a> Lowering<'a> {
    /// Splits a schema of several types.
    pub(super) fn alternatives(&mut self, node: Node<'a>, draft: &mut Draft) {
        let format = draft.schema.format.take();
        let known = format.as_deref().and_then(format::get);
        let is_numeric = known.is_some_and(|format| format.of != Of::Text);
        let mut arms = Vec::new();
        for kind in std::mem::take(&mut draft.types) {
            let mut arm = of_type(&draft.schema, kind);
            if (kind.is_numeric() && is_numeric) || (kind == Type::String && !is_numeric) {
                arm.format.clone_from(&format);
            }
            if kind.is_numeric() {
                self.bounds(node, Some(kind), &mut arm.constraints);
            }
            arms.push(self.table.add_made(node, arm));
        }
        for keyword in TYPED {
            (keyword.take)(&mut draft.schema);
        }
        if draft.schema.any_of.is_empty() {
            draft.schema.any_of = arms;
        } else {
            let choice = SchemaObject { any_of: arms, ..SchemaObject::default() };
            let choice = self.table.add_made(node, choice);
            draft.schema.all_of.push(choice);
        }
    }
}
