//! Servers that misbehave on purpose, over real connections.

use crate::{
    Client, ClientBuilder, Error,
    errors::GetItemError,
    models::UpdateItem,
    runtime::{RetryPolicy, TimeoutKind, TransportPhase},
    support::{Reply, Server, Then},
};
use std::{
    io::Write,
    time::{Duration, Instant},
};

const OK: &str = r#"{"id":"a"}"#;

fn builder(server: &Server) -> ClientBuilder {
    let quick = RetryPolicy::DEFAULT
        .initial_delay(Duration::from_millis(1))
        .max_retry_after(Duration::from_millis(5));
    Client::builder().api_key("sk-secret-key").base_url(&server.url).retry(quick)
}

fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn body_that_drips_or_never_comes() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{";
    for then in [Then::Drip, Then::Hang] {
        let server = Server::always(Reply::raw(head, then));
        let client = builder(&server).timeout(Duration::from_millis(40)).build().unwrap();
        let started = Instant::now();
        let error = client.items().get("a").await.unwrap_err();
        assert!(matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Total), "{error}");
        assert!(started.elapsed() < Duration::from_millis(400));
    }
    let server = Server::always(Reply::raw("", Then::Hang));
    let client = builder(&server).attempt_timeout(Duration::from_millis(20)).build().unwrap();
    let error = client.items().get("a").await.unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Attempt));
    assert_eq!(server.count(), 3);
    let error = client.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_unsent());
    assert_eq!(server.count(), 4, "a POST that timed out may have been processed");
}

#[tokio::test]
async fn body_that_never_ends_or_is_too_large() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let server = Server::always(Reply::raw(head, Then::Flood));
    let error = client(&server).items().get("a").max_body(100_000).await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode(error) if error.message().contains("longer than 100000")),
        "{error}"
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn truncated_reset_and_garbage() {
    let truncated = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 60\r\n\r\n{\"id\":";
    for (bytes, then, phase) in [
        (truncated, Then::Close, TransportPhase::Body),
        (truncated, Then::Reset, TransportPhase::Body),
        ("", Then::Close, TransportPhase::Exchange),
        ("", Then::Reset, TransportPhase::Exchange),
        ("nonsense\r\n\r\n", Then::Close, TransportPhase::Exchange),
    ] {
        let server = Server::always(Reply::raw(bytes, then));
        let error = client(&server).items().get("a").await.unwrap_err();
        assert!(
            matches!(&error, Error::Transport(error) if error.phase() == phase),
            "{bytes:?} {then:?} {error:?}"
        );
        assert_eq!(server.count(), 3, "GET is repeated");
        let server = Server::always(Reply::raw(bytes, then));
        let error = client(&server).items().update("a", UpdateItem::new()).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)));
        assert_eq!(server.count(), 1, "PATCH is not: {bytes:?} {then:?}");
        let _ = client(&server).items().update("a", UpdateItem::new()).retry_unsafe(true).await;
        assert_eq!(server.count(), 4, "unless the caller says so");
    }
}

#[tokio::test]
async fn no_server_at_all() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build().unwrap();
    let error = client.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(error.is_unsent(), "{error:?}");
    assert!(!error.to_string().contains("http://"), "{error}");
}

#[tokio::test]
async fn compressed() {
    let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];
    // Members of a megabyte each, one after another: 50 MB of spaces.
    let bomb = gzip(&vec![b' '; 1 << 20]).repeat(50);
    let server = Server::script(vec![
        Reply::status(200, &headers, gzip(OK.as_bytes())),
        Reply::status(200, &headers, &bomb),
        Reply::status(500, &headers, &bomb),
        Reply::status(200, &headers, &gzip(OK.as_bytes())[..12]),
    ]);
    let client = builder(&server).retry(RetryPolicy::none()).build().unwrap();
    assert_eq!(client.items().get("a").await.unwrap().id, "a");
    assert_eq!(server.seen()[0].header("accept-encoding"), ["gzip"]);
    let error = client.items().get("a").await.unwrap_err();
    assert!(matches!(&error, Error::Decode(error) if error.message().contains("16777216")), "{error}");
    match client.items().get("a").await.unwrap_err() {
        Error::Api(error) => {
            assert_eq!(error.status(), 500);
            assert_eq!(error.bytes().len(), 16 << 20);
        }
        other => panic!("{other}"),
    }
    assert!(matches!(client.items().get("a").await.unwrap_err(), Error::Transport(_)));
}

