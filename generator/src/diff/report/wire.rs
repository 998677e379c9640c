//! What is said of released versions of the crate and the new server.

use super::Extent;
use super::place::{Spell, place};
use crate::diff::quote::quoted;
use crate::diff::{Diff, Failing, Group};

/// Reasons that are named where a report is not wanted as a whole.
const NAMED: usize = 20;

/// The verdict and its reasons, in Markdown that a terminal shows as it is; nothing where nothing but texts changed.
pub(super) fn verdict(diff: &Diff, extent: Extent, spell: Spell<'_>) -> Option<(&'static str, Vec<String>)> {
    let is_silent = diff.changes.iter().all(|change| change.group == Group::Documentation);
    if is_silent && diff.failing.is_empty() {
        return None;
    }
    if diff.failing.is_empty() {
        return Some(("released versions of the crate keep working against the new server", Vec::new()));
    }
    let most = if extent == Extent::Full { usize::MAX } else { NAMED };
    let mut reasons: Vec<String> =
        diff.failing.iter().take(most).map(|failing| reason(failing, spell)).collect();
    if let Some(more) = diff.failing.len().checked_sub(most).filter(|more| *more > 0) {
        reasons.push(format!("of {more} more reasons"));
    }
    Some(("released versions of the crate fail against the new server", reasons))
}

fn reason(Failing { call, way, what, cause }: &Failing, spell: Spell<'_>) -> String {
    let from = cause.as_ref().map(|cause| format!(", from {}", place(cause, spell))).unwrap_or_default();
    format!("{} ({}): the server {what}{from}", quoted(call), way.as_str())
}
