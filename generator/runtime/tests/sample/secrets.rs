//! What a server echoes of the secrets it was sent shows nowhere, however it escapes them, on both transports.

use crate::{
    Client, Error,
    operations::items::GetItem,
    runtime::{self, ClientBuilder, Credential, MockResponse, MockTransport, Mode, RetryPolicy},
    support::{Reply, Server},
};
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};

/// How a secret gets onto a request.
#[derive(Debug, Clone, Copy)]
enum Way {
    Key,
    Query,
    Cookie,
    Password,
    /// A key as the user name, without a password.
    UserName,
    ClientHeader,
    ClientQuery,
    CallHeader,
    HookHeader,
    HookQuery,
    HookBasic,
}

const WAYS: [Way; 11] = [
    Way::Key,
    Way::Query,
    Way::Cookie,
    Way::Password,
    Way::UserName,
    Way::ClientHeader,
    Way::ClientQuery,
    Way::CallHeader,
    Way::HookHeader,
    Way::HookQuery,
    Way::HookBasic,
];

fn configure<M: Mode>(way: Way, secret: &str, builder: ClientBuilder<M>) -> ClientBuilder<M> {
    let text = secret.to_owned();
    match way {
        Way::Key => builder.credential("apiKey", Credential::token(secret)),
        Way::Query => builder
            .credential("queryKey", Credential::token(secret))
            .credential("cookieKey", Credential::token("other-one")),
        Way::Cookie => builder
            .credential("cookieKey", Credential::token(secret))
            .credential("queryKey", Credential::token("other-one")),
        Way::Password => builder.credential("login", Credential::basic("me", secret)),
        Way::UserName => builder.credential("login", Credential::basic(secret, "")),
        Way::ClientHeader => builder.header("X-Api-Key", secret),
        Way::ClientQuery => builder.query("api_key", secret),
        Way::CallHeader => builder,
        Way::HookHeader => builder.on_request(move |request, _| {
            request.headers.insert("authorization", format!("Bearer {text}").parse().unwrap());
            Ok(())
        }),
        Way::HookQuery => builder.on_request(move |request, _| {
            let value = each(&text, |character| format!("%{:02x}", u32::from(character)));
            write!(request.url, "?api_key={value}").unwrap();
            Ok(())
        }),
        Way::HookBasic => builder.on_request(move |request, _| {
            let pair = runtime::base64::encode(format!("me:{text}").as_bytes());
            request.headers.insert("authorization", format!("Basic {pair}").parse().unwrap());
            Ok(())
        }),
    }
}

/// All that can be printed about a failed call.
fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        write!(text, "{error} {error:?}").unwrap();
        cause = error.source();
    }
    if let Some(error) = error.as_api() {
        write!(text, "{} {:?}", error.message(), error.headers()).unwrap();
    }
    text
}

/// Clients on both transports, and a server that answers them as it is told.
struct Both {
    reply: Arc<Mutex<Reply>>,
    client: Client,
    #[cfg(feature = "blocking")]
    blocking: runtime::Client<runtime::Blocking>,
    executor: tokio::runtime::Runtime,
    /// A header of each call.
    header: Option<String>,
    _server: Server,
}

impl Both {
    fn new(way: Way, secret: &str) -> Self {
        let reply = Arc::new(Mutex::new(Reply::json(500, "{}")));
        let told = Arc::clone(&reply);
        let server = Server::start(move |_, _| told.lock().unwrap().clone());
        fn build<M: Mode>(way: Way, secret: &str, url: &str) -> runtime::Client<M> {
            let builder = ClientBuilder::for_api(&crate::client::API);
            configure(way, secret, builder).base_url(url).retry(RetryPolicy::none()).build().unwrap()
        }
        Self {
            reply,
            client: build(way, secret, &server.url),
            #[cfg(feature = "blocking")]
            blocking: build(way, secret, &server.url),
            executor: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
            header: matches!(way, Way::CallHeader).then(|| format!("Bearer {secret}")),
            _server: server,
        }
    }

    /// The errors of a call that is answered so.
    fn errors(&self, reply: Reply) -> Vec<Error> {
        *self.reply.lock().unwrap() = reply;
        fn with<M>(call: runtime::Request<GetItem, M>, header: Option<&str>) -> runtime::Request<GetItem, M> {
            match header {
                Some(value) => call.header("Authorization", value),
                None => call,
            }
        }
        let header = self.header.as_deref();
        vec![
            self.executor.block_on(with(self.client.items().get("a"), header).send()).unwrap_err(),
            #[cfg(feature = "blocking")]
            with(self.blocking.items().get("a"), header).send().unwrap_err(),
        ]
    }

