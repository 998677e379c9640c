//! Server-sent events, JSON lines and downloads, in pieces of every size.

use crate::{
    Client, Error,
    errors::GetItemError,
    models::Item,
    runtime::{EventStream, RawResponse, stream_from},
    support::{Reply, Server, Then},
};
use bytes::Bytes;
use std::time::Duration;

fn in_pieces(text: &str, size: usize) -> RawResponse {
    let mut pieces: std::vec::IntoIter<Bytes> =
        text.as_bytes().chunks(size).map(Bytes::copy_from_slice).collect::<Vec<_>>().into_iter();
    let body = stream_from(move || pieces.next().map(Ok));
    RawResponse::streaming(http::StatusCode::OK, http::HeaderMap::new(), body)
}

async fn collect<T>(mut stream: EventStream<T>) -> Vec<Result<T, String>> {
    let mut all = Vec::new();
    while let Some(item) = stream.next().await {
        all.push(item.map_err(|error| error.to_string()));
    }
    assert!(stream.next().await.is_none());
    all
}

#[test]
fn a_body_that_is_still_coming_is_no_value() {
    for read in [
        in_pieces("1", 1).text().map(drop),
        in_pieces("1", 1).json::<i64>().map(drop),
        in_pieces("1", 1).optional_json::<i64>().map(drop),
    ] {
        assert!(read.unwrap_err().to_string().contains("as it comes"));
    }
}

#[tokio::test]
async fn no_error_of_a_stream_shows_a_secret() {
    const SECRET: &str = "sk-very-secret-key";
    let answer = |text: &str| {
        let mut answer = in_pieces(text, 7);
        answer.set_secrets(vec![SECRET.into()]);
        answer
    };
    let text = format!("data: {{\"{SECRET}\": 5\n\nevent: error\ndata: bad key {SECRET}\n\n");
    for error in [
        collect(answer(&text).events::<Item>(None)).await.remove(0).unwrap_err(),
        collect(answer(&text).event_objects::<Item>(None)).await.remove(0).unwrap_err(),
        collect(answer(&text).text_events(None)).await.remove(1).unwrap_err(),
        answer(&text).json_lines::<Item>().next().await.unwrap().unwrap_err().to_string(),
        answer(&format!("{{\"id\": 5, \"x\": \"{SECRET}\"}}\n"))
            .json_lines::<Item>()
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .to_string(),
    ] {
        assert!(!error.contains(SECRET), "{error}");
    }
}

#[tokio::test]
async fn events_in_pieces_of_every_size() {
    let text = "\u{feff}: hello\r\n\r\ndata: one\r\n\r\nevent: x\ndata:two\ndata:  three\nid: 7\n\nretry: 5\n\n\
                data\n\ndata: caf\u{e9}\r\rnoise: y\nignored\n\ndata: [DONE]\n\ndata: after\n\n";
    for size in 1..text.len() {
        let events = collect(in_pieces(text, size).text_events(Some("[DONE]"))).await;
        let texts: Vec<&str> = events.iter().map(|event| event.as_deref().unwrap()).collect();
        assert_eq!(texts, ["one", "two\n three", "", "caf\u{e9}"], "size {size}");
    }
    let last = collect(in_pieces("data: a\n\ndata: b", 3).text_events(None)).await;
    assert_eq!(last.len(), 2, "the last empty line may be missing");
}

#[tokio::test]
async fn typed_events_and_errors() {
    let text = "data: {\"id\":\"a\"}\n\ndata: {\"id\":5}\n\nevent: error\ndata: {\"message\":\"no\"}\n\ndata: {\"id\":\"b\"}\n\n";
    let items = collect(in_pieces(text, 9).events::<Item>(None)).await;
    assert_eq!(items[0].as_ref().unwrap().id, "a");
    assert!(items[1].as_ref().unwrap_err().contains("$.id"));
    assert!(items[2].as_ref().unwrap_err().contains("no"));
    assert_eq!(items[3].as_ref().unwrap().id, "b", "an item that is wrong does not end the stream");
    let objects = collect(
        in_pieces("id: 1\nevent: e\ndata: {\"a\":1}\n\ndata: x\n\n", 4)
            .event_objects::<serde_json::Value>(None),
    )
    .await;
    assert_eq!(objects[0], Ok(serde_json::json!({"id": "1", "event": "e", "data": {"a": 1}})));
    assert_eq!(objects[1], Ok(serde_json::json!({"id": "1", "data": "x"})));
    let texts = collect(in_pieces("data: \"x\"\n\n", 4).text_event_objects::<serde_json::Value>(None)).await;
    assert_eq!(texts[0], Ok(serde_json::json!({"data": "\"x\""})));
}

