//! One error for all operations, and errors made in a test.

use crate::{
    Client, Error,
    errors::GetItemError,
    models::ErrorBody,
    runtime::{
        ApiError, AuthenticationError, BuildError, DecodeError, InvalidRequest, RawResponse, StreamError,
        TimeoutError, TimeoutKind, TransportError, TransportPhase, Violations,
    },
    support::{Reply, Server},
};
use std::time::Duration;

/// What a program has around it.
#[derive(Debug)]
enum Mine {
    Api(Error),
}

impl From<Error> for Mine {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

fn url(server: &Server) -> String {
    server.url.clone()
}

async fn on_async(server: &Server) -> Result<(), Error> {
    let client = Client::builder().api_key("sk-secret-key").base_url(url(server)).build()?;
    client.items().list().await?;
    client.items().get("a").await?;
    Ok(())
}

#[cfg(feature = "blocking")]
fn on_blocking(server: &Server) -> Result<(), Error> {
    let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
        .api_key("sk-secret-key")
        .base_url(url(server))
        .build()?;
    client.items().list().call()?;
    client.items().get("a").call()?;
    Ok(())
}

async fn in_an_enum(server: &Server) -> Result<(), Mine> {
    on_async(server).await?;
    Ok(())
}

fn check(error: &Error) {
    assert_eq!(error.to_string(), "404 Not Found: no [redacted]");
    let api = error.as_api().unwrap();
    assert_eq!(api.body().decode::<ErrorBody>().unwrap().message, "no sk-secret-key");
    assert!(api.body().decode::<Vec<u8>>().is_err());
    assert!(!format!("{error:?} {error:#?}").contains("sk-secret-key"), "{error:?}");
}

fn server() -> Server {
    Server::script(vec![
        Reply::json(200, r#"{"data":[]}"#),
        Reply::json(404, r#"{"message":"no sk-secret-key"}"#),
    ])
}

#[tokio::test]
async fn every_operation_s_error_turns_into_one() {
    check(&on_async(&server()).await.unwrap_err());
    let Mine::Api(error) = in_an_enum(&server()).await.unwrap_err();
    check(&error);
}

#[cfg(feature = "blocking")]
#[test]
fn every_operation_s_error_turns_into_one_on_the_blocking_client() {
    check(&on_blocking(&server()).unwrap_err());
}

#[test]
fn errors_can_be_made() {
    let mut headers = http::HeaderMap::new();
    headers.insert("x-request-id", http::HeaderValue::from_static("r1"));
    let response = RawResponse::buffered(http::StatusCode::NOT_FOUND, headers, r#"{"message":"gone"}"#);
    let body = GetItemError::decode(&response);
    let error: Error<GetItemError> = ApiError::new(response, body).into();
    assert_eq!(
        (error.to_string().as_str(), error.request_id()),
        ("404 Not Found: gone (request r1)", Some("r1"))
    );
    assert!(matches!(error.as_api().unwrap().body(), GetItemError::NotFound(body) if body.message == "gone"));
    let all: Vec<Error> = vec![
        error.into(),
        TimeoutError::new(TimeoutKind::Attempt, Duration::from_secs(1)).into(),
        TransportError::new(TransportPhase::Connect, "refused").into(),
        DecodeError::new("no JSON", b"x").into(),
        InvalidRequest::new("id", "is empty").into(),
        AuthenticationError::new("apiKey", "no token").into(),
        BuildError::setting("base_url", "is none").into(),
        StreamError::TooLarge { limit: 3 }.into(),
        StreamError::from(TransportError::new(TransportPhase::Body, "broke")).into(),
    ];
    let kinds: Vec<bool> = all.iter().map(Error::is_unsent).collect();
    assert_eq!(kinds, [false, false, true, false, true, true, true, false, false]);
    assert!(all[1].is_timeout());
    assert!(all[7].to_string().contains("more than 3 bytes"));
    // A stream that was silent for too long is a timeout, as a call is.
    let passed = TimeoutError::new(TimeoutKind::Idle, Duration::from_secs(1));
    let silent = TransportError::new(TransportPhase::Body, passed).timed_out();
    assert!(
        matches!(Error::from(StreamError::from(silent)), Error::<GetItemError>::Timeout(found) if found == passed)
    );
    let _: fn(Violations) -> Error = Error::from;
}
