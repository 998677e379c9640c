//! The arguments of `init`.

use std::path::PathBuf;

use clap::Args;
use generator::config::crate_name_fault;

const HELP: &str = "\
Examples:
  openapi-rust init --spec petstore.yaml
  curl https://example.org/openapi.json | openapi-rust init --spec - --name pets
  openapi-rust init --spec apis/pets.yaml --config apis/pets.toml --out crates/pets    one of several
  openapi-rust init --spec apis/pets/openapi.yaml --root apis    for references such as ../common/errors.yaml
  openapi-rust init --spec pets=apis/pets.yaml --spec shops=apis/shops.yaml --name services    several in one crate
  openapi-rust init --spec orders=apis/orders.yaml    one more for that crate
  openapi-rust init --spec graph.json --include-tag me.message    a part of a large API
  openapi-rust init --spec petstore.yaml --upstream https://example.org/openapi.yaml

What is there already is left alone, and said.";

/// Make a project of a document: configuration, crate, test of its API, workflows.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub struct Init {
    /// The document, YAML or JSON; `-` reads it from standard input. Several times: one crate with a module for each, called
    /// NAME [default: made from the document's title]; a project that has such modules gets more of them
    #[arg(long, value_name = "[NAME=]FILE", required = true, value_parser = spec)]
    pub(super) spec: Vec<Spec>,
    /// The name of the crate [default: made from the document's title]
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    pub(super) name: Option<String>,
    /// The configuration to write [default: regen.toml where it is there already, else spec/regen.toml]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The folder of the crate
    #[arg(long, value_name = "DIR", default_value = "generated")]
    pub(super) out: PathBuf,
    /// The folder out of which no reference of the document leads [default: that of the document]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Only the operations with this tag, in which `*` stands for any text; several times. `[select]` of the configuration,
    /// which has it then, says more
    #[arg(long, value_name = "TAG")]
    pub(super) include_tag: Vec<String>,
    /// Where the document comes from: a workflow fetches it every day, and opens a pull request if it changes anything. Of
    /// several documents each has one, in the same order
    #[arg(long, value_name = "URL")]
    pub(super) upstream: Vec<String>,
    /// Also a package `xtask`, so that `cargo xtask` has the same commands, in the version that it depends on
    #[arg(long)]
    pub(super) xtask: bool,
}

impl Init {
    /// The line of the configuration that says which tags are included.
    pub(super) fn tags(&self) -> String {
        if self.include_tag.is_empty() {
            return "# include_tags = [\"Pets\"]".to_owned();
        }
        format!("include_tags = {}", toml::Value::from(self.include_tag.clone()))
    }
}

/// A document, with the name of its module where it is one of several.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    /// The name.
    pub(super) name: Option<String>,
    /// The document.
    pub(super) file: PathBuf,
}

#[allow(clippy::unnecessary_wraps, reason = "what a parser of arguments is")]
fn spec(text: &str) -> Result<Spec, &'static str> {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
    let named = text.split_once('=').filter(|(name, _)| is_name(name));
    let (name, file) = named.map_or((None, text), |(name, file)| (Some(name.to_owned()), file));
    Ok(Spec { name, file: PathBuf::from(file) })
}

fn crate_name(name: &str) -> Result<String, &'static str> {
    crate_name_fault(name).map_or_else(|| Ok(name.to_owned()), Err)
}
