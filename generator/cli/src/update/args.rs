//! The arguments of `update`.

use std::path::PathBuf;

use clap::Args;

use crate::make::{NEXT, Release};

const HELP: &str = "\
Examples:
  openapi-rust update --dry-run       say what would be done, and write nothing
  openapi-rust update                 after a change of the document, or after a merge
  openapi-rust update --base main     the same, with what changed since that revision in the report
  openapi-rust update --release       also choose the version, and tell of the changes in the changelog

It writes the crate, accepts the snapshots that show what is generated (`snapshots` under [review] in regen.toml), deletes
those that no test refers to any more, writes the report for the pull request, and says what only a person can do.
A change that breaks is refused, and nothing is written, until it is released or accepted.";

/// Do everything that follows a change of the document.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Update {
    /// The regen.toml of the project [default: the nearest one]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The git revision to tell the changes from [default: that of the last version]
    #[arg(long, value_name = "REV")]
    pub(super) base: Option<String>,
    /// Accept a breaking change without the version it asks for, by its fingerprint
    #[arg(long, value_name = "FINGERPRINT")]
    pub(super) accept_breaking: Vec<String>,
    /// Keep the names that would move because of what else changed in the document: write a line for each under
    /// `[names.overrides]`
    #[arg(long)]
    pub(super) pin: bool,
    /// Release: take the version that the changes ask for, or this one
    #[arg(long, value_name = "VERSION", num_args = 0..=1, default_missing_value = NEXT)]
    pub(super) release: Option<Release>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Overwrite generated files even if they were edited by hand; those of a merge are in any case
    #[arg(long)]
    pub(super) force: bool,
    /// Where the report goes [default: target/update.md]
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
}
