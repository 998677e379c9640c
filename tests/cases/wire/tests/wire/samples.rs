//! What documentation shows where the document has no examples obeys the rules of the document.

use crate::client;
use schema_samples::models::A;
use wire::Server;

#[allow(dead_code, reason = "its `main` is for users")]
mod create {
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema-samples/examples/create.rs"));

    pub(super) async fn run(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
        create(client).await
    }
}

#[allow(dead_code, reason = "its `main` is for users")]
mod testing {
    include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema-samples/examples/testing.rs"));

    pub(super) async fn run() -> Result<(), Box<dyn std::error::Error>> {
        test_without_a_server().await
    }
}

#[tokio::test]
async fn the_answer_of_the_test_that_is_shown_decodes() {
    testing::run().await.unwrap();
}

#[tokio::test]
async fn the_call_that_is_shown_breaks_no_rule() {
    let server = Server::silent();
    let client = client!(schema_samples, server);
    // The answer is none; what was sent counts.
    assert!(create::run(&client).await.is_err());
    let seen = server.last();
    assert_eq!(seen.line(), "POST /a/550e8400-e29b-41d4-a716-446655440000/AAA-0");
    let sent: A = serde_json::from_slice(&seen.body).unwrap();
    sent.validate().unwrap();
}
