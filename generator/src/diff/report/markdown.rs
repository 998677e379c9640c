//! A diff for the body of a pull request, and for a changelog.

use std::fmt::Write as _;

use super::place::places;
use super::{Extent, LONGEST, heading, lines, summary, title, to_short, what, wire};
use crate::diff::quote::quoted;
use crate::diff::{Change, Diff, Group};

/// For the body of a pull request.
#[must_use]
pub fn to_markdown(diff: &Diff, extent: Extent) -> String {
    let mut text = format!("**{}**\n", to_short(diff));
    if let Some((verdict, reasons)) = wire::verdict(diff, extent, &|text| quoted(text)) {
        let _ = writeln!(text, "\n**on the wire:** {verdict}");
        for (index, reason) in reasons.iter().enumerate() {
            let gap = if index == 0 { "\n" } else { "" };
            let _ = writeln!(text, "{gap}- because {reason}");
        }
    }
    for group in Group::ALL {
        let changes: Vec<&Change> = diff.of(group).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {} ({})\n", heading(group), changes.len());
        for change in changes {
            add(&mut text, change);
        }
    }
    if extent == Extent::Full || text.len() <= LONGEST { text } else { summary::markdown(diff) }
}

fn add(text: &mut String, change: &Change) {
    let _ = writeln!(text, "- {}: {}", quoted(title(&change.path)), what(change));
    let causes = places(change, &|text| quoted(text));
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
            let _ = writeln!(text, "- {}: {}{hint}", quoted(title(&change.path)), what(change));
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
