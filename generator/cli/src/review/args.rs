//! The arguments of `diff`, `why` and `replay`.

use std::path::PathBuf;

use clap::Args;
use generator::diff::Extent;

use crate::history::Format;

const DIFF_HELP: &str = "\
Examples:
  openapi-rust diff                              the last commit and the working tree of the project
  openapi-rust diff --base main --format markdown > body.md
  openapi-rust diff old.yaml new.yaml --config spec/regen.toml

Breaking: code that compiled may not. Additive: there is more than before. Behaviour: the same types, other defaults,
limits, deprecations, retries or servers. Documentation: only texts.

The verdict is by Cargo's rules on the crate's real API. Another one says whether released versions of the crate keep
working against the new server. Each change names the line of the document that it comes from,
and the change's fingerprint is what `openapi-rust regen --accept-breaking` takes.";

/// Say what changed in the API of the generated crate, whom it breaks and which version it asks for
#[derive(Debug, Args)]
#[command(after_help = DIFF_HELP)]
pub struct Diff {
    /// The document before; NEW goes with it
    #[arg(value_name = "OLD", requires = "new", conflicts_with = "base")]
    pub(crate) old: Option<PathBuf>,
    /// The document after
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<PathBuf>,
    /// Without documents: the git revision to compare the working tree with, each with its regen.toml.
    /// `regen` compares with the last version, which may be older
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub(crate) base: String,
    /// With OLD and NEW: the configuration of NEW, which may name what OLD does not have [default: none]. Without: the regen.toml of the project [default: the
    /// nearest one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}

/// How a report is printed.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// How to print the result
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Show all of a report that is longer than 60,000 characters, which is summed up otherwise
    #[arg(long)]
    full: bool,
}

impl ReportArgs {
    /// How much of a long report is shown.
    pub(crate) fn extent(&self) -> Extent {
        if self.full { Extent::Full } else { Extent::Bounded }
    }
}

const WHY_HELP: &str = "\
Examples:
  openapi-rust why Guardrail::limit_usd
  openapi-rust why models::GuardrailInterval
  openapi-rust why '#/components/schemas/Guardrail/properties/limit_usd'
  openapi-rust why limit_usd
  openapi-rust why listGuardrails
  openapi-rust why pets::models::Pet    of a crate with several documents";

/// Say where an item of the generated crate comes from and why it is called and typed as it is
#[derive(Debug, Args)]
#[command(after_help = WHY_HELP)]
pub struct Why {
    /// A Rust path or the end of one, a JSON pointer, or a name on the wire
    #[arg(value_name = "ITEM")]
    pub(crate) item: String,
    /// Another document
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// Its configuration, or the regen.toml of a project [default: the nearest one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

const REPLAY_HELP: &str = "\
Examples:
  openapi-rust replay ../history
  openapi-rust replay v0.1.0..HEAD
  openapi-rust replay HEAD~20..HEAD --path spec/guardrails.yaml --format markdown";

/// Run a series of versions of a document through the generator and print the verdict of each step
#[derive(Debug, Args)]
#[command(after_help = REPLAY_HELP)]
pub struct Replay {
    /// A folder of documents, in the order of their names, or a range of git revisions
    #[arg(value_name = "DIR|RANGE")]
    pub(crate) series: String,
    /// Of a range: the document, by its path from the root of the repository [default: those of the project]
    #[arg(long, value_name = "FILE")]
    pub(crate) path: Option<String>,
    /// The configuration of the last version; it may name what earlier ones do not have [default: for the revisions of a project's document that of the project]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}
