//! A diff as text, Markdown, JSON and lines of a changelog. Texts of documents go through one gate, `quoted` where they
//! stand in a sentence and `in_one_line` elsewhere, so that none of them hides or forges a line.

use super::{Along, Change, Diff, Group, Level};
use crate::diagnostic::in_one_line;

mod json;
mod markdown;
mod place;
mod summary;
mod text;
mod wire;

pub use json::to_json;
pub use markdown::{changelog, to_markdown};
pub use text::to_text;

/// Lines below a change that are shown before the rest is counted.
const ALONG: usize = 4;

/// Characters of a report before it is summed up: the body of a pull request takes no more than 65,536.
const LONGEST: usize = 60_000;

/// How much of a long report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// One of more than 60,000 characters is summed up.
    Bounded,
    /// All of it.
    Full,
}

/// The verdict in a line.
#[must_use]
pub fn to_short(diff: &Diff) -> String {
    let count = |group: Group| diff.of(group).count();
    let parts: Vec<String> = Group::ALL
        .into_iter()
        .filter(|group| count(*group) > 0)
        .map(|group| format!("{} {}{}", count(group), group.as_str(), accepted(diff, group)))
        .collect();
    match (diff.level(), parts.as_slice()) {
        (_, []) => "no change of the API".to_owned(),
        (Level::None, _) => {
            let items = diff.changes.len();
            let plural = if items == 1 { "" } else { "s" };
            format!("documentation only, no version change ({items} item{plural})")
        }
        (level, _) => format!("{}: {}", level.as_str(), parts.join(", ")),
    }
}

/// How many changes of a group were accepted, if any.
fn accepted(diff: &Diff, group: Group) -> String {
    match diff.of(group).filter(|change| change.accepted).count() {
        0 => String::new(),
        some if some == diff.of(group).count() => " (accepted)".to_owned(),
        some => format!(" ({some} accepted)"),
    }
}

/// What happened, and whether someone has accepted it.
fn what(change: &Change) -> String {
    format!("{}{}", change.what, if change.accepted { " (accepted)" } else { "" })
}

/// The lines of a change with `-` and `+`.
fn lines(change: &Change) -> Vec<String> {
    let (old, new) = (change.old.as_ref().map(|side| &side.line), change.new.as_ref().map(|side| &side.line));
    let mut lines = Vec::new();
    let mut add = |old: Option<&String>, new: Option<&String>| {
        lines.extend(old.map(|old| format!("- {}", in_one_line(old))));
        lines.extend(new.map(|new| format!("+ {}", in_one_line(new))));
    };
    if old != new {
        add(old, new);
    }
    for Along { old, new } in change.along.iter().take(ALONG) {
        add(old.as_ref(), new.as_ref());
    }
    if let Some(more) = change.along.len().checked_sub(ALONG).filter(|more| *more > 0) {
        lines.push(format!("  and {more} more that come with it"));
    }
    lines
}

fn title(path: &str) -> &str {
    path.trim_end_matches(" impl")
}

fn heading(group: Group) -> &'static str {
    match group {
        Group::Breaking => "Breaking",
        Group::Additive => "Added",
        Group::Behaviour => "Behaviour",
        Group::Documentation => "Documentation",
    }
}

#[cfg(test)]
mod tests;
