//! Where a change comes from.

use crate::diff::Change;
use crate::surface::Cause;

/// How a place is written: its pointer, and the file with line and column.
type Spell<'a> = &'a dyn Fn(&str) -> String;

/// The places of a change, with each text of a document as `spell` writes it: the new document's place, or the old one's
/// for what is gone.
pub(super) fn places(change: &Change, spell: Spell<'_>) -> Vec<String> {
    let spot = |cause: &Cause| spell(&format!("{}:{}:{}", cause.file, cause.line, cause.column));
    let place = |cause: &Cause| format!("{} in {}", spell(&format!("#{}", cause.pointer)), spot(cause));
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
