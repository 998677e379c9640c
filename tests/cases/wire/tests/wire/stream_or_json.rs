//! Operations that give JSON or a stream: each by its method, and what of the request says which.

use stream_beside_json::models::{LinesRequest, Prompt, TranscribeRequest};
use stream_beside_json::operations::untagged::{StatusesOutput, StatusesStreamOutput, TranscribeForm};
use wire::{Reply, Server};

use crate::client;

const EVENTS: &str = "text/event-stream";

fn either() -> Server {
    Server::start([
        Reply::json(r#"{"text":"t"}"#),
        Reply::pieces(EVENTS, &["data: {\"delta\":\"a\"}\n\nda", "ta: [DONE]\n\n"]),
        Reply::json(r#"{"text":"t"}"#),
    ])
}

#[tokio::test]
async fn each_method_has_its_type_and_says_which_it_wants() {
    let server = either();
    let client = client!(stream_beside_json, server);
    assert_eq!(client.chat().chat(Prompt::new("p")).await.unwrap().text, "t");
    assert_eq!(server.last().text(), r#"{"prompt":"p"}"#);
    assert_eq!(server.last().header("accept"), "application/json");

    let mut events = client.chat().chat(Prompt::new("p")).stream().await.unwrap();
    assert_eq!(server.last().text(), r#"{"prompt":"p","stream":true}"#);
    assert_eq!(server.last().header("accept"), EVENTS);
    assert_eq!(events.next().await.unwrap().unwrap().delta, "a");
    assert!(events.next().await.is_none());

    // Whatever the body said.
    let request = client.chat().chat(Prompt::new("p").stream(true)).header("x-own", "1");
    let whole = request.clone().send().await.unwrap();
    assert_eq!((whole.value().text.as_str(), server.last().text().as_str()), ("t", r#"{"prompt":"p","stream":false}"#));
    // What was set before is kept; JSON in place of events is told.
    assert!(request.stream().await.is_err());
    assert_eq!(server.last().header("x-own"), "1");
}

#[test]
fn so_does_a_blocking_client() {
    let server = either();
    let client = stream_beside_json::blocking::Client::builder().base_url(&server.url).build().unwrap();
    assert_eq!(client.search("q").call().unwrap().text, "t");
    assert_eq!(server.last().line(), "GET /search?q=q");
    let mut events = client.search("q").stream().call().unwrap();
    assert_eq!(server.last().line(), "GET /search?q=q&stream=true");
    assert_eq!(events.next_blocking().unwrap().unwrap().delta, "a");
    assert!(events.next_blocking().is_none());
}

#[tokio::test]
async fn what_is_a_stream_by_itself_is_told_not_to_be() {
    let server = Server::start([
        Reply::json(r#"{"text":"t"}"#),
        Reply::json(r#"{"text":"t"}"#),
        Reply::pieces("application/x-ndjson", &["{\"delta\":\"a\"}\n"]),
    ]);
    let client = client!(stream_beside_json, server);
    let lines = || client.chat().lines();
    assert_eq!(lines().await.unwrap().text, "t");
    assert_eq!(server.last().text(), r#"{"stream":false}"#);
    lines().body(LinesRequest::new().prompt("p")).with_stream("x").await.unwrap();
    assert_eq!(server.last().text(), r#"{"prompt":"p","stream":false}"#);
    assert_eq!(server.last().header("stream"), "x");
    let mut items = lines().stream().await.unwrap();
    assert_eq!(server.last().text(), r#"{"stream":true}"#);
    assert_eq!(items.next().await.unwrap().unwrap().delta, "a");
}

#[tokio::test]
async fn every_media_type_of_a_body_says_it() {
    let server = Server::start([Reply::json(r#"{"text":"t"}"#)]);
    let client = client!(stream_beside_json, server);
    let json = || TranscribeRequest::new(true);
    client.transcribe(json()).await.unwrap();
    assert_eq!(server.last().text(), r#"{"stream":false}"#);
    let _ = client.transcribe(json()).stream().await;
    assert_eq!(server.last().text(), r#"{"stream":true}"#);
    let form = || TranscribeForm::new();
    client.transcribe(form()).await.unwrap();
    assert!(!server.last().text().contains("stream"));
    let _ = client.transcribe(form()).stream().await;
    assert!(server.last().text().contains("name=\"stream\"\r\n\r\ntrue"), "{}", server.last().text());
    let _ = client.transcribe("x").stream().await;
    assert_eq!((server.last().text().as_str(), server.last().header("accept")), ("x", EVENTS));
}

#[tokio::test]
async fn what_is_no_stream_comes_with_either() {
    let later = Reply::new(202, "application/json", r#"{"id":"i"}"#);
    let server = Server::start([Reply::json(r#"{"text":"t"}"#), later]);
    let client = client!(stream_beside_json, server);
    assert!(matches!(client.statuses().await.unwrap(), StatusesOutput::Ok(whole) if whole.text == "t"));
    let streamed = client.statuses().stream().into_future().await.unwrap();
    assert!(matches!(streamed, StatusesStreamOutput::Accepted(later) if later.id == "i"));
}
