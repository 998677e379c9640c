//! An overlay that mends a document: an action for each spot that a run lost and that is known how to mend.
//!
//! An action takes away what cannot be read, so that what comes out is what came out before. It is a beginning for a
//! person, who knows what was meant.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::code::Code;
use crate::diagnostic::{Cost, Diagnostic, Place, Report};
use crate::document::place::METHODS;
use crate::raw::{Node, NodeId, Raw};

/// What holds path items, by name.
const PATHS: [&str; 4] = ["paths", "webhooks", "x-webhooks", "pathItems"];

/// What holds schemas, by name, beside `properties`.
const SCHEMAS: [&str; 5] = ["schemas", "definitions", "$defs", "patternProperties", "dependentSchemas"];

/// Keys that hold a schema.
const SCHEMA: [&str; 5] = ["schema", "itemSchema", "items", "additionalProperties", "not"];

/// Keys that hold a list of schemas.
const SCHEMA_LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// The media type of what is not read.
const BYTES: &str = "application/octet-stream";

/// A response of which nothing is known.
const UNREAD: &str = "{ description: '', content: { application/octet-stream: {} } }";

/// An action of an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// A query that selects one place, or several keys of one.
    target: String,
    /// What is merged there; nothing where it is removed.
    update: Option<String>,
    /// Why.
    description: String,
}

/// What is done to a place.
enum Change {
    Remove,
    /// A schema loses all that it says of values.
    Clear,
    /// It is removed, and an entry stands in its place: of this key or of the same, and with this value.
    Instead(Option<&'static str>, &'static str),
}

/// Actions for what a run lost, in an order in which none moves the target of another.
#[must_use]
pub fn actions(raw: &Raw, report: &Report) -> Vec<Action> {
    let mut changes: BTreeMap<NodeId, (Change, &Diagnostic)> = BTreeMap::new();
    for lost in report.iter() {
        if let Some((node, change)) = mend(raw, lost) {
            changes.entry(node.id()).or_insert((change, lost));
        }
    }
    let is_within = |node: Node<'_>| above(node).skip(1).any(|node| changes.contains_key(&node.id()));
    // From the last to the first: what is taken out of a list moves what follows.
    let kept = changes.iter().rev().filter_map(|(id, found)| Some((raw.node(*id)?, found)));
    kept.filter(|(node, _)| !is_within(*node))
        .flat_map(|(node, (change, lost))| written(node, change, lost))
        .collect()
}

/// The text of an overlay; one of version 1.0 could not take away texts and numbers.
#[must_use]
pub fn overlay(document: &str, actions: &[Action]) -> String {
    let title = quoted(&format!("What is mended of {document}"));
    let mut text = format!(
        "# Each action takes away what could not be read. Read it, write what was meant where you know it, and name this\n\
         # file in `overlays` under [document].\noverlay: 1.1.0\ninfo: {{ title: {title}, version: 1.0.0 }}\nactions:\n"
    );
    for Action { target, update, description } in actions {
        let _ = write!(text, "  - target: {}\n    description: {}\n", quoted(target), quoted(description));
        let _ = match update {
            Some(update) => writeln!(text, "    update: {update}"),
            None => writeln!(text, "    remove: true"),
        };
    }
    text
}

/// What mends a spot, and where.
fn mend<'a>(raw: &'a Raw, lost: &Diagnostic) -> Option<(Node<'a>, Change)> {
    let (Place::Node(place) | Place::Key(place)) = lost.place else { return None };
    let node = raw.node(place)?;
    // An overlay changes one file.
    let root = above(node).last()?;
    raw.document().filter(|document| document.id() == root.id())?;
    let below = |names: &'static [&'static str]| {
        above(node).find(|node| parent_key(*node).is_some_and(|key| names.contains(&key)))
    };
    let removed = |node: Node<'a>| (node, Change::Remove);
    match lost.cost? {
        Cost::MediaType => {
            let entry = below(&["content"])?;
            let content = entry.parent()?;
            let is_only = content.entries().count() == 1;
            let is_body = content.parent().is_some_and(|holder| holder.get("in").is_none());
            let is_bytes = is_only && is_body;
            Some((entry, if is_bytes { Change::Instead(Some(BYTES), "{}") } else { Change::Remove }))
        }
        Cost::Parameter => below(&["parameters"]).map(removed),
        Cost::Header => below(&["headers"]).map(removed),
        Cost::Response if lost.code == Code::StatusKey => below(&["responses"]).map(removed),
        Cost::Response => below(&["responses"]).map(|node| {
            let has_body = !matches!(node.key(), Some("204" | "205" | "304"));
            (node, Change::Instead(None, if has_body { UNREAD } else { "{ description: '' }" }))
        }),
        Cost::RequestBody => below(&["requestBodies"]).map(removed),
        Cost::Operation => above(node).find(|node| is_operation(*node)).map(removed),
        Cost::Path => above(node).find(|node| is_path_item(*node)).map(removed),
        // What is referred to goes as a whole: an empty mapping is something else.
        Cost::Field | Cost::Prose => above(node).find(|node| node.key() != Some("$ref")).map(removed),
        Cost::Schema => {
            // Of a list under a keyword, all goes.
            let node = above(node).find(|node| node.index().is_none() || is_schema(*node))?;
            match (is_schema(node), node.is_object()) {
                (false, _) => Some(removed(node)),
                (true, true) => Some((node, Change::Clear)),
                (true, false) => node.key().map(|_| (node, Change::Instead(None, "{}"))),
            }
        }
        // What a part of a schema should say instead is not known.
        Cost::Shape => None,
    }
}

