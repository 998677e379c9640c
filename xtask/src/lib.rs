//! The project's own commands: those of `openapi-rust`, and `corpus`, `bench` and `picture`, which no other project has.

mod bench;
mod cli;
mod corpus;
mod picture;
mod project;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use openapi_rust::terminal::MessageFormat;
use openapi_rust::{Program, error, exit_status, terminal};

use cli::{Command, Verb};

/// What people type.
const NAME: &str = "cargo xtask";

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(code) = corpus::as_compiler() {
        return code;
    }
    let matches = Program::read(Program::named(Command::command(), NAME));
    let result = match Command::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()).verb {
        Verb::Project(verb) => return verb.run(Program { name: NAME, start: Some(project::root()) }),
        Verb::Corpus(arguments) => corpus::run(&arguments),
        Verb::Bench(arguments) => bench::run(&arguments),
        Verb::Picture(arguments) => picture::run(&arguments),
    };
    let status = result.unwrap_or_else(|error| {
        error.print(MessageFormat::Human);
        error.status()
    });
    status.into()
}
