//! The arguments of `regen`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use generator::config::crate_name_fault;

use crate::terminal::MessageFormat;

const REGEN_HELP: &str = "\
Examples:
  openapi-rust regen                     what the nearest regen.toml says
  openapi-rust regen --check             only compare; exit status 1 and a diff when they differ
  openapi-rust regen --spec petstore.yaml --out /tmp/petstore --name petstore
  openapi-rust regen --mend mends.yaml   an overlay that mends what the warnings tell of
  openapi-rust regen --explain E0101     what a diagnostic means and what to do

Exit status:
  0  all is well
  1  --check found differences
  2  the document, the configuration or the command line is at fault, or the version is too low
  3  a file cannot be read or written, or is in the way
  4  the generator is at fault: report it with the document

A file that was not generated is never touched. A run that was killed is finished by the next one.";

/// Writes a client crate from an `OpenAPI` 3.0, 3.1 or 3.2 document.
///
/// Without --out: that of a project, as its regen.toml says, with its changelog and a version that fits what changed. A
/// crate of several documents has an entry of `[[api]]` there for each, and is written as a whole.
#[derive(Debug, Args)]
#[command(after_help = REGEN_HELP, group(ArgGroup::new("place").args(["out", "mend"])))]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Regen {
    /// Write nothing; show what would change and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// A document of no project, YAML or JSON; needs --out, or --mend
    #[arg(long, value_name = "FILE", requires = "place")]
    pub(crate) spec: Option<PathBuf>,
    /// With --out: a configuration, which may name the document [default: none]. Without: the regen.toml of a project
    /// [default: the nearest one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The folder of a crate that belongs to no project
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the crate [default: the configuration's, else made from the document's title]
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    pub(crate) name: Option<String>,
    /// Write no crate but an overlay with an action for each spot of the document that is lost, to be read and committed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "base", "accept_breaking", "pin", "force", "deny_warnings"])]
    pub(crate) mend: Option<PathBuf>,
    /// Take warnings for errors, but for those that the configuration allows (`allowed_warnings` under `[policy]`)
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Overwrite generated files even if they were edited by hand
    #[arg(long)]
    pub(crate) force: bool,
    /// The git revision that the version of the project's crate is judged against [default: the one that last told of
    /// the last version in the changelog]
    #[arg(long, value_name = "REV", conflicts_with = "out")]
    pub(crate) base: Option<String>,
    /// Accept a breaking change since then without the version it asks for, by its fingerprint
    #[arg(long, value_name = "FINGERPRINT", conflicts_with_all = ["check", "out"])]
    pub(crate) accept_breaking: Vec<String>,
    /// Keep the names that would move because of what else changed in the document: write a line for each under
    /// `[names.overrides]`
    #[arg(long, conflicts_with_all = ["check", "out"])]
    pub(crate) pin: bool,
    /// How to print what was found and done
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = MessageFormat::Human)]
    pub(crate) message_format: MessageFormat,
    /// Explain the code of a diagnostic, or list all codes without one
    #[arg(long, value_name = "CODE", exclusive = true, num_args = 0..=1, default_missing_value = "")]
    pub(crate) explain: Option<String>,
}

/// A name that cargo takes for a package.
fn crate_name(name: &str) -> Result<String, &'static str> {
    crate_name_fault(name).map_or_else(|| Ok(name.to_owned()), Err)
}
