//! What compiling generated crates costs: `cargo check` or `cargo build` of a crate alone, its dependencies being warm.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use super::measure::{self, Cost, median};
use super::suite::{Suite, cargo};

/// A throw-away workspace with one target folder, apart from the project's own.
#[derive(Debug)]
pub(super) struct Workspace<'a> {
    suite: &'a Suite,
    crates: PathBuf,
    target: PathBuf,
}

/// What is asked of cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Check,
    Debug,
    Release,
}

impl Mode {
    pub(super) fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }

    /// As the report and the logs call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug => "debug build",
            Self::Release => "release build",
        }
    }
}

/// What it cost to compile a crate, and what came out.
#[derive(Debug)]
pub(super) struct CompileCost {
    pub(super) cost: Cost,
    pub(super) lines: usize,
    /// Bytes of what the compiler keeps of the crate for those that depend on it.
    pub(super) metadata: u64,
}

impl<'a> Workspace<'a> {
    /// One over the crates in `folder` (below the suite's) that have the given names.
    pub(super) fn new<S: AsRef<str>>(
        suite: &'a Suite,
        folder: impl AsRef<Path>,
        members: &[S],
    ) -> io::Result<Self> {
        let crates = suite.folder.join(folder);
        let members = serde_json::to_string(&members.iter().map(S::as_ref).collect::<Vec<_>>())?;
        let manifest =
            format!("[workspace]\nresolver = \"3\"\nmembers = {members}\n\n[profile.dev]\ndebug = false\n");
        fs::write(crates.join("Cargo.toml"), manifest)?;
        // The project's own versions, which are on this machine: nothing is to be fetched.
        fs::copy(suite.root.join("Cargo.lock"), crates.join("Cargo.lock"))?;
        Ok(Self { suite, crates, target: suite.folder.join("target") })
    }

    /// With a target folder of its own: cargo lets only one build at a time into one.
    pub(super) fn apart(self) -> Self {
        Self { target: self.suite.folder.join("target-apart"), ..self }
    }

    /// Measures `cargo check` of a crate with some of its features (`None` for the default ones).
    pub(super) fn check(&self, name: &str, features: Option<&str>, runs: usize) -> io::Result<CompileCost> {
        let cost = self.compile(Mode::Check, name, features, runs)?;
        let lines = lines(&self.crates.join(name).join("src"))?;
        Ok(CompileCost { cost, lines, metadata: self.metadata(name)? })
    }

    /// Measures one mode of compiling a crate with some of its features (`None` for the default ones).
    pub(super) fn compile(
        &self,
        mode: Mode,
        name: &str,
        features: Option<&str>,
        runs: usize,
    ) -> io::Result<Cost> {
        let library = self.crates.join(name).join("src/lib.rs");
        let source = fs::read(&library)?;
        // The dependencies get warm with an empty library.
        fs::write(&library, "")?;
        let warm =
            self.cargo(mode, name, features, true).or_else(|_| self.cargo(mode, name, features, false));
        fs::write(&library, source)?;
        warm?;
        median(runs, || {
            touch(&library)?;
            self.cargo(mode, name, features, true)
        })
    }

    /// How many crates come along with a crate with some of its features.
    pub(super) fn dependencies(&self, name: &str, features: Option<&str>) -> io::Result<usize> {
        let mut command = cargo();
        command.args(["tree", "--offline", "--prefix", "none", "--edges", "normal", "--package", name]);
        select(&mut command, features);
        let output = command.current_dir(&self.crates).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let packages: BTreeSet<&str> =
            text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty()).collect();
        Ok(packages.len().saturating_sub(1))
    }

    /// The size of the newest metadata of a crate.
    fn metadata(&self, name: &str) -> io::Result<u64> {
        let prefix = format!("lib{}-", name.replace('-', "_"));
        let mut newest = None;
        for entry in fs::read_dir(self.target.join("debug/deps"))? {
            let file = entry?.path();
            let named = file.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with(&prefix));
            if named && file.extension().is_some_and(|kind| kind == "rmeta") {
                let metadata = fs::metadata(&file)?;
                newest = newest.max(Some((metadata.modified()?, metadata.len())));
            }
        }
        Ok(newest.map_or(0, |(_, size)| size))
    }

    /// What cargo itself costs when the crate is fresh, which is part of every figure.
    pub(super) fn fresh(&self, name: &str, runs: usize) -> io::Result<Cost> {
        median(runs, || self.cargo(Mode::Check, name, None, true))
    }

    fn cargo(&self, mode: Mode, name: &str, features: Option<&str>, offline: bool) -> io::Result<Cost> {
        let mut command = cargo();
        command.args(mode.arguments()).args(["--package", name, "--target-dir"]).arg(&self.target);
        select(&mut command, features);
        if offline {
            command.arg("--offline");
        }
        command.current_dir(&self.crates).env("CARGO_INCREMENTAL", "0");
        let log = format!("{}-{name}", mode.name().replace(' ', "-"));
        measure::once(&mut command, &self.suite.log(&log))
    }
}

/// Makes cargo compile what the file belongs to.
pub(super) fn touch(file: &Path) -> io::Result<()> {
    File::options().write(true).open(file)?.set_modified(SystemTime::now())
}

/// Some of a crate's features in place of the default ones.
fn select(command: &mut Command, features: Option<&str>) {
    if let Some(features) = features {
        command.args(["--no-default-features", "--features", features]);
    }
}

/// The lines of the Rust files below a folder.
fn lines(folder: &Path) -> io::Result<usize> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sum += lines(&path)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            sum += fs::read_to_string(&path)?.lines().count();
        }
    }
    Ok(sum)
}
