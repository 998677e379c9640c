//! The arguments of `bench`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
    /// Only what takes less than ten minutes
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
