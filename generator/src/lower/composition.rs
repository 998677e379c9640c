//! `allOf`, `anyOf` and `oneOf`, and the `null` among their arms.

use super::context::Lowering;
use super::draft::Draft;
use super::refs;
use super::table::Edge;
use crate::document::schema::{SchemaId, SchemaObject};
use crate::raw::{Content, Node};

/// How many references are followed to find out whether an arm is `null`.
const MAX_HOPS: usize = 16;

impl<'a> Lowering<'a> {
    /// Lowers the composing keywords.
    pub(super) fn compositions(&mut self, index: SchemaId, node: Node<'a>, draft: &mut Draft) {
        self.all_of(index, node, draft);
        self.one_of(index, node, "anyOf", |schema| &mut schema.any_of, draft);
        self.one_of(index, node, "oneOf", |schema| &mut schema.one_of, draft);
    }

    fn arms(&mut self, node: Node<'a>, name: &str) -> Option<Vec<Node<'a>>> {
        let list = self.present(node, name)?;
        if !self.expect_list(list, &format!("`{name}`")) {
            return None;
        }
        let arms: Vec<_> = list.items().collect();
        if arms.is_empty() {
            self.ignored(list, format!("`{name}` is empty and ignored"), "add a schema, or remove it");
            return None;
        }
        Some(arms)
    }

    fn all_of(&mut self, index: SchemaId, node: Node<'a>, draft: &mut Draft) {
        let Some(arms) = self.arms(node, "allOf") else { return };
        for arm in arms {
            self.add_all_of(index, arm, draft);
        }
    }

    /// Adds an arm to `allOf`.
    fn add_all_of(&mut self, index: SchemaId, arm: Node<'a>, draft: &mut Draft) {
        let to = self.position(arm);
        self.table.edges.push(Edge { from: index, to, place: refs::ref_node(arm).unwrap_or(arm).id() });
        draft.schema.all_of.push(to);
    }

    /// `anyOf` or `oneOf`: arms that are `null` make the schema nullable; one arm that is left is not a choice.
    fn one_of(
        &mut self,
        index: SchemaId,
        node: Node<'a>,
        name: &str,
        of: fn(&mut SchemaObject) -> &mut Vec<SchemaId>,
        draft: &mut Draft,
    ) {
        let Some(arms) = self.arms(node, name) else { return };
        let all = arms.len();
        let others: Vec<_> = arms.into_iter().filter(|arm| !self.is_null(*arm)).collect();
        let had_null = others.len() < all;
        draft.schema.nullable |= had_null;
        match *others.as_slice() {
            [] => draft.schema.null_only = true,
            [only] if had_null => {
                draft.schema.discriminator = None;
                self.add_all_of(index, only, draft);
            }
            _ => {
                *of(&mut draft.schema) = others.into_iter().map(|arm| self.position(arm)).collect();
            }
        }
    }

    /// True for a schema whose only value is `null`, however it says so.
    fn is_null(&self, node: Node<'a>) -> bool {
        let mut at = node;
        for _ in 0..MAX_HOPS {
            let Some(from) = refs::ref_node(at) else { break };
            let Some(target) = self.peek(from) else { return false };
            at = target;
        }
        if let Some(value) = at.get("const") {
            return value.is_null();
        }
        if let Some(values) = at.get("enum") {
            let mut items = values.items().peekable();
            return items.peek().is_some() && items.all(Node::is_null);
        }
        match at.get("type").map(Node::content) {
            Some(Content::String(name)) => &**name == "null",
            Some(Content::Null) => true,
            Some(Content::Array(_)) => {
                let mut items = at.get("type").into_iter().flat_map(Node::items).peekable();
                items.peek().is_some() && items.all(|item| item.as_str() == Some("null") || item.is_null())
            }
            _ => false,
        }
    }
}
