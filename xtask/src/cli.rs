//! The command line.

use clap::{Parser, Subcommand};

use crate::bench::Bench;
use crate::corpus::Corpus;
use crate::picture::Picture;

/// The project's own commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version = openapi_rust::Program::versions(), disable_help_subcommand = true)]
pub(crate) struct Command {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    #[command(flatten)]
    Project(openapi_rust::Verb),
    /// Generate and compile a crate for every document in a folder
    Corpus(Corpus),
    /// Measure what generating, compiling and calling cost
    Bench(Bench),
    /// Draw the picture of a review in the README
    Picture(Picture),
}
