//! A diff for programs.

use serde_json::{Value, json};

use crate::diff::{Diff, Side};
use crate::surface::Cause;

fn cause(cause: &Cause) -> Value {
    json!({ "file": cause.file, "pointer": cause.pointer, "line": cause.line, "column": cause.column })
}

/// For programs.
#[must_use]
pub fn to_json(diff: &Diff) -> Value {
    let side = |side: &Option<Side>| {
        side.as_ref().map(|side| {
            json!({
                "line": side.line,
                "cause": side.cause.as_ref().map(cause),
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
    let reasons = diff.failing.iter().map(|failing| {
        json!({
            "call": failing.call, "direction": failing.way.as_str(), "what": failing.what,
            "cause": failing.cause.as_ref().map(cause),
        })
    });
    let wire = json!({
        "verdict": if diff.failing.is_empty() { "works" } else { "fails" },
        "because": reasons.collect::<Vec<_>>(),
    });
    json!({ "verdict": diff.level().as_str(), "wire": wire, "changes": changes })
}
