//! Connections that misbehave on purpose, for real.

use crate::{
    Client, ClientBuilder, Error,
    models::UpdateItem,
    runtime::{RetryPolicy, TimeoutKind, TransportPhase},
    support::{HandClock, Happened, Reply, Server, Then},
};
use std::time::Duration;

const OK: &str = r#"{"id":"a"}"#;

/// A client with all the defaults, whose retries wait for no time.
fn builder(server: &Server) -> ClientBuilder {
    let clock = HandClock::jumping(Duration::from_secs(1));
    Client::builder().api_key("sk-secret-key").base_url(&server.url).clock(clock)
}

fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

/// A server that lets time pass whenever it sends something.
fn slow(bytes: &'static str, then: Then, clock: &HandClock, pause: Duration) -> Server {
    let clock = clock.clone();
    Server::start(move |_, _| {
        let clock = clock.clone();
        Reply::raw(bytes, then).after(move || clock.advance(pause))
    })
}

fn timeout_kind<T: std::fmt::Debug>(outcome: Result<T, Error>) -> TimeoutKind {
    match outcome.unwrap_err() {
        Error::Timeout(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn bodies_and_answers_that_do_not_come() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{";
    for (bytes, then, pause) in [(head, Then::Drip, 1), (head, Then::Hang, 60), ("", Then::Hang, 60)] {
        let clock = HandClock::jumping(Duration::from_secs(1));
        let server = slow(bytes, then, &clock, Duration::from_secs(pause));
        let client = builder(&server).clock(clock.clone()).retry(RetryPolicy::none()).build().unwrap();
        assert_eq!(timeout_kind(client.items().get("a").await), TimeoutKind::Attempt, "60 s by default");
        let call = client.items().get("a").timeout(Duration::from_secs(40));
        assert_eq!(timeout_kind(call.await), TimeoutKind::Total, "{bytes:?} {then:?}");
        let call = client.items().get("a").attempt_timeout(Duration::from_secs(30));
        assert_eq!(timeout_kind(call.await), TimeoutKind::Attempt);
        assert_eq!(server.count(), 3);
    }
    let clock = HandClock::jumping(Duration::from_secs(1));
    let server = slow("", Then::Hang, &clock, Duration::from_secs(60));
    let client = builder(&server).clock(clock.clone()).build().unwrap();
    // Three attempts of 60 s would take longer than the 180 s that a call may take with its waits.
    assert_eq!(timeout_kind(client.items().get("a").await), TimeoutKind::Total);
    assert_eq!(server.count(), 3);
    let error = client.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_unsent());
    assert_eq!(server.count(), 4, "a POST that timed out may have been processed");
}

#[tokio::test]
async fn a_silent_stream() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: {\"id\":\"s\"}\n\n";
    let clock = HandClock::jumping(Duration::from_secs(1));
    let server = slow(head, Then::Hang, &clock, Duration::ZERO);
    let client = builder(&server).clock(clock.clone()).build().unwrap();
    let mut events = client.items().stream().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().id, "s");
    let next = events.next();
    tokio::pin!(next);
    tokio::select! {
        biased;
        _ = &mut next => panic!("nothing can come"),
        () = std::future::ready(()) => {}
    }
    clock.advance(Duration::from_secs(60));
    assert!(next.await.unwrap().unwrap_err().to_string().contains("60s"));
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
    // No name has a part as long as this one: it is refused before anybody is asked for it.
    let url = format!("http://{}.invalid", "a".repeat(64));
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build().unwrap();
    let error = client.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(error.is_unsent(), "{error:?}");
}

#[tokio::test]
async fn connect_timeouts_per_call() {
    let server = Server::always(Reply::json(200, OK));
    let client = client(&server);
    client.items().get("a").connect_timeout(Duration::from_secs(3)).await.unwrap();
    client.items().get("a").await.unwrap();
    assert_eq!(server.connections.load(std::sync::atomic::Ordering::SeqCst), 2);
}

/// Lets the client notice what the server has done: its sockets are looked at when nobody else has anything to do.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn idle_connections_that_the_server_has_closed() {
    let server = Server::always(Reply { then: Then::Close, ..Reply::json(200, OK) });
    let client = client(&server);
    for _ in 0..5 {
        client.items().update("a", UpdateItem::new()).await.unwrap();
        server.wait_for(Happened::Closed).await;
        settle().await;
    }
    assert_eq!(server.count(), 5);
}

