//! A machine with 512 MiB makes every crate that is accepted: the largest ones of some kinds.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What such a machine has for a process, in KiB.
const MOST: u64 = 460 << 10;

#[test]
fn many_texts_with_limits() {
    let schema = r#"{"type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[a-z]+$", "title": "A text",
        "description": "A text of some length", "example": "abc"}"#;
    fits(50_000, |count| components(count, schema));
}

#[test]
fn many_objects() {
    fits(31_000, |count| components(count, r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#));
}

#[test]
fn many_operations() {
    fits(9_000, |count| {
        let responses = serde_json::json!({"200": {"description": "x", "content": {"application/json":
            {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}}});
        let paths = (0..count).map(|index| {
            let parameters = serde_json::json!([
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "q", "in": "query", "schema": {"type": "integer", "enum": [1, 2]}}]);
            let operation = serde_json::json!({"operationId": format!("get{index}"), "parameters": parameters,
                "responses": responses});
            format!("\"/a{index}/{{id}}\": {{\"get\": {operation}}}")
        });
        document(&paths.collect::<Vec<_>>().join(", "), "")
    });
}

/// So many are made, and a quarter more are refused: what was measured is near the most that there can be.
fn fits(count: usize, document: impl Fn(usize) -> String) {
    let (peak, said) = run(&document(count));
    println!("{count}: {} MiB", peak >> 10);
    assert!(said.is_empty(), "{said}");
    assert!(peak < MOST, "{} MiB", peak >> 10);
    let (_, said) = run(&document(count + count / 4));
    assert!(said.contains("would take more than"), "{said}");
}

/// The most memory of a run, in KiB, and what it says if it fails.
fn run(document: &str) -> (u64, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("openapi.json"), document).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
    command.args(["regen", "--name", "many", "--spec", "openapi.json", "--out", "out"]);
    command.current_dir(folder.path()).stdout(Stdio::null());
    // A pipe that nobody reads would fill, and the command wait.
    let mut child = command.stderr(fs::File::create(path("said")).unwrap()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        let status = fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = now.unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_millis(5));
    };
    (peak, if ended.success() { String::new() } else { fs::read_to_string(path("said")).unwrap() })
}

/// A document with so many components of a schema.
fn components(count: usize, schema: &str) -> String {
    let components: Vec<String> = (0..count).map(|index| format!("\"S{index}\": {schema}")).collect();
    document("", &components.join(", "))
}

fn document(paths: &str, schemas: &str) -> String {
    format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{{paths}}}, \
         \"components\": {{\"schemas\": {{{schemas}}}}}}}"
    )
}
