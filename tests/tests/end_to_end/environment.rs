//! `Client::from_env`, in processes of their own: a test must not change the environment of others.

use std::process::Command;

use openrouter_guardrails::Client;
use tests::server::{MANAGEMENT_KEY, Server};

/// Runs the test `child` with these variables, and gives what it printed.
fn run(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "environment::child", "--ignored", "--nocapture"]);
    for name in ["OPENROUTER_API_KEY", "OPENROUTER_BASE_URL", "OPENROUTER_BEARER"] {
        command.env_remove(name);
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
#[ignore = "run by the other tests of this file, each with an environment of its own"]
async fn child() {
    match Client::from_env() {
        Err(error) => println!("cannot build: {error}"),
        Ok(client) => println!("listed: {}", client.guardrails().list().await.is_ok()),
    }
}

#[test]
fn key_and_base_url_are_taken() {
    let server = Server::start().unwrap();
    let url = server.base_url();
    let output = run(&[("OPENROUTER_API_KEY", MANAGEMENT_KEY), ("OPENROUTER_BASE_URL", &url)]);
    assert!(output.contains("listed: true"), "{output}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let server = Server::start().unwrap();
    let url = server.base_url();
    let output = run(&[("OPENROUTER_API_KEY", ""), ("OPENROUTER_BASE_URL", &url)]);
    assert!(output.contains("listed: false"), "{output}");
    assert_eq!(server.requests()[0].header("authorization"), None);
}

#[test]
fn a_variable_that_cannot_be_used_is_named_without_its_value() {
    let output = run(&[("OPENROUTER_API_KEY", "sk-very\nsecret")]);
    assert!(output.contains("cannot build"), "{output}");
    assert!(!output.contains("sk-very"), "{output}");
    let output = run(&[("OPENROUTER_API_KEY", "sk-x"), ("OPENROUTER_BASE_URL", "example.com")]);
    assert!(output.contains("cannot build"), "{output}");
}
