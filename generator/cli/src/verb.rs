//! The commands, and what runs each.

use std::process::ExitCode;

use clap::Subcommand;

use crate::init::{self, Init};
use crate::program::Program;
use crate::regen::{self, Regen};
use crate::release::{self, Release};
use crate::review::{self, Diff, Replay, Why};
use crate::terminal::MessageFormat;
use crate::update::{self, Update};

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make a project of a document: configuration, crate, test of its API, workflows
    Init(Init),
    /// Write a client crate from an OpenAPI document
    Regen(Regen),
    /// Do everything that follows a change of the document: crate, snapshots, report
    Update(Update),
    /// Choose the version that the unreleased changes ask for, and tell of them in the changelog
    Release(Release),
    /// Say what changed in the generated crate's API, whom it breaks and which version it asks for
    Diff(Diff),
    /// Say where an item of the generated crate comes from and why it is called and typed as it is
    Why(Why),
    /// Print the verdict of each step of a series of versions of a document
    Replay(Replay),
}

impl Verb {
    /// Runs the command; what is wrong is printed.
    #[must_use]
    pub fn run(&self, program: Program) -> ExitCode {
        program.set();
        let format = match self {
            Self::Regen(arguments) => arguments.message_format,
            _ => MessageFormat::Human,
        };
        let result = match self {
            Self::Regen(arguments) => regen::run(arguments),
            Self::Init(arguments) => init::run(arguments),
            Self::Update(arguments) => update::run(arguments),
            Self::Release(arguments) => release::run(arguments),
            Self::Diff(arguments) => review::run_diff(arguments),
            Self::Why(arguments) => review::run_why(arguments),
            Self::Replay(arguments) => review::run_replay(arguments),
        };
        let status = result.unwrap_or_else(|error| {
            error.print(format);
            error.status()
        });
        status.into()
    }
}
