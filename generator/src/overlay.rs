//! Overlay documents 1.0 and 1.1: changes to the document that are kept apart from it.
//!
//! Values that come from an overlay keep their place in the overlay's file. Where the standard lets an action
//! without a match pass, here it is an error: the document has most often moved on without the overlay.

use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::load::{self, Limits};
use crate::raw::{Budget, Node, NodeId, Raw};

use query::Mirror;

mod cost;
mod merge;
mod pattern;
mod query;

/// What an action does.
enum Change {
    Remove,
    /// Merge this node of the overlay.
    Update(NodeId),
    /// Merge what the query at this node of the overlay selects.
    Copy(NodeId),
}

/// An action of an overlay; its nodes are the overlay's.
struct Action {
    target: NodeId,
    change: Change,
}

/// Applies the overlay in `bytes` to the document of the arena. All that is wrong is reported.
pub fn apply(raw: &mut Raw, name: &str, bytes: &[u8], limits: &Limits, report: &mut Report) {
    let Some(document) = raw.document().map(Node::id) else { return };
    let Some(overlay) = load::load(raw, name, bytes, limits, report) else { return };
    let Some(root) = raw.root(overlay) else { return };
    let Some((actions, is_1_0)) = read(root, report) else { return };
    let mut applier = Applier {
        budget: Budget { nodes: limits.copied_nodes, bytes: limits.copied_bytes },
        mirror: Mirror::of(raw.node(document)),
        document,
        depth: limits.depth,
        is_1_0,
        raw,
        report,
    };
    for action in &actions {
        // What is wrong is in the report; later actions are tried all the same, so that all errors are seen.
        let _ = applier.action(action);
        if applier.is_exhausted() {
            break;
        }
    }
}

/// The actions in order, and whether the overlay is of version 1.0.
fn read(root: Node<'_>, report: &mut Report) -> Option<(Vec<Action>, bool)> {
    let version = root.get("overlay").and_then(Node::as_str).unwrap_or_default();
    let minor = version.strip_prefix("1.").and_then(|rest| rest.split('.').next());
    let is_1_0 = match minor {
        Some("0") => true,
        Some("1") => false,
        _ => {
            let place = Place::Node(root.get("overlay").unwrap_or(root).id());
            let help = "start the overlay with `overlay: 1.0.0` or `overlay: 1.1.0`";
            report.error(Code::OverlayShape, place, "this is no overlay of version 1.0 or 1.1", help);
            return None;
        }
    };
    known_keys(root, &["overlay", "info", "extends", "actions"], report);
    let Some(list) = root.get("actions").filter(|actions| actions.is_array()) else {
        let place = Place::Node(root.get("actions").unwrap_or(root).id());
        report.error(Code::OverlayShape, place, "an overlay has a list of `actions`", "add it");
        return None;
    };
    let actions = list.items().filter_map(|action| read_action(action, is_1_0, report)).collect();
    Some((actions, is_1_0))
}

fn read_action(action: Node<'_>, is_1_0: bool, report: &mut Report) -> Option<Action> {
    known_keys(action, &["target", "description", "update", "remove", "copy"], report);
    let mut fault = |node: Node<'_>, message: &str, help: &str| {
        report.error(Code::OverlayShape, Place::Node(node.id()), message, help);
        None
    };
    let Some(target) = action.get("target").filter(|target| target.as_str().is_some()) else {
        return fault(action, "an action has a `target`", "add `target` with a JSONPath query");
    };
    let remove = match action.get("remove") {
        None => false,
        Some(node) => match node.as_bool() {
            Some(remove) => remove,
            None => return fault(node, "`remove` is true or false", "write `remove: true`"),
        },
    };
    let change = match (remove, action.get("update"), action.get("copy")) {
        (true, _, _) => Change::Remove,
        (_, Some(update), None) => Change::Update(update.id()),
        (_, None, Some(copy)) if is_1_0 => {
            return fault(
                copy,
                "overlays of version 1.0 have no `copy`",
                "start the overlay with `overlay: 1.1.0`",
            );
        }
        (_, None, Some(copy)) if copy.as_str().is_some() => Change::Copy(copy.id()),
        (_, None, Some(copy)) => {
            return fault(copy, "`copy` is a JSONPath query", "write the query as a text");
        }
        (_, Some(_), Some(copy)) => {
            return fault(copy, "an action has both `update` and `copy`", "make two actions of it");
        }
        (false, None, None) => {
            return fault(action, "the action does nothing", "add one of `update`, `remove: true` or `copy`");
        }
    };
    Some(Action { target: target.id(), change })
}

fn known_keys(node: Node<'_>, known: &[&str], report: &mut Report) {
    for (key, value) in node.entries() {
        if !known.contains(&key) && !key.starts_with("x-") {
            let keys = format!("known keys: {}", known.join(", "));
            let help = report.did_you_mean(key, known.iter().copied(), keys);
            report.error(Code::OverlayShape, Place::Key(value.id()), format!("unknown key `{key}`"), help);
        }
    }
}

/// The document while actions change it.
struct Applier<'a> {
    raw: &'a mut Raw,
    report: &'a mut Report,
    document: NodeId,
    mirror: Mirror,
    budget: Budget,
    depth: usize,
    is_1_0: bool,
}

/// The action did not work; the reason is in the report.
struct Failed;

impl Applier<'_> {
    fn action(&mut self, action: &Action) -> Result<(), Failed> {
        let targets = self.select(action.target)?;
        let touched = match action.change {
            Change::Remove => self.remove(action.target, &targets)?,
            Change::Update(update) => self.merge_all(action.target, &targets, update)?,
            Change::Copy(query) => {
                let found = self.select(query)?;
                let [source] = *found else {
                    let message = format!("the query selects {} values; a copy has one source", found.len());
                    return self.fail(Code::OverlayConflict, query, message, "make the query more exact");
                };
                // A snapshot: the target may stand inside the source.
                let snapshot = self.copy(source, self.depth, query)?;
                self.merge_all(action.target, &targets, snapshot)?
            }
        };
        self.mirror.changed(touched);
        Ok(())
    }

    fn fail<T>(
        &mut self,
        code: Code,
        at: NodeId,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Result<T, Failed> {
        self.report.error(code, Place::Node(at), message, help);
        Err(Failed)
    }
}

#[cfg(test)]
mod tests;
