//! What a call can have otherwise than its client, and what the answer tells besides its value.

use std::time::Duration;

use openrouter_guardrails::runtime::Secret;
use openrouter_guardrails::{Client, Error};
use serde_json::json;
use tests::server::{Canned, MANAGEMENT_KEY, Server};

use super::{NOBODY, connect, guardrail, to};

#[tokio::test]
async fn the_answer_with_all_of_its_context() {
    let (server, client) = connect();
    let body = json!({"data": guardrail()});
    server.answer_next(Canned::json(200, body.clone()).header("x-request-id", "abc").header("x-left", "9"));
    let response = client.guardrails().get(NOBODY).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-left"], "9");
    assert_eq!(response.request_id(), Some("abc"));
    assert_eq!(response.bytes().as_ref(), body.to_string().as_bytes());
    assert_eq!(response.attempts(), 1);
    // The value is at hand without a word, and can be taken out.
    assert_eq!(response.data.name, "n");
    assert_eq!(response.into_inner().data.id, NOBODY);
}

#[tokio::test]
async fn global_headers_go_with_every_request() {
    let server = Server::start().unwrap();
    let client = to(&server)
        .http_referer("https://example.com")
        .x_open_router_title("My App")
        .x_open_router_categories("cli-agent,cloud-agent")
        .header("X-Own", "1")
        .build()
        .unwrap();
    client.guardrails().list().await.unwrap();
    client.guardrails().get(NOBODY).await.unwrap_err();
    for request in server.requests() {
        assert_eq!(request.header("http-referer"), Some("https://example.com"));
        assert_eq!(request.header("x-openrouter-title"), Some("My App"));
        assert_eq!(request.header("x-openrouter-categories"), Some("cli-agent,cloud-agent"));
        assert_eq!(request.header("x-own"), Some("1"));
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("content-type"), None);
    }
}

#[tokio::test]
async fn headers_of_a_call_replace_those_of_the_client() {
    let server = Server::start().unwrap();
    let client = to(&server).http_referer("https://client").header("X-Own", "client").build().unwrap();
    let call = client.guardrails().list().http_referer("https://call").header("x-oWN", "call");
    call.header("authorization", format!("Bearer {MANAGEMENT_KEY}")).await.unwrap();
    client.guardrails().list().await.unwrap();
    let requests = server.requests();
    // `header` is `None` where a field came twice.
    assert_eq!(requests[0].header("http-referer"), Some("https://call"));
    assert_eq!(requests[0].header("x-own"), Some("call"));
    assert!(requests[0].header("authorization").is_some());
    assert_eq!(requests[1].header("http-referer"), Some("https://client"));
    assert_eq!(requests[1].header("x-own"), Some("client"));
}

#[tokio::test]
async fn the_base_url_of_a_call() {
    let (one, client) = connect();
    let two = Server::start().unwrap();
    client.guardrails().list().base_url(two.base_url() + "/").await.unwrap();
    assert_eq!((one.requests().len(), two.requests().len()), (0, 1));
    assert_eq!(two.requests()[0].path, "/api/v1/guardrails");
    let error = client.guardrails().list().base_url("not a url").await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn timeouts_of_a_call_and_of_a_client() {
    let short = Duration::from_millis(20);
    let (server, client) = connect();
    server.answer_next(Canned::never());
    assert!(client.guardrails().list().timeout(short).await.unwrap_err().is_timeout());
    client.guardrails().list().await.unwrap();

    let hasty = to(&server).timeout(short).build().unwrap();
    server.answer_next(Canned::never());
    assert!(hasty.guardrails().list().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn keys_that_rotate() {
    let server = Server::start().unwrap();
    let used = std::sync::atomic::AtomicU32::new(0);
    let client = Client::builder()
        .base_url(server.base_url())
        .api_key_provider(move || {
            let number = used.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            Secret::from(format!("sk-rotating-{number}"))
        })
        .build()
        .unwrap();
    client.guardrails().get(NOBODY).await.unwrap_err();
    client.guardrails().get(NOBODY).await.unwrap_err();
    let keys: Vec<_> =
        server.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(keys, ["Bearer sk-rotating-0", "Bearer sk-rotating-1"]);
}

#[tokio::test]
async fn hooks_see_every_request_and_answer() {
    let server = Server::start().unwrap();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = std::sync::Arc::clone(&seen);
    let client = to(&server)
        .on_request(|request, operation| {
            request.headers.insert("x-operation", operation.id.parse().unwrap());
            Ok(())
        })
        .on_response(move |event| log.lock().unwrap().push((event.operation.id, event.attempt, event.status)))
        .build()
        .unwrap();
    client.guardrails().get(NOBODY).await.unwrap_err();
    assert_eq!(server.requests()[0].header("x-operation"), Some("getGuardrail"));
    let status = Some("404".parse().unwrap());
    assert_eq!(*seen.lock().unwrap(), [("getGuardrail", 1, status)]);
}

#[test]
fn settings_are_checked_when_the_client_is_built() {
    let built = |builder: openrouter_guardrails::ClientBuilder| builder.api_key("sk-x").build();
    assert!(built(Client::builder()).is_ok());
    for bad in ["", "example.com", "ftp://h", "http://u:p@h", "http://h/#f"] {
        assert!(built(Client::builder().base_url(bad)).is_err(), "{bad}");
    }
    assert!(built(Client::builder().http_referer("a\r\nb: c")).is_err());
    assert!(built(Client::builder().header("a b", "c")).is_err());
    for bad in ["", " ", "a\nb", "a\0b"] {
        assert!(Client::builder().api_key(bad).build().is_err(), "{bad:?}");
    }
}
