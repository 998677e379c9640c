//! What goes over the wire, as the official clients have it in common and where this one differs on purpose.

use crate::{
    Client, ClientBuilder, Error, Null,
    models::{Action, UpdateItem},
    runtime::{Credential, HttpRequest, MockResponse, MockTransport, RetryPolicy},
    support::{HandClock, Reply, Seen, Server},
};
use std::{
    process::Command,
    sync::{Arc, Mutex},
    time::Duration,
};

const OK: &str = r#"{"id":"a"}"#;

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().api_key("sk-secret-key").base_url(&server.url)
}

fn last(server: &Server) -> Seen {
    server.seen().pop().unwrap()
}

#[tokio::test]
async fn path_arguments_stay_one_segment() {
    let server = Server::always(Reply::json(200, OK));
    let client = builder(&server).build().unwrap();
    for (id, sent) in [
        ("550e8400-e29b", "550e8400-e29b"),
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("../keys/HASH", "..%2Fkeys%2FHASH"),
        ("//evil/x", "%2F%2Fevil%2Fx"),
        ("http://127.0.0.1:1/x", "http%3A%2F%2F127.0.0.1%3A1%2Fx"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a;b,c:d@e&f$g+h", "a%3Bb%2Cc%3Ad%40e%26f%24g%2Bh"),
        ("\\[a]<b>|^`{}\"", "%5C%5Ba%5D%3Cb%3E%7C%5E%60%7B%7D%22"),
        ("a\tb\0c\r\nd", "a%09b%00c%0D%0Ad"),
        ("\u{e9}\u{65e5}\u{1f600}", "%C3%A9%E6%97%A5%F0%9F%98%80"),
        // What JavaScript's encodeURIComponent leaves as it is, and with it every official client.
        ("-._~!'()*", "-._~!'()*"),
    ] {
        client.items().get(id).await.unwrap();
        assert_eq!(last(&server).target, format!("/items/{sent}"));
    }
    let count = server.count();
    for id in ["", ".", ".."] {
        for outcome in [
            client.items().get(id).await.map(drop).map_err(|error| error.to_string()),
            client.items().delete(id).await.map(drop).map_err(|error| error.to_string()),
            client.items().update(id, UpdateItem::new()).await.map(drop).map_err(|error| error.to_string()),
        ] {
            assert!(outcome.unwrap_err().starts_with("invalid request: path"), "{id}");
        }
    }
    assert_eq!(server.count(), count, "refused before anything is sent");
}

#[tokio::test]
async fn numbers_that_json_cannot_hold() {
    let server = Server::always(Reply::json(200, OK));
    let client = builder(&server).build().unwrap();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = client.items().update("a", UpdateItem::new().limit_usd(number)).await.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(error) if error.place() == "body.limit_usd"),
            "{error}"
        );
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn line_breaks_in_headers_and_keys() {
    let server = Server::always(Reply::json(200, OK));
    for evil in ["a\r\nX-Evil: 1", "a\rb", "a\nb", "a\0b", "a\u{7f}b"] {
        assert!(builder(&server).header("X-Title", evil).build().is_err(), "{evil:?}");
        assert!(builder(&server).http_referer(evil).build().is_err());
        assert!(builder(&server).header(evil, "x").build().is_err());
        let error = builder(&server).api_key(evil).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains(evil), "{error:?}");
        let client = builder(&server).build().unwrap();
        let call = client.items().get("a").http_referer(evil);
        assert!(matches!(call.await, Err(Error::InvalidRequest(_))));
        assert!(matches!(client.items().search().trace(evil).await, Err(Error::InvalidRequest(_))));
        let rotating = builder(&server).credential("apiKey", Credential::callback(move || evil));
        let outcome = rotating.build().unwrap().items().get("a").await;
        assert!(matches!(outcome, Err(Error::Authentication(_))));
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn headers() {
    let server = Server::always(Reply::json(200, OK));
    let client = builder(&server).header("X-Title", "client").build().unwrap();
    client.items().get("a").await.unwrap();
    let seen = last(&server);
    assert_eq!(seen.header("accept"), ["application/json"]);
    assert_eq!(seen.header("authorization"), ["Bearer sk-secret-key"]);
    assert!(seen.header("content-type").is_empty() && seen.header("content-length").is_empty());
    client.items().update("a", UpdateItem::new()).await.unwrap();
    assert_eq!(last(&server).header("content-type"), ["application/json"]);
    // Names have no case: the call's header replaces, it does not come beside.
    let call = client.items().get("a").header("authorization", "Bearer lower").header("ACCEPT", "text/y");
    call.header("x-TITLE", "call").header("user-agent", "ua/2").await.unwrap();
    let seen = last(&server);
    for (name, value) in
        [("authorization", "Bearer lower"), ("accept", "text/y"), ("x-title", "call"), ("user-agent", "ua/2")]
    {
        assert_eq!(seen.header(name), [value]);
    }
    for (key, sent) in
        [("sk-x", "Bearer sk-x"), ("Bearer sk-x", "Bearer sk-x"), ("bearer sk-x", "bearer sk-x")]
    {
        builder(&server).api_key(key).build().unwrap().items().get("a").await.unwrap();
        assert_eq!(last(&server).header("authorization"), [sent]);
    }
    Client::builder().base_url(&server.url).build().unwrap().items().get("a").await.unwrap();
    assert!(last(&server).header("authorization").is_empty(), "no key, no header");
}

#[tokio::test]
async fn absent_null_and_empty_are_three_things() {
    let server = Server::always(Reply::json(200, OK));
    let client = builder(&server).build().unwrap();
    for (body, sent) in [
        (UpdateItem::new(), "{}"),
        (UpdateItem::new().providers(Null), r#"{"providers":null}"#),
        (UpdateItem::new().providers(Vec::<String>::new()), r#"{"providers":[]}"#),
        (UpdateItem::new().action("explode".parse::<Action>().unwrap()), r#"{"action":"explode"}"#),
    ] {
        client.items().update("a", body).await.unwrap();
        assert_eq!(last(&server).text(), sent);
    }
    let server = Server::always(Reply::json(200, r#"{"data":[]}"#));
    let client = builder(&server).build().unwrap();
    client.items().list().offset(Null).limit(5).await.unwrap();
    assert_eq!(last(&server).target, "/items?limit=5", "null has no form in a query");
}

#[tokio::test]
async fn retry_after_over_the_wire() {
    let clock = HandClock::jumping(Duration::from_secs(60));
    let forms: &[(&str, &str, u64)] = &[
        ("Retry-After", "3", 3000),
        ("retry-after", " 1 ", 1000),
        ("Retry-After", "0.5", 500),
        ("Retry-After", "0", 500),
        ("Retry-After", "-7", 500),
        ("Retry-After", "", 500),
        ("Retry-After", "inf", 500),
        ("Retry-After", "nan", 500),
        ("Retry-After", "1e99", 60_000),
        ("Retry-After", "18446744073709551616", 60_000),
        ("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT", 500),
        ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT", 60_000),
        ("Retry-After", "next tuesday", 500),
        ("retry-after-ms", "700", 700),
        ("retry-after-ms", "inf", 500),
        ("retry-after-ms", "-5", 500),
        ("retry-after-ms", "x", 500),
    ];
    for status in [429, 503] {
        let server = Server::start(move |n, _| match forms.get(n / 2) {
            Some((name, value, _)) if n % 2 == 0 => Reply::status(status, &[(*name, *value)], "{}"),
            _ => Reply::json(200, OK),
        });
        let hour = Duration::from_secs(3600);
        let client =
            builder(&server).clock(clock.clone()).timeout(None).attempt_timeout(hour).build().unwrap();
        for (name, value, millis) in forms {
            client.items().get("a").await.unwrap();
            let waited: Duration = clock.take_waits().iter().sum();
            assert_eq!(waited, Duration::from_millis(*millis), "{status} {name}: {value}");
        }
        assert_eq!(server.count(), 2 * forms.len());
    }
    // A POST, too, where the server has said that it did nothing.
    for (status, value, count) in [(429, "1", 2), (429, "inf", 2), (503, "1", 2), (503, "inf", 1)] {
        let server = Server::start(move |n, _| match n {
            0 => Reply::status(status, &[("retry-after", value)], "{}"),
            _ => Reply::json(201, OK),
        });
        let client = builder(&server).clock(HandClock::jumping(Duration::from_secs(1))).build().unwrap();
        let outcome = client.items().create(UpdateItem::new()).await;
        assert_eq!((outcome.is_ok(), server.count()), (count == 2, count), "{status} {value}");
    }
}

/// Not a test of its own: what `from_env` makes of the variables that the test below sets.
#[tokio::test]
async fn environment_of_the_child() {
    let Ok(expected) = std::env::var("EXPECTED_URL") else { return };
    let transport = MockTransport::new([MockResponse::json(200, OK)]);
    let client = Client::builder().with_env().transport(transport.clone()).build().unwrap();
    client.items().get("a").await.unwrap();
    let sent = transport.requests().pop().unwrap();
    assert_eq!(sent.url, expected);
    let key = sent.headers.get("authorization").map(|value| value.to_str().unwrap());
    assert_eq!(key, std::env::var("EXPECTED_KEY").ok().as_deref());
    let explicit = Client::builder().with_env().base_url("http://mine").api_key("own");
    let before = Client::builder().base_url("http://mine").api_key("own").with_env();
    for builder in [explicit, before] {
        builder.transport(transport.clone()).build().unwrap().items().get("a").await.unwrap();
        let sent = transport.requests().pop().unwrap();
        assert_eq!(
            (sent.url.as_str(), sent.headers["authorization"].to_str().unwrap()),
            ("http://mine/items/a", "Bearer own")
        );
    }
    let server = Client::builder().server("0").with_env().transport(transport.clone()).build().unwrap();
    server.items().get("a").await.unwrap();
    assert_eq!(transport.requests().pop().unwrap().url, "https://eu.example.com/api/v1/items/a");
}

#[test]
fn environment() {
    let default = "https://eu.example.com/api/v1/items/a";
    for (url, key, expected_url, expected_key) in [
        (None, None, default, None),
        (Some(""), Some(""), default, None),
        (Some("  "), Some(" "), default, None),
        (Some("http://env/v2/"), Some(" sk-env\n"), "http://env/v2/items/a", Some("Bearer sk-env")),
    ] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "wire::environment_of_the_child"]).env("EXPECTED_URL", expected_url);
        for (name, value) in
            [("SAMPLE_BASE_URL", url), ("SAMPLE_API_KEY", key), ("EXPECTED_KEY", expected_key)]
        {
            child.env_remove(name);
            value.map(|value| child.env(name, value));
        }
        // Not a switch of ours, whatever it says.
        let output = child.env("SAMPLE_DEBUG", "false").output().unwrap();
        assert!(output.status.success(), "{url:?} {key:?} {}", String::from_utf8_lossy(&output.stdout));
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    }
}

#[tokio::test]
async fn failures_keep_their_context() {
    let headers = [("content-type", "application/json"), ("x-request-id", "r-7")];
    let server = Server::script(vec![
        Reply::status(200, &headers, "{\"id\":"),
        Reply::status(404, &headers, "{\"message\":\"gone\"}"),
        Reply::status(418, &headers, "{\"message\":\"teapot\"}"),
    ]);
    let client = builder(&server).retry(RetryPolicy::none()).build().unwrap();
    for (status, text) in [(200, "EOF"), (404, "gone"), (418, "teapot")] {
        let error = client.items().get("a").await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (status, Some("r-7")));
        assert!(error.to_string().contains(text), "{error}");
    }
}

/// The transport remembers the origin that it parsed last: what is sent is the same as without.
#[tokio::test]
async fn urls_of_a_known_origin_are_read_as_any_other() {
    let server = Server::always(Reply::json(200, OK));
    let url = Arc::new(Mutex::new(String::new()));
    let client = || {
        let url = Arc::clone(&url);
        let hook = move |request: &mut HttpRequest, _: &_| {
            request.url.clone_from(&url.lock().unwrap());
            Ok(())
        };
        builder(&server).on_request(hook).retry(RetryPolicy::none()).build().unwrap()
    };
    let target = async |client: &Client, end: &str| {
        *url.lock().unwrap() = format!("{}{end}", server.url);
        let outcome = client.items().get("a").await;
        outcome.map(|_| last(&server).target).map_err(|error| error.to_string())
    };
    let known = client();
    // Browsers' rules read a host after any number of slashes, which is then no part of what is remembered.
    let address = server.url.trim_start_matches("http://");
    for host in [address, "host.invalid"] {
        *url.lock().unwrap() = format!("http:////{host}/a");
        let [known, fresh] = [known.items().get("a").await, client().items().get("a").await];
        assert_eq!((known.is_ok(), fresh.is_ok()), (host == address, host == address), "{host}");
    }
    for end in [
        "/",
        "",
        "/a/b?x=1&y=%20",
        "?x=/y",
        "/a?",
        "/a?b?c",
        "/a#b",
        "/a?b#/c",
        "/a/../b",
        "/a/%2e%2e/b",
        "/a/./",
        "/a b",
        "/a\tb",
        "/a?b c ",
        "/\u{e9}?\u{e9}",
        "\\a\\b",
        "/a\\b",
        "/a?b\\c'd\"",
        "//host/a",
        "1/a",
        "@host.invalid/a",
    ] {
        target(&known, "/first").await.unwrap();
        assert_eq!(target(&known, end).await, target(&client(), end).await, "{end:?}");
    }
}

/// What the environment holds cannot hurt where the code says otherwise.
#[test]
fn a_bad_variable_that_nothing_uses() {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "wire::bad_environment_of_the_child"]).env("BAD_ENVIRONMENT", "yes");
    let output = child.env("SAMPLE_BASE_URL", "nonsense").env("SAMPLE_API_KEY", "a\u{e9}b").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Not a test of its own, as above.
#[test]
fn bad_environment_of_the_child() {
    if std::env::var("BAD_ENVIRONMENT").is_err() {
        return;
    }
    assert!(Client::from_env().is_err());
    assert!(Client::builder().with_env().api_key("own").build().is_err());
    assert!(Client::builder().with_env().base_url("http://mine").build().is_err());
    assert!(Client::builder().with_env().base_url("http://mine").api_key("own").build().is_ok());
    // A variable of the server's URL beside the environment's base URL would have no effect.
    let error =
        Client::builder().with_env().server_variable("region", "us").api_key("own").build().unwrap_err();
    assert!(error.to_string().contains("server variable"), "{error}");
}
