//! Other generators on the same documents, in the same run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::compile::Workspace;
use super::measure::{self, Cost, median};
use super::place::{Place, cargo};
use super::report::Report;
use super::{Ours, generation};

/// Another generator.
#[derive(Debug, Clone, Copy)]
enum Peer {
    OpenapiToRust,
    Progenitor,
}

impl Peer {
    const ALL: [Self; 2] = [Self::OpenapiToRust, Self::Progenitor];

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

    fn program(self, place: &Place) -> PathBuf {
        place.folder.join("peers/bin").join(self.name())
    }

    /// Generates a crate into `folder`.
    fn generate(self, place: &Place, name: &str, document: &Path, folder: &Path) -> io::Result<Cost> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let mut command = Command::new(self.program(place));
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
        measure::once(&mut command, &place.log(&format!("{}-{name}", self.name())))
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
pub(super) fn install(place: &Place) -> io::Result<()> {
    for peer in Peer::ALL.into_iter().filter(|peer| !peer.program(place).exists()) {
        let mut command = cargo();
        command.args(["install", "--locked", peer.name(), "--version", peer.version(), "--root"]);
        command.arg(place.folder.join("peers")).arg("--target-dir").arg(place.folder.join("target"));
        measure::once(&mut command, &place.log(&format!("install-{}", peer.name())))?;
    }
    Ok(())
}

/// Compares what we measured with what they take.
pub(super) fn compare(place: &Place, report: &mut Report, ours: &Ours) {
    for peer in Peer::ALL {
        report.section(&format!("Next to {} {}", peer.name(), peer.version()));
        if !peer.program(place).exists() {
            report.note(format!("Skipped: {} is not installed (`--install-peers`).", peer.name()));
            continue;
        }
        for (name, document) in &ours.documents {
            if let Err(error) = document_of(place, report, ours, (peer, name, document)) {
                report.note(format!("{name}: refused, or what was generated does not compile. {error}"));
            }
        }
    }
}

fn document_of(
    place: &Place,
    report: &mut Report,
    ours: &Ours,
    (peer, name, document): (Peer, &str, &Path),
) -> io::Result<()> {
    let crates = Path::new("peers").join(format!("{}-crates", peer.name()));
    let folder = place.folder.join(&crates).join(name);
    let generated = median(place.runs, || peer.generate(place, name, document, &folder))?;
    report.figure(&format!("{name}: generate, CPU"), generated.user_seconds(), "s");
    if let Some(cost) = ours.generated.get(name) {
        let ratio = cost.user_seconds() / generated.user_seconds();
        match (peer, name == "openrouter") {
            (Peer::OpenapiToRust, true) => {
                report.goal(&format!("{name}: generate, ours to theirs"), ratio, 0.5, "times");
            }
            _ => report.figure(&format!("{name}: generate, ours to theirs"), ratio, "times"),
        }
    }
    peer.complete(name, &folder)?;
    let Some(cost) = ours.checked.get(name) else { return Ok(()) };
    let workspace = Workspace::new(place, &crates, &[name])?;
    let large = name == "openrouter";
    let compiled = workspace.check(name, None, if large && place.quick { 1 } else { place.runs })?;
    report.figure(&format!("{name}: check, CPU"), compiled.cost.cpu_seconds(), "s");
    report.figure(&format!("{name}: peak memory of rustc"), compiled.cost.mebibytes(), "MiB");
    report.figure(&format!("{name}: lines"), generation::size(compiled.lines), "");
    let ratio = cost.cpu_seconds() / compiled.cost.cpu_seconds();
    let what = format!("{name}: check, ours to theirs");
    // The goal next to openapi-to-rust is one for large documents.
    match (peer, large) {
        (Peer::OpenapiToRust, false) => report.figure(&what, ratio, "times"),
        _ => report.goal(&what, ratio, peer.goal(), "times"),
    }
    Ok(())
}
