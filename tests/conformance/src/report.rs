//! Judges a run: the server's coverage, our own assertions, and the reviewed list of what cannot be reached.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::glob;
use crate::scenario;

/// `unreachable.toml`.
#[derive(Debug, Deserialize)]
struct Unreachable {
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    scenarios: Vec<String>,
    reason: String,
}

/// What came of one scenario.
#[derive(Debug, Serialize)]
struct Line {
    group: String,
    verdict: &'static str,
    /// Whether the server was content, whatever we found.
    server: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Passed, failed, not reachable.
#[derive(Debug, Default, Serialize)]
struct Count {
    passed: usize,
    failed: usize,
    unreachable: usize,
}

impl Count {
    fn add(&mut self, verdict: &str) {
        match verdict {
            "passed" => self.passed += 1,
            "unreachable" => self.unreachable += 1,
            _ => self.failed += 1,
        }
    }
}

#[derive(Debug, Serialize)]
struct Report {
    scenarios: BTreeMap<String, Line>,
    groups: BTreeMap<String, Count>,
    total: Count,
    passed_on_the_server: usize,
    panics: usize,
    stale_entries: Vec<String>,
}

/// Prints and writes the report; whether nothing failed.
pub(crate) fn report(sources: &Path, work: &Path) -> crate::Result<bool> {
    let list: Unreachable = toml::from_str(&fs::read_to_string(sources.join("unreachable.toml"))?)?;
    let undriven: BTreeMap<String, String> = serde_json::from_slice(&fs::read(work.join("undriven.json"))?)?;
    let results: BTreeMap<String, Value> = serde_json::from_slice(&fs::read(work.join("results.json"))?)?;
    let coverage: Value = serde_json::from_slice(&fs::read(work.join("coverage.json"))?)?;
    let mut report = Report {
        scenarios: BTreeMap::new(),
        groups: BTreeMap::new(),
        total: Count::default(),
        passed_on_the_server: 0,
        panics: results.values().filter(|result| text(result, "outcome") == Some("panicked")).count(),
        stale_entries: Vec::new(),
    };
    for scenario in scenario::read(&work.join("prepared/scenarios.json"))? {
        let name = &scenario.scenario;
        let server = coverage.pointer(&format!("/0/results/{name}")).and_then(Value::as_str) == Some("pass");
        let result = results.get(name);
        let ours = result.is_some_and(|result| text(result, "outcome") == Some("passed"));
        let entry = list
            .entry
            .iter()
            .find(|entry| entry.scenarios.iter().any(|pattern| glob::matches(pattern, name)));
        let (verdict, reason) = match (server && ours, entry) {
            (true, _) => ("passed", None),
            (false, Some(entry)) => ("unreachable", Some(entry.reason.clone())),
            (false, None) => {
                let found = result.and_then(|result| text(result, "error")).map(str::to_owned);
                let found = found.or_else(|| undriven.get(name).cloned());
                (
                    "failed",
                    Some(found.unwrap_or_else(|| "the server did not see what it waits for".to_owned())),
                )
            }
        };
        report.passed_on_the_server += usize::from(server);
        report.total.add(verdict);
        report.groups.entry(scenario.group.clone()).or_default().add(verdict);
        report.scenarios.insert(name.clone(), Line { group: scenario.group, verdict, server, reason });
    }
    report.stale_entries = stale(&list, &report.scenarios);
    fs::write(work.join("report.json"), serde_json::to_vec_pretty(&report)?)?;
    print(&report);
    Ok(report.total.failed == 0 && report.panics == 0 && report.stale_entries.is_empty())
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// The patterns of the list that no unreached scenario needs any more.
fn stale(list: &Unreachable, scenarios: &BTreeMap<String, Line>) -> Vec<String> {
    let needed = |pattern: &str| {
        let mut fitting = scenarios.iter().filter(|(name, _)| glob::matches(pattern, name)).peekable();
        fitting.peek().is_some() && fitting.all(|(_, line)| line.verdict == "unreachable")
    };
    let patterns = list.entry.iter().flat_map(|entry| &entry.scenarios);
    patterns.filter(|pattern| !needed(pattern)).cloned().collect()
}

fn print(report: &Report) {
    for (name, line) in report.scenarios.iter().filter(|(_, line)| line.verdict == "failed") {
        let reason = line.reason.as_deref().unwrap_or_default().replace('\n', "\n    ");
        println!(
            "failed: {name} ({} on the server)\n    {reason}",
            if line.server { "passed" } else { "not passed" }
        );
    }
    println!("{:48} {:>6} {:>6} {:>13}", "group", "passed", "failed", "not reachable");
    for (group, count) in &report.groups {
        println!("{group:48} {:>6} {:>6} {:>13}", count.passed, count.failed, count.unreachable);
    }
    let total = &report.total;
    println!("{:48} {:>6} {:>6} {:>13}", "all", total.passed, total.failed, total.unreachable);
    println!("passed on the server's own report: {}; panics: {}", report.passed_on_the_server, report.panics);
    for pattern in &report.stale_entries {
        println!(
            "unreachable.toml: `{pattern}` is no longer needed, or matches a scenario that passes or does not exist"
        );
    }
}
