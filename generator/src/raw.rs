//! A document as written: an arena of nodes in document order, each with its place in a file.
//!
//! Nothing here knows OpenAPI. Scalars keep their text (`1.10` stays `1.10`, a 40-digit integer
//! keeps its digits), mappings keep their order, and every node can say where it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

mod copy;
mod node;

pub use copy::{Budget, Exceeded};
pub use node::Node;

/// Index of a node in a [`Raw`] arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Index of a file in a [`Raw`] arena: the document, files it refers to, overlays, the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file whose text is kept for positions and excerpts.
#[derive(Debug, Clone)]
pub struct File {
    /// The name to print, as the user gave it.
    pub name: String,
    /// The name for what is generated, which does not depend on where the user stands.
    pub label: String,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number that JSON can write, with the digits of the document in JSON's spelling.
    Number(Box<str>),
    /// Text.
    String(Box<str>),
    /// A sequence.
    Array(Vec<NodeId>),
    /// A mapping; keys are unique.
    Object(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: Box<str>,
    /// Where the key stands in the value's file, as a byte range.
    pub key_span: (u32, u32),
    /// The value.
    pub value: NodeId,
}

/// Mappings with more entries than this are looked up by binary search.
const SMALL: usize = 16;

/// How a node hangs below its parent: which one, and as which of its items or entries.
type Parent = Option<(NodeId, u32)>;

#[derive(Debug, Clone)]
struct Slot {
    content: Content,
    parent: Parent,
    file: FileId,
    span: (u32, u32),
}

/// The arena. Nodes of one document, of the files it refers to and of its overlays.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    slots: Vec<Slot>,
    files: Vec<File>,
    roots: Vec<NodeId>,
    /// For each large mapping, its entries' positions in the order of their keys.
    orders: BTreeMap<NodeId, Vec<u32>>,
}

impl Raw {
    /// Registers a file; its root is set when its tree is complete.
    pub fn add_file(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let name = name.into();
        self.files.push(File { label: name.clone(), name, text: text.into() });
        self.roots.push(NodeId(u32::MAX));
        id
    }

    /// Says how what is generated calls a file.
    pub fn set_label(&mut self, file: FileId, label: &str) {
        if let Some(file) = self.files.get_mut(file.0 as usize) {
            label.clone_into(&mut file.label);
        }
    }

    /// Adds a node without a parent; `span` is a byte range in the file's text.
    pub fn add(&mut self, file: FileId, content: Content, span: (u32, u32)) -> NodeId {
        let id = NodeId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.adopt(id, &content);
        self.slots.push(Slot { content, parent: None, file, span });
        id
    }

    /// Makes `root` the root of `file`.
    pub fn set_root(&mut self, file: FileId, root: NodeId) {
        if let Some(slot) = self.roots.get_mut(file.0 as usize) {
            *slot = root;
        }
    }

    /// Replaces what a node holds; the node keeps its place in the file (overlays use this).
    pub fn replace(&mut self, id: NodeId, content: Content) {
        self.adopt(id, &content);
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.content = content;
        }
    }

    /// Hangs the children of `content` below `id` and notes the order of its keys.
    /// Puts an entry into a mapping: in the place of the one with the same key, or as the last.
    pub fn put(&mut self, id: NodeId, entry: Entry) {
        let known = self.node(id).and_then(|node| node.position(&entry.key));
        let rank = self.node(id).and_then(|node| node.rank(&entry.key)?.err());
        let value = entry.value;
        let Some(Content::Object(entries)) = self.content_mut(id) else { return };
        let at = known.unwrap_or(entries.len());
        match entries.get_mut(at) {
            Some(old) => *old = entry,
            None => entries.push(entry),
        }
        let late = (entries.len() > SMALL && rank.is_none() && known.is_none()).then(|| key_order(entries));
        if let Some(order) = late {
            self.orders.insert(id, order);
        } else if let (Some(rank), Some(order)) = (rank, self.orders.get_mut(&id)) {
            order.insert(rank, u32::try_from(at).unwrap_or(u32::MAX));
        }
        self.set_parent(value, id, at);
    }

    /// Adds an item to a list.
    pub fn push(&mut self, id: NodeId, item: NodeId) {
        let Some(Content::Array(items)) = self.content_mut(id) else { return };
        items.push(item);
        let at = items.len() - 1;
        self.set_parent(item, id, at);
    }

    /// Puts a value in the place of another one; its key, if it has one, is from then on shown at `key_span`.
    pub fn exchange(&mut self, old: NodeId, new: NodeId, key_span: (u32, u32)) {
        let Some((parent, at)) = self.slots.get(old.0 as usize).and_then(|slot| slot.parent) else { return };
        let at = at as usize;
        match self.content_mut(parent) {
            Some(Content::Array(items)) => {
                items.get_mut(at).into_iter().filter(|item| **item == old).for_each(|item| *item = new);
            }
            Some(Content::Object(entries)) => {
                entries.get_mut(at).into_iter().filter(|entry| entry.value == old).for_each(|entry| {
                    entry.key_span = key_span;
                    entry.value = new;
                });
            }
            _ => return,
        }
        self.set_parent(new, parent, at);
    }

    fn content_mut(&mut self, id: NodeId) -> Option<&mut Content> {
        self.slots.get_mut(id.0 as usize).map(|slot| &mut slot.content)
    }

    fn adopt(&mut self, id: NodeId, content: &Content) {
        self.orders.remove(&id);
        match content {
            Content::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.set_parent(*item, id, at));
            }
            Content::Object(entries) => {
                entries.iter().enumerate().for_each(|(at, entry)| self.set_parent(entry.value, id, at));
                if entries.len() > SMALL {
                    self.orders.insert(id, key_order(entries));
                }
            }
            _ => {}
        }
    }

    fn set_parent(&mut self, child: NodeId, parent: NodeId, at: usize) {
        if let Some(slot) = self.slots.get_mut(child.0 as usize) {
            slot.parent = Some((parent, u32::try_from(at).unwrap_or(u32::MAX)));
        }
    }

    /// The number of nodes in all files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// True before the first node is added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The root of a file, if its tree was read.
    #[must_use]
    pub fn root(&self, file: FileId) -> Option<Node<'_>> {
        self.roots.get(file.0 as usize).and_then(|id| self.node(*id))
    }

    /// The document itself: the root of the first file that has one (a configuration has none).
    #[must_use]
    pub fn document(&self) -> Option<Node<'_>> {
        self.roots.iter().find_map(|root| self.node(*root))
    }

    /// A node by its index.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<Node<'_>> {
        let slot = self.slots.get(id.0 as usize)?;
        Some(Node { raw: self, slot, id })
    }

    /// A file by its index.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// A reference to a node, as the document would write it.
    #[must_use]
    pub fn reference(&self, id: NodeId) -> Option<String> {
        let node = self.node(id)?;
        let is_beside = self.document().is_none_or(|document| document.file() != node.file());
        let file = self.file(node.file()).filter(|_| is_beside);
        Some(format!("{}#{}", file.map_or("", |file| &file.label), node.pointer()))
    }

    /// All files in the order they were added.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }
}

/// The positions of entries in the order of their keys.
fn key_order(entries: &[Entry]) -> Vec<u32> {
    let mut keyed: Vec<(&str, u32)> = (0..).zip(entries).map(|(at, entry)| (&*entry.key, at)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, at)| at).collect()
}
