//! What all parts of the benchmark share: its folder, the release build it measures, the documents, how often it measures.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::args::{Bench, BenchPart};
use super::measure::{self, Cost};
use crate::{project, terminal};

/// What all parts of the benchmark share.
#[derive(Debug)]
pub(super) struct Suite {
    /// The workspace.
    pub(super) root: PathBuf,
    /// Everything that the suite writes, in git's eyes nothing.
    pub(super) folder: PathBuf,
    /// The optimised `xtask`.
    generator: PathBuf,
    /// Documents beyond the project's own, if there are any: the largest first, with names for their crates.
    pub(super) documents: Vec<(String, PathBuf)>,
    pub(super) quick: bool,
    pub(super) runs: usize,
}

/// Documents that take minutes to compile, for others more than for us.
const GIANTS: [&str; 2] = ["github", "stripe"];

impl Suite {
    /// Makes the folder and builds the generator.
    pub(super) fn new(arguments: &Bench) -> io::Result<Self> {
        let root = project::root();
        let folder = root.join("target/bench");
        for sub in ["documents", "crates", "logs"] {
            fs::create_dir_all(folder.join(sub))?;
        }
        let corpus = arguments.corpus.clone().unwrap_or_else(|| root.join("../shared/corpus"));
        let mut documents = if corpus.is_dir() { documents(&corpus)? } else { Vec::new() };
        documents.retain(|(name, _)| !arguments.quick || !GIANTS.contains(&name.as_str()));
        Ok(Self {
            // Calls need no generator, and it takes a while to build.
            generator: match arguments.only {
                Some(BenchPart::Runtime) => PathBuf::new(),
                Some(BenchPart::Generator) | None => release(&root)?,
            },
            documents,
            quick: arguments.quick,
            runs: arguments.runs,
            folder,
            root,
        })
    }

    /// Where the output of a step goes.
    pub(super) fn log(&self, name: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{name}.txt"))
    }

    /// The folder of a crate that we generate.
    pub(super) fn package(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    /// Whether the goal for large documents is meant for this one: `OpenRouter`'s, GitHub's, and the largest there is.
    pub(super) fn is_large(&self, name: &str) -> bool {
        ["openrouter", "github"].contains(&name) || self.is_largest(name)
    }

    /// Whether this is the largest document of the corpus.
    pub(super) fn is_largest(&self, name: &str) -> bool {
        self.documents.first().is_some_and(|(largest, _)| largest == name)
    }

    /// How often compiling a crate is measured: large ones take their time.
    pub(super) fn runs_of(&self, name: &str) -> usize {
        if self.quick && self.is_large(name) { 1 } else { self.runs }
    }

    /// Generates the crate `name` from nothing.
    pub(super) fn generate(&self, name: &str, document: &Path, config: Option<&Path>) -> io::Result<Cost> {
        let folder = self.package(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        self.regenerate(name, document, config)
    }

    /// Generates it again, over what is there.
    pub(super) fn regenerate(&self, name: &str, document: &Path, config: Option<&Path>) -> io::Result<Cost> {
        let mut command = Command::new(&self.generator);
        command.args(["regen", "--name", name, "--out"]).arg(self.package(name)).arg("--spec").arg(document);
        if let Some(config) = config {
            command.arg("--config").arg(config);
        }
        measure::once(&mut command, &self.log(&format!("generate-{name}")))
    }
}

/// The documents in a folder, the largest first.
fn documents(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let known = |kind: &std::ffi::OsStr| ["yaml", "yml", "json"].iter().any(|known| kind == *known);
        if let (true, Some(stem)) = (path.extension().is_some_and(known), path.file_stem()) {
            found.push((fs::metadata(&path)?.len(), stem.to_string_lossy().into_owned(), path));
        }
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    Ok(found.into_iter().map(|(_, name, path)| (name, path)).collect())
}

/// The cargo that runs us.
pub(super) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What our own build was told is nothing to the builds that are measured.
    for name in ["RUSTFLAGS", "CARGO_TARGET_DIR", "RUSTC_WORKSPACE_WRAPPER", "CARGO_MANIFEST_DIR"] {
        command.env_remove(name);
    }
    command
}

/// Builds the optimised `xtask` and tells where it is.
fn release(root: &Path) -> io::Result<PathBuf> {
    terminal::eprintln("building the optimised generator");
    let mut command = cargo();
    if let Some(folder) = std::env::var_os("CARGO_TARGET_DIR") {
        command.env("CARGO_TARGET_DIR", folder);
    }
    command.args(["build", "--release", "--package", "xtask", "--bin", "xtask", "--message-format=json"]);
    // The same features as ours, so that the two builds do not replace each other for ever.
    if cfg!(feature = "plot") {
        command.args(["--features", "plot"]);
    }
    let output = command.current_dir(root).stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    programs.next_back().ok_or_else(|| io::Error::other("the generator does not build"))
}
