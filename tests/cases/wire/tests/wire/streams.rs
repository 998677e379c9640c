//! Streams: events and lines in pieces of any size.

use crate::client;
use wire::{Reply, Server};

const EVENTS: &str = "text/event-stream; charset=utf-8";

#[tokio::test]
async fn events_in_split_chunks_until_the_sentinel() {
    let pieces = [
        "da",
        "ta: {\"delta\":\"\u{fc}",
        "\"}\n",
        "\n: comment\r\n\r\ndata: {\"del",
        "ta\":\"b\"}\n\ndata: [DO",
        "NE]\n\ndata: {}\n\n",
    ];
    let server = Server::start([Reply::pieces(EVENTS, &pieces)]);
    let mut events = client!(stream_events, server).sentinel().await.unwrap();
    let mut deltas = Vec::new();
    while let Some(event) = events.next().await {
        deltas.push(event.unwrap().delta);
    }
    assert_eq!(deltas, ["\u{fc}", "b"]);
    assert_eq!(server.last().header("accept"), "text/event-stream");
}

#[tokio::test]
async fn without_a_sentinel_the_end_ends() {
    let server = Server::start([Reply::pieces(
        EVENTS,
        &["data: {\"delta\":\"a\"}\n\n", "data: {\"delta\":1}\n\n", "data: {\"delta\":\"c\"}\n\n"],
    )]);
    let mut events = client!(stream_events, server).plain().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().delta, "a");
    assert!(events.next().await.unwrap().unwrap_err().to_string().contains("delta"));
    assert_eq!(events.next().await.unwrap().unwrap().delta, "c");
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_error_before_the_stream() {
    let server = Server::start([Reply::new(400, "application/json", "{}")]);
    let error = client!(stream_events, server).sentinel().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
}

#[tokio::test]
async fn events_as_envelopes() {
    let server = Server::start([Reply::pieces(
        EVENTS,
        &["event: chunk\nid: 1\ndata: {\"delta\":\"a\"}\n\ndata: [DONE]\n\n"],
    )]);
    let mut events = client!(stream_events, server).envelope().await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.data.delta.as_str(), event.id.as_deref()), ("a", Some("1")));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn events_as_item_schema_says() {
    let server = Server::start([Reply::pieces(EVENTS, &["event: e\ndata: {\"n\":1}\n\n"])]);
    let mut events = client!(stream_item_schema, server).events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().event.as_deref(), Some("e"));
}

#[tokio::test]
async fn events_of_text() {
    let server = Server::start([Reply::pieces(EVENTS, &["data: plain text\n\n"])]);
    let mut events = client!(stream_events, server).text().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap(), "plain text");
}

#[tokio::test]
async fn json_or_events() {
    use stream_events::models::EitherRequest;
    let server = Server::start([
        Reply::new(200, "application/json; charset=utf-8", "{\"text\":\"t\"}"),
        Reply::new(200, "text/html", "<p>"),
    ]);
    let client = client!(stream_events, server);
    assert_eq!(client.either(EitherRequest::new()).await.unwrap().text, "t");
    assert!(client.either(EitherRequest::new()).await.is_err(), "a media type that is not documented");
    assert!(client.either(EitherRequest::new()).stream().await.is_err(), "nor is it one of events");
}

#[tokio::test]
async fn lines_in_split_chunks() {
    let pieces = ["{\"n\":1}\n{\"n", "\":2}\r\n\n", "{\"n\":3}"];
    for media_type in ["application/jsonl", "application/x-ndjson"] {
        let server = Server::start([Reply::pieces(media_type, &pieces)]);
        let client = client!(stream_lines, server);
        let mut lines = if media_type == "application/jsonl" {
            client.lines().await.unwrap()
        } else {
            client.ndjson().await.unwrap()
        };
        let mut numbers = Vec::new();
        while let Some(line) = lines.next().await {
            numbers.push(line.unwrap().n);
        }
        assert_eq!(numbers, [1, 2, 3]);
    }
}

#[tokio::test]
async fn records_of_a_json_sequence() {
    let server =
        Server::start([Reply::pieces("application/json-seq", &["\u{1e}{\"n\":1}\n\u{1e}{\"n", "\":2}\n"])]);
    let mut records = client!(stream_item_schema, server).seq().await.unwrap();
    assert_eq!(records.next().await.unwrap().unwrap().n, 1);
    assert_eq!(records.next().await.unwrap().unwrap().n, 2);
    assert!(records.next().await.is_none());
}

#[tokio::test]
async fn lines_of_which_nothing_is_known() {
    let server = Server::start([Reply::pieces("application/jsonl", &["{\"n\":1}\n\"x\"\n"])]);
    let mut lines = client!(stream_lines, server).text().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), serde_json::json!({"n": 1}));
    assert_eq!(lines.next().await.unwrap().unwrap(), "x");
    assert!(lines.next().await.is_none());
}
