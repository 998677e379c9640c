//! One error for all operations, and errors made in a test.

use crate::{
    Client, Error,
    errors::GetItemError,
    models::ErrorBody,
    runtime::{
        ApiError, AuthenticationError, BuildError, DecodeError, InvalidRequest, OperationError, RawResponse,
        TimeoutError, TimeoutKind, TransportError, TransportPhase, UnknownBody, Violations,
    },
    support::{Reply, Server},
};
use std::time::Duration;

/// What a program has around it.
#[derive(Debug)]
enum Mine {
    Api(Error),
}

/// What error answers of another operation hold.
struct OtherError(UnknownBody);

impl OperationError for OtherError {
    const OPERATION: &'static str = "other";

    fn decode(response: &RawResponse) -> Self {
        Self(UnknownBody::of(response))
    }

    fn other(body: UnknownBody) -> Self {
        Self(body)
    }
}

// What `#[from]` of `thiserror` writes.
impl From<Error> for Mine {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

fn url(server: &Server) -> String {
    server.url.clone()
}

/// Each call, each builder, each page and each event of a stream, by `?` alone.
async fn on_async(server: &Server) -> Result<(), Mine> {
    let client = Client::builder().api_key("sk-secret-key").base_url(url(server)).build()?;
    while let Some(item) = client.items().list().items().next().await {
        item?;
    }
    let mut events = client.items().stream().await?;
    while let Some(event) = events.next().await {
        event?;
    }
    client.items().get("a").send().await?;
    Ok(())
}

#[cfg(feature = "blocking")]
fn on_blocking(server: &Server) -> Result<(), Mine> {
    let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
        .api_key("sk-secret-key")
        .base_url(url(server))
        .build()?;
    client.items().list().call()?;
    for event in client.items().stream().call()? {
        event?;
    }
    client.items().get("a").call()?;
    Ok(())
}

fn check(Mine::Api(error): &Mine) {
    assert_eq!(error.to_string(), "404 Not Found: no [redacted]");
    let api = error.as_api().unwrap();
    assert!(matches!(api.body(), GetItemError::NotFound(body) if body.message == "no sk-secret-key"));
    assert!(matches!(error.body(), Some(GetItemError::NotFound(_))));
    // Who reads it as the body of another operation is told.
    let OtherError(other) = api.body();
    assert_eq!(other.decode_failure(), Some("this is an answer to `getItem`, not to `other`"));
    assert_eq!(other.text(), r#"{"message":"no sk-secret-key"}"#);
    // As it came it is that of any.
    let any: UnknownBody = api.body();
    assert_eq!(any.decode_failure(), None);
    assert_eq!(any.decode::<ErrorBody>().unwrap().message, "no sk-secret-key");
    assert!(any.decode::<Vec<u8>>().is_err());
    assert!(!format!("{error:?} {error:#?}").contains("sk-secret-key"), "{error:?}");
}

fn server() -> Server {
    Server::script(vec![
        Reply::json(200, r#"{"data":[]}"#),
        Reply::status(200, &[("content-type", "text/event-stream")], "data: {\"id\":\"s\"}\n\n"),
        Reply::json(404, r#"{"message":"no sk-secret-key"}"#),
    ])
}

#[tokio::test]
async fn one_error_takes_those_of_all_operations() {
    check(&on_async(&server()).await.unwrap_err());
}

/// Calls of several operations are joined, since they fail in one way.
#[tokio::test]
async fn calls_of_several_operations_are_joined() {
    let server = Server::always(Reply::json(404, "{}"));
    let client = Client::builder().base_url(url(&server)).build().unwrap();
    let both = tokio::try_join!(client.items().list().into_future(), client.items().get("a").into_future());
    assert_eq!(both.unwrap_err().status(), Some(http::StatusCode::NOT_FOUND));
}

#[cfg(feature = "blocking")]
#[test]
fn one_error_takes_those_of_all_operations_on_the_blocking_client() {
    check(&on_blocking(&server()).unwrap_err());
}

#[test]
fn errors_can_be_made() {
    let mut headers = http::HeaderMap::new();
    headers.insert("x-request-id", http::HeaderValue::from_static("r1"));
    let response = RawResponse::buffered(http::StatusCode::NOT_FOUND, headers, r#"{"message":"gone"}"#);
    let error: Error = ApiError::from(response).into();
    assert_eq!(
        (error.to_string().as_str(), error.request_id()),
        ("404 Not Found: gone (request r1)", Some("r1"))
    );
    assert!(matches!(error.body(), Some(GetItemError::NotFound(body)) if body.message == "gone"));
    // Without another crate, and for a handler of an operation's errors.
    let plain = ApiError::new(404, r#"{"message":"gone"}"#);
    assert!(matches!(plain.body(), GetItemError::NotFound(body) if body.message == "gone"));
    assert_eq!((plain.status().as_u16(), plain.message(), plain.attempts()), (404, "gone", 1));
    assert_eq!(ApiError::new(7, "").status(), crate::runtime::http::StatusCode::INTERNAL_SERVER_ERROR);
    let all: Vec<Error> = vec![
        error,
        TimeoutError::new(TimeoutKind::Attempt, Duration::from_secs(1)).into(),
        TransportError::new(TransportPhase::Connect, "refused").into(),
        DecodeError::new("no JSON", b"x").into(),
        InvalidRequest::new("id", "is empty").into(),
        AuthenticationError::new("apiKey", "no token").into(),
        BuildError::setting("base_url", "is none").into(),
    ];
    let kinds: Vec<bool> = all.iter().map(Error::is_unsent).collect();
    assert_eq!(kinds, [false, false, true, false, true, true, true]);
    assert!(all[1].is_timeout());
    let _: fn(Violations) -> Error = Error::from;
}

/// Which members of a body are secrets, only the enum of the operation knows.
#[test]
fn the_debug_form_shows_no_body() {
    let bytes = br#"{"message":"no","password":"hunter2"}"#.to_vec();
    let answer = RawResponse::buffered(http::StatusCode::BAD_REQUEST, http::HeaderMap::new(), bytes);
    let error = Error::from(ApiError::from(answer));
    let shown = format!("{error:?} {error}");
    assert!(shown.contains("no") && !shown.contains("hunter2"), "{shown}");
}
