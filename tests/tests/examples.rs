//! The programs in `generated/examples`, run against the server: each in a process of its own, with the environment
//! that its user would set.
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::process::Command;

use tests::generation;
use tests::server::{MANAGEMENT_KEY, Server};

/// Each program as a module, and its `main` by name.
macro_rules! programs {
    ($($name:ident)*) => {
        $(mod $name {
            include!(concat!("../../generated/examples/", stringify!($name), ".rs"));

            pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
                main()
            }
        })*

        const PROGRAMS: &[(&str, fn() -> Result<(), Box<dyn std::error::Error>>)] =
            &[$((stringify!($name), $name::run)),*];
    };
}

programs! { blocking create_and_update errors first_call pagination raw_access retries_and_timeouts testing }

/// Names the program for `child`.
const PROGRAM: &str = "EXAMPLE_PROGRAM";

#[test]
#[ignore = "run by the other tests of this file, each with an environment of its own"]
fn child() {
    let wanted = std::env::var(PROGRAM).unwrap();
    let (_, run) = PROGRAMS.iter().find(|(name, _)| *name == wanted).unwrap();
    run().unwrap();
}

/// What a program prints, and the requests that it sends.
fn run(program: &str) -> (String, Vec<String>) {
    let server = Server::start().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(PROGRAM, program)
        .env("OPENROUTER_API_KEY", MANAGEMENT_KEY)
        .env("OPENROUTER_BASE_URL", server.base_url())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
    let sent = server.requests();
    (text, sent.iter().map(|request| format!("{} {}", request.method, request.path)).collect())
}

#[test]
fn every_program_is_run_here() {
    let folder = generation::root().join("generated/examples");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".rs", ""))
        .collect();
    files.sort();
    let names: Vec<&str> = PROGRAMS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, files);
}

#[test]
fn every_program_succeeds() {
    for (program, _) in PROGRAMS {
        run(program);
    }
}

#[test]
fn what_is_created_is_what_is_changed() {
    let (text, sent) = run("create_and_update");
    let id = "00000000-0000-4000-8000-000000000001";
    assert_eq!(sent, ["POST /api/v1/guardrails".to_owned(), format!("PATCH /api/v1/guardrails/{id}")]);
    assert!(text.contains("Updated description"), "{text}");
}

#[test]
fn a_refusal_is_told_by_its_type() {
    let (text, sent) = run("errors");
    assert_eq!(sent, ["GET /api/v1/guardrails/550e8400-e29b-41d4-a716-446655440000"]);
    assert!(text.contains("NotFound: "), "{text}");
}

#[test]
fn a_scripted_transport_sends_nothing() {
    let (text, sent) = run("testing");
    assert_eq!(sent, Vec::<String>::new());
    assert!(text.contains("total_count: 1"), "{text}");
}
