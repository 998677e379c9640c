//! Answers that break or bend HTTP, on each transport: what they are to the caller, and that the next call is not harmed.

use crate::{
    Error,
    runtime::{self, Async, Mode, RetryPolicy},
    support::{Reply, Server, Then},
};
use std::time::Duration;

const OK: &str = r#"{"id":"a"}"#;

/// What an answer is to the caller.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// The item.
    Item,
    /// An error answer with this status.
    Api(u16),
    /// The answer is not what the document says.
    Decode,
    /// No whole answer came.
    Transport,
    /// It takes too long.
    Timeout,
}

use Outcome::{Api, Decode, Item, Timeout, Transport};

fn head(line: &str, fields: &str) -> String {
    format!("HTTP/1.1 {line}\r\ncontent-type: application/json\r\n{fields}\r\n")
}

fn whole(line: &str, fields: &str) -> String {
    head(line, &format!("{fields}content-length: {}\r\n", OK.len())) + OK
}

fn chunked(extension: &str, trailers: &str) -> String {
    head("200 OK", "transfer-encoding: chunked\r\n") + &format!("a{extension}\r\n{OK}\r\n0\r\n{trailers}\r\n")
}

fn answers() -> Vec<(String, Then, Outcome)> {
    let evil = head("200 OK", "content-length: 13\r\n") + r#"{"id":"evil"}"#;
    let ok = whole("200 OK", "");
    let twice = "content-length: 10\r\n";
    let chunks = head("200 OK", "transfer-encoding: chunked\r\n");
    vec![
        // What stands before the answer, or after it.
        ("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(3) + &ok, Then::KeepAlive, Item),
        ("HTTP/1.1 100 Continue\r\n\r\n".to_owned() + &ok, Then::KeepAlive, Item),
        (
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n".into(),
            Then::Close,
            Api(101),
        ),
        (ok.clone() + &evil, Then::KeepAlive, Item),
        ("HTTP/1.1 204 No Content\r\n\r\n".to_owned() + &evil, Then::KeepAlive, Decode),
        ("HTTP/1.1 304 Not Modified\r\n\r\n".to_owned() + &evil, Then::KeepAlive, Api(304)),
        // Where a body ends.
        (head("200 OK", "") + OK, Then::Close, Item),
        ("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n".to_owned() + OK, Then::Close, Item),
        (whole("200 OK", twice), Then::KeepAlive, Item),
        (whole("200 OK", "content-length: 5\r\n"), Then::Close, Transport),
        (head("200 OK", "content-length: -1\r\n") + OK, Then::Close, Transport),
        (head("200 OK", "content-length: 18446744073709551615\r\n") + OK, Then::Close, Transport),
        (head("200 OK", "content-length: 5\r\n") + OK, Then::Close, Decode),
        (chunked("", "x-checksum: 1\r\ncontent-length: 3\r\n"), Then::KeepAlive, Item),
        (chunked(";a=b", ""), Then::KeepAlive, Item),
        (chunks.clone() + "ffffffffffffffffff\r\n" + OK, Then::Close, Transport),
        (chunks.clone() + "a\r\n" + OK + "\r\n", Then::Close, Transport),
        (chunked("", "").replace("chunked\r\n", "chunked\r\ncontent-length: 3\r\n"), Then::KeepAlive, Item),
        // Lines that are none.
        (whole("200", ""), Then::KeepAlive, Item),
        (ok.replace("\r\n", "\n"), Then::KeepAlive, Item),
        (whole("099 X", ""), Then::Close, Transport),
        (whole("2000 X", ""), Then::Close, Transport),
        (whole("999 X", ""), Then::KeepAlive, Api(999)),
        (ok.replace("HTTP/1.1", "HTTP/2.0"), Then::Close, Transport),
        (OK.to_owned(), Then::Close, Transport),
        (whole("200 OK", "x-a: b\r\n c\r\n"), Then::Close, Transport),
        (whole("200 OK", "x a: b\r\n"), Then::Close, Transport),
        (whole("200 OK", "x-a: b\0c\r\n"), Then::Close, Transport),
        // What has no end.
        ("HTTP/1.1 200 OK\r\nx-a: ".to_owned(), Then::Flood, Transport),
        (chunks.clone() + "a;", Then::Flood, Transport),
        (head("200 OK", "content-length: 10\r\n") + "{", Then::Hang, Timeout),
        ("HTTP/1.1 200 OK\r\n".to_owned(), Then::Hang, Timeout),
    ]
}

fn client<M: Mode>(server: &Server) -> runtime::Client<M> {
    let builder = runtime::Client::<M>::builder().base_url(&server.url).retry(RetryPolicy::none());
    builder.attempt_timeout(Duration::from_millis(400)).build().unwrap()
}

fn server(bytes: &str, then: Then) -> Server {
    let reply = Reply::raw(bytes, then);
    Server::start(move |_, seen| match seen.target.as_str() {
        "/items/next" => Reply::json(200, r#"{"id":"next"}"#),
        _ => reply.clone(),
    })
}

fn check(
    transport: &str,
    answer: &str,
    expected: &Outcome,
    outcome: &Result<String, Error>,
    next: Result<String, Error>,
) {
    let found = match outcome {
        Ok(id) => {
            assert_eq!(id, "a");
            Item
        }
        Err(Error::Api(error)) => Api(error.status().as_u16()),
        Err(Error::Decode(_)) => Decode,
        Err(Error::Transport(_)) => Transport,
        Err(Error::Timeout(_)) => Timeout,
        Err(error) => panic!("{error:?}"),
    };
    assert_eq!(&found, expected, "{transport}: {answer:?} is {outcome:?}");
    assert_eq!(next.unwrap(), "next", "{transport}: after {answer:?}");
}

#[test]
fn each_answer_is_what_it_is_and_harms_no_other() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (bytes, then, expected) in answers() {
        let server = server(&bytes, then);
        let client = client::<Async>(&server);
        let get = |id| runtime.block_on(async { client.items().get(id).await }).map(|item| item.id);
        check("async", &bytes, &expected, &get("a"), get("next"));
    }
}

#[cfg(feature = "blocking")]
#[test]
fn each_answer_is_what_it_is_for_the_blocking_client() {
    for (bytes, then, expected) in answers() {
        let server = server(&bytes, then);
        let client = client::<runtime::Blocking>(&server);
        let get = |id| client.items().get(id).call().map(|item| item.id);
        check("blocking", &bytes, &expected, &get("a"), get("next"));
    }
}

/// Interim answers without end, and none that is final: the call ends when its time is over. Reads that go on and on give
/// timers a turn now and then.
#[test]
fn interim_answers_without_end_end_the_call() {
    fn endless() -> Server {
        // Long, so that little work is done for many bytes.
        let hints = format!("HTTP/1.1 103 Early Hints\r\nlink: </{}>\r\n\r\n", "x".repeat(8000));
        Server::always(Reply::raw(hints, Then::Repeat))
    }
    let (tell, ended) = std::sync::mpsc::channel();
    let on_async = tell.clone();
    std::thread::spawn(move || {
        let server = endless();
        let client = client::<Async>(&server);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let outcome = runtime.block_on(async { client.items().get("a").await });
        on_async.send(outcome.map(|item| item.id)).unwrap();
        runtime.shutdown_background();
    });
    #[cfg(feature = "blocking")]
    std::thread::spawn(move || {
        let server = endless();
        let outcome = client::<runtime::Blocking>(&server).items().get("a").call();
        tell.send(outcome.map(|item| item.id)).unwrap();
    });
    for _ in 0..=i32::from(cfg!(feature = "blocking")) {
        let outcome = ended.recv_timeout(Duration::from_secs(60)).expect("it hangs");
        assert!(matches!(outcome, Err(Error::Timeout(_))), "{outcome:?}");
    }
}
