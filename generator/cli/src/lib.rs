//! The commands that a project with an API description has: `regen`, `update` and `release` write;
//! `diff`, `why` and `replay` tell.
//!
//! Everything that touches the disk is here; the generator itself is a function from text to text.
//!
//! From the bottom up: `terminal`, `file` and `git` know nothing of each other; `error` is what ends a command; `program` is
//! how this one is called; `inputs` reads and calls the generator; `project` is what a `regen.toml` names; `history` compares two states; `write`
//! replaces the output; `make` puts these together for the crate of a project. A command is a folder, and no command knows another.
//! `build` is for build scripts.

mod build;
mod cargo;
pub mod error;
pub mod exit_status;
mod file;
mod git;
mod history;
mod init;
mod inputs;
mod make;
mod program;
mod project;
mod regen;
mod release;
mod review;
pub mod terminal;
mod update;
mod verb;
pub mod write;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

pub use build::build;
pub use error::CliError;
pub use history::Format;
pub use init::Init;
pub use program::Program;
pub use regen::Regen;
pub use release::Release;
pub use review::{Diff, Replay, Why};
pub use update::Update;
pub use verb::Verb;

/// Writes Rust API clients from OpenAPI documents, and says what a change of the document means for their users
#[derive(Debug, Parser)]
#[command(name = "openapi-rust", bin_name = "openapi-rust", version = Program::versions(), disable_help_subcommand = true)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    main_as("openapi-rust")
}

/// The same for a program that is called otherwise, such as `cargo xtask`.
#[must_use]
pub fn main_as(name: &'static str) -> ExitCode {
    let command = Program::named(Command::command(), name).name(name).bin_name(name);
    let command = Command::from_arg_matches(&Program::read(command)).unwrap_or_else(|error| error.exit());
    command.verb.run(Program { name, start: None })
}
