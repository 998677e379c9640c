//! Credentials: where they go, when they are fetched, and that they show nowhere.

use crate::{
    Client, ClientBuilder, Error,
    errors::GetItemError,
    models::UpdateItem,
    runtime::{
        Api, Credential, MockClock, MockResponse, MockTransport, RetryPolicy, Secret, TransportPhase,
        oauth2::ClientCredentials,
    },
    support::{Reply, Server},
};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

const OK: &str = r#"{"id":"a"}"#;
const SECRET: &str = "sk-very-secret-key";

fn setup(answers: Vec<MockResponse>) -> (ClientBuilder, MockTransport) {
    let transport = MockTransport::new(answers);
    let clock = MockClock::starting_at(SystemTime::UNIX_EPOCH);
    (Client::builder().base_url("http://api.test").transport(transport.clone()).clock(clock), transport)
}

#[tokio::test]
async fn alternatives_and_combinations() {
    let basic = Credential::basic("me", "pass:word");
    for (credentials, url, header, cookie) in [
        (vec![("apiKey", Credential::token(SECRET))], "/items/a", Some("Bearer sk-very-secret-key"), None),
        (vec![("apiKey", Credential::token("bEarer abc"))], "/items/a", Some("bEarer abc"), None),
        (
            vec![("queryKey", Credential::token("k&y")), ("cookieKey", Credential::token("c;1"))],
            "/items/a?key=k%26y",
            None,
            Some("session=c%3B1"),
        ),
        (vec![("queryKey", Credential::token("half"))], "/items/a", None, None),
        (vec![("login", basic.clone())], "/items/a", Some("Basic bWU6cGFzczp3b3Jk"), None),
        (
            vec![("login", basic.clone()), ("apiKey", Credential::token("k"))],
            "/items/a",
            Some("Bearer k"),
            None,
        ),
    ] {
        let (mut builder, transport) = setup(vec![MockResponse::json(200, OK)]);
        for (scheme, credential) in credentials {
            builder = builder.credential(scheme, credential);
        }
        builder.build().unwrap().items().get("a").await.unwrap();
        let sent = &transport.requests()[0];
        assert_eq!(sent.url, format!("http://api.test{url}"));
        assert_eq!(sent.headers.get("authorization").map(|value| value.to_str().unwrap()), header);
        assert_eq!(sent.headers.get("cookie").map(|value| value.to_str().unwrap()), cookie);
        assert!(sent.headers.get("authorization").is_none_or(http::HeaderValue::is_sensitive));
    }
}

#[tokio::test]
async fn a_header_whose_name_speaks_of_a_secret_is_not_shown() {
    let words = ["auth", "cookie", "key", "token", "secret", "password", "signature"];
    let names = words.iter().map(|word| format!("X-My{}-2", word.to_uppercase())).chain(["sig".to_owned()]);
    for (name, is_shown) in names.map(|name| (name, false)).chain([("x-note".to_owned(), true)]) {
        let (builder, transport) = setup(vec![MockResponse::json(200, OK)]);
        let request = builder.build().unwrap().items().get("a").header(&name, "hunter2");
        assert_eq!(format!("{request:?}").contains("hunter2"), is_shown, "{name}");
        request.await.unwrap();
        let sent = &transport.requests()[0];
        assert_eq!(sent.headers[&name], "hunter2");
        assert_eq!(format!("{:?}", sent.headers).contains("hunter2"), is_shown, "{name}");
    }
}

