//! That secrets reach neither a trace nor a log, whatever happens on the wire.
#![cfg(all(feature = "tracing", feature = "blocking"))]

use crate::{
    Client,
    runtime::{self, Blocking, Credential, HttpRequest, RetryPolicy},
    support::{Reply, Server, Then},
};
use std::{
    fmt::Write,
    sync::{Arc, Mutex},
};
use tracing::{
    Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

const SECRET: &str = "sk-very/secret+key";
const ENCODED: &str = "sk-very%2Fsecret%2Bkey";

/// Writes down all spans and events of the thread.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0.lock().unwrap(), "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Everything printable about a failure.
fn text_of(error: &runtime::Error) -> String {
    let mut text = format!("{error} {error:?}");
    if let Some(api) = error.as_api() {
        write!(text, "{:?} {}", api.headers(), api.message()).unwrap();
    }
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        write!(text, "{error} {error:?}").unwrap();
        cause = error.source();
    }
    text
}

/// A server that echoes what it was sent.
fn echoing() -> Server {
    Server::start(|n, seen| {
        let all = format!("{} {:?}", seen.target, seen.headers);
        match n % 5 {
            0 => Reply::status(401, &[("content-type", "text/plain"), ("x-echo", &seen.target)], all),
            1 => Reply::json(500, format!("{{\"message\":{all:?}}}")),
            2 => Reply::json(200, format!("{{\"id\":5,\"echo\":{all:?}}}")),
            3 => Reply::status(200, &[("content-type", "text/html")], all),
            _ => Reply::raw("", Then::Reset),
        }
    })
}

fn credentials() -> [(&'static str, Credential); 4] {
    [
        ("apiKey", Credential::token(SECRET)),
        ("apiKey", Credential::token(format!("Bearer {SECRET}"))),
        ("queryKey", Credential::token(SECRET)),
        ("login", Credential::basic("me", SECRET)),
    ]
}

fn check(text: &str) {
    for hidden in [SECRET, ENCODED, "c2stdmVye", "cookie%2Fsecret", "cookie/secret"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
}

#[tokio::test]
async fn async_clients() {
    let server = echoing();
    let recorder = Recorder::default();
    // Where there is one subscriber only, tracing asks the thread that first comes by whether an event is wanted, which may
    // be one of another test.
    let _second = tracing::Dispatch::new(recorder.clone());
    let _guard = tracing::subscriber::set_default(recorder.clone());
    for (scheme, credential) in credentials() {
        let log = recorder.clone();
        let client = Client::builder()
            .base_url(&server.url)
            .retry(RetryPolicy::none())
            .credential("cookieKey", Credential::token("cookie/secret"))
            .credential(scheme, credential)
            .on_request(move |request: &mut HttpRequest, _| {
                write!(log.0.lock().unwrap(), "{request:?}").unwrap();
                Ok(())
            })
            .build()
            .unwrap();
        for _ in 0..5 {
            let request = client.items().get("a").header("x-api-key", SECRET);
            check(&format!("{client:?} {request:?}"));
            check(&text_of(&request.await.unwrap_err()));
        }
    }
    let text = recorder.0.lock().unwrap().clone();
    assert!(text.contains("otel.name=\"getItem\"") && text.contains("status=401"), "{text}");
    check(&text);
}

#[test]
fn blocking_clients() {
    let server = echoing();
    let recorder = Recorder::default();
    tracing::subscriber::with_default(recorder.clone(), || {
        for (scheme, credential) in credentials() {
            let client = runtime::Client::<Blocking>::builder()
                .base_url(&server.url)
                .retry(RetryPolicy::none())
                .credential("cookieKey", Credential::token("cookie/secret"))
                .credential(scheme, credential)
                .build()
                .unwrap();
            for _ in 0..5 {
                check(&text_of(&client.items().get("a").call().unwrap_err()));
            }
        }
    });
    let text = recorder.0.lock().unwrap().clone();
    assert!(text.contains("otel.name=\"getItem\"") && text.contains("status=401"), "{text}");
    check(&text);
}
