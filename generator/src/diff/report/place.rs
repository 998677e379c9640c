//! Where a change comes from.

use crate::diff::Change;
use crate::surface::Cause;

/// How a text of a document is written.
pub(super) type Spell<'a> = &'a dyn Fn(&str) -> String;

/// A place: its pointer, and the file with line and column.
pub(super) fn place(cause: &Cause, spell: Spell<'_>) -> String {
    format!("{} in {}", spell(&format!("#{}", cause.pointer)), spot(cause, spell))
}

fn spot(cause: &Cause, spell: Spell<'_>) -> String {
    spell(&format!("{}:{}:{}", cause.file, cause.line, cause.column))
}

/// The places of a change, with each text of a document as `spell` writes it: the new document's place, or the old one's
/// for what is gone.
pub(super) fn places(change: &Change, spell: Spell<'_>) -> Vec<String> {
    let (spot, place) = (|cause: &Cause| spot(cause, spell), |cause: &Cause| place(cause, spell));
    let from = |cause: &Cause| format!("from {}", place(cause));
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let causes = (old.and_then(|side| side.cause.as_ref()), new.and_then(|side| side.cause.as_ref()));
    let mut places = match causes {
        (Some(old), Some(new)) if old.pointer == new.pointer && old != new => {
            vec![format!("{}, was {}", from(new), spot(old))]
        }
        (Some(old), Some(new)) if old == new => vec![from(new)],
        (Some(old), Some(new)) => vec![format!("was {}", from(old)), format!("now {}", from(new))],
        (Some(old), None) => vec![format!("was {}", from(old))],
        (None, new) => new.into_iter().map(from).collect(),
    };
    // What only came or went did so by its own line; what changed may have changed behind a reference.
    if let (Some(_), Some(new)) = (old, new) {
        places.extend(new.behind.as_ref().map(|behind| format!("which refers to {}", place(behind))));
    }
    places
}
