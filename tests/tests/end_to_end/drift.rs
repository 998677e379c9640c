//! A server that is ahead of the document: values and fields that nobody knows.

use std::sync::{Arc, Mutex};

use openrouter_guardrails::models::{CreateGuardrailRequest, GuardrailInterval, UpdateGuardrailRequest};
use serde_json::json;
use tests::server::{Canned, Server};

use super::{NOBODY, connect, guardrail, to};

#[tokio::test]
async fn an_unknown_value_comes_back_as_it_came() {
    let (server, client) = connect();
    server.accept_anything();
    let hourly: GuardrailInterval = "hourly".parse().unwrap();
    let request = CreateGuardrailRequest::new("n").reset_interval(hourly.clone());
    let created = client.guardrails().create(request).await.unwrap().data;
    let interval = created.reset_interval.value().unwrap();
    assert_eq!(interval, &hourly);
    assert!(matches!(interval, GuardrailInterval::Unknown(_)));
    assert_eq!((interval.as_str(), interval.to_string().as_str()), ("hourly", "hourly"));

    let change = UpdateGuardrailRequest::new().reset_interval(interval.clone());
    client.guardrails().update(&created.id, change).await.unwrap();
    assert_eq!(server.requests()[1].json(), Some(json!({"reset_interval": "hourly"})));
}

#[tokio::test]
async fn known_values_are_variants_wherever_they_come_from() {
    assert_eq!("weekly".parse(), Ok(GuardrailInterval::Weekly));
    assert_eq!(GuardrailInterval::from("weekly"), GuardrailInterval::Weekly);
    assert_eq!(
        serde_json::from_value::<GuardrailInterval>(json!("weekly")).unwrap(),
        GuardrailInterval::Weekly
    );
    let number: GuardrailInterval = serde_json::from_value(json!(7)).unwrap();
    assert_eq!(serde_json::to_value(&number).unwrap(), json!(7));
}

#[tokio::test]
async fn what_nobody_knows_is_reported_where_asked_for() {
    let server = Server::start().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let client = to(&server)
        .on_drift(move |drift, operation| {
            log.lock().unwrap().push(format!("{} {} {:?}", operation.id, drift.path, drift.kind));
        })
        .build()
        .unwrap();
    let mut data = guardrail();
    data["reset_interval"] = json!("hourly");
    data["colour"] = json!("red");
    data["content_filter_builtins"] = json!([
        {"slug": "email", "action": "redact", "label": "[EMAIL]"},
        {"slug": "iban", "action": "redact", "since": 2026},
    ]);
    server.answer_next(Canned::json(200, json!({"data": data, "extra": {"a": 1}})));
    let read = client.guardrails().get(NOBODY).await.unwrap();
    assert_eq!(read.data.name, "n");
    let mut heard = heard.lock().unwrap().clone();
    heard.sort();
    assert_eq!(
        heard,
        [
            "getGuardrail $.data.colour UnknownField",
            "getGuardrail $.data.content_filter_builtins[1].since UnknownField",
            r#"getGuardrail $.data.content_filter_builtins[1].slug UnknownValue("\"iban\"")"#,
            r#"getGuardrail $.data.reset_interval UnknownValue("\"hourly\"")"#,
            "getGuardrail $.extra UnknownField",
        ]
    );
}

#[tokio::test]
async fn a_known_answer_is_no_drift() {
    let server = Server::start().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let client =
        to(&server).on_drift(move |drift, _| log.lock().unwrap().push(drift.clone())).build().unwrap();
    let id = client.guardrails().create(CreateGuardrailRequest::new("n")).await.unwrap().data.id;
    client.guardrails().get(&id).await.unwrap();
    client.guardrails().list().await.unwrap();
    client.guardrails().delete(&id).await.unwrap();
    assert_eq!(*heard.lock().unwrap(), []);
}