    /// All that can be printed about them.
    fn printed(&self, reply: Reply) -> Vec<String> {
        self.errors(reply).iter().map(printed).collect()
    }
}

fn each(secret: &str, escape: impl Fn(char) -> String) -> String {
    secret.chars().map(escape).collect()
}

/// The ways in which servers write what they echo.
fn escapings(secret: &str) -> Vec<String> {
    let punctuation = |escape: fn(char) -> String| {
        each(secret, |character| {
            if character.is_ascii_alphanumeric() { character.to_string() } else { escape(character) }
        })
    };
    let once =
        vec![
            secret.to_owned(),
            secret.replace('/', r"\/"),
            punctuation(|character| format!(r"\u{:04X}", u32::from(character))),
            each(secret, |character| format!(r"\u{:04x}", u32::from(character))),
            punctuation(|character| format!("&#{};", u32::from(character))),
            punctuation(|character| format!("&#x{:02X};", u32::from(character))),
            secret.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('+', "&plus;"),
            punctuation(|character| format!("%{:02X}", u32::from(character))),
            each(secret, |character| format!("%{:02x}", u32::from(character))),
            // As forms have it.
            punctuation(|character| {
                if character == ' ' { "+".to_owned() } else { format!("%{:02X}", u32::from(character)) }
            }),
            secret.escape_debug().to_string(),
            punctuation(|character| format!(r"\u{{{:x}}}", u32::from(character))),
            punctuation(|character| format!(r"\x{:02x}", u32::from(character))),
        ];
    // One within another.
    let twice = once
        .iter()
        .flat_map(|text| [text.replace('\\', r"\\"), text.replace('&', r"\u0026"), text.replace('%', "%25")]);
    let mut all = once.clone();
    all.extend(twice);
    all
}

fn assert_hidden(printed: &str, secret: &str, echo: &str, way: Way) {
    for form in [secret, echo] {
        assert!(!printed.contains(form), "{way:?} shows {form:?} of {echo:?}: {printed}");
    }
}

