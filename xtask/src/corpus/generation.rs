//! Generates a crate from each document, each in a process of its own: one that crashes, hangs or eats all
//! memory is a line in the table, not the end of it.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use serde_json::Value;

use super::create_folder;
use super::documents::Document;
use super::table::bar;

/// What came of a document.
#[derive(Debug, Default, Clone)]
pub(super) struct Generation {
    pub(super) operations: u64,
    pub(super) schemas: u64,
    pub(super) degraded: u64,
    pub(super) skipped: u64,
    pub(super) time: Duration,
    /// Why there is no crate.
    pub(super) refusal: Option<String>,
}

/// Generates all documents, `jobs` at a time, into folders of `crates` named by their packages.
pub(super) fn all(
    documents: &[Document],
    crates: &Path,
    jobs: usize,
    limit: Duration,
) -> io::Result<Vec<Generation>> {
    let logs = crates.with_file_name("logs");
    create_folder(&logs)?;
    let next = AtomicUsize::new(0);
    let done = Mutex::new(vec![Generation::default(); documents.len()]);
    let bar = bar(documents.len(), "generating");
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(index) else { return };
            let result = watched(document, crates, &logs, limit, &bar);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(place) = done.get_mut(index) {
                *place = result;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.min(documents.len()) {
            scope.spawn(work);
        }
    });
    bar.finish_and_clear();
    Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn watched(
    document: &Document,
    crates: &Path,
    logs: &Path,
    limit: Duration,
    bar: &ProgressBar,
) -> Generation {
    bar.set_message(document.name.clone());
    let started = Instant::now();
    let mut generation = one(document, crates, logs, limit).unwrap_or_else(|error| Generation {
        refusal: Some(format!("cannot be tried: {error}")),
        ..Generation::default()
    });
    if generation.time.is_zero() {
        generation.time = started.elapsed();
    }
    bar.inc(1);
    generation
}

fn one(document: &Document, crates: &Path, logs: &Path, limit: Duration) -> io::Result<Generation> {
    let (log, errors) =
        (logs.join(format!("{}.jsonl", document.package)), logs.join(format!("{}.txt", document.package)));
    let mut child = Command::new(std::env::current_exe()?)
        .args(["regen", "--force", "--message-format", "json", "--name", &document.package, "--spec"])
        .arg(&document.path)
        .arg("--out")
        .arg(crates.join(&document.package))
        .stdin(Stdio::null())
        .stdout(File::create(&log)?)
        .stderr(File::create(&errors)?)
        .spawn()?;
    let deadline = Instant::now() + limit;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() > deadline {
            child.kill()?;
            child.wait()?;
            return Ok(Generation {
                refusal: Some(format!("took more than {} s", limit.as_secs())),
                ..Generation::default()
            });
        }
        thread::sleep(Duration::from_millis(5));
    };
    let messages = std::fs::read_to_string(&log)?;
    let errors = std::fs::read_to_string(&errors)?;
    Ok(read(&messages, &errors, status))
}

/// Makes sense of what `regen --message-format json` printed.
fn read(messages: &str, errors: &str, status: ExitStatus) -> Generation {
    let messages: Vec<Value> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let has =
        |message: &&Value, key: &str, value: &str| message.get(key).and_then(Value::as_str) == Some(value);
    let number = |message: &Value, key: &str| message.get(key).and_then(Value::as_u64).unwrap_or_default();
    if let Some(summary) =
        messages.iter().find(|message| has(message, "kind", "summary")).filter(|_| status.success())
    {
        let lost = |what: &str| summary.get("lost").map_or(0, |lost| number(lost, what));
        return Generation {
            operations: number(summary, "operations"),
            schemas: number(summary, "schemas"),
            degraded: lost("schema"),
            skipped: lost("operation"),
            time: Duration::from_millis(number(summary, "milliseconds")),
            refusal: None,
        };
    }
    let refusals: Vec<_> = messages.iter().filter(|message| has(message, "severity", "error")).collect();
    let refusal = if let Some(first) = refusals.first() {
        let text = |key: &str| first.get(key).and_then(Value::as_str).unwrap_or_default();
        let more = match refusals.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        format!("{} {}{more}", text("code"), text("message"))
    } else {
        let line = errors.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        format!("ended with {status}: {line}")
    };
    Generation { refusal: Some(refusal), ..Generation::default() }
}