#[tokio::test]
async fn headers_of_the_call_replace_all_others() {
    let (builder, transport) = setup(vec![MockResponse::json(200, OK)]);
    let client = builder.api_key(SECRET).http_referer("https://client").build().unwrap();
    let call =
        client.items().get("a").header("http-referer", "https://call").header("AUTHORIZATION", "Own x");
    call.header("accept", "text/y").await.unwrap();
    let headers = &transport.requests()[0].headers;
    for (name, value) in [("http-referer", "https://call"), ("authorization", "Own x"), ("accept", "text/y")]
    {
        assert_eq!(headers.get_all(name).iter().collect::<Vec<_>>(), [value]);
    }
    let error = client.items().get("a").header("x", "a\r\nb: c").await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn rotating_keys() {
    let keys = Arc::new(AtomicUsize::new(0));
    let next = Arc::clone(&keys);
    let (builder, transport) = setup(vec![MockResponse::json(500, "{}"), MockResponse::json(200, OK)]);
    let client = builder
        .api_key_provider(move || format!("key-{}", next.fetch_add(1, Ordering::SeqCst)))
        .build()
        .unwrap();
    client.items().get("a").await.unwrap();
    let sent = transport.requests();
    assert_eq!(sent[0].headers["authorization"], "Bearer key-0");
    assert_eq!(sent[1].headers["authorization"], "Bearer key-1");
    let (builder, transport) = setup(vec![MockResponse::json(200, OK)]);
    let error = builder.api_key_provider(|| "a\nb").build().unwrap().items().get("a").await.unwrap_err();
    assert!(matches!(error, Error::Authentication(_)));
    assert!(transport.requests().is_empty());
}

fn oauth(answers: Vec<MockResponse>) -> (Client, MockTransport) {
    let (builder, transport) = setup(answers);
    let provider = ClientCredentials::new("https://auth.test/token", "id", SECRET).scopes(["a", "b c"]);
    (builder.credential("apiKey", Credential::provider(provider)).build().unwrap(), transport)
}

#[tokio::test]
async fn client_credentials() {
    let token =
        |name: &str| MockResponse::json(200, format!(r#"{{"access_token":"{name}","expires_in":3600}}"#));
    let (client, transport) = oauth(vec![
        token("one"),
        MockResponse::json(200, OK),
        MockResponse::json(200, OK),
        MockResponse::json(401, "{}"),
        token("two"),
        MockResponse::json(201, OK),
        MockResponse::json(401, "{}"),
        token("three"),
        MockResponse::json(401, "{}"),
    ]);
    client.items().get("a").await.unwrap();
    client.items().get("a").await.unwrap();
    // A refused token is replaced once, for POST too: the server has refused to act.
    client.items().create(UpdateItem::new()).await.unwrap();
    assert_eq!(client.items().get("a").await.unwrap_err().status().unwrap(), 401);
    let sent = transport.requests();
    assert_eq!(sent.len(), 9);
    assert_eq!(sent[0].url, "https://auth.test/token");
    assert_eq!(sent[0].body, "grant_type=client_credentials&scope=a%20b%20c");
    assert_eq!(sent[0].headers["authorization"], "Basic aWQ6c2stdmVyeS1zZWNyZXQta2V5");
    let used: Vec<&str> =
        [1, 2, 3, 5, 6, 8].iter().map(|n| sent[*n].headers["authorization"].to_str().unwrap()).collect();
    assert_eq!(used, ["Bearer one", "Bearer one", "Bearer one", "Bearer two", "Bearer two", "Bearer three"]);
}

#[tokio::test]
async fn expired_and_failing_tokens() {
    let (builder, transport) = setup(vec![
        MockResponse::json(200, r#"{"access_token":"one","expires_in":"100"}"#),
        MockResponse::json(200, OK),
        MockResponse::json(200, r#"{"access_token":"two"}"#),
        MockResponse::json(200, OK),
    ]);
    let clock = MockClock::starting_at(SystemTime::UNIX_EPOCH);
    let provider = ClientCredentials::new("https://auth.test/token", "id", SECRET).credentials_in_body(true);
    let client =
        builder.clock(clock.clone()).credential("apiKey", Credential::provider(provider)).build().unwrap();
    client.items().get("a").await.unwrap();
    clock.advance(Duration::from_secs(91));
    client.items().get("a").await.unwrap();
    assert_eq!(transport.requests()[3].headers["authorization"], "Bearer two");
    assert!(
        String::from_utf8_lossy(&transport.requests()[0].body).contains("client_id=id&client_secret=sk-")
    );
    let (client, _) =
        oauth(vec![MockResponse::json(400, format!(r#"{{"error":"invalid_client {SECRET}"}}"#))]);
    let error = client.items().get("a").await.unwrap_err();
    assert!(matches!(error, Error::Authentication(_)));
    assert!(error.to_string().contains("invalid_client [redacted]"), "{error}");
}

#[tokio::test]
async fn one_token_for_all_waiting_calls() {
    let server = Server::start(|_, seen| {
        if seen.target == "/token" {
            std::thread::sleep(Duration::from_millis(20));
            Reply::json(200, r#"{"access_token":"shared","expires_in":60}"#)
        } else {
            Reply::json(200, OK)
        }
    });
    let provider = ClientCredentials::new(format!("{}/token", server.url), "id", SECRET);
    let client = Client::builder()
        .base_url(&server.url)
        .credential("apiKey", Credential::provider(provider))
        .build()
        .unwrap();
    // The first one begins to fetch and is dropped; the others go on.
    let mut first = Box::pin(client.items().get("x").into_future());
    assert!(tokio::time::timeout(Duration::from_millis(5), &mut first).await.is_err());
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(client.items().get("a").into_future())).collect();
    tokio::task::yield_now().await;
    drop(first);
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(server.seen().iter().filter(|seen| seen.target == "/token").count() <= 2);
}

/// Everything that could be printed about a call.
async fn print_all(scheme: &str, credential: Credential, answer: MockResponse) -> String {
    let seen = Arc::new(Mutex::new(String::new()));
    let (log, more) = (Arc::clone(&seen), Arc::clone(&seen));
    let (builder, _) = setup(vec![answer]);
    let builder = builder
        .credential(scheme, credential.clone())
        .credential("cookieKey", Credential::token("cookie-secret"))
        .on_request(move |request, info| {
            log.lock().unwrap().push_str(&format!("{request:?} {info:?}"));
            Ok(())
        })
        .on_response(move |event| more.lock().unwrap().push_str(&format!("{event:?}")));
    let mut text = format!("{builder:?} {credential:?}");
    let client = builder.build().unwrap();
    let request = client.items().get("a");
    text.push_str(&format!("{client:?} {request:?}"));
    match request.send().await {
        Ok(response) => text.push_str(&format!("{response:?}")),
        Err(error) => {
            text.push_str(&format!(
                "{error:?} {error} {:?}",
                error.as_api().map(|error| error.headers().clone())
            ));
            let mut cause = std::error::Error::source(&error);
            while let Some(error) = cause {
                text.push_str(&format!("{error:?} {error}"));
                cause = error.source();
            }
        }
    }
    text.push_str(&seen.lock().unwrap());
    text
}

#[tokio::test]
async fn secrets_show_nowhere() {
    for (scheme, credential) in [
        ("apiKey", Credential::token(SECRET)),
        ("queryKey", Credential::token(SECRET)),
        ("login", Credential::basic("me", SECRET)),
        ("login", Credential::token(format!("me:{SECRET}"))),
        ("login", Credential::callback(|| format!("me:{SECRET}"))),
        ("apiKey", Credential::callback(|| SECRET)),
    ] {
        for answer in [
            MockResponse::json(200, OK),
            // Servers that echo what they were sent.
            MockResponse::json(401, format!(r#"{{"message":"bad key {SECRET}"}}"#)).header("x-echo", SECRET),
            MockResponse::answer(502, format!("<h1>Bearer {SECRET}</h1>")),
            MockResponse::json(200, format!(r#"{{"id": 5, "key": "{SECRET}"}}"#)),
            MockResponse::answer(200, format!("Bearer {SECRET}")).header("content-type", "text/html"),
            MockResponse::json(200, OK).header("x-echo", SECRET),
            MockResponse::json(200, format!(r#"{{"key": "{SECRET}", "x": "{}"#, "x".repeat(17 << 20))),
            MockResponse::json(200, format!(r#"{{"{SECRET}": tru}}"#)),
            MockResponse::Break(TransportPhase::Exchange),
            MockResponse::Hang,
        ] {
            let text = print_all(scheme, credential.clone(), answer).await;
            assert!(!text.contains(SECRET) && !text.contains("cookie-secret"), "{text}");
            assert!(!text.contains("bWU6"), "the encoded form of basic credentials: {text}");
        }
    }
    assert_eq!(format!("{:?} {}", Secret::from("x"), Secret::from("x")), "[redacted] [redacted]");
}

#[tokio::test]
async fn passwords_show_in_no_form() {
    for credential in [
        Credential::basic("me", SECRET),
        Credential::token(format!("me:{SECRET}")),
        Credential::callback(|| format!("me:{SECRET}")),
    ] {
        for echo in ["bWU6c2stdmVyeS1zZWNyZXQta2V5", &format!("me:{SECRET}"), SECRET] {
            let answer = MockResponse::answer(502, format!("<h1>Basic {echo}</h1>"));
            let text = print_all("login", credential.clone(), answer).await;
            assert!(!text.contains(echo), "{text}");
        }
    }
}

/// Excerpts are cut where they happen to end.
#[tokio::test]
async fn no_part_of_a_secret_is_left_of_a_cut() {
    for length in 60..180 {
        let (noise, tail) = ("x".repeat(length), "y".repeat(200));
        for body in [
            format!(r#"{{"id": 5, "x": "{noise}{SECRET}{tail}"}}"#),
            format!(r#"{{"x": "{tail}{SECRET}{noise}", "id": 5, "y": "{tail}"}}"#),
        ] {
            let text = print_all("apiKey", Credential::token(SECRET), MockResponse::json(200, body)).await;
            assert!(!text.contains("sk-v") && !text.contains("-key"), "{text}");
        }
    }
}

#[tokio::test]
async fn real_transport_errors_show_no_query() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .credential("queryKey", Credential::token(SECRET))
        .credential("cookieKey", Credential::token(SECRET))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.items().get("a").await.unwrap_err();
    let mut text = format!("{error} {error:?}");
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&error);
    while let Some(error) = cause {
        text.push_str(&format!("{error} {error:?}"));
        cause = error.source();
    }
    assert!(!text.contains(SECRET), "{text}");
}

#[test]
fn keys_are_checked_when_the_client_is_built() {
    for key in ["", " ", "Bearer ", "bearer  ", "sk\r\nX-Evil: 1", "sk-x\n", "sk-\u{65e5}", "a\0b"] {
        let error = Client::builder().api_key(key).build().unwrap_err().to_string();
        assert!(error.contains("credential `apiKey`") && !error.contains("Evil"), "{error}");
    }
    assert!(Client::builder().credential("nonesuch", Credential::token("x")).build().is_err());
    assert!(Client::builder().credential("login", Credential::basic("a:b", "c")).build().is_err());
    assert!(Client::builder().header("X-Title", "a\r\nb").build().is_err());
    assert!(Client::builder().header("X Title", "a").build().is_err());
    assert!(Client::builder().header("X-Title", "caf\u{e9}").build().is_ok());
    let _: &Api = Client::builder().build().unwrap().api();
}

#[tokio::test]
async fn what_is_decoded_stays_what_it_is() {
    let answer = format!(r#"{{"message":"{SECRET}-grant"}}"#);
    let (builder, _) = setup(vec![MockResponse::json(404, answer.clone()).header("x-echo", SECRET)]);
    let client = builder.api_key(SECRET).build().unwrap();
    let error = client.items().get("a").await.unwrap_err();
    let error = error.as_api().unwrap();
    assert_eq!(error.bytes().as_ref(), answer.as_bytes());
    assert_eq!(error.headers()["x-echo"], SECRET);
    let GetItemError::NotFound(body) = error.body() else { panic!("{error:?}") };
    assert_eq!(body.message, format!("{SECRET}-grant"));
    assert_eq!(error.message(), "[redacted]-grant");
    assert!(!format!("{error} {error:?} {error:#?} {:?}", error.headers()).contains(SECRET));
}
