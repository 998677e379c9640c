//! The command line.

use clap::{Parser, Subcommand};

use crate::bench::Bench;
use crate::corpus::Corpus;
use crate::regen::Regen;
use crate::review::{Diff, Replay, Why};

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub(crate) struct Command {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Write a client crate from an OpenAPI document
    Regen(Regen),
    /// Generate and compile a crate for every document in a folder
    Corpus(Corpus),
    /// Say what changed in the generated crate's API, whom it breaks and which version it asks for
    Diff(Diff),
    /// Say where an item of the generated crate comes from and why it is called and typed as it is
    Why(Why),
    /// Print the verdict of each step of a series of versions of a document
    Replay(Replay),
    /// Measure what generating, compiling and calling cost
    Bench(Bench),
}