/// It is an error answer as others are, with what the answer says in which it came.
#[tokio::test]
async fn an_error_event_is_an_error_answer() {
    let mut headers = http::HeaderMap::new();
    headers.insert("content-type", "text/event-stream".parse().unwrap());
    headers.insert("x-request-id", "r1".parse().unwrap());
    let mut text = Some(Bytes::from_static(b"event: error\ndata: {\"message\":\"overloaded\"}\n\n"));
    let body = stream_from(move || text.take().map(Ok));
    let mut answer = RawResponse::streaming(http::StatusCode::OK, headers, body);
    let error = answer.events::<Item>(None).next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "the server sent an error event: overloaded (request r1)");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.message(), error.request_id()), ("overloaded", Some("r1")));
    assert_eq!((error.status().as_u16(), &error.bytes()[..]), (200, &br#"{"message":"overloaded"}"#[..]));
    let GetItemError::Other(body) = error.body() else { panic!("{error:?}") };
    assert_eq!(body.json().unwrap()["message"], "overloaded");
}

fn client(server: &Server) -> Client {
    Client::builder().base_url(&server.url).api_key("sk-secret").build().unwrap()
}

fn open(content_type: &str, body: &str, then: Then) -> Reply {
    Reply::raw(
        format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: 9999\r\n\r\n{body}"),
        then,
    )
}

#[tokio::test]
async fn events_over_a_connection() {
    let server = Server::script(vec![
        open("text/event-stream; charset=utf-8", "data: {\"id\":\"a\"}\n\n", Then::Hang),
        open("text/event-stream", "data: {\"id\":\"a\"}\n\ndata: {\"id", Then::Close),
        Reply::json(429, "{}"),
        open("text/event-stream", "data: {\"id\":\"a\"}\n\ndata: [DONE]\n\n", Then::Hang),
    ]);
    let client = client(&server);
    let call = client
        .items()
        .stream()
        .idle_timeout(Duration::from_millis(20))
        .attempt_timeout(Duration::from_secs(9));
    let mut events = call.await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().id, "a", "the first comes before the last is there");
    assert!(matches!(events.next().await, Some(Err(Error::Timeout(_)))));
    assert!(events.next().await.is_none());
    let mut events = client.items().stream().await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    assert!(matches!(events.next().await, Some(Err(Error::Transport(_)))), "no half event");
    assert!(events.next().await.is_none());
    let none = crate::runtime::RetryPolicy::none();
    assert_eq!(client.items().stream().retry(none).await.unwrap_err().status().unwrap(), 429);
    let mut events = client.items().stream().await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    assert!(events.next().await.is_none(), "the sentinel ends it although the connection stays");
    assert_eq!(server.seen()[0].header("accept"), ["text/event-stream"]);
}

