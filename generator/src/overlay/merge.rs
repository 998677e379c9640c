//! What actions do to the nodes they select.

use std::collections::{BTreeMap, BTreeSet};

use super::{Applier, Failed};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::raw::{Content, Entry, Exceeded, Node, NodeId};

/// What may be merged with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mapping,
    List,
    Scalar,
}

impl Applier<'_> {
    /// Takes the nodes out of what holds them; the result is what changed.
    pub(super) fn remove(&mut self, at: NodeId, targets: &[NodeId]) -> Result<Vec<NodeId>, Failed> {
        let mut by_parent: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
        for target in targets {
            let Some(parent) = self.raw.node(*target).and_then(Node::parent) else {
                let help = "select what is in the document, not the document";
                return self.fail(Code::OverlayConflict, at, "the root cannot be removed", help);
            };
            if self.is_1_0 && self.kind(*target) == Kind::Scalar {
                return self.scalar_in_1_0(at);
            }
            by_parent.entry(parent.id()).or_default().insert(*target);
        }
        for (parent, gone) in &by_parent {
            let siblings =
                self.raw.node(*parent).map_or(0, |node| node.items().count() + node.entries().count());
            self.charge(at, siblings as u64)?;
            let content = match self.content(*parent) {
                Content::Array(items) => {
                    Content::Array(items.into_iter().filter(|item| !gone.contains(item)).collect())
                }
                Content::Object(entries) => Content::Object(
                    entries.into_iter().filter(|entry| !gone.contains(&entry.value)).collect(),
                ),
                scalar => scalar,
            };
            self.raw.replace(*parent, content);
        }
        Ok(by_parent.into_keys().collect())
    }

    /// Merges a copy of `source` into each target; the result is what changed.
    pub(super) fn merge_all(
        &mut self,
        at: NodeId,
        targets: &[NodeId],
        source: NodeId,
    ) -> Result<Vec<NodeId>, Failed> {
        let mut touched = Vec::new();
        for target in targets {
            let first = targets.first().copied().unwrap_or(*target);
            if self.kind(*target) != self.kind(first) {
                let message = "the query selects values of different kinds";
                return self.fail(Code::OverlayConflict, at, message, "write one action for each kind");
            }
            match (self.kind(*target), self.kind(source)) {
                (Kind::Mapping, Kind::Mapping) => self.merge(at, *target, source)?,
                (Kind::List, _) => self.append(at, *target, source)?,
                (Kind::Scalar, Kind::Scalar) if self.is_1_0 => return self.scalar_in_1_0(at),
                (Kind::Scalar, Kind::Scalar) => {
                    touched.push(self.replace(at, *target, source)?);
                    continue;
                }
                _ => return self.conflict(at, *target, source),
            }
            touched.push(*target);
        }
        Ok(touched)
    }

    /// Merges the mapping `source` into the mapping `target`, entry by entry.
    fn merge(&mut self, at: NodeId, target: NodeId, source: NodeId) -> Result<(), Failed> {
        let Content::Object(news) = self.content(source) else { return Ok(()) };
        let below = self.room_below(target);
        for new in news {
            let Some(old) = self.raw.node(target).and_then(|node| node.get(&new.key)).map(Node::id) else {
                let value = self.copy(new.value, below, at)?;
                self.raw.put(target, Entry { value, ..new });
                continue;
            };
            match (self.kind(old), self.kind(new.value)) {
                (Kind::Mapping, Kind::Mapping) => self.merge(at, old, new.value)?,
                (Kind::List, Kind::List) => self.append(at, old, new.value)?,
                (Kind::Scalar, Kind::Scalar) => {
                    let value = self.copy(new.value, below, at)?;
                    self.raw.put(target, Entry { value, ..new });
                }
                _ => return self.conflict(at, old, new.value),
            }
        }
        Ok(())
    }

    /// Appends to the list `target` the items of `source`, or `source` itself if it is no list.
    fn append(&mut self, at: NodeId, target: NodeId, source: NodeId) -> Result<(), Failed> {
        let news = match self.content(source) {
            Content::Array(news) => news,
            _ => vec![source],
        };
        let below = self.room_below(target);
        for new in news {
            let item = self.copy(new, below, at)?;
            self.raw.push(target, item);
        }
        Ok(())
    }

    /// Puts a copy of the scalar `source` where `target` is; the result is what holds it.
    fn replace(&mut self, at: NodeId, target: NodeId, source: NodeId) -> Result<NodeId, Failed> {
        let Some(parent) = self.raw.node(target).and_then(Node::parent).map(Node::id) else {
            return self.conflict(at, target, source);
        };
        let value = self.copy(source, self.depth, at)?;
        let span = self.raw.node(value).map(Node::span).unwrap_or_default();
        let number = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        // The key stands in the document, the value in the overlay: the value is the better place.
        self.raw.exchange(target, value, (number(span.start), number(span.end)));
        Ok(parent)
    }

    /// Copies a subtree to where `room` more levels are allowed.
    pub(super) fn copy(&mut self, source: NodeId, room: usize, at: NodeId) -> Result<NodeId, Failed> {
        match self.raw.copy_tree(source, room, &mut self.budget) {
            Ok(copy) => Ok(copy),
            Err(Exceeded::Budget) => {
                let message = "the overlay makes the document larger than allowed";
                self.fail(
                    Code::OverlayTooLarge,
                    at,
                    message,
                    "copy less; the copies of an overlay are bounded like aliases",
                )
            }
            Err(Exceeded::Depth) => {
                let message = format!("the overlay makes the document more than {} levels deep", self.depth);
                self.fail(Code::OverlayTooLarge, at, message, "refer to a component instead")
            }
        }
    }

    fn content(&self, id: NodeId) -> Content {
        self.raw.node(id).map_or(Content::Null, |node| node.content().clone())
    }

    fn kind(&self, id: NodeId) -> Kind {
        match self.raw.node(id).map(Node::content) {
            Some(Content::Object(_)) => Kind::Mapping,
            Some(Content::Array(_)) => Kind::List,
            _ => Kind::Scalar,
        }
    }

    /// How many levels may stand below `id`.
    fn room_below(&self, id: NodeId) -> usize {
        let above = std::iter::successors(self.raw.node(id), |node| node.parent()).count();
        self.depth.saturating_sub(above)
    }

    fn scalar_in_1_0<T>(&mut self, at: NodeId) -> Result<T, Failed> {
        let message = "the target is neither a mapping nor a list";
        let help = "select what holds it, or start the overlay with `overlay: 1.1.0`";
        self.fail(Code::OverlayConflict, at, message, help)
    }

    fn conflict<T>(&mut self, at: NodeId, target: NodeId, source: NodeId) -> Result<T, Failed> {
        let name = |id| self.raw.node(id).map_or("nothing", Node::kind_name);
        let message = format!("{} cannot be merged into {}", name(source), name(target));
        let help = "remove the old value in an action before this one";
        let place = if self.raw.node(source).and_then(Node::key).is_some() {
            Place::Key(source)
        } else {
            Place::Node(at)
        };
        self.report.push(
            Diagnostic::new(Code::OverlayConflict, Severity::Error, place, message, help)
                .with_related(Place::Node(target), "merged into this"),
        );
        Err(Failed)
    }
}
