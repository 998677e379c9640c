//! The blocking client: the same calls, requests and errors, without a runtime.

use std::time::Duration;

use openrouter_guardrails::errors::GuardrailsGetError;
use openrouter_guardrails::models::{CreateGuardrailRequest, UpdateGuardrailRequest};
use openrouter_guardrails::{Error, Null, RetryPolicy, blocking};
use serde_json::json;
use tests::server::{Canned, MANAGEMENT_KEY, Server};

use super::NOBODY;

fn connect() -> (Server, blocking::Client) {
    let server = Server::start().unwrap();
    let client = blocking::Client::builder()
        .api_key(MANAGEMENT_KEY)
        .base_url(server.base_url())
        .retry(RetryPolicy::DEFAULT.initial_delay(Duration::ZERO))
        .build()
        .unwrap();
    (server, client)
}

#[test]
fn a_life() {
    let (server, client) = connect();
    let guardrails = client.guardrails();
    let created = guardrails.create(CreateGuardrailRequest::new("n").description("d")).call().unwrap().data;
    let change = UpdateGuardrailRequest::new().description(Null);
    assert!(guardrails.update(&created.id, change).call().unwrap().data.description.is_null());
    let response = guardrails.get(&created.id).timeout(Duration::from_secs(5)).send().unwrap();
    assert_eq!((response.status().as_u16(), response.data.name.as_str()), (200, "n"));
    assert!(response.request_id().is_some());
    assert!(guardrails.delete(&created.id).call().unwrap().deleted);

    let requests = server.requests();
    let methods: Vec<&str> = requests.iter().map(|request| request.method.as_str()).collect();
    assert_eq!(methods, ["POST", "PATCH", "GET", "DELETE"]);
    assert_eq!(requests[1].json(), Some(json!({"description": null})));
    assert_eq!(requests[1].header("content-type"), Some("application/json"));
}

#[test]
fn items_are_an_iterator() {
    let (server, client) = connect();
    for number in 0..5 {
        client.guardrails().create(CreateGuardrailRequest::new(format!("g{number}"))).call().unwrap();
    }
    let _ = server.take_requests();
    let names: Result<Vec<_>, _> =
        client.guardrails().list().limit(2).items().map(|item| item.map(|found| found.name)).collect();
    assert_eq!(names.unwrap(), ["g0", "g1", "g2", "g3", "g4"]);
    assert_eq!(server.take_requests().len(), 3);
    let sizes: Vec<_> =
        client.guardrails().list().limit(3).pages().map(|page| page.unwrap().data.len()).collect();
    assert_eq!(sizes, [3, 2]);
}

#[test]
fn errors_are_the_same() {
    let (server, client) = connect();
    let error = client.guardrails().get(NOBODY).call().unwrap_err();
    assert!(matches!(&error, Error::Api(error) if matches!(error.body(), GuardrailsGetError::NotFound(_))));
    server.answer_next(Canned::error(503, "again"));
    assert_eq!(client.guardrails().list().send().unwrap().attempts(), 2);
    server.answer_next(Canned::never());
    let hasty = client.guardrails().list().timeout(Duration::from_millis(50));
    assert!(hasty.call().unwrap_err().is_timeout());
    assert!(matches!(client.guardrails().get("").call(), Err(Error::InvalidRequest(_))));
}

/// Both transports send the same, but for what the HTTP libraries add on their own.
#[tokio::test]
async fn requests_are_the_same() {
    let server = Server::start().unwrap();
    let (url, update) = (server.base_url(), UpdateGuardrailRequest::new().limit_usd(1.5).description(Null));
    let change = update.clone();
    let blocking_url = url.clone();
    std::thread::spawn(move || {
        let client = blocking::Client::builder().api_key("sk-x").base_url(blocking_url).build().unwrap();
        client.guardrails().update("a/b", change).http_referer("https://a").call().unwrap_err();
    })
    .join()
    .unwrap();
    let client = openrouter_guardrails::Client::builder().api_key("sk-x").base_url(url).build().unwrap();
    client.guardrails().update("a/b", update).http_referer("https://a").await.unwrap_err();
    let mut requests = server.requests();
    for request in &mut requests {
        request.headers.sort();
    }
    assert_eq!((&requests[0].method, &requests[0].path), (&requests[1].method, &requests[1].path));
    assert_eq!(requests[0].body, requests[1].body);
    assert_eq!(requests[0].headers, requests[1].headers);
}
