//! A schema while its keywords are read.

use crate::document::schema::{SchemaObject, Type};
use crate::raw::Node;

/// A schema on its way into the table.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) schema: SchemaObject,
    /// `type`, or what the other keywords say of it.
    pub(super) types: Vec<Type>,
}

/// True if there is a schema for each place of a list: `prefixItems`, or `items` as a list.
pub(super) fn has_places(node: Node<'_>) -> bool {
    ["prefixItems", "items"].iter().any(|key| node.get(key).is_some_and(Node::is_array))
}

/// True if a schema is composed, so that its `type` says less than all.
pub(super) fn is_composed(schema: &SchemaObject) -> bool {
    !schema.all_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || schema.not.is_some()
}
