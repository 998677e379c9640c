//! The commands that a project with an API description has: `regen`, `diff`, `why` and `replay`.
//!
//! Everything that touches the disk is here; the generator itself is a function from text to text.
//!
//! From the bottom up: `terminal`, `file`, `git` and `program` know nothing of each other; `error` is what ends a command;
//! `inputs` reads and calls the generator; `project` is what a `regen.toml` names; `history` compares two states; `write`
//! replaces the output. A command is a folder, and no command knows another.

pub mod error;
pub mod exit_status;
mod file;
mod git;
mod history;
mod inputs;
mod program;
mod project;
mod regen;
mod review;
pub mod terminal;
mod verb;
pub mod write;

use std::process::ExitCode;

use clap::Parser;

pub use program::Program;
pub use regen::Regen;
pub use review::{Diff, Format, Replay, Why};
pub use verb::Verb;

/// The command line of `openapi-rust`.
#[derive(Debug, Parser)]
#[command(name = "openapi-rust", bin_name = "openapi-rust", version = Program::versions(), disable_help_subcommand = true)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    Command::parse().verb.run(Program { name: "openapi-rust", start: None })
}
