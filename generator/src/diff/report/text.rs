//! A diff for a terminal.

use std::fmt::Write as _;

use super::place::places;
use super::{Extent, LONGEST, lines, summary, title, to_short, what, wire};
use crate::diagnostic::in_one_line;
use crate::diff::{Change, Diff, Group};

/// For a terminal.
#[must_use]
pub fn to_text(diff: &Diff, extent: Extent) -> String {
    let mut text = format!("{}\n", to_short(diff));
    if let Some((verdict, reasons)) = wire::verdict(diff, extent, &in_one_line) {
        let _ = writeln!(text, "on the wire: {verdict}");
        for reason in reasons {
            let _ = writeln!(text, "  because {reason}");
        }
    }
    for group in Group::ALL {
        let mut first = true;
        for change in diff.of(group) {
            if std::mem::take(&mut first) {
                let _ = writeln!(text, "\n{}", group.as_str());
            }
            add(&mut text, change);
        }
    }
    if extent == Extent::Full || text.len() <= LONGEST { text } else { summary::text(diff) }
}

fn add(text: &mut String, change: &Change) {
    let _ = writeln!(text, "  {}: {}", in_one_line(title(&change.path)), what(change));
    for line in lines(change) {
        let _ = writeln!(text, "    {line}");
    }
    for place in places(change, &in_one_line) {
        let _ = writeln!(text, "    {place}");
    }
    if let Some(hint) = &change.hint {
        let _ = writeln!(text, "    help: {hint}");
    }
    if change.group == Group::Breaking {
        let _ = writeln!(text, "    fingerprint: {}", change.fingerprint);
    }
}