#[test]
fn every_escaping_of_every_secret_is_struck_out() {
    for secret in ["sk/a+b&c=<d>\"e%2Fz", "q/7+x1", "p+", "sk-plain", "a pass/phrase"] {
        let both = Both::new(Way::Key, secret);
        for echo in escapings(secret) {
            let bodies = [
                // What decodes to it, what does not decode, and what is no JSON at all.
                (
                    401,
                    "application/json",
                    format!(r#"{{"message":"bad key {}"}}"#, echo.replace('"', r#"\""#)),
                ),
                (
                    401,
                    "application/json",
                    format!(r#"{{"detail": ["no \"{}\""]}}"#, echo.replace('"', r#"\""#)),
                ),
                (502, "text/html", format!("<h1>Bearer {echo}</h1>")),
                (200, "application/json", format!(r#"{{"id":5,"key":"{}"}}"#, echo.replace('"', r#"\""#))),
                (200, "text/html", format!("Bearer {echo}")),
            ];
            for (status, media_type, body) in bodies {
                let head = [("content-type", media_type), ("x-echo", &*echo), ("x-request-id", &*echo)];
                for printed in both.printed(Reply::status(status, &head, &body)) {
                    assert_hidden(&printed, secret, &echo, Way::Key);
                    assert!(printed.contains("[redacted]"), "{printed}");
                }
            }
        }
    }
}

#[test]
fn whoever_has_set_it() {
    for secret in ["s/ecret", "sk-a+b/c=d?e"] {
        for way in WAYS {
            let both = Both::new(way, secret);
            for echo in escapings(secret) {
                let quoted = echo.replace('"', r#"\""#);
                let body = format!(r#"{{"message":"bad key {quoted}"}}"#);
                for printed in both.printed(Reply::json(401, &body)) {
                    assert_hidden(&printed, secret, &echo, way);
                }
            }
        }
    }
}

#[test]
fn basic_authentication_shows_in_no_form() {
    let secret = "pass>>>word???";
    let pair = runtime::base64::encode(format!("me:{secret}").as_bytes());
    let bare = pair.trim_end_matches('=');
    for echo in
        [pair.clone(), bare.to_owned(), bare.replace('+', "-").replace('/', "_"), pair.replace('/', r"\/")]
    {
        for way in [Way::Password, Way::HookBasic] {
            for printed in
                Both::new(way, secret).printed(Reply::json(401, format!(r#"{{"message":"got {echo}"}}"#)))
            {
                assert!(!printed.contains(&pair[..12]), "{printed}");
                assert!(printed.contains("got [redacted]"), "{printed}");
            }
        }
    }
}

#[test]
fn no_part_of_an_escaped_secret_is_left_of_a_cut() {
    let secret = "sk/very+secret/key";
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for echo in
        [secret.replace('/', r"\/"), each(secret, |character| format!(r"\u{:04x}", u32::from(character)))]
    {
        for length in 40..180 {
            let (noise, tail) = ("x".repeat(length), "y".repeat(200));
            for body in [
                format!(r#"{{"id": 5, "x": "{noise}{echo}{tail}"}}"#),
                format!(r#"{{"x": "{tail}{echo}{noise}", "id": 5, "y": "{tail}"}}"#),
            ] {
                let transport = MockTransport::new(vec![MockResponse::json(200, body)]);
                let client = crate::Client::builder().base_url("http://api.test").transport(transport);
                let client = client.api_key(secret).build().unwrap();
                let printed = printed(&executor.block_on(client.items().get("a").send()).unwrap_err());
                for part in ["very", "secr", r"\u0076\u0065", r"\u0063\u0072"] {
                    assert!(!printed.contains(part), "{part} in {printed}");
                }
            }
        }
    }
    // An excerpt of nothing but the middle of a long one.
    let secret = (0..200).map(|n| format!("{n:03x}")).collect::<Vec<_>>().concat();
    let body = format!(r#"{{"key":"{secret}","id":5}}"#);
    let body = body.replace(r#"","id""#, &format!(r#"{secret}","id""#));
    for printed in Both::new(Way::Key, &secret).printed(Reply::json(200, body)) {
        assert!(!printed.contains("0c40c5") && !printed.contains("0b00b1"), "{printed}");
    }
}

#[test]
fn a_message_is_short_and_acts_on_no_terminal() {
    let long = "m".repeat(2 << 20);
    for body in [
        format!(r#"{{"message":"\u001b[2J\u009b31m\r\u202e{long}"}}"#),
        format!("\u{1b}[2J\u{9b}31m\r\u{202e}{long}"),
    ] {
        for error in Both::new(Way::Key, "sk-key").errors(Reply::json(400, &body)) {
            for text in [error.to_string(), error.as_api().unwrap().message().to_owned()] {
                assert!(text.len() < 600 && text.contains("[2J"), "{} bytes", text.len());
                assert!(
                    !text.chars().any(|character| character.is_control() || character == '\u{202e}'),
                    "{text:?}"
                );
            }
        }
    }
    // Of what does not decode, neither.
    for printed in
        Both::new(Way::Key, "sk-key").printed(Reply::json(200, format!(r#"{{"id":{{"{long}\u001b":1}}}}"#)))
    {
        assert!(printed.len() < 6_000 && !printed.contains('\u{1b}'), "{} bytes", printed.len());
    }
}

#[test]
fn ordinary_words_stay() {
    let body = r#"{"message":"invalid 100% \\d &c; grant %zz &#xzz; \\u12"}"#;
    for way in [Way::Key, Way::ClientHeader, Way::HookHeader, Way::Password] {
        for printed in Both::new(way, "sk-another").printed(Reply::json(404, body)) {
            assert!(printed.contains(r"invalid 100% \d &c; grant %zz &#xzz; \u12"), "{printed}");
        }
    }
}

/// What decodes leniently tells its message so.
#[test]
fn a_message_is_read_as_leniently_as_a_body() {
    for body in [
        &b"\xEF\xBB\xBF{\"message\":\"gone\"}"[..],
        b"{\"message\":\"gone\",\"raw\":\"\xFF\xFE\"}",
        b"{\"message\":\"old\",\"message\":\"gone\"}",
    ] {
        for error in Both::new(Way::Key, "sk-key").errors(Reply::json(404, body)) {
            assert_eq!(error.as_api().unwrap().message(), "gone");
        }
    }
}

/// The usual places, each before those behind it.
#[test]
fn a_message_is_found_where_servers_keep_it() {
    let message = |body: &str| crate::runtime::ApiError::new(400, body.to_owned()).message().to_owned();
    for body in [
        r#"{"error":{"message":"gone","code":1},"message":"other"}"#,
        r#"{"message":"gone","error":"other"}"#,
        r#"{"error":"other","error_description":"gone"}"#,
        r#"{"error":"gone","detail":"other"}"#,
        r#"{"detail":"gone","title":"other"}"#,
        r#"{"title":"gone","errors":[{"message":"other"}]}"#,
        r#"{"errors":[{"message":"gone"},{"message":"other"}]}"#,
    ] {
        assert_eq!(message(body), "gone", "{body}");
    }
    for body in [r#"{"message":""}"#, r#"{"message":7}"#, "[]", "gone"] {
        assert_eq!(message(body), body);
    }
}
