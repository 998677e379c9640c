//! Streams of events and of JSON lines, item by item.
#![allow(non_snake_case, reason = "drivers have the names of their scenarios")]

use c_streaming_sse::{Client, models};
use futures_util::StreamExt as _;

use crate::support::*;

fn client(base: &str) -> Result<Client, String> {
    Client::builder().base_url(base).build().map_err(show)
}

/// The `data` of the events is this; the text that ends some streams is no event.
async fn events<T: serde::Serialize>(
    stream: impl futures_util::Stream<Item = Result<T, c_streaming_sse::Error>>,
    expected: &[&str],
) -> Outcome {
    let items: Vec<_> = stream.collect().await;
    let mut found = items.into_iter().collect::<Result<Vec<_>, _>>().map_err(show)?;
    if found.last().map(serde_json::to_value).and_then(Result::ok) == Some("[DONE]".into()) {
        found.pop();
    }
    equals(found.len(), expected.len())?;
    found.iter().zip(expected).try_for_each(|(item, expected)| same_item(item, expected))
}

pub(crate) async fn Streaming_Sse_Unnamed_receive(base: &str) -> Outcome {
    let stream = client(base)?.unnamed_receive().await.map_err(show)?;
    events(stream, &[r#"{"desc":"one"}"#, r#"{"desc":"two"}"#, r#"{"desc":"three"}"#]).await
}

pub(crate) async fn Streaming_Sse_Named_receive(base: &str) -> Outcome {
    let stream = client(base)?.named_receive().await.map_err(show)?;
    events(stream, &[r#"{"id":"resp_1"}"#, r#"{"delta":"Hello"}"#, r#"{"delta":" world"}"#]).await
}

pub(crate) async fn Streaming_Sse_Retrieve_stream(base: &str) -> Outcome {
    let body = models::RetrieveRetrievalRequest::new("what is typespec?");
    let stream = client(base)?.retrieve_stream(body).await.map_err(show)?;
    let expected =
        [r#"{"text":"partial one"}"#, r#"{"text":"partial two"}"#, r#"{"references":["doc1","doc2"]}"#];
    events(stream, &expected).await
}

pub(crate) async fn Streaming_Sse_Protocol_Data_withEnvelope(base: &str) -> Outcome {
    events(client(base)?.data_with_envelope().await.map_err(show)?, &["hello"]).await
}

pub(crate) async fn Streaming_Sse_Protocol_Data_withoutEnvelope(base: &str) -> Outcome {
    let stream = client(base)?.data_without_envelope().await.map_err(show)?;
    events(stream, &[r#"{"metadata":{"source":"test"},"contents":"world"}"#]).await
}

pub(crate) async fn Streaming_Sse_Protocol_id(base: &str) -> Outcome {
    let mut stream = client(base)?.protocol_id().await.map_err(show)?;
    let first = stream.next().await.ok_or("an event is due")?.map_err(show)?;
    same_item(&first, r#"{"message":"hello"}"#)?;
    equals(stream.last_event_id(), Some("event-1"))
}

pub(crate) async fn Streaming_Sse_Protocol_invalidId(base: &str) -> Outcome {
    let mut stream = client(base)?.protocol_invalid_id().await.map_err(show)?;
    let first = stream.next().await.ok_or("an event is due")?.map_err(show)?;
    same_item(&first, r#"{"message":"hello"}"#)?;
    equals(stream.last_event_id(), None)
}

pub(crate) async fn Streaming_Sse_Protocol_retry(base: &str) -> Outcome {
    events(client(base)?.protocol_retry().await.map_err(show)?, &[r#"{"message":"hello"}"#]).await
}

pub(crate) async fn Streaming_Sse_Protocol_invalidRetry(base: &str) -> Outcome {
    events(client(base)?.protocol_invalid_retry().await.map_err(show)?, &[r#"{"message":"hello"}"#]).await
}

pub(crate) async fn Streaming_Sse_Protocol_reconnect(base: &str) -> Outcome {
    let client = client(base)?;
    let mut stream = client.protocol_reconnect().await.map_err(show)?;
    while let Some(event) = stream.next().await {
        event.map_err(show)?;
    }
    // The runtime leaves it to the user to go on where a stream ended.
    let id = stream.last_event_id().ok_or("an id is due")?.to_owned();
    let mut stream = client.protocol_reconnect().header("Last-Event-ID", id).await.map_err(show)?;
    while let Some(event) = stream.next().await {
        event.map_err(show)?;
    }
    Ok(())
}

pub(crate) async fn Streaming_Jsonl_Basic_receive(base: &str) -> Outcome {
    let client = c_streaming_jsonl::Client::builder().base_url(base).build().map_err(show)?;
    let mut lines = client.basic_receive().await.map_err(show)?;
    for expected in [r#"{"desc":"one"}"#, r#"{"desc":"two"}"#, r#"{"desc":"three"}"#] {
        same_item(&lines.next().await.ok_or("a line is due")?.map_err(show)?, expected)?;
    }
    equals(lines.next().await.is_none(), true)
}
