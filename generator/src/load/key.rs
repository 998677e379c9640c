//! Mapping keys: texts, each once.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::raw::{Entry, FileId};

/// Repeated keys of one mapping that are reported.
const MAX_REPEATED: usize = 20;

/// A key as read.
pub(super) struct Key {
    pub(super) text: Box<str>,
    pub(super) range: (u32, u32),
    /// It was reported; its value is read and dropped.
    pub(super) faulty: bool,
}

/// Why a scalar is no key.
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) range: (u32, u32),
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// A scalar in the place of a key. Numbers and booleans are keys by their text as written.
pub(super) fn read(text: &str, tag: Option<&str>, plain: bool, range: (u32, u32)) -> Result<Key, Fault> {
    let plain = plain && matches!(tag, None | Some("null"));
    match text {
        "<<" if plain => Err(Fault {
            code: Code::MergeKey,
            range,
            message: "merge keys are not read",
            help: "write the entries out, or use `allOf` with a `$ref`",
        }),
        "" | "~" | "null" | "Null" | "NULL" if plain => Err(Fault {
            code: Code::KeyKind,
            range,
            message: "null cannot be a key",
            help: "put the key in quotes if a text is meant",
        }),
        _ => Ok(Key { text: text.into(), range, faulty: false }),
    }
}

/// Reports every key that came before and keeps the first of each.
pub(super) fn unique(entries: Vec<Entry>, file: FileId, report: &mut Report) -> Vec<Entry> {
    let mut repeated = Vec::new();
    if entries.len() <= 8 {
        for (at, entry) in entries.iter().enumerate() {
            let first = entries.iter().position(|other| other.key == entry.key).unwrap_or(at);
            if first < at {
                repeated.push((first, at));
            }
        }
    } else {
        let mut seen = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let first = *seen.entry(&*entry.key).or_insert(at);
            if first < at {
                repeated.push((first, at));
            }
        }
    }
    if repeated.is_empty() {
        return entries;
    }
    let mut keep = vec![true; entries.len()];
    for (count, (first, at)) in repeated.into_iter().enumerate() {
        if let (Some(first), Some(again), Some(keep)) =
            (entries.get(first), entries.get(at), keep.get_mut(at))
        {
            *keep = false;
            if count < MAX_REPEATED {
                report.push(duplicate(first, again, file));
            }
        }
    }
    let mut keep = keep.into_iter();
    entries.into_iter().filter(|_| keep.next().unwrap_or(true)).collect()
}

fn duplicate(first: &Entry, again: &Entry, file: FileId) -> Diagnostic {
    let place = |entry: &Entry| Place::Span(file, entry.key_span.0, entry.key_span.1);
    let message = format!("the key `{}` is already in this mapping", again.key);
    let help = "remove one of the two; readers differ in which they take";
    Diagnostic::new(Code::DuplicateKey, Severity::Error, place(again), message, help)
        .with_related(place(first), "the same key")
}
