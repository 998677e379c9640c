//! The project's own commands: `cargo xtask regen` and its kin.
//!
//! Everything that touches the disk is here; the generator itself is a function from text to text.
//!
//! From the bottom up: `terminal`, `file`, `git` and `project` know nothing of each other; `error` is what ends a command; `inputs`
//! reads and calls the generator; `history` compares two states; `write` replaces the output. A command is a folder, and
//! no command knows another.

mod bench;
mod cli;
mod corpus;
mod error;
mod exit_status;
mod file;
mod git;
mod history;
mod inputs;
mod project;
mod regen;
mod review;
mod terminal;
pub mod write;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{Command, Verb};
use terminal::MessageFormat;

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(code) = corpus::as_compiler() {
        return code;
    }
    let verb = Command::parse().verb;
    let format = match &verb {
        Verb::Regen(arguments) => arguments.message_format,
        _ => MessageFormat::Human,
    };
    let result = match verb {
        Verb::Regen(arguments) => regen::run(&arguments),
        Verb::Corpus(arguments) => corpus::run(&arguments),
        Verb::Diff(arguments) => review::run_diff(&arguments),
        Verb::Why(arguments) => review::run_why(&arguments),
        Verb::Replay(arguments) => review::run_replay(&arguments),
        Verb::Bench(arguments) => bench::run(&arguments),
    };
    let status = result.unwrap_or_else(|error| {
        error.print(format);
        error.status()
    });
    status.into()
}