#[tokio::test]
async fn answers_that_are_not_what_the_document_says() {
    let deep = format!(r#"{{"id":{}{}}}"#, "[".repeat(50_000), "]".repeat(50_000));
    let cases: [(Reply, &str); 8] = [
        (
            Reply::status(200, &[("content-type", "text/html")], "<html>login</html>"),
            "expected JSON, got content type `text/html`",
        ),
        (Reply::json(200, "{\"id\": 5}"), "at $.id"),
        (Reply::json(200, "{\"id\": \"a\", \"name\": {"), "at $.name"),
        (Reply::json(200, deep), "nested deeper than 127"),
        (Reply::json(200, b"{\"id\":\"\xff\xfe\"}"), "at $.id"),
        (Reply::json(200, ""), "EOF"),
        (Reply::json(200, "{\"id\": \"a\"} {"), "trailing"),
        (Reply::json(200, "{\"name\":\"x\"}"), "missing field `id` at $"),
    ];
    for (reply, expected) in cases {
        let server = Server::always(reply);
        match client(&server).items().get("a").await.unwrap_err() {
            Error::Decode(error) => {
                assert!(error.to_string().contains(expected), "{error}");
                assert_eq!(error.status().unwrap(), 200);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(server.count(), 1, "a wrong answer is not asked for again");
    }
}

#[tokio::test]
async fn undocumented_statuses_and_wrong_error_bodies() {
    let server = Server::script(vec![
        Reply::json(202, OK),
        Reply::json(404, "{\"message\": 5}"),
        Reply::status(404, &[("content-type", "text/html")], "<b>gone</b>"),
        Reply::json(404, ""),
    ]);
    let client = client(&server);
    for (status, failure) in
        [(202, None), (404, Some("$.message")), (404, Some("text/html")), (404, Some("EOF"))]
    {
        match client.items().get("a").await.unwrap_err() {
            Error::Api(error) => {
                assert_eq!(error.status(), status);
                let GetItemError::Other(body) = error.body() else { panic!("{error:?}") };
                assert_eq!(body.decode_failure().is_some(), failure.is_some());
                assert!(body.decode_failure().unwrap_or("").contains(failure.unwrap_or("")));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn no_content_with_and_without_a_body() {
    let server = Server::script(vec![
        Reply::raw("HTTP/1.1 204 X\r\n\r\n", Then::KeepAlive),
        Reply::status(204, &[], "surprise"),
        Reply::raw("HTTP/1.1 204 X\r\n\r\n", Then::KeepAlive),
    ]);
    let client = client(&server);
    client.items().delete("a").await.unwrap();
    // The bytes that must not be there may break the connection, but neither this call nor the next one for good.
    client.items().delete("a").await.unwrap();
    client.items().delete("a").await.unwrap();
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = Server::always(Reply::json(200, OK));
    for status in [301, 302, 303, 307, 308] {
        let server = Server::always(Reply::status(status, &[("location", other.url.as_str())], ""));
        let error = client(&server).items().get("a").await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn very_many_headers() {
    let mut head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n".to_owned();
    for index in 0..150 {
        head.push_str(&format!("x-{index}: y\r\n"));
    }
    let server = Server::always(Reply::raw(format!("{head}\r\n{OK}"), Then::KeepAlive));
    // hyper takes 100 headers at most: a clean error, not a panic.
    match client(&server).items().get("a").await {
        Ok(item) => assert_eq!(item.id, "a"),
        Err(error) => assert!(matches!(error, Error::Transport(_)), "{error:?}"),
    }
}

#[tokio::test]
async fn stale_connection() {
    let server = Server::always(Reply { then: Then::Close, ..Reply::json(200, OK) });
    let client = client(&server);
    for _ in 0..3 {
        client.items().get("a").await.unwrap();
        // The server has closed the connection that the pool still holds.
        tokio::time::sleep(Duration::from_millis(5)).await;
        client.items().update("a", UpdateItem::new()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn a_thousand_failing_calls_stay_within_the_budget() {
    let server = Server::always(Reply::json(500, r#"{"message":"no"}"#));
    let client = client(&server);
    for _ in 0..1000 {
        assert_eq!(client.items().get("a").await.unwrap_err().status().unwrap(), 500);
    }
    assert!(server.count() < 1200, "{}", server.count());
    assert!(server.count() > 1050, "{}", server.count());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_calls_at_once() {
    let server = Server::start(|_, seen| {
        Reply::json(200, format!(r#"{{"id":"{}"}}"#, seen.target.trim_start_matches("/items/")))
    });
    let client = client(&server);
    let calls: Vec<_> =
        (0..2000).map(|id| tokio::spawn(client.items().get(id.to_string()).into_future())).collect();
    for (id, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().unwrap().id, id.to_string());
    }
}

#[tokio::test]
async fn a_dropped_future_stops_everything() {
    let server = Server::always(Reply::raw("", Then::Hang));
    let client = client(&server);
    let call = client.items().get("a").into_future();
    assert!(tokio::time::timeout(Duration::from_millis(20), call).await.is_err());
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(server.count(), 1);
    drop(client.items().get("b").into_future());
    assert_eq!(server.count(), 1, "an unpolled call sends nothing");
}

#[tokio::test]
async fn connect_timeouts_per_call() {
    let server = Server::always(Reply::json(200, OK));
    let client = client(&server);
    client.items().get("a").connect_timeout(Duration::from_secs(3)).await.unwrap();
    client.items().get("a").await.unwrap();
    assert_eq!(server.connections.load(std::sync::atomic::Ordering::SeqCst), 2);
}
