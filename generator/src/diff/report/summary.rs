//! A diff that is too long to be read as a whole: how many changes of each kind there are, the breaking ones in a line
//! each, the rest by the type or operation that they are of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Extent, heading, title, to_short, wire};
use crate::diagnostic::in_one_line;
use crate::diff::quote::quoted;
use crate::diff::{Change, Diff, Group};

/// Characters for each of the two lists.
const ROOM: usize = 25_000;

/// Kinds of change that are named.
const KINDS: usize = 40;

const REST: &str = "`--full` shows every change, and so does JSON";

/// For a terminal.
pub(super) fn text(diff: &Diff) -> String {
    let mut text = format!("{}\n", to_short(diff));
    for (title, list) in parts(diff) {
        let _ = writeln!(text, "\n{title}");
        for line in list {
            let _ = writeln!(text, "  {line}");
        }
    }
    let _ = writeln!(text, "\n{REST}");
    text
}

/// For the body of a pull request.
pub(super) fn markdown(diff: &Diff) -> String {
    let mut text = format!("**{}**\n", to_short(diff));
    for (title, list) in parts(diff) {
        let _ = writeln!(text, "\n### {title}\n");
        for line in list {
            let _ = writeln!(text, "- {line}");
        }
    }
    let _ = writeln!(text, "\n{REST}.");
    text
}

/// The lists of a summary with their titles, in Markdown that a terminal shows as it is.
fn parts(diff: &Diff) -> Vec<(String, Vec<String>)> {
    let breaking: Vec<String> = diff.of(Group::Breaking).map(line).collect();
    let mut rest: BTreeMap<&str, BTreeMap<Group, usize>> = BTreeMap::new();
    for change in diff.changes.iter().filter(|change| change.group != Group::Breaking) {
        *rest.entry(file(change)).or_default().entry(change.group).or_default() += 1;
    }
    let rest = rest.into_iter().map(|(file, groups)| {
        let counts: Vec<String> =
            groups.into_iter().map(|(group, number)| format!("{number} {}", group.as_str())).collect();
        format!("{}: {}", quoted(file), counts.join(", "))
    });
    let wire = wire::verdict(diff, Extent::Bounded, &|text| quoted(text));
    let wire =
        wire.into_iter().flat_map(|(verdict, reasons)| [verdict.to_owned()].into_iter().chain(reasons));
    let parts = [
        ("On the wire".to_owned(), within(wire.collect())),
        ("Changes by kind".to_owned(), kinds(diff)),
        (format!("{} ({})", heading(Group::Breaking), breaking.len()), within(breaking)),
        ("The rest".to_owned(), within(rest.collect())),
    ];
    parts.into_iter().filter(|(_, list)| !list.is_empty()).collect()
}

/// How many changes of each kind there are, the breaking ones first.
fn kinds(diff: &Diff) -> Vec<String> {
    let mut kinds: BTreeMap<(Group, &str, &str), usize> = BTreeMap::new();
    for change in &diff.changes {
        let way = match (&change.old, &change.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        *kinds.entry((change.group, change.noun, way)).or_default() += 1;
    }
    let line = |((group, noun, way), number): ((Group, &str, &str), usize)| {
        format!("{}: {noun} {way}, {number} times", group.as_str())
    };
    kinds.into_iter().map(line).take(KINDS).collect()
}

/// A change in a line.
fn line(change: &Change) -> String {
    let accepted = if change.accepted { " (accepted)" } else { "" };
    let path = quoted(title(&change.path));
    format!("{path}: {}{accepted}, fingerprint {}", change.what, in_one_line(&change.fingerprint))
}

/// The type, the operation or the other item that a path belongs to, as it is in a file of the crate.
fn file(change: &Change) -> &str {
    let path = change.path.as_str();
    let within = change.module.as_ref().and_then(|module| path.strip_prefix(module)?.strip_prefix("::"));
    let parts = if within.unwrap_or(path).starts_with("operations::") { 3 } else { 2 };
    let parts = parts + usize::from(within.is_some());
    let end = path.match_indices("::").nth(parts - 1).map_or(path.len(), |(at, _)| at);
    path.get(..end).unwrap_or(path).trim_end_matches(" impl").trim_end_matches("()")
}

/// The lines that there is room for, and how many more there are.
fn within(lines: Vec<String>) -> Vec<String> {
    let (mut used, all) = (0, lines.len());
    let mut kept: Vec<String> = lines
        .into_iter()
        .take_while(|line| {
            used += line.len() + 5;
            used <= ROOM
        })
        .collect();
    if let Some(more) = all.checked_sub(kept.len()).filter(|more| *more > 0) {
        kept.push(format!("and {more} more"));
    }
    kept
}
