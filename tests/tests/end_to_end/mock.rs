//! How users test their own code: a client whose transport answers from a script.

use openrouter_guardrails::models::CreateGuardrailRequest;
use openrouter_guardrails::runtime::{MockResponse, MockTransport, TransportPhase};
use openrouter_guardrails::{Client, Error, RetryPolicy, blocking};
use serde_json::json;

use super::guardrail;

/// The code of a user: the name of a new guardrail, or the status that came instead.
async fn create(client: &Client) -> Result<String, u16> {
    match client.guardrails().create(CreateGuardrailRequest::new("n")).await {
        Ok(created) => Ok(created.data.name),
        Err(error) => Err(error.status().map_or(0, |status| status.as_u16())),
    }
}

#[tokio::test]
async fn answers_and_what_was_sent() {
    let transport = MockTransport::new([
        MockResponse::json(201, json!({"data": guardrail()}).to_string()),
        MockResponse::json(403, r#"{"error": {"code": 403, "message": "no"}}"#),
    ]);
    transport.push(MockResponse::Break(TransportPhase::Exchange));
    let client = Client::builder().api_key("sk-x").transport(transport.clone()).build().unwrap();
    assert_eq!(create(&client).await, Ok("n".to_owned()));
    assert_eq!(create(&client).await, Err(403));
    assert_eq!(create(&client).await, Err(0));

    let sent = transport.requests();
    assert_eq!(sent.len(), 3);
    assert_eq!(
        (sent[0].method.as_str(), sent[0].url.as_str()),
        ("POST", "https://openrouter.ai/api/v1/guardrails")
    );
    assert_eq!(sent[0].headers["authorization"], "Bearer sk-x");
    assert_eq!(sent[0].body.as_ref(), br#"{"name":"n"}"#);
}

#[test]
fn for_the_blocking_client_too() {
    let transport = MockTransport::new([MockResponse::Break(TransportPhase::Body)]);
    let client = blocking::Client::builder()
        .api_key("sk-x")
        .transport(transport)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.guardrails().list().call().unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.phase() == TransportPhase::Body));
}

#[test]
fn a_request_can_be_looked_at_without_sending_it() {
    let transport = MockTransport::new([]);
    let client = Client::builder().api_key("sk-x").transport(transport.clone()).build().unwrap();
    let request = client.guardrails().list().limit(3).offset(6);
    let parts = request.to_parts().unwrap();
    assert_eq!(
        (parts.path.as_str(), parts.query),
        ("/guardrails", vec!["offset=6".to_owned(), "limit=3".to_owned()])
    );
    let body = CreateGuardrailRequest::new("a");
    let parts = client.guardrails().create(body).to_parts().unwrap();
    assert_eq!(parts.headers["content-type"], "application/json");
    assert_eq!(parts.body.as_bytes().unwrap(), r#"{"name":"a"}"#);
    assert!(transport.requests().is_empty());
}
