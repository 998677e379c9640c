//! Requests to paths that the document does not have, query parameters of all requests, bodies that hooks see; on both
//! transports.

use crate::{
    Error,
    models::{Item, UpdateItem},
    runtime::{self, Async, Mode, RetryPolicy},
    support::{Reply, Seen, Server},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

fn client<M: Mode>(server: &Server) -> runtime::Client<M> {
    runtime::Client::<M>::builder()
        .base_url(format!("{}/v1?tenant=a", server.url))
        .api_key("sk-secret-key")
        .query("version", "2 b")
        .query("version", 3)
        .query("tenant", "b&c")
        .retry(RetryPolicy::DEFAULT.initial_delay(Duration::from_millis(1)))
        .build()
        .unwrap()
}

fn server() -> Server {
    Server::start(|index, seen| match (index, seen.target.as_str()) {
        (0, _) => Reply::json(500, "{}"),
        (_, target) if target.starts_with("/v1/gone") => {
            Reply::json(410, r#"{"message":"gone with sk-secret-key"}"#)
        }
        _ => Reply::json(200, r#"{"id":"a","name":"n"}"#),
    })
}

/// The same calls on both transports.
macro_rules! calls {
    ($client:expr, $server:expr, |$request:ident| $send:expr) => {{
        let send = |path: &str| {
            let $request = $client.get(path);
            $send
        };
        let absolute = format!("{}/other/7?x=1", $server.url);
        (
            send("/things/a%20b c?deep=1"),
            send(&absolute),
            send("https://evil.test/v1"),
            send("things"),
            send("/a/../b"),
            send("/gone"),
        )
    }};
}

fn check_requests(seen: &[Seen]) {
    let targets: Vec<&str> = seen.iter().map(|seen| seen.target.as_str()).collect();
    let first = "/v1/things/a%20b%20c?version=3&tenant=b%26c&deep=1";
    assert_eq!(targets, [first, first, "/other/7?x=1", "/v1/gone?version=3&tenant=b%26c"]);
    assert!(seen.iter().all(|seen| seen.header("authorization") == ["Bearer sk-secret-key"]));
}

fn check_error(error: &Error, expected: &str) {
    assert!(error.to_string().contains(expected), "{error}");
    assert!(!format!("{error} {error:?}").contains("sk-secret-key"));
}

#[tokio::test]
async fn get() {
    let server = server();
    let client = client::<Async>(&server);
    let (first, absolute, foreign, relative, dots, gone) =
        calls!(client, server, |request| async move { request.send().await });
    let first = first.await.unwrap();
    assert_eq!((first.attempts(), first.json::<Item>().unwrap().id.as_str()), (2, "a"), "repeated as a read");
    absolute.await.unwrap();
    check_error(&foreign.await.unwrap_err(), "another origin");
    check_error(&relative.await.unwrap_err(), "must begin with `/`");
    check_error(&dots.await.unwrap_err(), "segments `.` and `..`");
    check_error(&gone.await.unwrap_err(), "410 Gone: gone with [redacted]");
    check_requests(&server.seen());
}

#[tokio::test]
async fn a_path_may_hold_a_url_and_no_dots() {
    let server = Server::always(Reply::json(200, "{}"));
    let client = client::<Async>(&server);
    client.get("/proxy/http://a.test/b").await.unwrap();
    client.get("//a.test/b").await.unwrap();
    for dots in ["/a/%2E%2e/b", "/a\\..\\b", "/."] {
        let error = client.get(dots).await.unwrap_err();
        assert!(error.to_string().contains("segments `.` and `..`"), "{dots}: {error}");
    }
    client.get("/a?b=1#part").await.unwrap();
    assert_eq!(server.seen().pop().unwrap().target, "/v1/a?version=3&tenant=b%26c&b=1");
    let targets: Vec<String> = server.seen().into_iter().take(2).map(|seen| seen.target).collect();
    assert_eq!(
        targets,
        ["/v1/proxy/http://a.test/b?version=3&tenant=b%26c", "/v1//a.test/b?version=3&tenant=b%26c"]
    );
}

#[cfg(feature = "blocking")]
#[test]
fn get_on_the_blocking_client() {
    let server = server();
    let client = client::<runtime::Blocking>(&server);
    let (first, absolute, foreign, relative, dots, gone) = calls!(client, server, |request| request.send());
    assert_eq!(first.unwrap().json::<Item>().unwrap().id, "a");
    absolute.unwrap();
    check_error(&foreign.unwrap_err(), "another origin");
    check_error(&relative.unwrap_err(), "must begin with `/`");
    check_error(&dots.unwrap_err(), "segments `.` and `..`");
    check_error(&gone.unwrap_err(), "410 Gone: gone with [redacted]");
    check_requests(&server.seen());
}

#[tokio::test]
async fn post() {
    let server = Server::always(Reply::json(500, "{}"));
    let client = client::<Async>(&server);
    let call = client.post("/things").query("a b", true).json(&UpdateItem::new().name("x"));
    assert!(format!("{call:?}").contains("/things"));
    call.await.unwrap_err();
    client.post("/things").body("text/csv", "a,b").header("x-own", "1").await.unwrap_err();
    let error = client.post("/things").json(&f64::NAN).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    let seen = server.seen();
    assert_eq!(seen.len(), 2, "a write is not repeated");
    assert_eq!(
        (seen[0].text().as_str(), seen[0].header("content-type")),
        (r#"{"name":"x"}"#, vec!["application/json"])
    );
    assert!(seen[0].target.ends_with("&a%20b=true"), "{}", seen[0].target);
    assert_eq!(
        (seen[1].text().as_str(), seen[1].header("content-type"), seen[1].header("x-own")),
        ("a,b", vec!["text/csv"], vec!["1"])
    );
}

#[tokio::test]
async fn parameters_of_all_requests_give_way_to_those_of_a_call() {
    let server = Server::always(Reply::json(200, r#"{"data":[]}"#));
    let client = runtime::Client::<Async>::builder()
        .base_url(&server.url)
        .query("limit", 9)
        .query("tenant", "t")
        .build()
        .unwrap();
    client.items().list().limit(1).await.unwrap();
    client.items().list().base_url(format!("{}/v2", server.url)).await.unwrap();
    let targets: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(targets, ["/items?tenant=t&limit=1", "/v2/items?limit=9&tenant=t"]);
}

#[tokio::test]
async fn hooks_see_the_body_of_an_answer() {
    let server = Server::script(vec![
        Reply::json(500, r#"{"message":"busy"}"#),
        Reply::json(200, r#"{"id":"a"}"#),
        Reply::status(200, &[("content-type", "text/event-stream")], "data: [DONE]\n\n"),
    ]);
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&bodies);
    let client = runtime::Client::<Async>::builder()
        .base_url(&server.url)
        .retry(RetryPolicy::DEFAULT.initial_delay(Duration::from_millis(1)))
        .on_response(move |event| {
            assert!(!format!("{event:?}").contains("busy"));
            log.lock().unwrap().push(event.body.map(|body| String::from_utf8_lossy(body).into_owned()));
        })
        .build()
        .unwrap();
    client.items().get("a").await.unwrap();
    let _ = client.items().stream().await.unwrap();
    let body = |text: &str| Some(text.to_owned());
    assert_eq!(*bodies.lock().unwrap(), [body(r#"{"message":"busy"}"#), body(r#"{"id":"a"}"#), None]);
}

/// A body that is empty is told as that: servers refuse one in chunks, and one without a length.
fn check_empty(seen: &Seen) {
    assert_eq!(seen.header("content-length"), ["0"]);
    assert!(seen.header("transfer-encoding").is_empty() && seen.body.is_empty());
}

#[tokio::test]
async fn an_empty_body_has_a_length() {
    let server = Server::start(|_, _| Reply::json(200, "{}"));
    let client = client::<Async>(&server);
    client.post("/a").await.unwrap();
    check_empty(&server.seen()[0]);
}

#[cfg(feature = "blocking")]
#[test]
fn an_empty_body_has_a_length_on_the_blocking_client() {
    let server = Server::start(|_, _| Reply::json(200, "{}"));
    let client = client::<runtime::Blocking>(&server);
    client.post("/a").call().unwrap();
    check_empty(&server.seen()[0]);
}
