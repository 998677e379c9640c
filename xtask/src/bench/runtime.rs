//! The client at run time: the benchmark of the runtime's own package, which compares it with code by hand.

use std::fs;
use std::io;

use super::measure;
use super::place::{Place, cargo};
use super::report::Report;

/// Runs it and holds its ratio against the goal.
pub(super) fn overhead(place: &Place, report: &mut Report) -> io::Result<()> {
    report.section("The client at run time");
    let log = place.log("overhead");
    let mut command = cargo();
    command.args(["bench", "--package", "runtime", "--bench", "overhead", "--target-dir"]);
    command.arg(place.folder.join("target")).current_dir(&place.root);
    if let Err(error) = measure::once(&mut command, &log) {
        report.note(format!("Skipped: the benchmark of the runtime does not run. {error}"));
        return Ok(());
    }
    let text = fs::read_to_string(&log)?;
    let ratio = text.rsplit_once("ratio ").and_then(|(_, rest)| rest.split_whitespace().next()?.parse().ok());
    match ratio {
        Some(ratio) => report.goal("a call, generated client to code by hand, wall", ratio, 1.05, "times"),
        None => report.note(format!("No ratio in `{}`.", log.display())),
    }
    Ok(())
}
