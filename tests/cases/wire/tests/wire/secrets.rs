//! What `Debug` leaves out of enums and of headers.

use schema_secrets::errors::MakeKeyError;
use schema_secrets::models::Proof;
use schema_secrets::operations::untagged::{MakeKeyBody, MakeKeyHeaders, MakeKeyOutput};
use wire::{Reply, Server};

use crate::client;

const SECRET: &str = "hunter2";

#[track_caller]
fn hides(value: &dyn std::fmt::Debug, shown: &str) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(SECRET) && text.contains(shown) && text.contains("[redacted]"), "{text}");
}

#[tokio::test]
async fn no_secret_of_an_enum_or_of_headers_is_shown() {
    let key = Reply::new(200, "text/plain", SECRET).header("x-key", SECRET).header("x-next", "7");
    let server = Server::start([key, Reply::new(400, "text/plain", SECRET)]);
    let client = client!(schema_secrets, server);
    let body = || MakeKeyBody::from(SECRET);
    hides(&body(), "Plain");
    hides(&client.make_key(body()), "Plain");
    hides(&MakeKeyBody::from(Proof::from(SECRET)), "Json(");
    let number: Proof = serde_json::from_str("5").unwrap();
    assert_eq!(format!("{number:?}"), "Integer(5)");

    let response = client.make_key(body()).send().await.unwrap();
    assert_eq!(server.last().text(), SECRET);
    hides(response.value(), "Plain");
    assert!(matches!(response.value(), MakeKeyOutput::Plain(key) if key == SECRET));
    let headers = MakeKeyHeaders::read(response.headers()).unwrap();
    hides(&headers, "x_next: Some(7)");
    assert_eq!(headers.x_key.as_deref(), Some(SECRET));

    let error = client.make_key(body()).await.unwrap_err();
    let body: MakeKeyError = error.body().unwrap();
    assert!(matches!(&body, MakeKeyError::BadRequest(text) if text == SECRET));
    hides(&body, "BadRequest");
}
