//! A node with its arena: how everything reads a document.

use std::borrow::Cow;
use std::ops::Range;

use super::{Content, Entry, FileId, NodeId, Raw, Slot};

/// A node with its arena: the way everything reads a document.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub(super) raw: &'a Raw,
    pub(super) slot: &'a Slot,
    pub(super) id: NodeId,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node")
            .field("id", &self.id)
            .field("content", &self.slot.content)
            .finish_non_exhaustive()
    }
}

impl<'a> Node<'a> {
    /// The node's index.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What the node holds.
    #[must_use]
    pub fn content(self) -> &'a Content {
        &self.slot.content
    }

    /// The file the node stands in.
    #[must_use]
    pub fn file(self) -> FileId {
        self.slot.file
    }

    /// The node's bytes in its file.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.slot.span.0 as usize..self.slot.span.1 as usize
    }

    /// The value under `key`, if this is a mapping that has it.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.entry(key).and_then(|entry| self.raw.node(entry.value))
    }

    /// The entry under `key`, with the key's own place.
    #[must_use]
    pub fn entry(self, key: &str) -> Option<&'a Entry> {
        let Content::Object(entries) = &self.slot.content else { return None };
        entries.get(self.position(key)?)
    }

    /// Which entry of a mapping has `key`.
    #[must_use]
    pub fn position(self, key: &str) -> Option<usize> {
        let Content::Object(entries) = &self.slot.content else { return None };
        match self.rank(key) {
            None => entries.iter().position(|entry| &*entry.key == key),
            Some(found) => self.raw.orders.get(&self.id)?.get(found.ok()?).map(|at| *at as usize),
        }
    }

    /// Where the key stands, or would stand, in the order of keys that a large mapping has.
    pub(super) fn rank(self, key: &str) -> Option<Result<usize, usize>> {
        let Content::Object(entries) = &self.slot.content else { return None };
        let key_at = |at: &u32| entries.get(*at as usize).map_or("", |entry| &*entry.key);
        Some(self.raw.orders.get(&self.id)?.binary_search_by(|at| key_at(at).cmp(key)))
    }

    /// The item of a sequence by its index.
    #[must_use]
    pub fn item(self, index: usize) -> Option<Node<'a>> {
        match &self.slot.content {
            Content::Array(items) => self.raw.node(*items.get(index)?),
            _ => None,
        }
    }

    /// The entries of a mapping in document order; empty for anything else.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let entries: &'a [Entry] = match &self.slot.content {
            Content::Object(entries) => entries,
            _ => &[],
        };
        entries.iter().filter_map(move |entry| Some((&*entry.key, self.raw.node(entry.value)?)))
    }

    /// The items of a sequence; empty for anything else.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> {
        let items: &'a [NodeId] = match &self.slot.content {
            Content::Array(items) => items,
            _ => &[],
        };
        items.iter().filter_map(move |id| self.raw.node(*id))
    }

    /// One step down: an entry of a mapping, or an item of a list by its index without leading zeros.
    #[must_use]
    pub fn step(self, token: &str) -> Option<Node<'a>> {
        if self.is_array() {
            let canonical =
                token == "0" || (!token.starts_with('0') && token.bytes().all(|b| b.is_ascii_digit()));
            return if canonical { self.item(token.parse().ok()?) } else { None };
        }
        self.get(token)
    }

    /// The node that the parts of a pointer lead to; the error is the deepest node reached and the index of the part that
    /// leads nowhere.
    ///
    /// # Errors
    /// When a part leads nowhere.
    pub fn walk(self, tokens: &[String]) -> Result<Node<'a>, (Node<'a>, usize)> {
        let mut node = self;
        for (index, token) in tokens.iter().enumerate() {
            node = node.step(token).ok_or((node, index))?;
        }
        Ok(node)
    }

    /// The text of a string node.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match &self.slot.content {
            Content::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean node.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.slot.content {
            Content::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The digits of a number node, in JSON's spelling.
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        match &self.slot.content {
            Content::Number(text) => Some(text),
            _ => None,
        }
    }

    /// True for `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.slot.content, Content::Null)
    }

    /// True for a mapping.
    #[must_use]
    pub fn is_object(self) -> bool {
        matches!(self.slot.content, Content::Object(_))
    }

    /// True for a sequence.
    #[must_use]
    pub fn is_array(self) -> bool {
        matches!(self.slot.content, Content::Array(_))
    }

    /// The word for what the node holds, for messages: `a mapping`, `a string`, ...
    #[must_use]
    pub fn kind_name(self) -> &'static str {
        match self.slot.content {
            Content::Null => "null",
            Content::Bool(_) => "a boolean",
            Content::Number(_) => "a number",
            Content::String(_) => "a string",
            Content::Array(_) => "a list",
            Content::Object(_) => "a mapping",
        }
    }

    /// The node above this one; `None` at a root.
    #[must_use]
    pub fn parent(self) -> Option<Node<'a>> {
        self.raw.node(self.slot.parent?.0)
    }

    /// The entry of the parent mapping under which this node hangs.
    fn own_entry(self) -> Option<&'a Entry> {
        let (parent, at) = self.slot.parent?;
        match self.raw.node(parent)?.content() {
            Content::Object(entries) => entries.get(at as usize),
            _ => None,
        }
    }

    /// The key under which this node hangs; `None` in lists and at roots.
    #[must_use]
    pub fn key(self) -> Option<&'a str> {
        self.own_entry().map(|entry| &*entry.key)
    }

    /// Its place in a list; `None` in mappings and at roots.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        let (parent, at) = self.slot.parent?;
        self.raw.node(parent)?.is_array().then_some(at as usize)
    }

    /// Where the key stands under which this node hangs, as bytes in its file; `None` in lists and at roots.
    #[must_use]
    pub fn key_span(self) -> Option<Range<usize>> {
        self.own_entry().map(|entry| entry.key_span.0 as usize..entry.key_span.1 as usize)
    }

    /// The RFC 6901 JSON pointer of this node in its file.
    #[must_use]
    pub fn pointer(self) -> String {
        let mut tokens = Vec::new();
        let mut node = self;
        while let (Some(parent), Some((_, at))) = (node.parent(), node.slot.parent) {
            tokens.push(node.key().map_or_else(|| Cow::Owned(at.to_string()), crate::pointer::escape));
            node = parent;
        }
        let length = tokens.iter().map(|token| token.len() + 1).sum();
        tokens.iter().rev().fold(String::with_capacity(length), |pointer, token| pointer + "/" + token)
    }

    /// The node as a JSON value. Numbers beyond 64 bits become the nearest `f64`, or `null` where there is none;
    /// code that must not lose digits reads [`Node::as_number`].
    #[must_use]
    pub fn to_json(self) -> serde_json::Value {
        match &self.slot.content {
            Content::Null => serde_json::Value::Null,
            Content::Bool(value) => serde_json::Value::Bool(*value),
            Content::Number(text) => json_number(text),
            Content::String(text) => serde_json::Value::String(text.to_string()),
            Content::Array(_) => self.items().map(Node::to_json).collect(),
            Content::Object(_) => serde_json::Value::Object(
                self.entries().map(|(key, node)| (key.to_owned(), node.to_json())).collect(),
            ),
        }
    }
}

/// Integers of 64 bits exactly, anything else as the nearest `f64`.
fn json_number(text: &str) -> serde_json::Value {
    if let Ok(integer) = text.parse::<i64>() {
        return integer.into();
    }
    if let Ok(integer) = text.parse::<u64>() {
        return integer.into();
    }
    text.parse().ok().and_then(serde_json::Number::from_f64).map_or(serde_json::Value::Null, Into::into)
}
