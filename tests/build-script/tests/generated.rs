//! What is generated at build time is used like what is committed, and cargo knows what it depends on.
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::fs;
use std::path::Path;

use build_script::{Client, models};

#[test]
#[allow(deprecated, reason = "so the document says")]
fn the_client_and_the_models_are_there() {
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let request = client.pets().add_pet(models::Pet::new("Rex").age(3));
    assert_eq!(request.to_parts().unwrap().path, "/pets");
    assert!(models::Pet::new("").validate().is_err());
}

/// What the build script printed, which cargo keeps.
fn printed() -> String {
    fs::read_to_string(concat!(env!("OUT_DIR"), "/../output")).unwrap()
}

#[test]
fn cargo_is_told_of_each_file_that_was_read() {
    let printed = printed();
    let mut found: Vec<&str> =
        printed.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, ["spec/overlay.yaml", "spec/parts/pet.yaml", "spec/pets.yaml", "spec/regen.toml"]);
}

#[test]
fn what_is_found_in_the_document_is_told() {
    let printed = printed();
    let told =
        |text: &str| printed.lines().any(|line| line.starts_with("cargo::warning=") && line.contains(text));
    assert!(told("spec/pets.yaml:19:") && told("E0226"), "{printed}");
}

#[test]
fn only_modules_are_written() {
    let out = Path::new(env!("OUT_DIR"));
    assert!(out.join("src/runtime/mod.rs").is_file());
    assert!(!out.join("Cargo.toml").exists() && !out.join("README.md").exists());
}
