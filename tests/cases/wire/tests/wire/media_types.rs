//! Ranges of media types: their schemas tell how they are written and read.

use crate::client;
use response_any_media_type::Client;
use response_any_media_type::errors::PostNoteError;
use response_any_media_type::models::Note;
use response_any_media_type::operations::untagged::page::PageOutput;
use wire::{Reply, Server};

#[tokio::test]
async fn what_only_json_holds_is_json() {
    let note = "{\"text\":\"t\"}";
    let server = Server::start([
        Reply::json(note),
        Reply::new(200, "application/hal+json", note),
        Reply::new(400, "application/json", note),
        Reply::new(400, "text/html", "<p>"),
    ]);
    let client: Client = client!(response_any_media_type, server);
    assert_eq!(client.post_note(Note::new("t")).await.unwrap().text, "t");
    let sent = server.last();
    assert_eq!(sent.header("content-type"), "application/json");
    assert_eq!(sent.header("accept"), "application/json, */*;q=0.9");
    assert_eq!(client.post_note(Note::new("t")).await.unwrap().text, "t");
    let error = client.post_note(Note::new("t")).await.unwrap_err();
    assert!(matches!(error.as_api().unwrap().body(), PostNoteError::BadRequest(note) if note.text == "t"));
    let error = client.post_note(Note::new("t")).await.unwrap_err();
    assert!(matches!(error.as_api().unwrap().body(), PostNoteError::Other(page) if page.text() == "<p>"));
}

#[tokio::test]
async fn text_files_and_numbers() {
    let server = Server::start([
        Reply::new(200, "text/plain", "a text"),
        Reply::new(200, "image/png", "a file"),
        Reply::new(200, "image/png", "octets"),
        Reply::json("7"),
        Reply::json("{\"text\":\"t\"}"),
        Reply::new(200, "image/png", "a page"),
        Reply::json("\"AQI=\""),
    ]);
    let client = client!(response_any_media_type, server);
    assert_eq!(client.text().await.unwrap(), "a text");
    assert_eq!(client.file().await.unwrap().collect(99).await.unwrap(), "a file");
    assert_eq!(client.octets().await.unwrap().collect(99).await.unwrap(), "octets");
    assert_eq!(client.count().await.unwrap(), 7);
    assert_eq!(client.both().await.unwrap().text, "t");
    let PageOutput::Any(page) = client.page().await.unwrap() else { panic!() };
    assert_eq!(page.collect(99).await.unwrap(), "a page");
    assert!(matches!(client.page().await.unwrap(), PageOutput::Json(bytes) if bytes.decode().unwrap() == [1, 2][..]));
}
