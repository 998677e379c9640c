//! The log of requests: what it tells, and what it never shows, on both transports.

use crate::{
    models::UpdateItem,
    runtime::{self, Async, Credential, Mode, RetryPolicy},
    support::{Reply, Server, Then},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

const SECRETS: [&str; 4] = ["sk-very/secret", "sk-very%2Fsecret", "hunter2", "s3ss10n"];

/// A client that writes its log down, and the log.
fn client<M: Mode>(server: &Server) -> (runtime::Client<M>, Arc<Mutex<Vec<String>>>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let client = runtime::Client::<M>::builder()
        .base_url(format!("{}/v1?token=hunter2&tenant=a", server.url))
        .credential("apiKey", Credential::token("sk-very/secret"))
        .credential("queryKey", Credential::token("sk-very/secret"))
        .credential("cookieKey", Credential::token("s3ss10n"))
        .header("x-auth-note", "hunter2")
        .retry(RetryPolicy::DEFAULT.initial_delay(Duration::from_millis(1)))
        .log(move |line| log.lock().unwrap().push(line.to_owned()))
        .build()
        .unwrap();
    (client, lines)
}

fn server() -> Server {
    let echo =
        [("content-type", "application/json"), ("x-echo", "sk-very/secret"), ("set-cookie", "s=s3ss10n")];
    Server::script(vec![
        Reply::json(503, r#"{"message":"busy sk-very/secret"}"#),
        Reply::status(200, &echo, r#"{"id":"a","name":"in the body"}"#),
        Reply::raw("HTTP/1.1 200 X\r\ncontent-length: 100\r\n\r\nhalf", Then::Close),
    ])
}

fn check(lines: &[String]) {
    let all = lines.join("\n");
    assert!(SECRETS.iter().all(|secret| !all.contains(secret)), "{all}");
    assert!(!all.contains("in the body") && !all.contains("sent"), "no bodies: {all}");
    assert_eq!(lines.len(), 6, "{all}");
    assert!(lines[0].starts_with("GET http://127.0.0.1:"), "{all}");
    assert!(lines[0].contains("/v1/items/a?token=[redacted]&tenant=a (getItem)"), "{all}");
    assert!(lines[0].contains("; authorization: [redacted]") && lines[0].contains("; body: Empty"), "{all}");
    assert!(
        lines[1].starts_with("503 ") && lines[1].contains("(getItem, attempt 1), once more in "),
        "{all}"
    );
    assert!(lines[3].starts_with("200 OK after "), "{all}");
    assert!(lines[3].contains("(getItem, attempt 2)") && lines[3].contains("; x-echo: [redacted]"), "{all}");
    assert!(lines[4].starts_with("POST ") && lines[4].contains("; body: Bytes(15 bytes)"), "{all}");
    assert!(lines[5].starts_with("the connection broke within the answer"), "{all}");
}

#[tokio::test]
async fn each_request_and_what_became_of_it() {
    let server = server();
    let (client, lines) = client::<Async>(&server);
    client.items().get("a").await.unwrap();
    client.items().create(UpdateItem::new().name("sent")).await.unwrap_err();
    check(&lines.lock().unwrap());
}

#[tokio::test]
async fn a_secret_of_letters_that_stand_for_secrets_changes_none_of_these() {
    let server = server();
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let client = runtime::Client::<Async>::builder()
        .base_url(format!("{}/v1?token=hunter2", server.url))
        .credential("apiKey", Credential::token("act"))
        .retry(RetryPolicy::none())
        .log(move |line| log.lock().unwrap().push(line.to_owned()))
        .build()
        .unwrap();
    client.items().get("a").await.unwrap_err();
    let lines = lines.lock().unwrap();
    assert!(lines[0].contains("?token=[redacted]"), "{}", lines[0]);
    assert!(lines[0].contains("; authorization: [redacted]"), "{}", lines[0]);
}

#[cfg(feature = "blocking")]
#[test]
fn each_request_and_what_became_of_it_for_the_blocking_client() {
    let server = server();
    let (client, lines) = client::<runtime::Blocking>(&server);
    client.items().get("a").call().unwrap();
    client.items().create(UpdateItem::new().name("sent")).call().unwrap_err();
    check(&lines.lock().unwrap());
}
