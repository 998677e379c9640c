//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    Diff(crate::review::Diff),
    /// Say where an item of the generated crate comes from and why it is called and typed as it is
    Why(crate::review::Why),
    /// Print the verdict of each step of a series of versions of a document
    Replay(crate::review::Replay),
    /// Measure what generating, compiling and calling cost
    Bench(Bench),
}

const REGEN_HELP: &str = "\
Examples:
  cargo xtask regen                     spec/guardrails.yaml and spec/regen.toml into generated/
  cargo xtask regen --check             only compare; exit status 1 and a diff when they differ
  cargo xtask regen --spec petstore.yaml --out /tmp/petstore --name petstore
  cargo xtask regen --explain E0101     what a diagnostic means and what to do

Exit status:
  0  all is well
  1  --check found differences
  2  the document, the configuration or the command line is at fault, or the version is too low
  3  a file cannot be read or written, or is in the way

A file that was not generated is never touched. A run that was killed is finished by the next one.";

/// Writes a client crate from an `OpenAPI` 3.0, 3.1 or 3.2 document.
///
/// Without --spec: the project's own, spec/guardrails.yaml with spec/regen.toml, into generated/.
#[derive(Debug, Args)]
#[command(after_help = REGEN_HELP)]
pub(crate) struct Regen {
    /// Write nothing; show what would change and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// Another document than the project's, YAML or JSON; needs --out
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// Its configuration, which may name the document; without one, the defaults. Needs --out
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) config: Option<PathBuf>,
    /// The folder of the crate [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the crate [default: the configuration's, else made from the document's title]
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    pub(crate) name: Option<String>,
    /// Overwrite generated files even if they were edited by hand
    #[arg(long)]
    pub(crate) force: bool,
    /// The git revision that the version of the project's own crate is judged against [default: the one that last told
    /// of the last version in spec/changelog]
    #[arg(long, value_name = "REV", conflicts_with = "out")]
    pub(crate) base: Option<String>,
    /// Accept a breaking change since then without the version it asks for, by its fingerprint
    #[arg(long, value_name = "FINGERPRINT", conflicts_with_all = ["check", "out"])]
    pub(crate) accept_breaking: Vec<String>,
    /// How to print what was found and done
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
    /// Explain the code of a diagnostic, or list all codes without one
    #[arg(long, value_name = "CODE", exclusive = true, num_args = 0..=1, default_missing_value = "")]
    pub(crate) explain: Option<String>,
}

/// A name that cargo takes for a package.
fn crate_name(name: &str) -> Result<String, &'static str> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(plain)
    {
        Ok(name.to_owned())
    } else {
        Err("use a letter, then letters, digits, `-` and `_`, 64 at most")
    }
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Text, with excerpts of the document
    Human,
    /// One JSON object on each line of standard output
    Json,
}

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

const BENCH_HELP: &str = "\
Examples:
  cargo xtask bench --quick
  cargo xtask bench --quick --only runtime
  cargo xtask bench --install-peers > target/bench.md

The result is Markdown on standard output; all that is written is in target/bench. Costs are processor seconds.";

/// Measures what generating, compiling and calling cost and holds each figure against its goal.
#[derive(Debug, Args)]
#[command(after_help = BENCH_HELP)]
pub(crate) struct Bench {
    /// Only what takes less than five minutes
    #[arg(long)]
    pub(crate) quick: bool,
    /// Only this part
    #[arg(long, value_name = "PART", value_enum)]
    pub(crate) only: Option<BenchPart>,
    /// A folder of documents to measure too, skipped if it is not there [default: ../shared/corpus]
    #[arg(long, value_name = "DIR")]
    pub(crate) corpus: Option<PathBuf>,
    /// Draw the growth (needs the feature `plot`)
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Install the generators to compare with, into target/bench
    #[arg(long)]
    pub(crate) install_peers: bool,
    /// How often each figure is measured; the median counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) runs: usize,
}

/// A part of the benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BenchPart {
    /// Generating and compiling, next to other generators
    Generator,
    /// Calls of the client and the size of programs, next to code by hand: two minutes
    Runtime,
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
