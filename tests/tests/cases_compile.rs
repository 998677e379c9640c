//! The crates of all fixtures, compiled together without a warning, and what they send and read.
//!
//! The crates and `tests/cases/wire`, the tests of what goes over the wire, make one cargo workspace in the build
//! folder. Files that stay as they were are not written again, so that only what changed is compiled again.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "tests fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::case::Case;
use tests::generation::root;

#[test]
fn every_case_compiles_and_its_wire_tests_pass() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let names = write(&folder);
    // A transport is compiled where one is used: by the wire tests.
    let tags = format!("--features={}", tag_features(&folder, &names).join(","));
    cargo(&folder, &["check", "--quiet", "--workspace", "--exclude=wire", "--no-default-features", &tags]);
    // What the documents show as examples.
    let examples = ["test", "--quiet", "--workspace", "--test=examples", "--no-default-features", &tags];
    cargo(&folder, &examples);
    assert!(names.iter().any(|name| name == "wire"));
    cargo(&folder, &["test", "--quiet", "--package=wire"]);
    // Any other crate of a program may turn this on.
    cargo(&folder, &["test", "--quiet", "--package=wire", "--features=arbitrary-precision"]);
    no_ignored_test_passes(&folder);
}

/// Ignored tests are known faults: when one is mended, the attribute goes.
fn no_ignored_test_passes(folder: &Path) {
    let output = command(
        folder,
        &["test", "--quiet", "--package=wire", "--test=wire", "--", "--ignored", "--format=pretty"],
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mended: Vec<&str> = text.lines().filter_map(|line| line.strip_suffix(" ... ok")).collect();
    assert!(text.contains("test result:"), "the ignored tests did not run:\n{text}");
    assert!(mended.is_empty(), "remove `#[ignore]` from {mended:?}");
}

/// Writes the workspace; gives the names of its members.
fn write(folder: &Path) -> Vec<String> {
    let mut kept = vec![folder.join("target")];
    let mut members = vec!["wire".to_owned()];
    for case in Case::all() {
        let Some(output) = case.run().output else { continue };
        for (path, text) in &output.files {
            kept.push(put(&folder.join(&case.name).join(path), text));
        }
        members.push(case.name);
    }
    let list: Vec<String> = members.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\n\n[profile.test]\ndebug = 0\n",
        list.join(", ")
    );
    kept.push(put(&folder.join("Cargo.toml"), &manifest));
    let wire = root().join("tests/cases/wire");
    for path in files(&wire) {
        let text = fs::read_to_string(&path).unwrap();
        kept.push(put(&folder.join("wire").join(path.strip_prefix(&wire).unwrap()), &text));
    }
    // The versions of the project; cargo adds the members to it. Nothing is fetched.
    let lock = folder.join("Cargo.lock");
    let known = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let origin = folder.join("Cargo.lock.origin");
    if fs::read_to_string(&origin).ok().as_deref() != Some(&known) {
        put(&lock, &known);
        put(&origin, &known);
    }
    kept.extend([lock, origin]);
    remove_others(folder, &kept);
    members
}

/// The features that stand for tags: those that bring nothing else along.
fn tag_features(folder: &Path, members: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for member in members {
        let manifest = fs::read_to_string(folder.join(member).join("Cargo.toml")).unwrap();
        let package =
            manifest.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"');
        let tags = manifest.lines().filter_map(|line| line.strip_suffix(" = []"));
        found.extend(tags.map(|tag| format!("{package}/{tag}")));
    }
    found
}

/// Writes a file unless it has that text already.
fn put(path: &Path, text: &str) -> PathBuf {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    path.to_owned()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// Removes what an earlier run wrote and this one did not.
fn remove_others(folder: &Path, kept: &[PathBuf]) {
    let kept: std::collections::BTreeSet<&PathBuf> = kept.iter().collect();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !kept.contains(&path) {
            for file in files(&path).iter().filter(|file| !kept.contains(file)) {
                fs::remove_file(file).unwrap();
            }
        }
    }
}

/// Runs cargo in the workspace; warnings are errors.
fn cargo(folder: &Path, arguments: &[&str]) {
    let output = command(folder, arguments);
    let text =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "cargo {} in {}:\n{text}", arguments.join(" "), folder.display());
}

fn command(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        // A crate is compiled as a whole or not at all; what helps to compile a part of it would fill the disk.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_BUILD_TARGET_DIR")
        .output()
        .unwrap()
}
