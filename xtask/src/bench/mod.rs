//! `cargo xtask bench`: measures what generating and compiling cost and holds each figure against its goal.
//!
//! Costs are processor seconds, medians of several runs, everything on this machine and in this run.

mod compile;
mod generation;
mod growth;
mod machine;
mod measure;
mod place;
mod report;
mod synthetic;

use std::io;

use generator::code::Code;

use crate::cli::{Bench, MessageFormat};
use crate::console;
use crate::exit::Exit;
use compile::{Compiled, Workspace};
use place::Place;
use report::Report;

/// Runs the command.
pub(crate) fn run(arguments: &Bench) -> Exit {
    match measure_all(arguments) {
        Ok(()) => Exit::Fine,
        Err(error) => {
            console::failure(MessageFormat::Human, Code::UnreadableFile, &error, "");
            Exit::Disk
        }
    }
}

fn measure_all(arguments: &Bench) -> io::Result<()> {
    let place = Place::new(arguments)?;
    let mut report = Report::default();
    console::print(machine::describe().join("\n"));
    generation::own(&place, &mut report)?;
    generation::corpus(&place, &mut report)?;
    generation::growth(&place, &mut report)?;
    compile(&place, &mut report)?;
    report.finish();
    Ok(())
}

/// The crates that goals are set for.
fn compile(place: &Place, report: &mut Report) -> io::Result<()> {
    report.section("Compilation");
    let mut members = vec!["guardrails"];
    match place.openrouter()? {
        Some(_) => members.push("openrouter"),
        None => report.note("Skipped: the whole OpenRouter document, which is not in the corpus."),
    }
    let workspace = Workspace::new(place, "crates", &members)?;
    let guardrails = workspace.check("guardrails", None, place.runs)?;
    report.goal("guardrails, with its runtime: CPU", guardrails.cost.cpu_seconds(), 1.3, "s");
    size(report, "guardrails", &guardrails);
    let fresh = workspace.fresh("guardrails", place.runs)?;
    report.figure("of which cargo itself", fresh.cpu_seconds(), "s");
    if members.contains(&"openrouter") {
        let openrouter = workspace.check("openrouter", None, if place.quick { 1 } else { place.runs })?;
        report.figure("openrouter: CPU", openrouter.cost.cpu_seconds(), "s");
        size(report, "openrouter", &openrouter);
    }
    Ok(())
}

fn size(report: &Report, name: &str, compiled: &Compiled) {
    report.figure(&format!("{name}: peak memory of rustc"), compiled.cost.mebibytes(), "MiB");
    report.figure(&format!("{name}: lines"), generation::size(compiled.lines), "");
}
