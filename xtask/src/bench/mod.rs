//! `cargo xtask bench`: measures what generating, compiling and calling cost and holds each figure against its goal.
//!
//! Costs are processor seconds, medians of several runs, everything on this machine and in this run.

mod cold;
mod compile;
mod generation;
mod growth;
mod machine;
mod measure;
mod peers;
mod place;
#[cfg(feature = "plot")]
mod plot;
mod programs;
mod report;
mod runtime;
mod synthetic;
mod turns;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use generator::code::Code;

use crate::cli::{Bench, BenchPart, MessageFormat};
use crate::console;
use crate::exit::Exit;
use compile::{Compiled, Workspace};
use generation::Point;
use measure::Cost;
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

/// What our own generator took, for comparison with others.
#[derive(Debug, Default)]
struct Ours {
    documents: BTreeMap<String, PathBuf>,
    generated: BTreeMap<String, Cost>,
    checked: BTreeMap<String, Cost>,
}

impl Ours {
    fn add(&mut self, name: &str, document: PathBuf, cost: Cost) {
        self.documents.insert(name.to_owned(), document);
        self.generated.insert(name.to_owned(), cost);
    }
}

fn measure_all(arguments: &Bench) -> io::Result<()> {
    let place = Place::new(arguments)?;
    let (mut report, mut ours) = (Report::default(), Ours::default());
    if arguments.install_peers {
        peers::install(&place)?;
    }
    console::print(machine::describe().join("\n"));
    if arguments.only != Some(BenchPart::Runtime) {
        generator(arguments, &place, &mut report, &mut ours)?;
    }
    if arguments.only != Some(BenchPart::Generator) {
        runtime::compare(&place, &mut report);
    }
    if arguments.only != Some(BenchPart::Runtime) {
        cold::build(&place, &mut report)?;
    }
    report.finish();
    Ok(())
}

/// Generating and compiling, ours and others'.
fn generator(arguments: &Bench, place: &Place, report: &mut Report, ours: &mut Ours) -> io::Result<()> {
    generation::own(place, report, ours)?;
    generation::corpus(place, report, ours)?;
    let points = generation::growth(place, report, ours)?;
    if let Some(file) = &arguments.svg {
        draw(file, &points)?;
    }
    compile(place, report, ours)?;
    // What was not compiled is of no interest here.
    ours.documents.retain(|name, _| ours.checked.contains_key(name));
    peers::compare(place, report, ours);
    Ok(())
}

#[cfg(feature = "plot")]
fn draw(file: &Path, points: &[Point]) -> io::Result<()> {
    plot::draw(file, points)
}

#[cfg(not(feature = "plot"))]
#[expect(clippy::unnecessary_wraps, reason = "as where it draws")]
fn draw(_: &Path, _: &[Point]) -> io::Result<()> {
    console::remark(
        "nothing is drawn: run with `cargo run --package xtask --features plot -- bench --svg FILE`",
    );
    Ok(())
}

/// The crates that goals are set for, and some to compare.
fn compile(place: &Place, report: &mut Report, ours: &mut Ours) -> io::Result<()> {
    report.section("Compilation");
    let wanted = |name: &str| match name {
        "guardrails" | "openrouter" | "synthetic-100" => true,
        "synthetic-10" | "synthetic-300" | "synthetic-1000" => !place.quick,
        _ => !place.quick && !name.starts_with("synthetic"),
    };
    let members: Vec<String> = ours.documents.keys().filter(|name| wanted(name)).cloned().collect();
    if !ours.documents.contains_key("openrouter") {
        report.note("Skipped: the whole OpenRouter document, which is not in the corpus.");
    }
    let workspace = Workspace::new(place, "crates", &members)?;
    for name in &members {
        let once = place.quick && name == "openrouter";
        let compiled = match workspace.check(name, None, if once { 1 } else { place.runs }) {
            Ok(compiled) => compiled,
            Err(error) => {
                report.note(format!("{name} does not compile. {error}"));
                continue;
            }
        };
        let (what, seconds) = (format!("{name}: CPU"), compiled.cost.cpu_seconds());
        if name == "guardrails" {
            report.goal(&what, seconds, 1.3, "s");
            let fresh = workspace.fresh(name, place.runs)?;
            report.figure(&format!("{name}: of which cargo itself"), fresh.cpu_seconds(), "s");
        } else {
            report.figure(&what, seconds, "s");
        }
        size(report, name, &compiled);
        ours.checked.insert(name.clone(), compiled.cost);
    }
    if let Some(all) = ours.checked.get("openrouter") {
        one_tag(&workspace, report, all);
    }
    Ok(())
}

/// What one tag of a large document costs against all of it.
fn one_tag(workspace: &Workspace<'_>, report: &mut Report, all: &Cost) {
    report.section("One tag of a large document");
    report.figure("openrouter, all tags: CPU", all.cpu_seconds(), "s");
    match workspace.check("openrouter", Some("reqwest,gzip,guardrails"), 1) {
        Ok(one) => {
            report.figure("openrouter, only `guardrails`: CPU", one.cost.cpu_seconds(), "s");
            report.figure("openrouter, only `guardrails`: peak memory of rustc", one.cost.mebibytes(), "MiB");
            report.figure("one tag to all", one.cost.cpu_seconds() / all.cpu_seconds(), "times");
        }
        Err(error) => report.note(format!("openrouter with one tag does not compile. {error}")),
    }
}

fn size(report: &mut Report, name: &str, compiled: &Compiled) {
    report.figure(&format!("{name}: peak memory of rustc"), compiled.cost.mebibytes(), "MiB");
    report.figure(&format!("{name}: lines"), generation::size(compiled.lines), "");
}
