//! What can have one value only has it, or the answer is not what the document says.

#![allow(clippy::panic, reason = "tests fail loudly")]

use openrouter_guardrails::{Error, blocking};
use serde_json::json;
use tests::server::{Canned, MANAGEMENT_KEY};

use super::{NOBODY, connect};

fn check(error: Error) {
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.path(), "$.deleted");
    assert_eq!(error.message(), "invalid value: boolean `false`, expected `true`");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200), "the answer is kept");
}

#[tokio::test]
async fn what_was_not_deleted_is_no_success() {
    let (server, client) = connect();
    server.answer_next(Canned::json(200, json!({"deleted": false, "more": 1})));
    check(client.guardrails().delete(NOBODY).await.unwrap_err());
    server.answer_next(Canned::json(200, json!({"deleted": true})));
    assert!(client.guardrails().delete(NOBODY).await.unwrap().deleted);
}

#[test]
fn what_was_not_deleted_is_no_success_for_the_blocking_client() {
    let (server, _) = connect();
    let client =
        blocking::Client::builder().api_key(MANAGEMENT_KEY).base_url(server.base_url()).build().unwrap();
    server.answer_next(Canned::json(200, json!({"deleted": false})));
    check(client.guardrails().delete(NOBODY).call().unwrap_err());
}
