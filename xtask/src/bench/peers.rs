//! Other generators on the same documents, in the same run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::compile::{CompileCost, Mode, Workspace};
use super::measure::{self, Cost, medians};
use super::report::Report;
use super::suite::{Suite, cargo};
use super::{OwnFigures, generation};
use crate::project::CONFIG;

/// Another generator.
#[derive(Debug, Clone, Copy)]
enum Peer {
    OpenapiToRust,
    Progenitor,
}

impl Peer {
    const ALL: [Self; 2] = [Self::Progenitor, Self::OpenapiToRust];

    /// The package and the program in it.
    fn name(self) -> &'static str {
        match self {
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Progenitor => "cargo-progenitor",
        }
    }

    fn version(self) -> &'static str {
        match self {
            Self::OpenapiToRust => "0.23.0",
            Self::Progenitor => "0.15.1",
        }
    }

    /// The part of its `cargo check` that ours may take at the most.
    fn goal(self) -> f64 {
        match self {
            Self::OpenapiToRust => 1.0 / 3.0,
            Self::Progenitor => 0.5,
        }
    }

    fn program(self, suite: &Suite) -> PathBuf {
        suite.folder.join("peers/bin").join(self.name())
    }

    /// Generates a crate into `folder`.
    fn generate(self, suite: &Suite, name: &str, document: &Path, folder: &Path) -> io::Result<Cost> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let mut command = Command::new(self.program(suite));
        match self {
            Self::OpenapiToRust => {
                fs::create_dir_all(folder.join("src"))?;
                command.arg("generate").arg(document).arg("--output-dir").arg(folder.join("src/generated"));
            }
            Self::Progenitor => {
                command.args(["progenitor", "--name", name, "--version", "0.1.0", "--input"]).arg(document);
                command.arg("--output").arg(folder);
            }
        }
        measure::once(&mut command, &suite.log(&format!("{}-{name}", self.name())))
    }

    /// Makes a crate of what is only modules.
    fn complete(self, name: &str, folder: &Path) -> io::Result<()> {
        if let Self::OpenapiToRust = self {
            let dependencies = fs::read_to_string(folder.join("src/generated/REQUIRED_DEPS.toml"))?;
            let package =
                format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n");
            fs::write(folder.join("Cargo.toml"), package + &dependencies)?;
            fs::write(folder.join("src/lib.rs"), "pub mod generated;\n")?;
        }
        Ok(())
    }
}

/// Installs the peers into the suite's folder.
pub(super) fn install(suite: &Suite) -> io::Result<()> {
    for peer in Peer::ALL.into_iter().filter(|peer| !peer.program(suite).exists()) {
        let mut command = cargo();
        command.args(["install", "--locked", peer.name(), "--version", peer.version(), "--root"]);
        command.arg(suite.folder.join("peers")).arg("--target-dir").arg(suite.folder.join("target"));
        measure::once(&mut command, &suite.log(&format!("install-{}", peer.name())))?;
    }
    Ok(())
}

/// Compares what we measured with what they take. `largest` is what openapi-to-rust took for the largest document.
pub(super) fn compare(
    suite: &Suite,
    report: &mut Report,
    ours: &OwnFigures,
    mut largest: impl FnMut() -> Option<io::Result<PeerCost>>,
) {
    for peer in Peer::ALL {
        report.section(&format!("Next to {} {}", peer.name(), peer.version()));
        if !peer.program(suite).exists() {
            report.note(format!("Skipped: {} is not installed (`--install-peers`).", peer.name()));
            continue;
        }
        // The largest one last: it is waited for.
        let (last, first): (Vec<_>, Vec<_>) =
            ours.documents.iter().partition(|(name, _)| suite.is_largest(name));
        for (name, document) in first.into_iter().chain(last) {
            let took = match peer {
                Peer::OpenapiToRust if suite.is_largest(name) => largest(),
                _ => Some(measure_peer(suite, peer, name, document)),
            };
            match took {
                Some(Ok(took)) => print(suite, report, ours, (peer, name, &took)),
                Some(Err(error)) => {
                    report.note(format!("{name}: refused, or what was generated does not compile. {error}"));
                }
                None => {}
            }
        }
    }
}

