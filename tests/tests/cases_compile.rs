//! The crates of all fixtures, compiled together without a warning, and what they send and read.
//!
//! The crates and `tests/cases/wire`, the tests of what goes over the wire, make one workspace in the build folder.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail loudly")]

use std::collections::BTreeMap;
use std::fs;

use tests::case::Case;
use tests::generation::root;
use tests::workspace::{Workspace, files};

/// The crate of a fixture.
struct Member {
    folder: String,
    package: String,
    /// The features that stand for tags: those that bring nothing else along.
    tags: Vec<String>,
    /// It has a test that reads the examples of its document.
    examples: bool,
    /// The programs of `examples/`.
    programs: Vec<String>,
}

/// So many fixtures show that a program compiles.
const SHOWN: usize = 2;

#[test]
fn every_case_compiles_and_its_wire_tests_pass() {
    let mut workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "cases");
    let members = write(&mut workspace);
    let wire = fs::read_to_string(workspace.folder().join("wire/Cargo.toml")).unwrap();
    let (read, others): (Vec<&Member>, Vec<&Member>) = members.iter().partition(|member| member.examples);
    // Everything compiles without a transport. What is built so for its examples or for the wire tests has shown that.
    let values_only = |member: &&Member| match wire.lines().find(|line| uses(line, &member.package)) {
        Some(line) => !line.contains("features = ["),
        None => false,
    };
    let built: Vec<&Member> = read
        .iter()
        .copied()
        .filter(|member| !wire.lines().any(|line| uses(line, &member.package)) || values_only(member))
        .chain(others.iter().copied().filter(|member| member.tags.is_empty() && values_only(member)))
        .collect();
    let bare: Vec<&Member> =
        members.iter().filter(|member| !built.iter().any(|other| other.package == member.package)).collect();
    assert!(!read.is_empty() && !built.is_empty() && !bare.is_empty());
    let check = [vec!["check".to_owned(), "--no-default-features".to_owned()], packages(&bare)].concat();
    workspace.succeed("Fixtures: compile without a warning", &strs(&check));
    // One build for both: what a transport needs is compiled once.
    let tested = ["test", "--package=wire", "--no-default-features"].map(str::to_owned).to_vec();
    let tested =
        [tested, packages(&read), vec!["--test=*examples".to_owned(), "--test=wire".to_owned()]].concat();
    workspace.succeed("Fixtures: read their examples, send and read over the wire", &strs(&tested));
    let shown = showing(&members);
    let transports =
        |member: &&Member| ["reqwest", "blocking"].map(|name| format!("{}/{name}", member.package));
    let transports: Vec<String> = shown.iter().flat_map(transports).collect();
    let programs = ["check", "--examples", "--no-default-features"].map(str::to_owned).to_vec();
    let programs =
        [programs, packages(&shown), vec![format!("--features={}", transports.join(","))]].concat();
    workspace.succeed("Fixtures: each kind of program in `examples/` compiles", &strs(&programs));
    // Any other crate of a program may turn this on.
    let arbitrary = ["test", "--package=wire", "--features=arbitrary-precision"];
    workspace.succeed("Fixtures: the wire again, with arbitrary precision", &arbitrary);
}

/// Some crates that have all kinds of programs between them.
fn showing(members: &[Member]) -> Vec<&Member> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for member in members {
        let is_seen = |program: &String| seen.get(program.as_str()).is_some_and(|count| *count >= SHOWN);
        if !member.programs.iter().all(is_seen) {
            member.programs.iter().for_each(|program| *seen.entry(program).or_default() += 1);
            shown.push(member);
        }
    }
    shown
}

/// True for the line of a manifest that makes a package a dependency.
fn uses(line: &str, package: &str) -> bool {
    line.strip_prefix(package).is_some_and(|rest| rest.starts_with(" = "))
}

/// What selects packages, with their tags.
fn packages(members: &[&Member]) -> Vec<String> {
    let tags: Vec<&str> = members.iter().flat_map(|member| &member.tags).map(String::as_str).collect();
    let names = members.iter().map(|member| format!("--package={}", member.package));
    names.chain([format!("--features={}", tags.join(","))]).collect()
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Writes the workspace; gives its members but for `wire`.
fn write(workspace: &mut Workspace) -> Vec<Member> {
    let mut members = Vec::new();
    for case in Case::all() {
        let Some(output) = case.run().output else { continue };
        for (path, text) in &output.files {
            workspace.put(format!("{}/{path}", case.name), text);
        }
        let manifest = &output.files["Cargo.toml"];
        let package = manifest.lines().find_map(|line| line.strip_prefix("name = ")).unwrap();
        let package = package.trim_matches('"').to_owned();
        let tags = manifest.lines().filter_map(|line| line.strip_suffix(" = []"));
        let tags = tags.map(|tag| format!("{package}/{tag}")).collect();
        let examples = output.files.keys().any(|path| path.ends_with("tests/examples.rs"));
        let programs = output.files.keys().filter_map(|path| path.strip_prefix("examples/"));
        let programs = programs.map(str::to_owned).collect();
        members.push(Member { folder: case.name, package, tags, examples, programs });
    }
    let wire = root().join("tests/cases/wire");
    for path in files(&wire) {
        let place = path.strip_prefix(root().join("tests/cases")).unwrap();
        workspace.put(place, &fs::read_to_string(&path).unwrap());
    }
    let folders = members.iter().map(|member| member.folder.clone());
    workspace.complete(&folders.chain(["wire".to_owned()]).collect::<Vec<String>>());
    members
}
