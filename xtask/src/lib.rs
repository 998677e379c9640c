//! The project's own commands: `cargo xtask regen` and its kin.
//!
//! Everything that touches the disk is here; the generator itself is a function from text to text.

mod bench;
mod check;
mod cli;
mod console;
mod corpus;
mod diff;
mod exit;
mod explain;
mod generate;
mod input;
mod progress;
mod regen;
mod review;
mod summary;
pub mod write;

use std::process::ExitCode;

use clap::Parser as _;

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(code) = corpus::as_compiler() {
        return code;
    }
    let exit = match cli::Command::parse().verb {
        cli::Verb::Regen(arguments) => regen::run(&arguments),
        cli::Verb::Corpus(arguments) => corpus::run(&arguments),
        cli::Verb::Diff(arguments) => review::run_diff(&arguments),
        cli::Verb::Why(arguments) => review::run_why(&arguments),
        cli::Verb::Replay(arguments) => review::run_replay(&arguments),
        cli::Verb::Bench(arguments) => bench::run(&arguments),
    };
    exit.into()
}
