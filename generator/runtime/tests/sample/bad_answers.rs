//! Answers that are not what the document says, over real connections.

use crate::{
    Client, Error,
    errors::GetItemError,
    models::UpdateItem,
    runtime::{Credential, RetryPolicy},
    support::{Reply, Server, Then},
};
use std::{io::Write, time::Duration};

const OK: &str = r#"{"id":"a"}"#;

fn client(server: &Server) -> Client {
    Client::builder()
        .api_key("sk-secret-key")
        .base_url(&server.url)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
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
    let client = client(&server);
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
        (Reply::json(200, b"{\"id\":\"\xff\xfe\",\"name\":[]}"), "at $.id"),
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
        Reply::json(202, r#"{"job":1}"#),
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
        for target in [other.url.clone() + "/items/a", "/elsewhere".to_owned(), String::new()] {
            let server = Server::always(Reply::status(status, &[("location", target.as_str())], ""));
            let client = Client::builder()
                .api_key("sk-secret-key")
                .credential("queryKey", Credential::token("sk-query-key"))
                .credential("cookieKey", Credential::token("sk-cookie-key"))
                .base_url(&server.url);
            let client = client.build().unwrap();
            let error = client.items().get("a").await.unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.as_api().unwrap().headers()["location"], target);
            let error = client.items().create(UpdateItem::new()).await.unwrap_err();
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(server.count(), 2, "neither followed nor repeated, and a POST stays a POST");
        }
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn more_than_a_hundred_headers() {
    let mut head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 10\r\n".to_owned();
    for index in 0..250 {
        head.push_str(&format!("x-{index}: y\r\n"));
    }
    let server = Server::always(Reply::raw(format!("{head}\r\n{OK}"), Then::KeepAlive));
    let learning = client(&server);
    // Room for so many is made when they are first met: reads are repeated, what may have had an effect is not.
    let error = learning.items().create(UpdateItem::new()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && !error.is_unsent(), "{error:?}");
    assert_eq!(server.count(), 1);
    for (client, attempts) in [(&learning, 1), (&client(&server), 2)] {
        let at_once = RetryPolicy::DEFAULT.initial_delay(Duration::ZERO);
        let response = client.items().get("a").retry(at_once).send().await.unwrap();
        assert_eq!((response.headers().len(), response.id.as_str()), (252, "a"));
        assert_eq!(response.attempts(), attempts);
    }
    let endless = format!("{head}{}", "x: y\r\n".repeat(1000));
    let server = Server::always(Reply::raw(format!("{endless}\r\n{OK}"), Then::KeepAlive));
    let error = client(&server).items().get("a").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn what_other_clients_read_too() {
    let server = Server::script(vec![
        Reply::json(200, b"{\"id\":\"\xff\"}"),
        Reply::json(200, r#"{"id":"a","id":{"id":1},"x":[{"y":1,"y":2}],"name":"n","id":"b"}"#),
        Reply::json(200, r#"{"data":[{"id":"1"}],"total_count":1.0}"#),
        Reply::json(200, r#"{"data":[],"data":[{"id":"1"}],"total_count":1}"#),
        Reply::json(200, r#"{"data":[],"total_count":1.5}"#),
        Reply::json(200, "\u{feff}{\"id\":\"a\"}"),
        Reply::json(200, b"{\"id\":\xff}"),
    ]);
    let client = client(&server);
    assert_eq!(client.items().get("a").await.unwrap().id, "\u{fffd}");
    let item = client.items().get("a").await.unwrap();
    assert_eq!((item.id.as_str(), item.name.value().map(String::as_str)), ("b", Some("n")));
    assert_eq!(client.items().list().await.unwrap().total_count, Some(1));
    assert_eq!(client.items().list().await.unwrap().data.len(), 1, "the last one counts");
    let error = client.items().list().await.unwrap_err();
    assert!(error.to_string().contains("$.total_count"), "{error}");
    assert_eq!(client.items().get("a").await.unwrap().id, "a");
    let error = client.items().get("a").await.unwrap_err();
    assert!(error.to_string().contains("invalid UTF-8 at $.id"), "{error}");
}

/// Servers that say nothing of it send JSON all the same.
#[tokio::test]
async fn json_without_a_content_type_is_read() {
    let server = Server::always(Reply::status(200, &[], OK));
    assert_eq!(client(&server).items().get("a").await.unwrap().id, "a");
    #[cfg(feature = "blocking")]
    {
        let builder = crate::runtime::Client::<crate::runtime::Blocking>::builder();
        assert_eq!(builder.base_url(&server.url).build().unwrap().items().get("a").call().unwrap().id, "a");
    }
}
