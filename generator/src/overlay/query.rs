//! Queries (RFC 9535) on the document, answered with nodes of the arena.

use serde_json_path::{JsonPath, PathElement};

use super::{Applier, Failed};
use crate::code::Code;
use crate::raw::{Content, Node, NodeId, Raw};

/// With more changed places than this, the whole document is read anew.
const MAX_REFRESHED: usize = 32;

impl Applier<'_> {
    /// What the query in the overlay's node `query` selects, each once; selecting nothing is an error.
    pub(super) fn select(&mut self, query: NodeId) -> Result<Vec<NodeId>, Failed> {
        let text = self.raw.node(query).and_then(Node::as_str).unwrap_or_default();
        let path = match JsonPath::parse(text) {
            Ok(path) => path,
            Err(error) => {
                let message = format!("the query is not valid: {}", error.message());
                let help = "queries follow RFC 9535, for example `$.paths['/pets'].get`";
                return self.fail(Code::OverlayQuery, query, message, help);
            }
        };
        let mut found: Vec<NodeId> = Vec::new();
        for located in path.query_located(&self.json).dedup().iter() {
            let mut node = self.raw.node(self.document);
            for element in located.location().iter() {
                node = match element {
                    PathElement::Name(name) => node.and_then(|node| node.get(name)),
                    PathElement::Index(index) => node.and_then(|node| node.item(*index)),
                };
            }
            found.extend(node.map(Node::id));
        }
        if found.is_empty() {
            let message = format!("`{text}` matches nothing in the document");
            let help = "correct the query, or remove the action if the document no longer needs it";
            return self.fail(Code::OverlayNoMatch, query, message, help);
        }
        Ok(found)
    }

    /// Brings the JSON that queries read in step with the arena below `touched`.
    pub(super) fn refresh(&mut self, touched: &[NodeId]) {
        let many = touched.len() > MAX_REFRESHED || touched.contains(&self.document);
        if many {
            self.json = self.raw.node(self.document).map_or_else(Default::default, Node::to_json);
            return;
        }
        for id in touched {
            if let Some(node) = self.raw.node(*id)
                && is_attached(self.raw, node, self.document)
                && let Some(value) = self.json.pointer_mut(&node.pointer())
            {
                *value = node.to_json();
            }
        }
    }
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