/// The actions that make a change.
fn written(node: Node<'_>, change: &Change, lost: &Diagnostic) -> Vec<Action> {
    let lost_words = lost.cost.and_then(Cost::consequence).unwrap_or_default();
    let description = format!("{}: {}; without this, {lost_words}", lost.code.as_str(), lost.message);
    let action = |target, update| Action { target, update, description: description.clone() };
    match change {
        Change::Remove => vec![action(query(node), None)],
        Change::Clear => {
            let keys = node.entries().map(|(key, _)| key);
            let keys: Vec<String> =
                keys.filter(|key| !matches!(*key, "title" | "description")).map(name).collect();
            vec![action(format!("{}[{}]", query(node), keys.join(", ")), None)]
        }
        Change::Instead(key, value) => {
            let entry = key.or(node.key()).map(|key| format!("{{ {}: {value} }}", quoted(key)));
            let entry = entry.zip(node.parent()).map(|(entry, parent)| action(query(parent), Some(entry)));
            [action(query(node), None)].into_iter().chain(entry).collect()
        }
    }
}

/// A node and all above it.
fn above(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(Some(node), |node| node.parent())
}

fn parent_key(node: Node<'_>) -> Option<&str> {
    node.parent()?.key()
}

fn is_path_item(node: Node<'_>) -> bool {
    let is_callback = node.parent().and_then(parent_key) == Some("callbacks");
    parent_key(node).is_some_and(|key| PATHS.contains(&key)) || is_callback
}

fn is_operation(node: Node<'_>) -> bool {
    let is_method = node.key().is_some_and(|key| METHODS.contains(&key));
    let is_in = |node: Option<Node<'_>>| node.is_some_and(is_path_item);
    let parent = node.parent();
    (is_method && is_in(parent))
        || (parent_key(node) == Some("additionalOperations") && is_in(parent.and_then(Node::parent)))
}

/// True where a schema stands.
fn is_schema(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let Some(key) = node.key() else { return parent.key().is_some_and(|key| SCHEMA_LISTS.contains(&key)) };
    // A property may be called `properties`.
    let depth = above(parent).take_while(|node| node.key() == Some("properties")).count();
    depth % 2 == 1 || parent.key().is_some_and(|key| SCHEMAS.contains(&key)) || SCHEMA.contains(&key)
}

/// The query for one place.
fn query(node: Node<'_>) -> String {
    let mut steps: Vec<String> = above(node)
        .filter_map(|node| node.key().map(name).or_else(|| node.index().map(|index| index.to_string())))
        .collect();
    steps.reverse();
    steps.into_iter().fold("$".to_owned(), |query, step| format!("{query}[{step}]"))
}

/// A key in a query.
fn name(key: &str) -> String {
    // What JSON escapes, JSONPath does, too.
    let text = Value::from(key).to_string();
    let inner = text.get(1..text.len() - 1).unwrap_or_default();
    format!("'{}'", inner.replace("\\\"", "\"").replace('\'', "\\'"))
}

/// A text in YAML, which reads what JSON writes.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn keys_are_quoted_as_json_path_asks() {
        assert_eq!(name("/pets/{id}"), "'/pets/{id}'");
        assert_eq!(name("it's \"a\\b\"\n"), "'it\\'s \"a\\\\b\"\\n'");
    }
}
