//! Base URLs, servers, environment, hooks.

use crate::{
    Client, ClientBuilder, Error,
    runtime::{InvalidRequest, MockResponse, MockTransport, RetryPolicy},
    support::{Reply, Server},
};
use std::sync::{Arc, Mutex};

async fn url_of(builder: ClientBuilder) -> Result<String, String> {
    let transport = MockTransport::new([MockResponse::json(200, r#"{"data":[]}"#)]);
    let client = builder.transport(transport.clone()).build().map_err(|error| error.to_string())?;
    client.items().list().limit(1).await.map_err(|error| error.to_string())?;
    Ok(transport.requests()[0].url.clone())
}

#[tokio::test]
async fn base_urls() {
    for (base, expected) in [
        ("http://h", "http://h/items?limit=1"),
        ("http://h/", "http://h/items?limit=1"),
        (" HTTP://H:80/api/v1/// ", "http://h:80/api/v1/items?limit=1"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x/items?limit=1"),
        ("https://h/api?tenant=a", "https://h/api/items?tenant=a&limit=1"),
        ("https://h?tenant=a", "https://h/items?tenant=a&limit=1"),
        ("https://h?limit=9&tenant=a", "https://h/items?tenant=a&limit=1"),
        ("http://h/a b?c=d e", "http://h/a%20b/items?c=d%20e&limit=1"),
        ("http://h/a/../b/./c/%2E%2e", "http://h/b/items?limit=1"),
        ("http://h/../..", "http://h/items?limit=1"),
        ("http://h/..a/.b/...?x=/../", "http://h/..a/.b/.../items?x=/../&limit=1"),
    ] {
        assert_eq!(url_of(Client::builder().base_url(base)).await.unwrap(), expected);
    }
    for bad in [
        "",
        "h/api",
        "ftp://h",
        "http://",
        "http:///x",
        "http://:80",
        "http://u:p@h",
        "http://h/#f",
        "http://h i/a",
        "http://h:99999",
        "http://h:",
        "http://h:x/a",
        "http://[::1/",
        "http://h/\r\nx",
        "http://h\\@evil",
    ] {
        assert!(Client::builder().base_url(bad).build().is_err(), "{bad}");
    }
}

#[tokio::test]
async fn servers_and_variables() {
    assert_eq!(url_of(Client::builder()).await.unwrap(), "https://eu.example.com/api/v1/items?limit=1");
    let us = Client::builder().server_variable("region", "us");
    assert_eq!(url_of(us).await.unwrap(), "https://us.example.com/api/v1/items?limit=1");
    for bad in ["mars", "us@evil.test/"] {
        assert!(Client::builder().server_variable("region", bad).build().is_err());
    }
    // What would have no effect is refused, in any order.
    let error = Client::builder().server_variable("reigon", "us").build().unwrap_err().to_string();
    assert!(
        error.contains("server variable `reigon`: has no effect; the URL of the server has `region`"),
        "{error}"
    );
    assert!(Client::builder().server_variable("shard", "7").build().is_ok(), "that of an operation");
    #[cfg(feature = "blocking")]
    {
        let builder = crate::runtime::Client::<crate::runtime::Blocking>::builder();
        assert!(builder.server_variable("reigon", "us").build().is_err());
    }
    let both = Client::builder().base_url("http://h").server_variable("region", "us");
    let error = both.build().unwrap_err().to_string();
    assert!(error.contains("server variable `region`: has no effect beside a base URL"), "{error}");
    assert!(Client::builder().server("0").base_url("http://h").build().is_err());
    assert!(Client::builder().server("0").build().is_ok());
    assert!(Client::builder().server("7").build().is_err());
}

#[tokio::test]
async fn base_url_of_a_call() {
    let transport = MockTransport::new([MockResponse::json(200, r#"{"data":[]}"#)]);
    let client = Client::builder().transport(transport.clone()).build().unwrap();
    client.items().list().base_url("http://other/").await.unwrap();
    assert_eq!(transport.requests()[0].url, "http://other/items");
    assert!(matches!(client.items().list().base_url("nonsense").await, Err(Error::InvalidRequest(_))));
}

#[tokio::test]
async fn hooks_see_and_change() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let events = Arc::clone(&log);
    let drifts = Arc::new(Mutex::new(Vec::new()));
    let drift_log = Arc::clone(&drifts);
    let transport = MockTransport::new([
        MockResponse::json(503, "{}").header("retry-after", "0"),
        MockResponse::json(200, r#"{"id":"a","new":1}"#),
    ]);
    let client = Client::builder()
        .transport(transport.clone())
        .on_request(|request, info| {
            request
                .headers
                .insert("x-signed", info.id.parse().map_err(|_| InvalidRequest::new("hook", "bad"))?);
            Ok(())
        })
        .on_response(move |event| {
            events.lock().unwrap().push((
                event.attempt,
                event.status.map(|status| status.as_u16()),
                event.retry_in.is_some(),
            ));
        })
        .on_drift(move |drift, info| drift_log.lock().unwrap().push(format!("{} {}", info.id, drift.path)))
        .build()
        .unwrap();
    client.items().get("a").await.unwrap();
    assert_eq!(*log.lock().unwrap(), [(1, Some(503), true), (2, Some(200), false)]);
    assert_eq!(*drifts.lock().unwrap(), ["getItem $.new"]);
    assert_eq!(transport.requests()[0].headers["x-signed"], "getItem");
    let refusing = Client::builder()
        .transport(transport.clone())
        .on_request(|_, _| Err(InvalidRequest::new("hook", "not today")))
        .build()
        .unwrap();
    assert!(matches!(refusing.items().get("a").await, Err(Error::InvalidRequest(_))));
    assert_eq!(transport.requests().len(), 2);
}

#[test]
fn settings_from_the_environment() {
    // The tests are one process: what is not set here is all that can be tested without changing it for others.
    assert!(Client::from_env().is_ok());
    let _ = RetryPolicy::default();
}

/// On the wire, by each transport.
#[test]
fn dots_in_a_base_url_are_the_same_on_both_transports() {
    let server = Server::always(Reply::json(200, r#"{"id":"a"}"#));
    let url = format!("{}/v1/../v2/%2e%2E/v3/.", server.url);
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::builder().base_url(&url).build().unwrap();
    executor.block_on(client.items().get("a").send()).unwrap();
    #[cfg(feature = "blocking")]
    {
        let client =
            crate::runtime::Client::<crate::runtime::Blocking>::builder().base_url(&url).build().unwrap();
        client.items().get("a").call().unwrap();
    }
    for seen in server.seen() {
        assert_eq!(seen.target, "/v3/items/a");
    }
}

/// An operation with a server of its own.
#[derive(Debug, Clone)]
struct Elsewhere;

impl crate::runtime::Operation for Elsewhere {
    type Output = String;
    type Error = crate::runtime::UnknownBody;
    const INFO: &'static crate::runtime::OperationInfo = &crate::runtime::OperationInfo {
        id: "elsewhere",
        method: "GET",
        path: "/there",
        retry: crate::runtime::RetryClass::Safe,
        accept: "",
        success: &[crate::runtime::StatusRange::Code(200)],
        streaming: &[],
        security: &[],
        servers: &[crate::runtime::Server {
            id: "",
            url: "http://files.test/v2?tenant=own&kept=1",
            variables: &[],
        }],
    };

    fn encode(&self, request: &mut crate::runtime::RequestWriter) -> Result<(), InvalidRequest> {
        request.path("/there");
        Ok(())
    }

    fn decode(response: &mut crate::runtime::RawResponse) -> Result<String, crate::runtime::DecodeError> {
        response.text()
    }
}

/// The client's query goes to every server that a call may go to.
#[tokio::test]
async fn a_query_of_the_client_reaches_the_server_of_an_operation() {
    let transport = MockTransport::new([MockResponse::answer(200, "")]);
    let builder = Client::builder().query("tenant", "t").query("version", 2).transport(transport.clone());
    let client = builder.build().unwrap();
    client.request(Elsewhere).await.unwrap();
    client.request(Elsewhere).base_url("http://call.test").await.unwrap();
    let urls: Vec<String> = transport.requests().into_iter().map(|sent| sent.url).collect();
    assert_eq!(
        urls,
        ["http://files.test/v2/there?kept=1&tenant=t&version=2", "http://call.test/there?tenant=t&version=2"]
    );
}
