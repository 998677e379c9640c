//! The modules of several documents are used like committed ones, and cargo knows what all of them depend on.
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::fs;

use build_script_apis::{pets, runtime, shops};

#[test]
#[allow(deprecated, reason = "so the document says")]
fn each_module_has_a_client_on_the_one_runtime() {
    let pets = pets::Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let added: runtime::RequestParts =
        pets.pets().add_pet(pets::models::Pet::new("Rex").age(3)).to_parts().unwrap();
    let shops = shops::Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let listed: runtime::RequestParts = shops.shop().list_pets().to_parts().unwrap();
    assert_eq!((added.path.as_str(), listed.path.as_str()), ("/pets", "/pets"));
    let pet: shops::models::Pet = serde_json::from_str(r#"{"price": 2}"#).unwrap();
    assert!((pet.price - 2.0).abs() < f64::EPSILON);
}

#[test]
fn cargo_is_told_of_each_file_of_each_document() {
    let printed = fs::read_to_string(concat!(env!("OUT_DIR"), "/../output")).unwrap();
    let mut found: Vec<&str> =
        printed.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(
        found,
        ["spec/parts/pet.yaml", "spec/pets.toml", "spec/pets.yaml", "spec/regen.toml", "spec/shops.yaml"]
    );
}
