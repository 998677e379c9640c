//! Queries (RFC 9535) on the document, answered with nodes of the arena.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::cost::{self, Size};
use super::{Applier, Failed};
use crate::code::Code;
use crate::raw::{Content, Node, NodeId, Raw};

/// With more changed places than this, the whole document is read anew.
const MAX_REFRESHED: usize = 32;

/// How many values all actions of an overlay may look at: some seconds.
const MAX_COST: u64 = 50_000_000;

/// The document as JSON, which queries read.
#[derive(Default)]
pub(super) struct Mirror {
    json: Value,
    /// What changed in the arena since.
    stale: Vec<NodeId>,
    extent: Extent,
    /// What the actions so far cost.
    cost: u64,
}

/// How deep and long JSON is.
#[derive(Debug, Default, Clone, Copy)]
struct Extent {
    /// Lists and mappings within one another.
    depth: u64,
    /// Bytes of text.
    text: u64,
}

impl Mirror {
    pub(super) fn of(document: Option<Node<'_>>) -> Self {
        let json = document.map_or(Value::Null, Node::to_json);
        Self { extent: Extent::of(&json), json, stale: Vec::new(), cost: 0 }
    }

    /// Notes that there was a change below these nodes.
    pub(super) fn changed(&mut self, touched: Vec<NodeId>) {
        self.stale.extend(touched);
    }

    /// Brings the JSON in step with the arena.
    fn refresh(&mut self, raw: &Raw, document: NodeId) {
        self.stale.sort_unstable();
        self.stale.dedup();
        if self.stale.len() > MAX_REFRESHED || self.stale.contains(&document) {
            let cost = self.cost;
            *self = Self { cost, ..Self::of(raw.node(document)) };
            return;
        }
        for id in std::mem::take(&mut self.stale) {
            if let Some(node) = raw.node(id)
                && is_attached(raw, node, document)
                && let Some(value) = self.json.pointer_mut(&node.pointer())
            {
                *value = node.to_json();
                let above = std::iter::successors(node.parent(), |node| node.parent()).count();
                let extent = Extent::of(value);
                self.extent.depth = self.extent.depth.max(extent.depth.saturating_add(above as u64));
                self.extent.text = self.extent.text.saturating_add(extent.text);
            }
        }
    }
}

impl Extent {
    /// Documents are of bounded depth.
    fn of(json: &Value) -> Self {
        let own = |text: &str| Self { depth: 0, text: text.len() as u64 };
        let of_parts = |parts: &mut dyn Iterator<Item = Self>| {
            let all = parts.fold(Self::default(), |all, part| Self {
                depth: all.depth.max(part.depth),
                text: all.text.saturating_add(part.text),
            });
            Self { depth: all.depth + 1, ..all }
        };
        match json {
            Value::String(text) => own(text),
            Value::Array(items) => of_parts(&mut items.iter().map(Self::of)),
            Value::Object(entries) => {
                of_parts(&mut entries.iter().flat_map(|(key, value)| [own(key), Self::of(value)]))
            }
            _ => Self::default(),
        }
    }
}

impl Applier<'_> {
    /// What the query in the overlay's node `query` selects, each once; selecting nothing is an error.
    pub(super) fn select(&mut self, query: NodeId) -> Result<Vec<NodeId>, Failed> {
        let text = self.raw.node(query).and_then(Node::as_str).unwrap_or_default().to_owned();
        let Extent { depth, text: bytes } = self.mirror.extent;
        let size = Size { nodes: self.raw.len() as u64, depth, text: bytes };
        let cost = match cost::of(&text, size) {
            Ok(cost) => cost,
            Err(message) => {
                return self.fail(
                    Code::OverlayQuery,
                    query,
                    message,
                    "write several actions with simpler queries",
                );
            }
        };
        let path = match JsonPath::parse(&text) {
            Ok(path) => path,
            Err(error) => {
                let message = format!("the query is not valid: {}", error.message());
                let help = "queries follow RFC 9535, for example `$.paths['/pets'].get`";
                return self.fail(Code::OverlayQuery, query, message, help);
            }
        };
        let found = match names(&text) {
            Some(names) => {
                let document = self.raw.node(self.document);
                let found = document.and_then(|document| names.into_iter().try_fold(document, Node::get));
                found.map(Node::id).into_iter().collect()
            }
            None => {
                self.charge(query, cost)?;
                self.located(&path)
            }
        };
        if found.is_empty() {
            let message = format!("`{text}` matches nothing in the document");
            let help = "correct the query, or remove the action if the document no longer needs it";
            return self.fail(Code::OverlayNoMatch, query, message, help);
        }
        Ok(found)
    }

    /// Counts the values that an action looks at.
    pub(super) fn charge(&mut self, at: NodeId, cost: u64) -> Result<(), Failed> {
        self.mirror.cost = self.mirror.cost.saturating_add(cost);
        if self.is_exhausted() {
            let message = "the actions of the overlay look at too many values of the document";
            let help =
                "name what an action changes in place of filters and `..`, or change the document itself";
            return self.fail(Code::OverlayTooLarge, at, message, help);
        }
        Ok(())
    }

    /// Whether the overlay has cost all that it may.
    pub(super) fn is_exhausted(&self) -> bool {
        self.mirror.cost > MAX_COST
    }

    fn located(&mut self, path: &JsonPath) -> Vec<NodeId> {
        self.mirror.refresh(self.raw, self.document);
        let mut found: Vec<NodeId> = Vec::new();
        for located in path.query_located(&self.mirror.json).dedup().iter() {
            let mut node = self.raw.node(self.document);
            for element in located.location().iter() {
                node = match element {
                    PathElement::Name(name) => node.and_then(|node| node.get(name)),
                    PathElement::Index(index) => node.and_then(|node| node.item(*index)),
                };
            }
            found.extend(node.map(Node::id));
        }
        found
    }
}

/// The names of a valid query that is nothing but names, which the arena answers itself: most queries, and the JSON
/// need not be in step for them.
fn names(text: &str) -> Option<Vec<&str>> {
    let mut rest = text.strip_prefix('$')?;
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (name, after) = if let Some(after) = rest.strip_prefix("['") {
            after.split_once("']")?
        } else {
            let after = rest.strip_prefix('.')?;
            after.split_at_checked(after.find(['.', '[']).unwrap_or(after.len()))?
        };
        if name.is_empty() || name.contains(['\\', '\'', '"', '*', ' ', '\t', '\r', '\n']) {
            return None;
        }
        names.push(name);
        rest = after;
    }
    Some(names)
}

/// True if the node still hangs in the document: what was removed keeps its parent.
fn is_attached(raw: &Raw, node: Node<'_>, document: NodeId) -> bool {
    let mut node = node;
    while let Some(parent) = node.parent() {
        let is_child = match parent.content() {
            Content::Array(items) => items.contains(&node.id()),
            Content::Object(_) => {
                node.key().and_then(|key| parent.get(key)).is_some_and(|child| child.id() == node.id())
            }
            _ => false,
        };
        if !is_child {
            return false;
        }
        node = parent;
    }
    raw.node(document).is_some_and(|root| root.id() == node.id())
}
