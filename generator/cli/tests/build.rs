//! `openapi_rust::build`, for build scripts. `tests/build-script` is a crate that uses it, and
//! `tests/build-script-apis` one of several documents.
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use openapi_rust::build;

const CONFIG: &str = "[document]\npath = \"api.yaml\"\n";

fn document(schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    {schema}: \
         {{type: object, properties: {{a: {{type: string}}}}}}\n"
    )
}

#[test]
fn a_second_build_removes_what_is_no_more_and_leaves_the_rest() {
    let folder = common::folder();
    let (config, out) = (folder.path().join("regen.toml"), folder.path().join("out"));
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("regen.toml", CONFIG);
    put("api.yaml", &document("Cat"));
    build(&config, &out).unwrap();
    let written = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    let runtime = written("src/runtime/mod.rs");
    assert!(out.join("src/models/cat.rs").is_file() && !out.join("Cargo.toml").exists());
    fs::write(out.join("of_another.rs"), "").unwrap();
    put("api.yaml", &document("Dog"));
    build(&config, &out).unwrap();
    assert!(out.join("src/models/dog.rs").is_file() && !out.join("src/models/cat.rs").exists());
    assert!(out.join("of_another.rs").is_file());
    // Cargo compiles anew what has another time.
    assert_eq!(written("src/runtime/mod.rs"), runtime);
}

#[test]
fn faults_are_told_with_their_places() {
    let folder = common::folder();
    let (config, out) = (folder.path().join("regen.toml"), folder.path().join("out"));
    let fault = || build(&config, &out).unwrap_err().to_string();
    assert!(fault().contains("cannot read"), "{}", fault());
    fs::write(&config, CONFIG).unwrap();
    assert!(fault().contains("api.yaml"), "{}", fault());
    fs::write(folder.path().join("api.yaml"), "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: []\n")
        .unwrap();
    assert!(fault().contains("api.yaml:3:8"), "{}", fault());
    fs::write(folder.path().join("api.yaml"), document("A").replace("paths:", "x-a: 1\nextra: 1\npaths:"))
        .unwrap();
    build(&config, &out).unwrap();
    fs::write(&config, format!("{CONFIG}[policy]\nwarnings = \"deny\"\n")).unwrap();
    assert!(fault().contains("extra"), "{}", fault());
}

#[test]
fn the_crates_that_show_it_have_the_manifests_that_regen_writes() {
    for name in ["build-script", "build-script-apis"] {
        let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(name);
        let out = common::folder();
        let status = Command::new(env!("CARGO_BIN_EXE_openapi-rust"))
            .args(["regen", "--config", "spec/regen.toml", "--out"])
            .arg(out.path())
            .current_dir(&shown)
            .output()
            .unwrap()
            .status;
        assert!(status.success(), "{name}");
        let part = |path: &Path| {
            let text = fs::read_to_string(path.join("Cargo.toml")).unwrap();
            let start = text.find("[features]").unwrap();
            let end = ["\n[[", "\n[dev-", "\n[build-"].iter().filter_map(|next| text.find(next)).min();
            text[start..end.unwrap_or(text.len())].trim().to_owned()
        };
        assert_eq!(part(&shown), part(out.path()), "{name}");
    }
}
