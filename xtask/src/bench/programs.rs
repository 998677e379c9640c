//! Builds the programs whose run time is compared (`xtask/bench-programs`), as cargo builds what is released unless told
//! otherwise, but for stripping them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::compile::{Mode, touch};
use super::measure::{self, Cost, median};
use super::suite::{Suite, cargo};
use crate::project::BENCH_PROGRAMS;

/// The programs of a client.
#[derive(Debug)]
pub(super) struct Client {
    /// As the report calls it.
    pub(super) name: &'static str,
    /// Calls and decodes on demand.
    pub(super) timed: PathBuf,
    /// Counts allocations.
    pub(super) counted: PathBuf,
    /// Makes two calls.
    pub(super) small: PathBuf,
}

/// The name of the client that the others are compared with.
pub(super) const BY_HAND: &str = "by hand";
/// The name of ours.
pub(super) const OURS: &str = "ours";

/// Builds the server, ours and the one by hand.
pub(super) fn own(suite: &Suite) -> io::Result<(PathBuf, Vec<Client>)> {
    build(suite, &suite.root, "bench-programs")?;
    build(suite, &suite.root, "ours-programs")?;
    Ok((program(suite, "server"), vec![client(suite, BY_HAND, "by_hand"), client(suite, OURS, "ours")]))
}

/// Builds the client that openapi-to-rust generated; `None` if it has not.
pub(super) fn openapi_to_rust(suite: &Suite) -> io::Result<Option<Client>> {
    let Some(folder) = peer_programs(suite)? else { return Ok(None) };
    build(suite, &folder, "peer-programs")?;
    Ok(Some(client(suite, "openapi-to-rust", "openapi_to_rust")))
}

/// What building a program costs, its dependencies being warm.
#[derive(Debug)]
pub(super) struct Build {
    /// The generated crate and the program.
    pub(super) cold: Cost,
    /// The program after an edit of it.
    pub(super) edit: Cost,
}

/// What building our program of two calls costs.
pub(super) fn own_build(suite: &Suite, mode: Mode) -> io::Result<Build> {
    let program = suite.root.join(BENCH_PROGRAMS).join("ours/src/bin/small_ours.rs");
    let run = |offline: bool| {
        let arguments = ["--package", "ours-programs", "--bin", "small_ours"];
        build_program(suite, &suite.root, mode, &arguments, offline)
    };
    build_cost(&suite.root.join("generated/src/lib.rs"), &program, suite.runs, run)
}

/// The same of openapi-to-rust's; `None` if it has generated none.
pub(super) fn openapi_to_rust_build(suite: &Suite, mode: Mode) -> io::Result<Option<Build>> {
    let Some(folder) = peer_programs(suite)? else { return Ok(None) };
    let library = suite.folder.join(PEER_CRATE).join("src/lib.rs");
    let run = |offline: bool| {
        let arguments = ["--package", "peer-programs", "--bin", "small_openapi_to_rust"];
        build_program(suite, &folder, mode, &arguments, offline)
    };
    build_cost(&library, &folder.join("src/bin/small_openapi_to_rust.rs"), suite.runs, run).map(Some)
}

fn build_cost(
    library: &Path,
    program: &Path,
    runs: usize,
    run: impl Fn(bool) -> io::Result<Cost>,
) -> io::Result<Build> {
    run(true).or_else(|_| run(false))?;
    let cold = median(runs, || {
        touch(library)?;
        run(true)
    })?;
    let edit = median(runs, || {
        touch(program)?;
        run(true)
    })?;
    Ok(Build { cold, edit })
}

fn build_program(
    suite: &Suite,
    folder: &Path,
    mode: Mode,
    arguments: &[&str],
    offline: bool,
) -> io::Result<Cost> {
    let mut command = cargo();
    command.args(mode.arguments()).args(arguments).arg("--target-dir").arg(suite.folder.join("target"));
    command
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .envs(PROFILES.map(|(key, value)| (format!("CARGO_PROFILE_{key}"), value)));
    if offline {
        command.arg("--offline");
    }
    measure::once(&mut command, &suite.log("build-of-a-program"))
}

/// Where openapi-to-rust's crate is, below the suite's folder.
const PEER_CRATE: &str = "peers/openapi-to-rust-crates/guardrails";
/// What cargo does by itself when it builds what is released, but for stripping; the project's own profile is one for
/// xtask. Without debug information, as the crates alone: the project's own profile has less of it than cargo's.
const PROFILES: [(&str, &str); 5] = [
    ("RELEASE_LTO", "false"),
    ("RELEASE_CODEGEN_UNITS", "16"),
    ("RELEASE_PANIC", "unwind"),
    ("RELEASE_STRIP", "true"),
    ("DEV_DEBUG", "false"),
];

/// Writes the programs that use openapi-to-rust's crate, if there is one, and tells where.
fn peer_programs(suite: &Suite) -> io::Result<Option<PathBuf>> {
    let generated = suite.folder.join(PEER_CRATE);
    if !generated.join("Cargo.toml").is_file() {
        return Ok(None);
    }
    let folder = suite.folder.join("peers/openapi-to-rust-programs");
    fs::create_dir_all(folder.join("src/bin"))?;
    let programs = suite.root.join(BENCH_PROGRAMS);
    fs::copy(programs.join("peers/openapi_to_rust.rs"), folder.join("src/lib.rs"))?;
    fs::copy(suite.root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let manifest = format!(
        "[package]\nname = \"peer-programs\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         allocation-counter = \"0.8\"\n\
         bench-programs = {{ path = {}, default-features = false }}\n\
         guardrails = {{ path = {} }}\n\
         reqwest = {{ version = \"0.13\", default-features = false }}\nserde_json = \"1\"\n",
        quoted(&programs)?,
        quoted(&generated)?,
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    for kind in ["timed", "counted", "small"] {
        let own = fs::read_to_string(programs.join(format!("ours/src/bin/{kind}_ours.rs")))?;
        let theirs = own.replace("ours_programs::Ours", "peer_programs::OpenapiToRust");
        fs::write(folder.join(format!("src/bin/{kind}_openapi_to_rust.rs")), theirs)?;
    }
    Ok(Some(folder))
}

/// A path as a string of TOML, which is one of JSON, too.
fn quoted(path: &Path) -> io::Result<String> {
    Ok(serde_json::to_string(&path.to_string_lossy())?)
}

fn build(suite: &Suite, folder: &Path, package: &str) -> io::Result<()> {
    let log = suite.log(&format!("build-{package}"));
    let run = |offline: bool| {
        let mut command = cargo();
        command.args(["build", "--release", "--bins", "--package", package, "--target-dir"]);
        command.arg(suite.folder.join("target")).current_dir(folder);
        if offline {
            command.arg("--offline");
        }
        command.envs(PROFILES.map(|(key, value)| (format!("CARGO_PROFILE_{key}"), value)));
        measure::once(&mut command, &log)
    };
    run(true).or_else(|_| run(false)).map(drop)
}

fn client(suite: &Suite, name: &'static str, file: &str) -> Client {
    let program = |kind: &str| program(suite, &format!("{kind}_{file}"));
    Client { name, timed: program("timed"), counted: program("counted"), small: program("small") }
}

fn program(suite: &Suite, name: &str) -> PathBuf {
    suite.folder.join("target/release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
