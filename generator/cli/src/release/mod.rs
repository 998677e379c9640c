//! `release`: chooses the version that the changes ask for, and tells of them in the changelog.

use std::path::PathBuf;

use clap::Args;

use crate::cargo;
use crate::error::Result;
use crate::exit_status::ExitStatus;
use crate::make::{self, NEXT, Order};
use crate::project::Project;
use crate::terminal::println;

const HELP: &str = "\
Examples:
  openapi-rust release                the version that the changes since the last one ask for
  openapi-rust release 1.0.0          this one, if it is enough
  openapi-rust release --dry-run      say which, and write nothing

What you have to say yourself about changes that are not released yet goes into files of the folder `unreleased` in the
folder of the changelog, one for each branch: a release puts them above what changed.";

/// Choose the version that the unreleased changes ask for, and tell of them in the changelog.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Release {
    /// The version; `next` is the lowest that will do
    #[arg(value_name = "VERSION", default_value = NEXT)]
    version: make::Release,
    /// The regen.toml of the project [default: the nearest one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The git revision of the last version [default: the one that last told of it in the changelog]
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Say which version it is, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Overwrite generated files even if they were edited by hand
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Release) -> Result<ExitStatus> {
    let project = Project::find(arguments.config.as_deref())?;
    let order = Order {
        base: arguments.base.as_deref(),
        human: true,
        release: Some(&arguments.version),
        ..Order::default()
    };
    let made = make::make(&project, &order)?;
    let name = &made.output.summary.name;
    let versions = made.judgement.as_ref().map(|judgement| &judgement.comparison.versions);
    let Some((old, new)) = versions.filter(|(old, new)| old != new) else {
        let version = &made.output.summary.version;
        println(format_args!("{name} {version}: nothing asks for a release"));
        return Ok(ExitStatus::Success);
    };
    if arguments.dry_run {
        println(format_args!("{name} {old} would be followed by {new}"));
        return Ok(ExitStatus::Success);
    }
    made.write(&project, arguments.force, true)?;
    cargo::lock(&project.root);
    println(format_args!("{name} {new} follows {old}; commit what `git status` shows, and tag it"));
    Ok(ExitStatus::Success)
}
