//! `cargo xtask bench`: measures what generating, compiling and calling cost and holds each figure against its goal.
//!
//! Costs are processor seconds, medians of several runs, everything on this machine and in this run.

mod args;
mod builds;
mod cold;
mod compile;
mod generation;
mod growth;
mod interleaved;
mod machine;
mod measure;
mod peers;
#[cfg(feature = "plot")]
mod plot;
mod programs;
mod report;
mod runtime;
mod suite;
mod synthetic;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use generator::code::Code;

use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::terminal::println;
pub(crate) use args::{Bench, BenchPart};
use compile::{CompileCost, Workspace};
use generation::Point;
use measure::{Cost, mebibytes};
use report::Report;
use suite::Suite;

/// Runs the command.
pub(crate) fn run(arguments: &Bench) -> Result<ExitStatus> {
    measure_all(arguments).map_err(|error| Failure::new(Code::UnreadableFile, "", "").because(error))?;
    Ok(ExitStatus::Success)
}

/// What our own generator took, for comparison with others.
#[derive(Debug, Default)]
struct OwnFigures {
    documents: BTreeMap<String, PathBuf>,
    checked: BTreeMap<String, Cost>,
}

fn measure_all(arguments: &Bench) -> io::Result<()> {
    let suite = Suite::new(arguments)?;
    let (mut report, mut ours) = (Report::default(), OwnFigures::default());
    if arguments.install_peers {
        peers::install(&suite)?;
    }
    println(machine::describe().join("\n"));
    if arguments.only != Some(BenchPart::Runtime) {
        generator(arguments, &suite, &mut report, &mut ours)?;
    }
    if arguments.only != Some(BenchPart::Generator) {
        runtime::compare(&suite, &mut report);
    }
    if arguments.only != Some(BenchPart::Runtime) {
        cold::build(&suite, &mut report)?;
    }
    report.finish();
    Ok(())
}

/// Generating and compiling, ours and others'.
fn generator(arguments: &Bench, suite: &Suite, report: &mut Report, ours: &mut OwnFigures) -> io::Result<()> {
    generation::own(suite, report, ours)?;
    generation::corpus(suite, report, ours);
    let points = generation::growth(suite, report, ours)?;
    if let Some(file) = &arguments.svg {
        draw(file, &points)?;
    }
    let wanted = |name: &str| match name {
        "guardrails" | "synthetic-100" => true,
        _ if suite.is_large(name) => true,
        "synthetic-10" | "synthetic-300" | "synthetic-1000" => !suite.quick,
        _ => !suite.quick && !name.starts_with("synthetic"),
    };
    ours.documents.retain(|name, _| wanted(name));
    report.section("Compilation");
    for (name, title) in [("openrouter", "the whole OpenRouter document"), ("github", "GitHub's document")] {
        if !ours.documents.contains_key(name) {
            report.note(format!("Skipped: {title} (`{name}.yaml` or `.json`), which is not in the corpus."));
        }
    }
    let names: Vec<String> = ours.documents.keys().cloned().collect();
    let workspace = Workspace::new(suite, "crates", &names)?;
    let (own, others): (Vec<_>, Vec<_>) = names.iter().partition(|name| *name == "guardrails");
    // Alone: there is a goal in seconds.
    compile(suite, report, ours, &workspace, &own)?;
    std::thread::scope(|scope| {
        let largest = suite.documents.first();
        let mut theirs =
            largest.map(|(name, document)| scope.spawn(move || peers::largest(suite, name, document)));
        compile(suite, report, ours, &workspace, &others)?;
        // What does not compile is of no interest here.
        ours.documents.retain(|name, _| ours.checked.contains_key(name));
        peers::compare(suite, report, ours, || theirs.take()?.join().ok()?);
        io::Result::Ok(())
    })?;
    builds::crates(suite, report, ours)?;
    if let Err(error) = builds::programs(suite, report) {
        report.note(format!("Skipped: the program does not build. {error}"));
    }
    Ok(())
}

#[cfg(feature = "plot")]
fn draw(file: &Path, points: &[Point]) -> io::Result<()> {
    plot::draw(file, points)
}

#[cfg(not(feature = "plot"))]
#[expect(clippy::unnecessary_wraps, reason = "as where it draws")]
fn draw(_: &Path, _: &[Point]) -> io::Result<()> {
    crate::terminal::eprintln(
        "nothing is drawn: run with `cargo run --package xtask --features plot -- bench --svg FILE`",
    );
    Ok(())
}

/// What it costs to compile our crates.
fn compile(
    suite: &Suite,
    report: &mut Report,
    ours: &mut OwnFigures,
    workspace: &Workspace<'_>,
    names: &[&String],
) -> io::Result<()> {
    let mut whole = None;
    for name in names.iter().copied() {
        let compiled = match workspace.check(name, None, suite.runs_of(name)) {
            Ok(compiled) => compiled,
            Err(error) => {
                report.note(format!("{name} does not compile. {error}"));
                continue;
            }
        };
        let (what, seconds) = (format!("{name}: CPU"), compiled.cost.cpu_seconds());
        if name == "guardrails" {
            report.goal(&what, seconds, 1.3, "s");
            let fresh = workspace.fresh(name, suite.runs)?;
            report.figure(&format!("{name}: of which cargo itself"), fresh.cpu_seconds(), "s");
        } else {
            report.figure(&what, seconds, "s");
        }
        size(report, name, &compiled);
        ours.checked.insert(name.clone(), compiled.cost);
        if name == "openrouter" {
            whole = Some(compiled);
        }
    }
    if let Some(all) = whole
        && let Err(error) = one_tag(workspace, report, &all)
    {
        report.note(format!("openrouter with one tag does not compile. {error}"));
    }
    Ok(())
}

/// What one tag of a large document costs against all of it.
fn one_tag(workspace: &Workspace<'_>, report: &mut Report, all: &CompileCost) -> io::Result<()> {
    const TAG: Option<&str> = Some("reqwest,rustls,http2,gzip,guardrails");
    report.section("One tag of a large document");
    report.note("Metadata is what rustc keeps of a crate for those that depend on it.");
    let one = workspace.check("openrouter", TAG, 1)?;
    for (what, compiled, features) in
        [("openrouter, all tags", all, None), ("openrouter, only `guardrails`", &one, TAG)]
    {
        report.figure(&format!("{what}: CPU"), compiled.cost.cpu_seconds(), "s");
        report.figure(&format!("{what}: peak memory of rustc"), compiled.cost.mebibytes(), "MiB");
        report.figure(&format!("{what}: metadata"), mebibytes(compiled.metadata), "MiB");
        let dependencies = workspace.dependencies("openrouter", features)?;
        report.figure(&format!("{what}: dependencies"), generation::size(dependencies), "");
    }
    report.figure("one tag to all, CPU", one.cost.cpu_seconds() / all.cost.cpu_seconds(), "times");
    report.figure("one tag to all, metadata", mebibytes(one.metadata) / mebibytes(all.metadata), "times");
    Ok(())
}

fn size(report: &mut Report, name: &str, compiled: &CompileCost) {
    report.figure(&format!("{name}: peak memory of rustc"), compiled.cost.mebibytes(), "MiB");
    report.figure(&format!("{name}: lines"), generation::size(compiled.lines), "");
}
