//! A diff as text, Markdown, JSON and lines of a changelog.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Along, Change, Diff, Group, Level, Side};
use crate::surface::Cause;

/// Lines below a change that are shown before the rest is counted.
const ALONG: usize = 4;

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

/// The file, line and column.
fn spot(cause: &Cause) -> String {
    format!("`{}:{}:{}`", cause.file, cause.line, cause.column)
}

fn place(cause: &Cause) -> String {
    format!("`#{}` in {}", cause.pointer, spot(cause))
}

fn from(cause: &Cause) -> String {
    format!("from {}", place(cause))
}

/// Where a change comes from: the new document's place, or the old one's for what is gone.
fn places(change: &Change) -> Vec<String> {
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

/// The lines of a change with `-` and `+`.
fn lines(change: &Change) -> Vec<String> {
    let (old, new) = (change.old.as_ref().map(|side| &side.line), change.new.as_ref().map(|side| &side.line));
    let mut lines = Vec::new();
    if old != new {
        lines.extend(old.map(|old| format!("- {old}")));
        lines.extend(new.map(|new| format!("+ {new}")));
    }
    for Along { old, new } in change.along.iter().take(ALONG) {
        lines.extend(old.as_ref().map(|old| format!("- {old}")));
        lines.extend(new.as_ref().map(|new| format!("+ {new}")));
    }
    if let Some(more) = change.along.len().checked_sub(ALONG).filter(|more| *more > 0) {
        lines.push(format!("  and {more} more that come with it"));
    }
    lines
}

fn title(path: &str) -> &str {
    path.trim_end_matches(" impl")
}

/// For a terminal.
#[must_use]
pub fn to_text(diff: &Diff) -> String {
    let mut text = format!("{}\n", to_short(diff));
    for group in Group::ALL {
        let mut first = true;
        for change in diff.of(group) {
            if std::mem::take(&mut first) {
                let _ = writeln!(text, "\n{}", group.as_str());
            }
            let _ = writeln!(text, "  {}: {}", title(&change.path), what(change));
            for line in lines(change) {
                let _ = writeln!(text, "    {line}");
            }
            for place in places(change) {
                let _ = writeln!(text, "    {}", place.replace('`', ""));
            }
            if let Some(hint) = &change.hint {
                let _ = writeln!(text, "    help: {hint}");
            }
            if change.group == Group::Breaking {
                let _ = writeln!(text, "    fingerprint: {}", change.fingerprint);
            }
        }
    }
    text
}

/// For the body of a pull request.
#[must_use]
pub fn to_markdown(diff: &Diff) -> String {
    let mut text = format!("**{}**\n", to_short(diff));
    for group in Group::ALL {
        let changes: Vec<&Change> = diff.of(group).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {} ({})\n", heading(group), changes.len());
        for change in changes {
            let _ = writeln!(text, "- `{}`: {}", title(&change.path), what(change));
            let causes = places(change);
            if !causes.is_empty() {
                let _ = writeln!(text, "  {}", causes.join(", "));
            }
            if let Some(hint) = &change.hint {
                let _ = writeln!(text, "  *{hint}*");
            }
            let lines = lines(change);
            if !lines.is_empty() {
                let _ = writeln!(text, "  ```diff");
                for line in lines {
                    let _ = writeln!(text, "  {line}");
                }
                let _ = writeln!(text, "  ```");
            }
        }
    }
    text
}

fn heading(group: Group) -> &'static str {
    match group {
        Group::Breaking => "Breaking",
        Group::Additive => "Added",
        Group::Behaviour => "Behaviour",
        Group::Documentation => "Documentation",
    }
}

/// The lines of a changelog: without places, which are of one document only.
#[must_use]
pub fn changelog(diff: &Diff) -> String {
    let mut text = String::new();
    for group in [Group::Breaking, Group::Additive, Group::Behaviour] {
        let changes: Vec<&Change> = diff.of(group).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "### {}\n", heading(group));
        for change in changes {
            let hint = change.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            let _ = writeln!(text, "- `{}`: {}{hint}", title(&change.path), what(change));
        }
        text.push('\n');
    }
    let texts = diff.of(Group::Documentation).count();
    if texts > 0 {
        let _ = writeln!(
            text,
            "The documentation of {texts} item{} changed.\n",
            if texts == 1 { "" } else { "s" }
        );
    }
    text
}

/// For programs.
#[must_use]
pub fn to_json(diff: &Diff) -> Value {
    let side = |side: &Option<Side>| {
        side.as_ref().map(|side| {
            json!({
                "line": side.line,
                "cause": side.cause.as_ref().map(|cause| json!({
                    "file": cause.file, "pointer": cause.pointer, "line": cause.line, "column": cause.column,
                })),
            })
        })
    };
    let changes: Vec<Value> = diff
        .changes
        .iter()
        .map(|change| {
            let along = change.along.iter().map(|along| json!({ "old": along.old, "new": along.new }));
            json!({
                "path": change.path,
                "group": change.group.as_str(),
                "level": change.level.as_str(),
                "what": change.what,
                "old": side(&change.old),
                "new": side(&change.new),
                "along": along.collect::<Vec<_>>(),
                "hint": change.hint,
                "fingerprint": change.fingerprint,
                "accepted": change.accepted,
            })
        })
        .collect();
    json!({ "verdict": diff.level().as_str(), "changes": changes })
}
