//! What ends streams of events, events called `error`, and JSON in the data of events.

use stream_events_errors::models::{Typed, FlatResponseItemEvent};
use wire::{Reply, Server};

use crate::client;

const EVENTS: &str = "text/event-stream";

#[tokio::test]
async fn a_stream_ends_where_the_configuration_or_the_document_says() {
    let chunk = "data: {\"delta\":\"a\"}\n\n";
    for last in ["[END]", "[DONE]", "BYE"] {
        let end = format!("data: {last}\n\n");
        let server = Server::start([Reply::pieces(EVENTS, &[chunk, &end, chunk])]);
        let client = client!(stream_events_errors, server);
        let mut events = match last {
            "[END]" => client.configured().await.unwrap(),
            "[DONE]" => client.described().await.unwrap(),
            _ => client.shown().await.unwrap(),
        };
        assert_eq!(events.next().await.unwrap().unwrap().delta.as_deref(), Some("a"));
        assert!(events.next().await.is_none(), "{last}");
    }
}

#[tokio::test]
async fn an_event_called_error_is_what_the_document_says() {
    let pieces = ["event: chunk\ndata: {\"delta\":\"a\"}\n\n", "event: error\ndata: {\"delta\":\"b\"}\n\n"];
    let server = Server::start([Reply::pieces(EVENTS, &pieces)]);
    let mut events = client!(stream_events_errors, server).flat().await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.event, first.data.delta.as_deref()), (FlatResponseItemEvent::Chunk, Some("a")));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((second.event, second.data.delta.as_deref()), (FlatResponseItemEvent::Error, Some("b")));
    // Where it says nothing of them, they are errors.
    let server = Server::start([Reply::pieces(EVENTS, &pieces)]);
    let mut events = client!(stream_events_errors, server).configured().await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    assert!(events.next().await.unwrap().is_err());
}

#[tokio::test]
async fn json_in_the_text_of_an_event_has_its_type() {
    let pieces = [
        "event: addString\ndata: {\"not\":\"read\"}\n\n",
        "event: addChunk\ndata: {\"foo\":7}\n\n",
        "event: error\ndata: {\"code\":8}\n\n",
    ];
    let server = Server::start([Reply::pieces(EVENTS, &pieces)]);
    let mut events = client!(stream_events_errors, server).typed().await.unwrap();
    let mut next = async || events.next().await.unwrap().unwrap();
    assert!(matches!(next().await, Typed::AddString(event) if event.data == "{\"not\":\"read\"}"));
    assert!(matches!(next().await, Typed::AddChunk(event) if event.data.foo == 7));
    assert!(matches!(next().await, Typed::Error(event) if event.data.code == Some(8)));
}
