//! Prints the table.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};

use super::Row;
use super::args::TableFormat;
use crate::terminal::stderr_is_terminal;

const HEADS: [&str; 9] = [
    "document",
    "operations",
    "schemas",
    "degraded",
    "skipped",
    "generate",
    "check",
    "warnings",
    "first error",
];

/// A progress bar on standard error, if that is a terminal.
pub(super) fn bar(length: usize, what: &'static str) -> ProgressBar {
    let target =
        if stderr_is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(u64::try_from(length).unwrap_or(u64::MAX)), target)
        .with_prefix(what);
    let style = ProgressStyle::with_template("{prefix:10} {bar:30} {pos}/{len} {elapsed} {wide_msg}");
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

/// The table in a format.
pub(super) fn render(rows: &[Row], format: TableFormat) -> String {
    match format {
        TableFormat::Json => Value::Array(rows.iter().map(object).collect()).to_string(),
        TableFormat::Tsv => {
            let line = |cells: Vec<String>| {
                cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect::<Vec<_>>().join("\t")
            };
            let lines =
                std::iter::once(HEADS.map(str::to_owned).to_vec()).chain(rows.iter().map(cells)).map(line);
            lines.collect::<Vec<_>>().join("\n")
        }
        TableFormat::Table => aligned(rows),
    }
}

/// The last line.
pub(super) fn totals(rows: &[Row]) -> String {
    let refused = rows.iter().filter(|row| row.generation.refusal.is_some()).count();
    let complained = rows.iter().filter(|row| !row.compiled.is_clean()).count();
    let sum = |time: fn(&Row) -> Option<Duration>| rows.iter().filter_map(time).sum::<Duration>();
    format!(
        "{} documents: {} fine, {refused} refused, {complained} that the compiler complains about; generation {}, check {}",
        rows.len(),
        rows.iter().filter(|row| row.is_fine()).count(),
        seconds(sum(|row| Some(row.generation.time))),
        seconds(sum(|row| row.compiled.time)),
    )
}

fn cells(row: &Row) -> Vec<String> {
    let generation = &row.generation;
    let crate_exists = generation.refusal.is_none();
    let number = |number: u64| if crate_exists { number.to_string() } else { "-".to_owned() };
    vec![
        row.document.name.clone(),
        number(generation.operations),
        number(generation.schemas),
        number(generation.degraded),
        number(generation.skipped),
        seconds(generation.time),
        row.compiled.time.map_or_else(|| "-".to_owned(), seconds),
        if crate_exists { row.compiled.warnings.to_string() } else { "-".to_owned() },
        generation.refusal.clone().or_else(|| row.compiled.complaint.clone()).unwrap_or_default(),
    ]
}

fn object(row: &Row) -> Value {
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let generation = &row.generation;
    json!({
        "document": row.document.name,
        "operations": generation.operations,
        "schemas": generation.schemas,
        "degraded": generation.degraded,
        "skipped": generation.skipped,
        "generate_ms": milliseconds(generation.time),
        "check_ms": row.compiled.time.map(milliseconds),
        "warnings": row.compiled.warnings,
        "refused": generation.refusal.is_some(),
        "first_error": generation.refusal.as_ref().or(row.compiled.complaint.as_ref()),
    })
}

fn aligned(rows: &[Row]) -> String {
    let lines: Vec<Vec<String>> =
        std::iter::once(HEADS.map(str::to_owned).to_vec()).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..HEADS.len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let cell = |(column, (cell, width)): (usize, (&String, &usize))| match column {
            0 => format!("{cell:<width$}"),
            8 => cell.chars().take(120).collect(),
            _ => format!("{cell:>width$}"),
        };
        cells.iter().zip(&widths).enumerate().map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
