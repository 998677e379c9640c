//! Copies of subtrees, bounded: aliases and overlays make them.

use super::{Content, Entry, NodeId, Raw};

/// What copies may still cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Nodes.
    pub nodes: usize,
    /// Bytes of keys and scalars.
    pub bytes: usize,
}

/// Which bound a copy would break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// The nodes or bytes of the budget.
    Budget,
    /// The depth.
    Depth,
}

impl Raw {
    /// Copies a subtree that will stand where `depth` more levels are allowed. Copies keep the places of what
    /// they are copies of.
    ///
    /// # Errors
    /// When the budget or the depth does not suffice; nodes copied so far then stay unused in the arena.
    pub fn copy_tree(&mut self, id: NodeId, depth: usize, budget: &mut Budget) -> Result<NodeId, Exceeded> {
        let Some(slot) = self.slots.get(id.0 as usize) else { return Ok(id) };
        let (file, span, content) = (slot.file, slot.span, slot.content.clone());
        budget.nodes = budget.nodes.checked_sub(1).ok_or(Exceeded::Budget)?;
        let bytes = match &content {
            Content::String(text) | Content::Number(text) => text.len(),
            Content::Object(entries) => entries.iter().map(|entry| entry.key.len()).sum(),
            _ => 0,
        };
        budget.bytes = budget.bytes.checked_sub(bytes).ok_or(Exceeded::Budget)?;
        let below = || depth.checked_sub(1).ok_or(Exceeded::Depth);
        let content = match content {
            Content::Array(items) => {
                let below = below()?;
                let copied = items.into_iter().map(|item| self.copy_tree(item, below, budget));
                Content::Array(copied.collect::<Result<_, _>>()?)
            }
            Content::Object(entries) => {
                let below = below()?;
                let copied = entries
                    .into_iter()
                    .map(|entry| Ok(Entry { value: self.copy_tree(entry.value, below, budget)?, ..entry }));
                Content::Object(copied.collect::<Result<_, _>>()?)
            }
            scalar => scalar,
        };
        Ok(self.add(file, content, span))
    }
}
