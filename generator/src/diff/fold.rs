//! One entry for what is one change to a reviewer: a field with its setter, a type with all its members.

use std::collections::BTreeMap;

use super::{Along, Change};
use crate::surface::{Item, Surface};

/// Whether an item came, went or changed.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Way {
    Came,
    Went,
    Changed,
}

fn way(change: &Change) -> Way {
    match (&change.old, &change.new) {
        (None, _) => Way::Came,
        (_, None) => Way::Went,
        _ => Way::Changed,
    }
}

/// Puts changes that come with another below it.
pub(super) fn fold(changes: BTreeMap<&str, Change>, old: &Surface, new: &Surface) -> Vec<Change> {
    let heads: BTreeMap<String, String> = changes
        .keys()
        .filter_map(|path| Some(((*path).to_owned(), head(path, &changes, old, new)?)))
        .collect();
    let mut kept: BTreeMap<String, Change> = BTreeMap::new();
    let mut folded: Vec<(String, Change)> = Vec::new();
    for (path, change) in changes {
        match heads.get(path) {
            Some(head) => folded.push((head.clone(), change)),
            None => {
                kept.insert(path.to_owned(), change);
            }
        }
    }
    for (head, change) in folded {
        if let Some(owner) = kept.get_mut(&head) {
            owner.level = owner.level.max(change.level);
            owner.group = owner.group.min(change.group);
            let line = |side: Option<super::Side>| side.map(|side| side.line);
            owner.along.push(Along { old: line(change.old), new: line(change.new) });
        }
    }
    kept.into_values().collect()
}

/// The outermost change that a change comes with.
fn head(path: &str, changes: &BTreeMap<&str, Change>, old: &Surface, new: &Surface) -> Option<String> {
    let mut current = path;
    let mut found = None;
    // Owners are shorter paths or operations, a few steps at most.
    for _ in 0..8 {
        let change = changes.get(current)?;
        let surface = if way(change) == Way::Went { old } else { new };
        let item: &Item = surface.items.get(current)?;
        let Some(owner) = item.owner.as_deref() else { break };
        let Some(above) = changes.get(owner) else { break };
        // A field that changes takes its setter along; a struct that only changes says nothing of its fields.
        let together = way(above) == way(change) && way(change) != Way::Changed
            || above.group <= change.group && is_setter(current, item);
        if !together {
            break;
        }
        found = Some(owner.to_owned());
        current = owner;
    }
    found
}

fn is_setter(path: &str, item: &Item) -> bool {
    path.ends_with("()") && matches!(&item.shape, crate::surface::Shape::Function { receiver: "self", .. })
}