#[tokio::test]
async fn kept_connections_that_break_when_used_again() {
    // The second request on a connection is read, perhaps acted on, and then answered by a reset.
    let server = Server::start(|_, seen| match seen.body.as_slice() {
        b"{}" => Reply::raw("", Then::Reset),
        _ if seen.target == "/items/b" && seen.connection == 0 => Reply::raw("", Then::Reset),
        _ => Reply::json(200, OK),
    });
    let client = client(&server);
    client.items().get("a").await.unwrap();
    client.items().get("b").await.unwrap();
    let connections: Vec<usize> = server.seen().iter().map(|seen| seen.connection).collect();
    assert_eq!(connections, [0, 0, 1], "a GET is sent again on a connection of its own");
    let error = client.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.phase() == TransportPhase::Exchange));
    assert!(!error.is_unsent());
    assert_eq!((server.count(), server.seen()[3].connection), (4, 1), "a POST is sent once");
}

/// Reporters print an error and each of its sources: every word once, whichever transport it comes from.
#[test]
fn causes_are_told_once() {
    fn reported(error: &dyn std::error::Error) -> String {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text.push_str(&format!(": {error}"));
            cause = error.source();
        }
        text
    }
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let once = crate::runtime::RetryPolicy::none();
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = crate::Client::builder().base_url(&url).retry(once.clone()).build().unwrap();
    let failing = crate::runtime::Credential::provider(Failing);
    let unauthenticated =
        crate::Client::builder().base_url(&url).credential("apiKey", failing).build().unwrap();
    let mut errors = vec![
        executor.block_on(client.items().get("a").send()).unwrap_err(),
        executor.block_on(unauthenticated.items().get("a").send()).unwrap_err(),
    ];
    #[cfg(feature = "blocking")]
    {
        let builder = crate::runtime::Client::<crate::runtime::Blocking>::builder();
        let client = builder.base_url(&url).retry(once).build().unwrap();
        errors.push(client.items().get("a").send().unwrap_err());
    }
    for error in errors {
        let text = reported(&error).to_lowercase();
        let parts: Vec<&str> = text.split(": ").collect();
        let mut unique = parts.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(parts.len(), unique.len(), "{text}");
        assert!(text.contains("refused"), "{text}");
        if let crate::Error::Transport(error) = &error {
            assert!(!error.inner().to_string().is_empty());
        }
    }
}

#[test]
fn a_cause_that_an_error_tells_itself_is_told_once() {
    #[derive(Debug)]
    struct Around(std::io::Error);

    impl std::fmt::Display for Around {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "no proxy: {}", self.0)
        }
    }

    impl std::error::Error for Around {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    let error = Around(std::io::Error::other("reset"));
    let error = crate::runtime::TransportError::new(crate::runtime::TransportPhase::Connect, error);
    assert_eq!(error.to_string(), "cannot connect: no proxy: reset");
}

struct Failing;

impl crate::runtime::TokenProvider for Failing {
    fn token<'a>(
        &'a self,
        _: crate::runtime::TokenContext<'a>,
    ) -> crate::runtime::BoxFuture<'a, Result<crate::runtime::Secret, crate::runtime::BoxError>> {
        let refused = std::io::Error::new(std::io::ErrorKind::ConnectionRefused, "the vault refused");
        Box::pin(std::future::ready(Err(refused.into())))
    }
}
