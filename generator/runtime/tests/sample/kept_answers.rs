//! What an answer that does not decode still tells.

use crate::{
    Client, Error,
    models::UpdateItem,
    runtime::DecodeError,
    support::{Reply, Server},
};

const HEADERS: [(&str, &str); 3] =
    [("content-type", "application/json"), ("location", "/items/new"), ("x-request-id", "r-sk-secret-key")];

/// Created, but not as the document says: the id is no text.
fn created() -> Server {
    Server::always(Reply::status(201, &HEADERS, r#"{"id":17,"token":"sk-secret-key"}"#))
}

fn check(error: Error) {
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert_eq!(error.request_id(), Some("r-sk-secret-key"));
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.headers().unwrap()["location"], "/items/new");
    assert_eq!(error.bytes(), br#"{"id":17,"token":"sk-secret-key"}"#);
    assert_eq!(error.clone().path(), "$.id");
}

#[tokio::test]
async fn created_all_the_same() {
    let server = created();
    let client = Client::builder().api_key("sk-secret-key").base_url(&server.url).build().unwrap();
    check(client.items().create(UpdateItem::new()).await.unwrap_err());
    assert_eq!(server.count(), 1);
}

#[test]
#[cfg(feature = "blocking")]
fn created_all_the_same_for_the_blocking_client() {
    let server = created();
    let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
        .api_key("sk-secret-key")
        .base_url(&server.url)
        .build()
        .unwrap();
    check(client.items().create(UpdateItem::new()).call().unwrap_err());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn what_there_is_of_a_body_that_is_too_long() {
    let server = created();
    let client = Client::builder().api_key("sk-secret-key").base_url(&server.url).build().unwrap();
    let error = client.items().create(UpdateItem::new()).max_body(8).await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert!(error.message().contains("longer than 8 bytes"), "{error}");
    assert_eq!((error.status().unwrap().as_u16(), error.bytes()), (201, &br#"{"id":17"#[..]));
    assert_eq!(error.headers().unwrap()["location"], "/items/new");
}

#[test]
fn an_error_of_no_answer_has_none() {
    let error = DecodeError::new("no number", b"x");
    assert_eq!((error.status(), error.headers(), error.bytes()), (None, None, &[][..]));
}
