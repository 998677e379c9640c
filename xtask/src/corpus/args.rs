//! The arguments of `corpus`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const CORPUS_HELP: &str = "\
Examples:
  cargo xtask corpus ../shared/corpus
  cargo xtask corpus ../shared/corpus --filter stripe --clippy --doc
  cargo xtask corpus ../shared/corpus --no-check --format tsv > generation.tsv

The crates are written to target/corpus/crates, where one workspace compiles them into one target folder.
Exit status 1 when a document was refused or its crate does not compile without a warning.";

/// Generates a crate for every `OpenAPI` document in a folder and compiles them all.
#[derive(Debug, Args)]
#[command(after_help = CORPUS_HELP)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct Corpus {
    /// The folder, searched with its subfolders for .yaml, .yml and .json files
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// How many documents to generate, and crates to compile, at a time [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// Only documents whose path contains the text
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Generate only
    #[arg(long, conflicts_with_all = ["clippy", "doc", "examples"])]
    pub(crate) no_check: bool,
    /// Run clippy (pedantic) too
    #[arg(long)]
    pub(crate) clippy: bool,
    /// Run rustdoc too
    #[arg(long)]
    pub(crate) doc: bool,

    /// Run the tests of the documents' examples too
    #[arg(long)]
    pub(crate) examples: bool,
    /// Seconds after which a generation is ended
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub(crate) timeout: u64,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Aligned columns
    Table,
    /// Tab-separated values
    Tsv,
    /// A JSON array of objects
    Json,
}
