//! The blocking client: the same operations, models and errors.
#![cfg(feature = "blocking")]

use crate::{
    Error,
    models::UpdateItem,
    runtime::{self, Blocking, RetryPolicy, TimeoutKind, Upload},
    support::{Reply, Server, Then},
};
use std::time::Duration;

type Client = runtime::Client<Blocking>;

fn client(server: &Server) -> Client {
    let quick = RetryPolicy::DEFAULT.initial_delay(Duration::from_millis(1));
    Client::builder().api_key("sk-secret-key").base_url(&server.url).retry(quick).build().unwrap()
}

#[test]
fn calls() {
    let server = Server::script(vec![
        Reply::json(500, "{}"),
        Reply::json(200, r#"{"id":"a"}"#),
        Reply::json(200, r#"{"id":"a"}"#),
        Reply::json(404, r#"{"message":"gone"}"#),
        Reply::status(204, &[], ""),
        Reply::status(204, &[], ""),
        Reply::status(302, &[("location", "/x")], ""),
    ]);
    let client = client(&server);
    let response = client.items().get("a").send().unwrap();
    assert_eq!((response.attempts(), response.id.as_str()), (2, "a"));
    client.items().update("a", UpdateItem::new().name("x")).call().unwrap();
    let error = client.items().get("a").call().unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.as_api().unwrap().message()), (404, "gone"));
    client.items().delete("a").call().unwrap();
    let reader = Upload::reader(Some(5), || Ok(Box::new(&b"hello"[..])));
    client.items().upload("n", reader).call().unwrap();
    assert_eq!(client.items().get("a").call().unwrap_err().status().unwrap(), 302);
    let seen = server.seen();
    assert_eq!(seen[2].text(), r#"{"name":"x"}"#);
    assert_eq!(seen[2].header("authorization"), ["Bearer sk-secret-key"]);
    assert_eq!(seen[2].header("accept"), ["application/json"]);
    assert!(seen[5].text().contains("hello"));
    assert_eq!(seen.len(), 7);
}

#[test]
fn pages_and_streams() {
    let server = Server::start(|n, seen| match seen.target.as_str() {
        "/items/stream" => Reply::raw(
            "HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\n\r\ndata: {\"id\":\"s\"}\n\ndata: [DONE]\n\n",
            Then::Close,
        ),
        _ => Reply::json(200, format!(r#"{{"data":[{{"id":"{n}"}}],"total_count":3}}"#)),
    });
    let client = client(&server);
    let ids: Vec<String> = client.items().list().items().map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["0", "1", "2"]);
    assert_eq!(client.items().list().offset(1).pages().count(), 2);
    let mut events = client.items().stream().call().unwrap();
    assert_eq!(events.next_blocking().unwrap().unwrap().id, "s");
    assert!(events.next_blocking().is_none());
    let events = client.items().stream().call().unwrap();
    assert_eq!(events.into_iter().map(|event| event.unwrap().id).collect::<Vec<_>>(), ["s"]);
}

#[test]
fn lines_and_downloads_are_gone_through_as_lists_are() {
    let server = Server::start(|_, seen| match seen.target.as_str() {
        "/items/tail" => Reply::status(
            200,
            &[("content-type", "application/x-ndjson")],
            "{\"id\":\"a\"}\n{\"id\":5}\n{\"id\":\"b\"}\n",
        ),
        _ => Reply::status(200, &[("content-type", "application/octet-stream")], "abc"),
    });
    let client = client(&server);
    let mut ids = Vec::new();
    for item in client.items().tail().call().unwrap() {
        ids.push(item.map_or("wrong".to_owned(), |item| item.id));
    }
    assert_eq!(ids, ["a", "wrong", "b"]);
    let mut bytes = Vec::new();
    for piece in client.items().export().call().unwrap() {
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(bytes, b"abc");
}

#[test]
fn failures() {
    let server = Server::always(Reply::raw("", Then::Hang));
    let error = client(&server).items().get("a").timeout(Duration::from_millis(30)).call().unwrap_err();
    assert!(matches!(&error, Error::Timeout(error) if error.kind() == TimeoutKind::Total), "{error:?}");
    let server = Server::always(Reply::raw("", Then::Reset));
    client(&server).items().create(UpdateItem::new()).call().unwrap_err();
    assert_eq!(server.count(), 1);
    client(&server).items().get("a").call().unwrap_err();
    assert_eq!(server.count(), 4);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build().unwrap();
    let error = client.items().get("a").call().unwrap_err();
    assert!(error.is_unsent(), "{error:?}");
    // No name has a part as long as this one: it is refused before anybody is asked for it.
    let url = format!("http://{}.invalid", "a".repeat(64));
    let client = Client::builder().base_url(url).retry(RetryPolicy::none()).build().unwrap();
    let error = client.items().create(UpdateItem::new()).call().unwrap_err();
    assert!(error.is_unsent(), "{error:?}");
}
