//! Answers as the API's own documentation shows them, which lack what the document requires.

use std::sync::{Arc, Mutex};

use openrouter_guardrails::Error;
use openrouter_guardrails::models::{Guardrail, GuardrailInterval};
use serde_json::{Value, json};
use tests::server::{Canned, Server};

use super::{NOBODY, connect, guardrail, to};

fn documented() -> Value {
    serde_json::from_str(include_str!("documented/get_guardrail.json")).unwrap()
}

fn check(guardrail: &Guardrail) {
    assert_eq!((guardrail.id.as_str(), guardrail.name.as_str()), (NOBODY, "Production Guardrail"));
    assert!(!guardrail.include_byok_in_budgets, "the default, since the answer lacks it");
    assert!(guardrail.allowed_models.is_null() && guardrail.content_filters.is_absent());
    assert_eq!(guardrail.reset_interval.value(), Some(&GuardrailInterval::Monthly));
}

#[tokio::test]
async fn the_documented_answer_is_read_and_what_it_lacks_is_drift() {
    let server = Server::start().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let heed = move |drift: &openrouter_guardrails::runtime::Drift, _: &_| {
        log.lock().unwrap().push(format!("{} {:?}", drift.path, drift.kind));
    };
    let client = to(&server).on_drift(heed).build().unwrap();
    server.answer_next(Canned::json(200, documented()));
    check(&client.guardrails().get(NOBODY).await.unwrap().data);
    assert_eq!(*heard.lock().unwrap(), [r#"$.data.include_byok_in_budgets MissingField("false")"#]);
}

#[test]
fn the_documented_answer_is_read_by_the_blocking_client() {
    let server = Server::start().unwrap();
    let client = openrouter_guardrails::blocking::Client::builder();
    let client = client.api_key(tests::server::MANAGEMENT_KEY).base_url(server.base_url()).build().unwrap();
    server.answer_next(Canned::json(200, documented()));
    check(&client.guardrails().get(NOBODY).call().unwrap().data);
}

/// A null that the document does not allow is as good as none, on both transports.
#[tokio::test]
async fn null_means_the_default_where_it_is_no_value() {
    let server = Server::start().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let mut data = guardrail();
    data["include_byok_in_budgets"] = Value::Null;
    let log = Arc::clone(&heard);
    let heed = move |drift: &openrouter_guardrails::runtime::Drift, _: &_| {
        log.lock().unwrap().push(format!("{} {:?}", drift.path, drift.kind));
    };
    let client = to(&server).on_drift(heed.clone()).build().unwrap();
    server.answer_next(Canned::json(200, json!({"data": data})));
    assert!(!client.guardrails().get(NOBODY).await.unwrap().data.include_byok_in_budgets);
    let (url, answer) = (server.base_url().clone(), json!({"data": data}));
    server.answer_next(Canned::json(200, answer));
    let blocking = std::thread::spawn(move || {
        let client = openrouter_guardrails::blocking::Client::builder();
        let client = client.api_key(tests::server::MANAGEMENT_KEY).base_url(url).on_drift(heed);
        client.build().unwrap().guardrails().get(NOBODY).call().unwrap().data.include_byok_in_budgets
    });
    assert!(!blocking.join().unwrap());
    let told = r#"$.data.include_byok_in_budgets MissingField("false")"#;
    assert_eq!(*heard.lock().unwrap(), [told, told]);
}

/// An integer without a format is an `i64`; a larger one is no other number in silence.
#[tokio::test]
async fn an_integer_that_does_not_fit_is_an_error_that_names_it() {
    let (server, client) = connect();
    server.answer_next(Canned::json(200, json!({"data": [], "total_count": 9_223_372_036_854_775_808_u64})));
    let error = client.guardrails().list().await.unwrap_err().to_string();
    assert!(error.contains("9223372036854775808 is out of range at $.total_count"), "{error}");
}

/// Only what has a default may be missing.
#[tokio::test]
async fn what_has_no_default_must_be_there() {
    let (server, client) = connect();
    for change in [
        |data: &mut serde_json::Map<String, Value>| data.remove("name"),
        |data: &mut serde_json::Map<String, Value>| data.insert("name".to_owned(), Value::Null),
    ] {
        let mut data = guardrail();
        change(data.as_object_mut().unwrap());
        server.answer_next(Canned::json(200, json!({"data": data})));
        let error = client.guardrails().get(NOBODY).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
}