#[tokio::test]
async fn lines_and_downloads() {
    let server = Server::script(vec![
        Reply::status(
            200,
            &[("content-type", "application/jsonl")],
            "{\"id\":\"a\"}\n\n\u{1e}{\"id\":\"b\"}\r\n{\"id\":\"c\"}",
        ),
        Reply::status(200, &[("content-type", "image/png")], vec![7_u8; 3 << 20]),
        open("image/png", "abc", Then::Close),
        Reply::json(500, "{}"),
    ]);
    let client = client(&server);
    let mut lines = client.items().tail().await.unwrap();
    let mut ids = Vec::new();
    while let Some(item) = lines.next().await {
        ids.push(item.unwrap().id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    let response = client.items().export().send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/png");
    let download = response.into_inner();
    assert_eq!(download.length(), Some(3 << 20));
    assert_eq!(download.collect(usize::MAX).await.unwrap(), vec![7_u8; 3 << 20]);
    let mut download = client.items().export().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "abc");
    assert!(matches!(download.next().await, Some(Err(Error::Transport(_)))));
    let none = crate::runtime::RetryPolicy::none();
    assert!(
        client.items().export().retry(none).await.unwrap_err().as_api().is_some(),
        "errors are not streamed"
    );
}

/// A stream of five events, one every 100 ms, of a client with these limits; what came of it.
#[cfg(feature = "blocking")]
fn slow_stream(attempt: Duration, idle: Option<Duration>, then: Then) -> Vec<Result<String, String>> {
    let server = Server::start(move |_, _| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
        Reply::raw(head, then).slowly(vec!["data: {\"id\":\"a\"}\n\n".to_owned(); 5])
    });
    let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
        .base_url(&server.url)
        .attempt_timeout(attempt)
        .timeout(attempt)
        .idle_timeout(idle)
        .build()
        .unwrap();
    let mut events = client.items().stream().call().unwrap();
    let next = || events.next_blocking();
    std::iter::from_fn(next)
        .map(|event| event.map(|item| item.id).map_err(|error| format!("{error:?}")))
        .collect()
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_stream_outlives_the_time_of_an_attempt() {
    for idle in [None, Some(Duration::from_secs(9))] {
        let events = slow_stream(Duration::from_millis(250), idle, Then::Close);
        assert_eq!(events, vec![Ok("a".to_owned()); 5]);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_stream_may_be_silent_for_so_long_only() {
    let started = std::time::Instant::now();
    let mut events = slow_stream(Duration::from_secs(30), Some(Duration::from_millis(400)), Then::Hang);
    let last = events.pop().unwrap().unwrap_err();
    assert!(last.starts_with("Timeout(") && last.contains("Idle"), "{last}");
    assert_eq!(events, vec![Ok("a".to_owned()); 5]);
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[cfg(feature = "blocking")]
#[test]
fn the_time_of_an_attempt_holds_for_what_comes_before_a_blocking_stream() {
    let server = Server::always(Reply::raw("", Then::Hang));
    let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
        .base_url(&server.url)
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    assert!(client.items().stream().call().unwrap_err().is_timeout());
}

#[test]
fn a_body_of_another_media_type_is_no_stream() {
    for (content_type, body) in [
        ("application/json", r#"{"id":"a"}"#),
        ("text/html", "<p>sign in</p>"),
        ("application/octet-stream", "x"),
    ] {
        let server = Server::always(Reply::status(200, &[("content-type", content_type)], body));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = client(&server);
        let error = runtime.block_on(async { client.items().stream().await }).unwrap_err();
        assert!(matches!(&error, crate::Error::Decode(_)), "{error:?}");
        assert!(error.to_string().contains(content_type), "{error}");
        assert_eq!(error.status().unwrap(), 200);
        #[cfg(feature = "blocking")]
        {
            let client = crate::runtime::Client::<crate::runtime::Blocking>::builder();
            let client = client.base_url(&server.url).build().unwrap();
            let error = client.items().stream().call().unwrap_err();
            assert!(matches!(&error, crate::Error::Decode(_)), "{error:?}");
        }
    }
}

#[test]
fn content_types_are_held_against_those_of_the_document() {
    let answer = |content_type: &str| {
        let mut headers = http::HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert("content-type", content_type.parse().unwrap());
        }
        RawResponse::buffered(http::StatusCode::OK, headers, "x")
    };
    for (documented, taken) in [
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/plain", "Text/Plain"),
        ("text/plain", ""),
        ("text/*", "text/csv"),
        ("*/*", "text/html"),
        ("image/png", "application/octet-stream"),
        ("application/octet-stream", "image/png"),
        ("application/octet-stream", "text/csv"),
        ("application/jsonl", "application/x-ndjson"),
    ] {
        assert!(answer(taken).expect_type(&["application/pdf", documented]).is_ok(), "{documented} {taken}");
    }
    for (documented, refused) in [
        ("text/plain", "text/html"),
        ("text/plain", "application/json"),
        ("text/event-stream", "application/octet-stream"),
        ("application/octet-stream", "text/html; charset=utf-8"),
        ("application/octet-stream", "application/problem+json"),
        ("image/*", "application/pdf"),
        ("application/jsonl", "application/json"),
    ] {
        let error = answer(refused).expect_type(&[documented]).unwrap_err().to_string();
        assert!(error.contains(documented), "{error}");
    }
}

#[tokio::test]
async fn a_download_is_collected_up_to_a_limit() {
    let chunks = "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ntransfer-encoding: chunked\r\n\r\n\
                  3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
    let server = Server::always(Reply::raw(chunks, Then::KeepAlive));
    let client = client(&server);
    let collect = async |limit| client.items().export().await.unwrap().collect(limit).await;
    assert_eq!(collect(6).await.unwrap(), "abcdef");
    for limit in [0, 2, 3, 5] {
        let error = collect(limit).await.unwrap_err().to_string();
        assert!(error.contains(&format!("more than {limit} bytes")), "{error}");
    }
    #[cfg(feature = "blocking")]
    {
        let builder = crate::runtime::Client::<crate::runtime::Blocking>::builder();
        let client = builder.base_url(&server.url).build().unwrap();
        let collect = |limit| client.items().export().call().unwrap().collect_blocking(limit);
        assert_eq!(collect(6).unwrap(), "abcdef");
        assert!(collect(5).is_err());
    }
}

/// A gateway that answers a request for events sends its errors as events, too: they are errors, with their message.
#[tokio::test]
async fn an_error_that_is_called_a_stream_is_an_error() {
    let events = [("content-type", "text/event-stream")];
    let server = Server::always(Reply::status(400, &events, r#"{"message":"no such model"}"#));
    let check = |error: Error| {
        let error = error.as_api().unwrap();
        assert_eq!((error.status().as_u16(), error.message()), (400, "no such model"));
    };
    check(client(&server).items().stream().await.unwrap_err());
    #[cfg(feature = "blocking")]
    {
        let builder = crate::runtime::Client::<crate::runtime::Blocking>::builder();
        check(builder.base_url(&server.url).build().unwrap().items().stream().call().unwrap_err());
    }
}
