//! What a run did, in a line or as JSON.

use std::collections::BTreeMap;
use std::time::Duration;

use generator::Summary;
use serde_json::{Value, json};

use crate::program;
use crate::terminal::count;
use crate::write::{FileChange, Plan};

/// How many files are named.
const NAMED: usize = 10;

/// The summary for people.
pub(crate) fn text(summary: &Summary, plan: &Plan, repaired: bool, time: Duration) -> String {
    let mut lines = vec![format!("{}; {} ({} ms)", contents(summary), changes(plan), time.as_millis())];
    if !summary.losses.is_empty() {
        lines.push(format!(
            "  `{} regen --mend FILE` writes an overlay for what can be mended",
            program::name()
        ));
    }
    if repaired {
        lines.push("  finished what an interrupted run had left".to_owned());
    }
    lines.extend(self::lines(plan).map(|line| format!("  {line}")));
    lines.join("\n")
}

/// The first files that are written or removed, and how many more there are.
pub(crate) fn lines(plan: &Plan) -> impl Iterator<Item = String> {
    let named = plan.steps.iter().take(NAMED).map(|step| format!("{} {}", sign(step), step.path));
    let more = plan.steps.len().checked_sub(NAMED).filter(|more| *more > 0);
    named.chain(more.map(|more| format!("and {more} more")))
}

fn contents(summary: &Summary) -> String {
    let Summary { name, version, operations, schemas, .. } = summary;
    let mut text =
        format!("{name} {version}: {}, {}", count(*operations, "operation"), count(*schemas, "schema"));
    if !summary.inferred.is_empty() {
        text =
            format!("{text}, {} inferred ({})", count(summary.inferred.len(), "pagination"), rules(summary));
    }
    for ((one, several, what), number) in losses(summary) {
        text = format!("{text}, {number} {} {what}", if number == 1 { one } else { several });
    }
    text
}

/// How often each rule was used.
fn rules(summary: &Summary) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, rule) in &summary.inferred {
        *rules.entry(rule).or_default() += 1;
    }
    rules.iter().map(|(rule, number)| format!("{rule} {number}")).collect::<Vec<_>>().join(", ")
}

/// What was lost, by the words for it.
fn losses(summary: &Summary) -> BTreeMap<(&'static str, &'static str, &'static str), usize> {
    let mut losses = BTreeMap::new();
    for (cost, number) in &summary.losses {
        *losses.entry(cost.words()).or_default() += number;
    }
    losses
}

/// The same for programs, by the word for one.
fn lost(summary: &Summary) -> serde_json::Map<String, Value> {
    losses(summary).into_iter().map(|((one, ..), number)| (one.to_owned(), number.into())).collect()
}

fn changes(plan: &Plan) -> String {
    let (added, changed, removed) = plan.counts();
    if added + changed + removed == 0 {
        return format!("all {} are current", count(plan.unchanged, "file"));
    }
    format!(
        "{} changed, {added} added, {removed} removed, {} unchanged",
        count(changed, "file"),
        plan.unchanged
    )
}

/// The summary for programs.
pub(crate) fn json(summary: &Summary, plan: &Plan, repaired: bool, time: Duration) -> Value {
    let paths = |wanted: char| -> Vec<&str> {
        plan.steps.iter().filter(|step| sign(step) == wanted).map(|step| step.path.as_str()).collect()
    };
    let inferred = summary.inferred.iter().map(|(operation, rule)| (operation.clone(), Value::from(*rule)));
    let inferred: serde_json::Map<String, Value> = inferred.collect();
    json!({
        "kind": "summary",
        "crate": summary.name,
        "version": summary.version,
        "operations": summary.operations,
        "schemas": summary.schemas,
        "inferredPagination": inferred,
        "lost": lost(summary),
        "added": paths('+'),
        "changed": paths('~'),
        "removed": paths('-'),
        "unchanged": plan.unchanged,
        "repaired": repaired,
        "milliseconds": u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
    })
}

fn sign(step: &FileChange) -> char {
    match (&step.old, &step.new) {
        (None, _) => '+',
        (Some(_), Some(_)) => '~',
        (Some(_), None) => '-',
    }
}
