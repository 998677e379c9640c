//! The programs in `generated/examples`, run against the server: each in a process of its own, with the environment
//! that its user would set.
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::process::Command;

use serde_json::{Value, json};
use tests::generation;
use tests::server::{Canned, MANAGEMENT_KEY, Recorded, Server};

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

programs! {
    blocking change_what_differs create_and_update errors first_call hooks pagination raw_access retries_and_timeouts
    testing
}

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
fn run(program: &str) -> (String, Vec<Recorded>) {
    let server = Server::start().unwrap();
    if program == "change_what_differs" {
        // The guardrail that its example names, and what becomes of it.
        for google in [json!(true), Value::Null] {
            let guardrail = json!({
                "created_at": "2025-08-24T10:30:00Z", "id": "550e8400-e29b-41d4-a716-446655440000", "name": "Production",
                "allow_safety_retention_google": google, "workspace_id": null
            });
            server.answer_next(Canned::json(200, json!({"data": guardrail})));
        }
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(PROGRAM, program)
        .env("OPENROUTER_API_KEY", MANAGEMENT_KEY)
        .env("OPENROUTER_BASE_URL", server.base_url())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
    (text, server.requests())
}

fn lines(sent: &[Recorded]) -> Vec<String> {
    sent.iter().map(|request| format!("{} {}", request.method, request.path)).collect()
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
    assert_eq!(
        lines(&sent),
        ["POST /api/v1/guardrails".to_owned(), format!("PATCH /api/v1/guardrails/{id}")]
    );
    assert!(text.contains("Updated description"), "{text}");
}

#[test]
fn only_what_differs_is_sent() {
    let (_, sent) = run("change_what_differs");
    let path = "/api/v1/guardrails/550e8400-e29b-41d4-a716-446655440000";
    assert_eq!(lines(&sent), [format!("GET {path}"), format!("PATCH {path}")]);
    assert_eq!(sent.last().and_then(Recorded::json), Some(json!({"allow_safety_retention_google": null})));
}

#[test]
fn hooks_see_requests_and_answers() {
    let (text, sent) = run("hooks");
    assert_eq!(sent.len(), 1);
    assert!(text.contains("GET /guardrails\n") && text.contains("attempt 1: Some(200)"), "{text}");
}

#[test]
fn a_refusal_is_told_by_its_type() {
    let (text, sent) = run("errors");
    assert_eq!(lines(&sent), ["GET /api/v1/guardrails/550e8400-e29b-41d4-a716-446655440000"]);
    assert!(text.contains("NotFound: "), "{text}");
}

#[test]
fn a_mock_transport_sends_nothing() {
    let (text, sent) = run("testing");
    assert_eq!(lines(&sent), Vec::<String>::new());
    assert!(text.contains("total_count: 1"), "{text}");
}
