//! `Client::from_env`, in processes of their own: a test must not change the environment of others.

use std::process::Command;

use openrouter_guardrails::Client;
use tests::server::{MANAGEMENT_KEY, Server};

/// Runs the test `child` with these variables, and gives what it printed.
fn run(variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "environment::child", "--ignored", "--nocapture"]);
    for name in ["API_KEY", "BASE_URL", "BEARER", "HTTP_REFERER", "TITLE", "CATEGORIES", "LOG"] {
        command.env_remove(format!("OPENROUTER_{name}"));
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
#[ignore = "run by the other tests of this file, each with an environment of its own"]
async fn child() {
    let mut builder = Client::builder().with_env();
    if std::env::var_os("TITLE_IN_CODE").is_some() {
        builder = builder.x_open_router_title("in code");
    }
    match builder.build() {
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

#[test]
fn header_fields_are_taken_where_the_code_says_nothing() {
    let server = Server::start().unwrap();
    let url = server.base_url();
    let base = [("OPENROUTER_API_KEY", MANAGEMENT_KEY), ("OPENROUTER_BASE_URL", url.as_str())];
    let fields = [
        ("OPENROUTER_HTTP_REFERER", "https://example.com"),
        ("OPENROUTER_TITLE", "from the environment"),
        ("OPENROUTER_CATEGORIES", "cli"),
    ];
    run(&[base.as_slice(), &fields].concat());
    run(&[base.as_slice(), &fields, &[("TITLE_IN_CODE", "1")]].concat());
    let sent = |at: usize, name: &str| server.requests()[at].header(name).map(str::to_owned);
    assert_eq!(sent(0, "http-referer").as_deref(), Some("https://example.com"));
    assert_eq!(sent(0, "x-openrouter-title").as_deref(), Some("from the environment"));
    assert_eq!(sent(0, "x-openrouter-categories").as_deref(), Some("cli"));
    assert_eq!(sent(1, "x-openrouter-title").as_deref(), Some("in code"));
    let output = run(&[base.as_slice(), &[("OPENROUTER_TITLE", "a\nb")]].concat());
    assert!(output.contains("cannot build: ") && output.contains("X-OpenRouter-Title"), "{output}");
}

#[test]
fn requests_are_logged_where_the_environment_wants_it() {
    let server = Server::start().unwrap();
    let url = server.base_url();
    let base = [("OPENROUTER_API_KEY", MANAGEMENT_KEY), ("OPENROUTER_BASE_URL", url.as_str())];
    let output = run(&[base.as_slice(), &[("OPENROUTER_LOG", "1")]].concat());
    assert!(output.contains(": GET http://127.0.0.1:") && output.contains(" (listGuardrails)"), "{output}");
    assert!(output.contains(": 200 OK after ") && !output.contains(MANAGEMENT_KEY), "{output}");
    for off in ["0", "off", "False"] {
        let output = run(&[base.as_slice(), &[("OPENROUTER_LOG", off)]].concat());
        assert!(!output.contains("GET http"), "{output}");
    }
}
