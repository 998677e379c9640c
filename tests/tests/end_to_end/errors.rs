//! What an error tells, and which kind it is.

use std::error::Error as _;
use std::time::Duration;

use openrouter_guardrails::errors::GuardrailsGetError;
use openrouter_guardrails::runtime::{TimeoutKind, TransportPhase};
use openrouter_guardrails::{Client, Error, RetryPolicy};
use serde_json::json;
use tests::server::{Canned, MANAGEMENT_KEY, Server};

use super::{NOBODY, connect, guardrail, to};

#[tokio::test]
async fn an_error_answer_keeps_everything() {
    let (server, client) = connect();
    let body = r#"{"error": {"code": 404, "message": "gone", "metadata": {"since": 2025}}, "user_id": null, "new": 1}"#;
    let answer = Canned::raw(404, "application/json; charset=utf-8", body);
    server.answer_next(answer.header("x-request-id", "abc-1").header("x-extra", "yes"));
    let error = client.guardrails().get(NOBODY).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.request_id(), Some("abc-1"));
    assert!(!error.is_timeout() && !error.is_unsent());
    assert_eq!(error.to_string(), "404 Not Found: gone (request abc-1)");

    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.headers()["x-extra"], "yes");
    assert_eq!(error.bytes().as_ref(), body.as_bytes());
    assert_eq!(error.message(), "gone");
    assert_eq!(error.attempts(), 1);
    let GuardrailsGetError::NotFound(body) = error.body() else { panic!() };
    assert_eq!(body.error.metadata.value().unwrap()["since"], json!(2025));
    assert!(body.user_id.is_null());
    assert!(body.openrouter_metadata.is_absent());
}

#[tokio::test]
async fn an_error_answer_of_another_form_keeps_its_bytes() {
    let (server, client) = connect();
    for (content_type, text) in [
        ("text/html", "<html>Bad gateway</html>"),
        ("application/json", r#"{"message": "no error object"}"#),
        ("application/json", r#"{"error": {"code": "#),
        ("application/json", ""),
    ] {
        server.answer_next(Canned::raw(404, content_type, text));
        let error = client.guardrails().get(NOBODY).await.unwrap_err();
        let error = error.as_api().unwrap();
        assert_eq!((error.status().as_u16(), error.bytes().as_ref()), (404, text.as_bytes()));
        let GuardrailsGetError::Other(body) = error.body() else { panic!("{error:?}") };
        assert_eq!(body.text(), text);
        assert!(body.decode_failure().is_some(), "{text}");
    }
}

#[tokio::test]
async fn a_success_of_another_form_says_where() {
    let (server, client) = connect();
    let mut data = guardrail();
    data["name"] = json!(7);
    server.answer_next(Canned::json(200, json!({"data": data})).header("x-request-id", "abc-2"));
    let error = client.guardrails().get(NOBODY).await.unwrap_err();
    let Error::Decode(found) = &error else { panic!("{error:?}") };
    assert_eq!(found.path(), "$.data.name");
    assert!(found.excerpt().contains(r#""name":7"#), "{}", found.excerpt());
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("abc-2")));

    for (content_type, text) in [
        ("text/html", "<html>"),
        ("application/json", ""),
        ("application/json", "{"),
        ("application/json", "[]"),
    ] {
        server.answer_next(Canned::raw(200, content_type, text));
        let error = client.guardrails().get(NOBODY).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    // A port that was free a moment ago.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::builder()
        .api_key(MANAGEMENT_KEY)
        .base_url(format!("http://{address}"))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.guardrails().list().await.unwrap_err();
    let Error::Transport(cause) = &error else { panic!("{error:?}") };
    assert_eq!(cause.phase(), TransportPhase::Connect);
    assert!(error.is_unsent());
    // `Display` tells the causes, so that no source tells them again.
    assert!(error.source().is_none() && error.to_string().to_lowercase().contains("refused"), "{error}");
    assert!(!cause.inner().to_string().is_empty());
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn nothing_comes() {
    let (server, client) = connect();
    server.answer_next(Canned::never());
    let limit = Duration::from_millis(20);
    let error = client.guardrails().get(NOBODY).timeout(limit).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_unsent());
    let Error::Timeout(timeout) = error else { panic!("{error:?}") };
    assert_eq!((timeout.kind(), timeout.limit()), (TimeoutKind::Total, limit));
}

#[tokio::test]
async fn what_cannot_be_sent_is_not() {
    let (server, client) = connect();
    for id in ["", ".", ".."] {
        let error = client.guardrails().delete(id).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)) && error.is_unsent(), "{error:?}");
        assert_eq!(error.to_string().split(": ").nth(1), Some("path parameter `id`"));
    }
    let request = openrouter_guardrails::models::CreateGuardrailRequest::new("n").limit_usd(f64::NAN);
    let error = client.guardrails().create(request).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    let error = client.guardrails().list().header("x-a", "b\r\nc: d").await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_id_stays_one_segment() {
    let (server, client) = connect();
    client.guardrails().delete("../keys/HASH?x#y%2F").await.unwrap_err();
    let path = server.requests().pop().unwrap().path;
    assert_eq!(path, "/api/v1/guardrails/..%2Fkeys%2FHASH%3Fx%23y%252F");
}

#[tokio::test]
async fn the_key_is_shown_nowhere() {
    let server = Server::start().unwrap();
    let key = "sk-or-very-secret";
    let builder = to(&server).api_key(key);
    assert!(!format!("{builder:?}").contains(key));
    let client = builder.build().unwrap();
    // A server that repeats what it was sent.
    server.answer_next(Canned::error(401, &format!("no such key: {key}")).header("x-key", key));
    let request = client.guardrails().get(NOBODY);
    assert!(!format!("{client:?} {request:?}").contains(key));
    let error = request.await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(key), "{error:?}");
    let error = error.as_api().unwrap();
    assert!(!format!("{:?} {error:?} {error:#?}", error.headers()).contains(key));
    // What is decoded stays what the server said.
    assert!(String::from_utf8_lossy(error.bytes()).contains(key));
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer sk-or-very-secret"));

    let bad = Client::builder().api_key("sk-or-very\r\nsecret").build().unwrap_err();
    assert!(!format!("{bad} {bad:?}").contains("very"), "{bad:?}");
}
