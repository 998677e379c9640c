//! Trees to write, and what a folder holds.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

pub mod folder;
pub mod project;
pub mod repository;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use openapi_rust::write::{Disk, Options, WriteError, Written};

pub type Files = BTreeMap<String, String>;

/// A folder of its own, in memory where that can be had: these tests flush thousands of files.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// A generated file of the given content.
pub fn generated(content: &str) -> String {
    format!("// {}\n{content}\n", generator::HEADER)
}

/// A tree whose files all differ from those of another edition, some of which have no counterpart there.
pub fn edition(number: u32, files: u32) -> Files {
    let mut tree = Files::new();
    for index in 0..files {
        let content = generated(&format!("// edition {number}, file {index}\n").repeat(20));
        tree.insert(format!("src/models/m{index}.rs"), content);
        if index % 3 == 0 {
            tree.insert(format!("src/only_{number}/sub/m{index}.rs"), generated("pub struct Only;"));
        }
    }
    tree.insert("src/lib.rs".into(), generated("pub mod models;"));
    tree.insert("Cargo.toml".into(), format!("# {}\n[package]\n", generator::HEADER));
    tree
}

/// Everything below a folder, links as what they point to by name.
pub fn snapshot(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let kind = fs::symlink_metadata(&path).unwrap().file_type();
            if kind.is_symlink() {
                found.insert(name, format!("-> {}", fs::read_link(&path).unwrap().display()));
            } else if kind.is_dir() {
                found.insert(name + "/", String::new());
                walk(root, &path, found);
            } else {
                found.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    let mut found = BTreeMap::new();
    if folder.exists() {
        walk(folder, folder, &mut found);
    }
    found
}

/// Writes without force and without a word.
pub fn write(disk: &dyn Disk, out: &Path, files: &Files) -> Result<Written, WriteError> {
    openapi_rust::write::write(disk, out, files, Options { force: false, waiting: &|| {} })
}

/// Asserts that the folder holds exactly the files, each with its checksum.
pub fn assert_holds(out: &Path, files: &Files) {
    let plan = openapi_rust::write::compare(out, files).unwrap();
    assert!(plan.is_empty(), "{plan:?}");
    let mut found = snapshot(out);
    found.retain(|name, _| !name.ends_with('/'));
    for text in found.values_mut() {
        let with_checksum = std::mem::take(text);
        *text = openapi_rust::write::without_checksum(&with_checksum);
        assert_ne!(*text, with_checksum, "a generated file has a checksum");
    }
    assert_eq!(&found, files);
}

/// What a command wrote to its standard output.
pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// And to its standard error.
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
