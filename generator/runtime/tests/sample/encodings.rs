//! Content encodings that are not what their header says, and proxies that refuse: no broken connections.

use crate::{
    Client, Error,
    models::{Item, UpdateItem},
    runtime::{Mode, ReqwestTransport, RetryPolicy},
    support::{Reply, Server, Then},
};
use std::{io::Write, time::Duration};

const OK: &str = r#"{"id":"a"}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn answer(encoding: &str, body: impl AsRef<[u8]>) -> Reply {
    let headers =
        [("content-type", "application/json"), ("content-encoding", encoding), ("x-request-id", "r")];
    Reply::status(200, &headers, body)
}

/// Bodies that are wrong, each with its header and what the error says.
fn faults() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let right = gzip(OK.as_bytes());
    let mut checksum = right.clone();
    let place = checksum.len() - 8;
    checksum[place] ^= 1;
    let mut length = right.clone();
    *length.last_mut().unwrap() ^= 1;
    let follows = |more: &[u8]| [right.clone(), more.to_vec()].concat();
    vec![
        ("gzip", checksum, "checksum"),
        ("gzip", length, "checksum"),
        ("gzip", OK.into(), "gzip header"),
        ("gzip", b"\x1f\x8bnonsense and more of it".to_vec(), "gzip header"),
        ("gzip", follows(b"x"), "follows the end"),
        ("gzip", follows(b"trailing bytes, more than a header has"), "follows the end"),
        ("gzip", follows(&[0; 512]), "follows the end"),
        ("gzip, gzip", gzip(&right), "`gzip, gzip` was not asked for"),
        ("br", b"\x0b\x05\x80".to_vec(), "`br` was not asked for"),
        ("identity,Zstd", OK.into(), "`zstd` was not asked for"),
    ]
}

fn check(outcome: Result<Item, Error>, server: &Server, expected: &str) {
    let Err(Error::Decode(error)) = outcome else { panic!("{expected}: {outcome:?}") };
    assert!(error.message().contains(expected), "{error}");
    assert!(error.message().contains("content encoding"), "{error}");
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("r")));
    assert_eq!(server.count(), 1, "{expected}: the next answer would be the same");
}

fn client<M: Mode>(server: &Server) -> crate::runtime::Client<M> {
    let at_once = RetryPolicy::DEFAULT.initial_delay(Duration::ZERO);
    crate::runtime::Client::<M>::builder().base_url(&server.url).retry(at_once).build().unwrap()
}

#[tokio::test]
async fn faults_of_the_encoding_are_told_and_not_repeated() {
    for (encoding, body, expected) in faults() {
        let server = Server::always(answer(encoding, body));
        check(client(&server).items().get("a").await, &server, expected);
    }
}

#[test]
#[cfg(feature = "blocking")]
fn faults_of_the_encoding_for_the_blocking_client() {
    for (encoding, body, expected) in faults() {
        let server = Server::always(answer(encoding, body));
        check(client::<crate::runtime::Blocking>(&server).items().get("a").call(), &server, expected);
    }
}

#[tokio::test]
async fn what_is_no_fault() {
    let members = [gzip(br#"{"id":"#), gzip(b""), gzip(br#""a"}"#)].concat();
    let server = Server::script(vec![
        answer("X-GZIP", members),
        answer("utf-8", OK),
        answer("identity", OK),
        // Cut off as its connection might be: this one is repeated.
        answer("gzip", &gzip(OK.as_bytes())[..20]),
        answer("gzip", &gzip(OK.as_bytes())[..5]),
        answer("gzip", gzip(OK.as_bytes())),
    ]);
    let client: Client = client(&server);
    for _ in 0..4 {
        assert_eq!(client.items().get("a").await.unwrap().id, "a");
    }
    assert_eq!(server.count(), 6);
    // Nothing is in no encoding.
    let server =
        Server::always(Reply::raw("HTTP/1.1 204 X\r\ncontent-encoding: br\r\n\r\n", Then::KeepAlive));
    self::client::<crate::runtime::Async>(&server).items().delete("a").await.unwrap();
}

#[tokio::test]
async fn an_error_page_in_a_wrong_encoding_is_still_an_error_of_its_status() {
    let server = Server::always(Reply::status(404, &[("content-encoding", "br")], "x"));
    let error = client::<crate::runtime::Async>(&server).items().get("a").await.unwrap_err();
    assert!(matches!(&error, Error::Api(error) if error.status() == 404), "{error:?}");
}

#[tokio::test]
async fn streams_in_a_wrong_encoding() {
    for encoding in ["gzip", "br"] {
        let headers = [("content-type", "text/event-stream"), ("content-encoding", encoding)];
        let server = Server::always(Reply::status(200, &headers, "data: {\"id\":\"s\"}\n\n"));
        let mut events = client::<crate::runtime::Async>(&server).items().stream().await.unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert!(matches!(&error, Error::Decode(error) if error.message().contains("encoding")), "{error:?}");
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_has_sent_nothing() {
    for status in [403, 407, 502] {
        let proxy = Server::always(Reply::status(status, &[], ""));
        let url = proxy.url.clone();
        let transport =
            ReqwestTransport::configured(move |client| client.proxy(reqwest::Proxy::all(&url).unwrap()))
                .unwrap();
        let at_once = RetryPolicy::DEFAULT.initial_delay(Duration::ZERO);
        let client = Client::builder()
            .base_url("https://api.test")
            .transport(transport)
            .retry(at_once.clone())
            .build()
            .unwrap();
        let error = client.items().create(UpdateItem::new()).await.unwrap_err();
        assert!(error.is_unsent(), "{status} {error:?}");
        assert_eq!(proxy.count(), 3, "a POST, too, is repeated where nothing was sent");
        assert!(proxy.seen().iter().all(|seen| seen.method == "CONNECT"));
        #[cfg(feature = "blocking")]
        {
            let proxy = Server::always(Reply::status(status, &[], ""));
            let url = proxy.url.clone();
            let transport = crate::runtime::UreqTransport::configured(move |config| {
                config.proxy(Some(ureq::Proxy::new(&url).unwrap()))
            });
            let client = crate::runtime::Client::<crate::runtime::Blocking>::builder()
                .base_url("https://api.test")
                .transport(transport)
                .retry(at_once)
                .build()
                .unwrap();
            let call = move || client.items().create(UpdateItem::new()).call();
            let error = tokio::task::spawn_blocking(call).await.unwrap().unwrap_err();
            assert!(error.is_unsent(), "{status} {error:?}");
            assert_eq!(proxy.count(), 3);
        }
    }
}
