//! `update`: everything that follows a change of the document, in one command.

mod args;
mod report;
mod snapshots;

use std::fs;
use std::path::Path;

pub use args::Update;

use generator::code::Code;
use generator::diagnostic::in_one_line;
use generator::diff::{Extent, Group};

use crate::cargo;
use crate::error::{Failure, Result};
use crate::exit_status::ExitStatus;
use crate::history::{Comparison, Format, Versions, render};
use crate::make::{self, Made, Order, summary};
use crate::project::Project;
use crate::terminal::println;
use crate::write;

use report::Report;

/// Where the report goes that is given no place.
const REPORT: &str = "target/update.md";

/// Runs the command.
pub(crate) fn run(arguments: &Update) -> Result<ExitStatus> {
    let project = Project::find(arguments.config.as_deref())?;
    let order = Order {
        base: arguments.base.as_deref(),
        accept: &arguments.accept_breaking,
        pin: arguments.pin,
        human: true,
        release: arguments.release.as_ref(),
        ..Order::default()
    };
    // Before anything is written.
    let path = arguments.report.clone().map_or_else(|| project.writable(REPORT), Ok)?;
    let made = make::make(&project, &order)?;
    let mut report = Report::default();
    changes(&project, &made, &mut report);
    if arguments.dry_run {
        return dry_run(&project, &made, &report);
    }
    for folder in project.snapshots.iter().flat_map(|entry| &entry.folders) {
        project.place(folder)?;
    }
    let written = made.write(&project, arguments.force, false)?;
    report.done.extend(summary::lines(&written.plan).map(|line| format!("{}: {line}", project.out)));
    report.done.extend(
        made.pending
            .paths()
            .map(|(path, is_written)| format!("{} {path}", if is_written { '~' } else { '-' })),
    );
    cargo::lock(&project.root);
    for entry in &project.snapshots {
        snapshots::accept(&project.root, entry, &mut report);
    }
    if made
        .judgement
        .as_ref()
        .is_some_and(|judged| judged.comparison.diff.of(Group::Breaking).next().is_some())
    {
        uses(&project, &mut report);
    }
    report.tidy();
    let text = report.to_markdown();
    let made_folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    made_folder.and_then(|()| fs::write(&path, text)).map_err(|error| {
        let message = format!("cannot write `{}`", path.display());
        Failure::new(Code::UnwritableOutput, message, "name another file with --report").because(error)
    })?;
    println(report.to_text());
    println(format_args!("the report for the pull request: {}", shown(&path, &project.root)));
    Ok(ExitStatus::Success)
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// What changed since the last version, for the report, and what its reader is asked to decide.
fn changes(project: &Project, made: &Made, report: &mut Report) {
    let Some(judged) = &made.judgement else {
        "no change since the last version".clone_into(&mut report.changes);
        return;
    };
    let comparison: &Comparison = &judged.comparison;
    report.changes = render(comparison, Versions::Judged(&project.config), Format::Markdown, Extent::Bounded);
    // What is only there besides asks nothing of anybody.
    let breaking = comparison.diff.of(Group::Breaking);
    let hints = breaking.filter_map(|change| Some((change, change.hint.as_ref()?)));
    report.person.extend(
        hints.map(|(change, hint)| format!("`{}`: {}", in_one_line(&change.path), in_one_line(hint))),
    );
}

/// Says what would be done.
fn dry_run(project: &Project, made: &Made, report: &Report) -> Result<ExitStatus> {
    let plan =
        write::compare(&made.target.path, &made.output.files).map_err(|error| made.target.error(error))?;
    println(report.changes.trim_end());
    for line in summary::lines(&plan) {
        println(format_args!("would write: {} in {}", line.trim(), project.out));
    }
    for (path, _) in made.pending.paths() {
        println(format_args!("would write: {path}"));
    }
    for entry in &project.snapshots {
        println(format_args!("would accept the snapshots of: cargo test {}", entry.tests.join(" ")));
    }
    Ok(ExitStatus::Success)
}

/// What uses the crate and does not compile any more.
fn uses(project: &Project, report: &mut Report) {
    match cargo::run(&project.root, &["check", "--workspace", "--all-targets", "--keep-going"], &[]) {
        Ok(output) => report.person.extend(cargo::complaints(&output)),
        Err(error) => report.person.push(error),
    }
}
