//! Programs that used reqwest or rustls before they had the generated crate: adding it changes nothing for them. And one
//! where the standard library has neither time nor threads, and one that does not compile.
//!
//! Cargo unifies the features of a crate over a whole program, so each program is built by itself. They share the
//! build folder of the workspaces of generated crates, and with it what is alike.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::generation::root;
use tests::workspace::BUILDS;

/// A program in `tests/consumers`, what it depends on beside the crate, and the crate's features if not the default.
struct Program {
    name: &'static str,
    features: &'static str,
    dependencies: &'static str,
}

const PROGRAMS: [Program; 5] = [
    Program {
        name: "reqwest_alone",
        features: "",
        dependencies: "reqwest = { version = \"0.13\", default-features = false }\n",
    },
    Program {
        name: "client_of_ones_own",
        features: "",
        dependencies: "reqwest = { version = \"0.13\", default-features = false }\n\
                       tokio = { version = \"1\", features = [\"net\", \"rt\", \"time\"] }\n",
    },
    Program { name: "rustls_alone", features: "", dependencies: "rustls = \"0.23\"\n" },
    Program {
        name: "rustls_and_blocking",
        features: ", features = [\"blocking\"]",
        dependencies: "rustls = \"0.23\"\n",
    },
    Program {
        name: "provider_of_ones_own",
        features: ", features = [\"blocking\"]",
        dependencies: "rustls = \"0.23\"\n\
                       tokio = { version = \"1\", features = [\"net\", \"rt\", \"time\"] }\n",
    },
];

#[test]
fn programs_that_add_the_crate_go_on_as_before() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("consumers");
    let mut workspace = "[workspace]\nresolver = \"3\"\nmembers = [".to_owned();
    for Program { name, features, dependencies } in &PROGRAMS {
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             openrouter-guardrails = {{ path = {:?}{features} }}\n{dependencies}",
            root().join("generated")
        );
        put(&folder.join(name).join("Cargo.toml"), &manifest);
        let source = fs::read_to_string(root().join("tests/consumers").join(format!("{name}.rs"))).unwrap();
        put(&folder.join(name).join("src/main.rs"), &source);
        write!(workspace, "{name:?}, ").unwrap();
    }
    put(&folder.join("Cargo.toml"), &(workspace + "]\n\n[profile.dev]\ndebug = 0\n"));
    // The versions of the project; cargo adds the members to it. Nothing is fetched.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for Program { name, .. } in &PROGRAMS {
        let output = cargo(&folder, &["run", "--quiet", "--package", name]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} in {}:\n{told}", folder.display());
        assert_eq!(String::from_utf8_lossy(&output.stdout), "as before\n", "{name}");
    }
}

#[test]
fn the_compiler_says_what_to_do_instead() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("misuse");
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"misuse\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         openrouter-guardrails = {{ path = {:?} }}\n\n[profile.dev]\ndebug = 0\n",
        root().join("generated")
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("src/main.rs"), &fs::read_to_string(root().join("tests/consumers/misuse.rs")).unwrap());
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = cargo(&folder, &["check", "--quiet"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{told}");
    for text in [
        "`GetGuardrail` has no pages that are known: `items` and `pages` are of operations that the documentation calls lists",
        "`Option<{integer}>` cannot set an optional field of type `",
        "nor is an `Option` of what does",
        "pass a value or an `Option`; `None` leaves the field as it is",
        "`Option<{integer}>` cannot set an optional and nullable field of type `",
        "`option.or_null()` makes `None` null",
    ] {
        assert!(told.contains(text), "{text:?} is not in:\n{told}");
    }
}

/// Runs cargo in the build folder that all programs share.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name(BUILDS))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_BUILD_TARGET_DIR")
        .output()
        .unwrap()
}

/// What runs a program for `wasm32-unknown-unknown`: a failed assertion is a trap, and node ends with 1.
const RUN_WASM: &str = "WebAssembly.instantiate(require('fs').readFileSync(process.argv[1]), {})
    .then(({ instance }) => process.exit(instance.exports.main(0, 0)))";

#[test]
fn a_program_without_time_and_threads_brings_its_own() {
    const TARGET: &str = "wasm32-unknown-unknown";
    let library =
        Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output().unwrap();
    if !Path::new(String::from_utf8_lossy(&library.stdout).trim()).is_dir() {
        println!("not built: `rustup target add {TARGET}` has what it takes");
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"wasm\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         openrouter-guardrails = {{ path = {:?}, default-features = false, features = [\"guardrails\"] }}\n\n\
         [profile.dev]\ndebug = 0\n",
        root().join("generated")
    );
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("src/main.rs"), &fs::read_to_string(root().join("tests/consumers/wasm.rs")).unwrap());
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let target = folder.with_file_name(BUILDS);
    let built = cargo(&folder, &["build", "--quiet", "--target", TARGET]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let program = target.join(TARGET).join("debug/wasm.wasm");
    match Command::new("node").arg("-e").arg(RUN_WASM).arg(&program).output() {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) => println!("built, and not run: there is no node"),
    }
}

/// Writes a file unless it has that text already.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
