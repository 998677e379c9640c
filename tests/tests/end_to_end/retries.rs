//! What is sent again, and what never is. The waits are none, or a clock's that jumps.

use std::time::{Duration, SystemTime};

use openrouter_guardrails::models::{CreateGuardrailRequest, UpdateGuardrailRequest};
use openrouter_guardrails::runtime::{MockClock, MockResponse, MockTransport, TransportPhase};
use openrouter_guardrails::{Client, RetryPolicy};
use tests::server::{Canned, Server};

use super::{NOBODY, to};

/// A client that does not wait before it sends again.
fn eager(server: &Server) -> Client {
    to(server).retry(RetryPolicy::DEFAULT.initial_delay(Duration::ZERO)).build().unwrap()
}

#[tokio::test]
async fn a_safe_call_is_sent_again() {
    let server = Server::start().unwrap();
    let client = eager(&server);
    for status in [408, 429, 500, 502, 503, 504] {
        server.answer_next(Canned::error(status, "again, please"));
        let response = client.guardrails().list().send().await.unwrap();
        assert_eq!(response.attempts(), 2, "{status}");
    }
    for status in [400, 401, 403, 409, 422, 501] {
        server.answer_next(Canned::error(status, "no"));
        let error = client.guardrails().list().await.unwrap_err();
        assert_eq!(error.as_api().unwrap().attempts(), 1, "{status}");
    }
}

#[tokio::test]
async fn three_attempts_are_all() {
    let server = Server::start().unwrap();
    server.answer_always(Canned::error(500, "down"));
    let error = eager(&server).guardrails().list().await.unwrap_err();
    assert_eq!(error.as_api().unwrap().attempts(), 3);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_unsafe_call_is_sent_once() {
    let server = Server::start().unwrap();
    let client = eager(&server);
    for status in [408, 500, 502, 503, 504] {
        let _ = server.take_requests();
        server.answer_next(Canned::error(status, "who knows what happened"));
        client.guardrails().create(CreateGuardrailRequest::new("n")).await.unwrap_err();
        server.answer_next(Canned::error(status, "who knows what happened"));
        client.guardrails().update(NOBODY, UpdateGuardrailRequest::new()).await.unwrap_err();
        assert_eq!(server.requests().len(), 2, "{status}");
    }
    assert_eq!(client.guardrails().list().await.unwrap().total_count, 0);
}

#[tokio::test]
async fn an_unsafe_call_is_sent_again_where_that_is_safe() {
    let server = Server::start().unwrap();
    let client = eager(&server);
    for (status, again) in [(429, true), (503, true), (500, false)] {
        server.answer_next(Canned::error(status, "later").header("retry-after", "0"));
        let result = client.guardrails().create(CreateGuardrailRequest::new("n")).send().await;
        assert_eq!(result.is_ok(), again, "{status}");
    }
    server.answer_next(Canned::error(500, "later"));
    let opted_in = client.guardrails().create(CreateGuardrailRequest::new("n")).retry_unsafe(true);
    assert_eq!(opted_in.send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn a_slow_attempt_is_given_up() {
    let server = Server::start().unwrap();
    server.answer_next(Canned::never());
    // Long enough for the second attempt on a busy machine.
    let call = eager(&server).guardrails().list().attempt_timeout(Duration::from_millis(200));
    assert_eq!(call.send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let server = Server::start().unwrap();
    for status in [301, 302, 303, 307, 308] {
        server.answer_next(Canned::raw(status, "text/plain", "").header("location", "/api/v1/guardrails"));
        let error = eager(&server).guardrails().create(CreateGuardrailRequest::new("n")).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
    }
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn waits_are_the_policys_or_the_servers() {
    let transport = MockTransport::new([
        MockResponse::Break(TransportPhase::Connect),
        MockResponse::answer(503, ""),
        MockResponse::answer(429, "").header("retry-after", "7"),
        MockResponse::answer(429, "").header("retry-after-ms", "1500"),
        MockResponse::json(200, r#"{"data": [], "total_count": 0}"#),
    ]);
    let clock = MockClock::starting_at(SystemTime::UNIX_EPOCH);
    let client = Client::builder()
        .api_key("sk-x")
        .transport(transport.clone())
        .clock(clock.clone())
        .retry(RetryPolicy::DEFAULT.max_attempts(5))
        .build()
        .unwrap();
    assert_eq!(client.guardrails().list().send().await.unwrap().attempts(), 5);
    let waits: Vec<u128> = clock.waits().iter().map(Duration::as_millis).collect();
    assert_eq!(waits, [500, 750, 7000, 1500]);
}