/// What a document took.
#[derive(Debug)]
pub(super) struct PeerCost {
    generated: Cost,
    /// Our generation, in turns with theirs.
    ours: Cost,
    compiled: CompileCost,
}

/// Where the crates of a peer are, below the suite's folder.
fn crates(peer: Peer) -> PathBuf {
    Path::new("peers").join(format!("{}-crates", peer.name()))
}

/// What a build of openapi-to-rust's crate takes, where there is one.
pub(super) fn build(suite: &Suite, mode: Mode, name: &str, runs: usize) -> Option<io::Result<Cost>> {
    let crates = crates(Peer::OpenapiToRust);
    let generated = suite.folder.join(&crates).join(name).join("Cargo.toml");
    generated.is_file().then(|| Workspace::new(suite, &crates, &[name])?.compile(mode, name, None, runs))
}

/// What openapi-to-rust takes for the largest document, on a processor of its own while others are measured: it takes
/// longer than everything else.
pub(super) fn largest(suite: &Suite, name: &str, document: &Path) -> Option<io::Result<PeerCost>> {
    let peer = Peer::OpenapiToRust;
    peer.program(suite).exists().then(|| measure_peer(suite, peer, name, document))
}

fn measure_peer(suite: &Suite, peer: Peer, name: &str, document: &Path) -> io::Result<PeerCost> {
    let crates = crates(peer);
    let folder = suite.folder.join(&crates).join(name);
    let config = (name == "guardrails").then(|| suite.root.join(CONFIG));
    let largest = suite.is_largest(name);
    let runs = if largest { 1 } else { suite.runs };
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..runs.max(1) {
        theirs.push(peer.generate(suite, name, document, &folder)?);
        // Apart from the crate that is compiled, and from that beside another peer at the same time.
        let apart = format!("{name}-beside-{}", peer.name());
        ours.push(suite.generate(&apart, document, config.as_deref())?);
    }
    peer.complete(name, &folder)?;
    let workspace = Workspace::new(suite, &crates, &[name])?;
    let apart = largest && matches!(peer, Peer::OpenapiToRust);
    let workspace = if apart { workspace.apart() } else { workspace };
    let compiled = workspace.check(name, None, suite.runs_of(name))?;
    Ok(PeerCost { generated: medians(&theirs), ours: medians(&ours), compiled })
}

fn print(suite: &Suite, report: &mut Report, ours: &OwnFigures, (peer, name, took): (Peer, &str, &PeerCost)) {
    let openapi_to_rust = matches!(peer, Peer::OpenapiToRust);
    report.figure(&format!("{name}: generate, CPU"), took.generated.user_seconds(), "s");
    let (what, ratio) = (
        format!("{name}: generate, ours to theirs"),
        took.ours.user_seconds() / took.generated.user_seconds(),
    );
    if openapi_to_rust && name == "openrouter" {
        report.goal(&what, ratio, 0.5, "times");
    } else {
        report.figure(&what, ratio, "times");
    }
    let compiled = &took.compiled;
    report.figure(&format!("{name}: check, CPU"), compiled.cost.cpu_seconds(), "s");
    report.figure(&format!("{name}: peak memory of rustc"), compiled.cost.mebibytes(), "MiB");
    report.figure(&format!("{name}: lines"), generation::size(compiled.lines), "");
    let Some(cost) = ours.checked.get(name) else { return };
    let ratio = cost.cpu_seconds() / compiled.cost.cpu_seconds();
    let what = format!("{name}: check, ours to theirs");
    // The goal next to openapi-to-rust is one for large documents.
    if openapi_to_rust && !suite.is_large(name) {
        report.figure(&what, ratio, "times");
    } else {
        report.goal(&what, ratio, peer.goal(), "times");
    }
}
