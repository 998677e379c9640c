//! What people run: debug and release builds, of the crates alone and of whole programs, next to openapi-to-rust's.

use std::io;

use super::compile::{Mode, Workspace};
use super::measure::Cost;
use super::report::Report;
use super::suite::Suite;
use super::{OwnFigures, peers, programs};

/// The most that a build of ours may take of theirs.
const BUILD: f64 = 1.0;
/// The same after an edit of the program.
const EDIT: f64 = 0.6;

/// Builds of the crates that were checked: the small ones, and the large ones where there is time.
pub(super) fn crates(suite: &Suite, report: &mut Report, ours: &OwnFigures) -> io::Result<()> {
    report.section("Builds of the crates");
    let wanted = |name: &str| match name {
        "guardrails" => true,
        "prefect" | "openrouter" | "stripe" | "github" => !suite.quick,
        _ => false,
    };
    let names: Vec<&String> = ours.checked.keys().filter(|name| wanted(name)).collect();
    let workspace = Workspace::new(suite, "crates", &names)?;
    for name in names {
        for mode in [Mode::Debug, Mode::Release] {
            let runs = if name == "guardrails" { suite.runs } else { 1 };
            let what = format!("{name}: {}", mode.name());
            match workspace.compile(mode, name, None, runs) {
                Ok(cost) => {
                    figures(report, &what, &cost);
                    next_to(report, &what, &cost, peers::build(suite, mode, name, runs), BUILD);
                }
                Err(error) => report.note(format!("{what} fails. {error}")),
            }
        }
    }
    if suite.quick {
        report.note("Large documents are left out by `--quick`.");
    }
    Ok(())
}

/// Builds of a program that lists and creates guardrails: crate and program together, and the program alone after an
/// edit of it.
pub(super) fn programs(suite: &Suite, report: &mut Report) -> io::Result<()> {
    report.section("Builds of a program of two calls");
    for mode in [Mode::Debug, Mode::Release] {
        let own = programs::own_build(suite, mode)?;
        let theirs = programs::openapi_to_rust_build(suite, mode).transpose();
        for (what, pick, goal) in [
            ("crate and program", (|build| build.cold) as fn(&programs::Build) -> Cost, BUILD),
            ("after an edit of the program", |build| build.edit, EDIT),
        ] {
            let what = format!("{what}: {}", mode.name());
            figures(report, &what, &pick(&own));
            let theirs = match &theirs {
                Some(Ok(build)) => Some(Ok(pick(build))),
                Some(Err(error)) => Some(Err(io::Error::other(error.to_string()))),
                None => None,
            };
            next_to(report, &what, &pick(&own), theirs, goal);
        }
    }
    Ok(())
}

fn figures(report: &mut Report, what: &str, cost: &Cost) {
    report.figure(&format!("{what}, CPU"), cost.cpu_seconds(), "s");
    report.figure(&format!("{what}, peak memory of rustc"), cost.mebibytes(), "MiB");
}

fn next_to(report: &mut Report, what: &str, ours: &Cost, theirs: Option<io::Result<Cost>>, goal: f64) {
    match theirs {
        Some(Ok(theirs)) => {
            report.figure(&format!("{what}, openapi-to-rust: CPU"), theirs.cpu_seconds(), "s");
            let ratio = ours.cpu_seconds() / theirs.cpu_seconds();
            report.goal(&format!("{what}, ours to theirs"), ratio, goal, "times");
        }
        Some(Err(error)) => report.note(format!("{what}: what openapi-to-rust generates fails. {error}")),
        None => report.note(format!("{what}: openapi-to-rust's crate is not there (`--install-peers`).")),
    }
}
