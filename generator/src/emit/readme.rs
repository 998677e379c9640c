//! `README.md`: from installing the crate to testing code that uses it, with the examples.

use std::fmt::Write as _;

mod servers;

use super::examples::{Example, Topic};
use super::manifest::quoted;
use crate::defaults;
use crate::ir::{Notice, SchemeKind, Subject};
use crate::markdown;
use crate::model::{Client, Crate, Package, Scheme, Status};
use crate::runtime::RuntimeModules;

/// More lines of the document's own introduction would push the rest out of sight.
const LONGEST_INTRODUCTION: usize = 24;

/// As many groups are named in a line of a manifest.
const MOST_GROUPS: usize = 4;

pub(crate) fn readme(model: &Crate, modules: &RuntimeModules, examples: &[Example]) -> String {
    let mut text = String::new();
    front(model, &mut text);
    let Some(client) = &model.client else {
        types(model, &mut text);
        text.push_str(FORMATS);
        features(&model.package, modules, &mut text);
        received(model, &mut text);
        return text;
    };
    install(model, examples, &mut text);
    authenticate(client, &mut text);
    servers::servers(client, &mut text);
    for example in examples {
        let (title, words) = words(client, &model.package.path(), example.topic);
        let _ = write!(text, "## {title}\n\n{words}\n\n```rust,no_run\n{}```\n\n", example.excerpt());
    }
    if !examples.is_empty() {
        let prefix = model.package.module.iter().fold(String::new(), |_, module| format!("{module}_"));
        let _ = write!(
            text,
            "These examples are programs in `examples/`; `cargo run --example {prefix}NAME` runs one.\n\n"
        );
    }
    transports(model, &mut text);
    if model.checks_answers {
        text.push_str(ANSWERS);
    }
    text.push_str(FORMATS);
    features(&model.package, modules, &mut text);
    received(model, &mut text);
    operations(model, &mut text);
    text
}

fn front(model: &Crate, text: &mut String) {
    let package = &model.package;
    let _ = write!(text, "\n# {}\n\n", package.shown());
    for line in markdown::doc_lines(&package.description) {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    let introduction = introduction(package.about.as_deref().unwrap_or_default());
    if !introduction.is_empty() {
        let _ = write!(text, "{}\n\n", introduction.join("\n"));
    }
    let _ = write!(text, "Made from version {} of the API's document.", markdown::code(&package.api_version));
    if model.client.is_some() {
        text.push_str(" What each operation takes and gives: [docs](docs/README.md).");
    }
    package.notices.iter().for_each(|notice| text.push_str(&said(notice)));
    text.push_str("\n\n");
}

/// A sentence of the document's `info`. An address of the web is a link, and all else is code.
fn said(notice: &Notice) -> String {
    let link = |url: &String| {
        let is_plain = |char: char| char.is_ascii_graphic() && !"<>\"\\`|".contains(char);
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if is_web && url.chars().all(is_plain) { format!("<{url}>") } else { markdown::code(url) }
    };
    let words = notice.words.iter().map(|word| markdown::code(word)).chain(notice.url.iter().map(link));
    let about = match notice.about {
        Subject::License => "Licence of the API",
        Subject::Contact => "Contact",
        Subject::TermsOfService => "Terms of service",
        Subject::ExternalDocs => "More",
    };
    format!(" {about}: {}.", words.collect::<Vec<_>>().join(", "))
}

/// What is to be known of answers where they have checks.
const ANSWERS: &str = "## Answers that break the document\n\n\
    `send()` gives an answer whose `validate()` tells what it breaks of the document, with the path of each violation; of\n\
    lists and maps each item is checked. What can be decoded is decoded all the same, and nothing is checked unless you ask:\n\
    `request.send().await?.validate()?`.\n\n";

/// What models are in formats other than JSON.
const FORMATS: &str = "## Other formats\n\n\
    Models are written and read by any format of serde. `runtime::Row(&model)` is one as a row of a table (CSV): a cell\n\
    for each member, empty where the member is absent or null, and with JSON in it where that is a list or an object.\n\
    `csv::Writer::serialize` takes it.\n\
    Binary formats (postcard, bincode, CBOR, MessagePack) have the JSON of a model as one text: nothing is lost, and\n\
    later versions of the crate read it; another program finds JSON in there. Unions and enums by themselves, outside\n\
    of a model, are read from JSON and its like.\n\n";

/// How types without a client are used.
fn types(model: &Crate, text: &mut String) {
    let package = &model.package;
    let _ = write!(
        text,
        "## Install\n\n```toml\n[dependencies]\n{} = {}\nserde_json = \"1\"\n```\n\n\
         Rust 1.88 or later.\n\n\
         ## Use\n\n\
         Types alone, without a client: `serde_json::from_str` and `to_string` read and write those of `models`,\n\
         `runtime::from_json` says of a text that it cannot read where it is wrong, and `validate()` checks what the document asks\n\
         for. All fields are public; constructors take what is required, setters add the rest.\n\n",
        package.name,
        quoted(&package.version)
    );
}

/// The first paragraphs of the document's description, up to its first heading or code block.
fn introduction(about: &str) -> Vec<String> {
    let lines = markdown::doc_lines(about);
    let end =
        lines.iter().position(|line| line.trim_start().starts_with(['#', '`', '|'])).unwrap_or(lines.len());
    let whole = end == lines.len() && end <= LONGEST_INTRODUCTION;
    let mut shown: Vec<String> = lines.into_iter().take(end.min(LONGEST_INTRODUCTION)).collect();
    if !whole {
        // The last paragraph may go on; what is before a blank line is complete.
        let last = shown.iter().rposition(String::is_empty).unwrap_or_default();
        shown.truncate(last);
    }
    shown
}

fn install(model: &Crate, examples: &[Example], text: &mut String) {
    let package = &model.package;
    let blocking = examples.iter().any(|example| example.topic == Topic::Blocking);
    let blocking = if blocking { "[blocking](#blocking)" } else { "blocking" };
    let _ = write!(
        text,
        "## Install\n\n```toml\n[dependencies]\n{} = {}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```\n\n\
         Rust 1.88 or later. `tokio` is for async calls; {blocking} ones need no runtime. On `wasm32-unknown-unknown` the\n\
         crate takes `default-features = false`{}, and a transport and a clock of yours.\n\n",
        package.name,
        quoted(&package.version),
        if package.features.is_empty() {
            ""
        } else {
            ", the features of the [groups](#cargo-features) that you call"
        }
    );
}

fn authenticate(client: &Client, text: &mut String) {
    let schemes: Vec<&Scheme> =
        client.schemes.iter().filter(|scheme| scheme.kind != SchemeKind::MutualTls).collect();
    let prefix = &client.env_prefix;
    text.push_str("## Authenticate\n\n");
    if schemes.is_empty() {
        let _ = write!(
            text,
            "The document asks for no credentials. `Client::from_env()` reads `{prefix}_BASE_URL`, if it is set;\n\
             `Client::builder()` takes the same and more.\n\n"
        );
        return;
    }
    let _ = write!(
        text,
        "`Client::from_env()` reads credentials from the environment, and `{prefix}_BASE_URL` if it is set;\n\
         `Client::builder()` takes the same and more. What is not set is not sent: the server refuses such a call.\n\
         Credentials never show in `Debug` output or in errors, but in the body of an answer that repeats them.\n\n\
         | builder | environment | meaning |\n| --- | --- | --- |\n"
    );
    for scheme in schemes {
        let meaning = scheme.docs.text.as_deref().map(markdown::plain).unwrap_or_default();
        let meaning = if meaning.is_empty() { kind(&scheme.kind) } else { meaning };
        let arguments = if scheme.kind == SchemeKind::Basic { "name, password" } else { "secret" };
        let _ = writeln!(
            text,
            "| `.{}({arguments})` | `{prefix}_{}` | {meaning} |",
            scheme.setter.as_str(),
            scheme.env
        );
        if let Some(grant) = &scheme.grant {
            let from = markdown::cell(&grant.token_url);
            let _ = writeln!(
                text,
                "| `.{}(client_id, client_secret)` | | Client credentials: tokens are fetched from {from} and renewed before they expire. |",
                grant.setter.as_str()
            );
        }
    }
    text.push('\n');
    if !client.global_headers.is_empty() {
        text.push_str("Header fields that are set once and sent with every request:\n\n");
        for header in &client.global_headers {
            let meaning = header.docs.text.as_deref().map(markdown::plain).unwrap_or_default();
            let variable = match header.env.as_str() {
                "" => String::new(),
                env => format!(" or `{prefix}_{env}`"),
            };
            let _ = writeln!(text, "- `.{}(value)`{variable}: {meaning}", header.setter.as_str());
        }
        text.push('\n');
    }
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Basic => "User name and password.".to_owned(),
        SchemeKind::Http(name) => {
            format!("HTTP authentication: what stands behind {} in `Authorization`.", markdown::cell(name))
        }
        SchemeKind::ApiKeyHeader(name) => format!("A key in the header field {}.", markdown::cell(name)),
        SchemeKind::ApiKeyQuery(name) => format!("A key in the query parameter {}.", markdown::cell(name)),
        SchemeKind::ApiKeyCookie(name) => format!("A key in the cookie {}.", markdown::cell(name)),
        SchemeKind::OAuth2 { token_url: Some(_), .. } => "An OAuth 2.0 access token.".to_owned(),
        _ => "A token, sent as a bearer token.".to_owned(),
    }
}

/// The statuses after which calls are repeated: those of the runtime's policy and the document's.
fn repeated_statuses(more: &[Status]) -> String {
    let left = defaults::STATUSES.into_iter().filter(|code| !more.contains(&Status::Range(code / 100)));
    let mut statuses: Vec<String> =
        left.map(Status::Code).chain(more.iter().copied()).map(|status| status.to_string()).collect();
    statuses.sort();
    let last = statuses.pop().unwrap_or_default();
    format!("{} and {last}", statuses.join(", "))
}

/// What the example of errors does not say.
fn errors(library: &str) -> String {
    format!(
        "`Error` says what went wrong, whatever was called: one variant of an error of yours takes it by `?`.\n\n\
         ```rust,ignore\n\
         #[derive(Debug, thiserror::Error)]\n\
         enum MyError {{\n    \
             #[error(transparent)]\n    \
             Api(#[from] {library}::Error),\n\
         }}\n\
         ```\n\n\
         `Error::Api` holds the server's answer, and its `body()` decodes that into the enum of the operation, which is\n\
         called after group and method. An answer that is not in the document is `Other`. The errors of `validate()`\n\
         turn into `Error` by `?`, too. A test makes one by `Error::from(ApiError::new(404, body))`. The crates whose types are\n\
         in the API are re-exported: `runtime::http`, `runtime::bytes`, `runtime::serde_json`."
    )
}

/// The title of a example's section, and what the example does not say.
fn words(client: &Client, library: &str, topic: Topic) -> (&'static str, String) {
    let Client { retry, limits, .. } = client;
    let time = |limit: Option<u64>, or: u64| match limit.unwrap_or(or) {
        0 => "any time".to_owned(),
        limit if limit % 1_000 == 0 => format!("{} s", limit / 1_000),
        limit => format!("{limit} ms"),
    };
    match topic {
        Topic::FirstCall => ("First call", "Required arguments are the method's; what is optional has setters on what it returns.".to_owned()),
        Topic::Change => (
            "Create and change",
            "Constructors take what is required, setters add the rest. Setters take a value or an `Option`; `None`\n\
             leaves the field as it is. A field that may be absent and may be null has three states: its setter takes\n\
             `Null`, too, and `or_null()` of an `Option` (with `OrNull` in scope) makes `None` mean null. What is required\n\
             and may be null is a value, an `Option` or `Null`; there, `None` is null."
                .to_owned(),
        ),
        Topic::Edit => (
            "Change what is there",
            "`diff_to` makes the smallest update of what is there and what is to be: what is the same is not sent, and\n\
             `is_empty()` tells that all is the same. A field that may be absent or null reads like an `Option` (`as_option`,\n\
             `as_deref`, `is_some`, `==`). `validate()` of\n\
             what is sent, and of a request whose arguments have limits, checks all rules of the document and tells each\n\
             violation with its path; nothing is checked unless you ask."
                .to_owned(),
        ),
        Topic::Stream => (
            "Streams",
            "An answer that comes piece by piece is a stream of its items: `next()`, or any adapter of `Stream`. Dropping\n\
             it ends the connection; `idle_timeout` limits how long it may be silent. Where the same call answers with\n\
             JSON, `.stream()` of its request asks for the stream. In the blocking client, `for item in stream` goes\n\
             through it, and `next_blocking()` gives the next one."
                .to_owned(),
        ),
        Topic::Upload => (
            "Uploads",
            "A file is taken from memory (bytes or text), from a disk (`Upload::path`, read while it is sent) or from a\n\
             reader (`Upload::reader`); `.file_name(..)` and `.content_type(..)` say more of it."
                .to_owned(),
        ),
        Topic::Pagination => (
            "Pagination",
            "`items()` gives one item after another and fetches pages as they are needed; `pages()` gives the pages\n\
             with their status and headers. Both are streams, and both end after an error. All items at once are\n\
             `.items().try_collect::<Vec<_>>().await?`."
                .to_owned(),
        ),
        Topic::Errors => (
            "Errors",
            errors(library),
        ),
        Topic::Retries => (
            "Retries and timeouts",
            format!(
                "Calls are tried up to {} times after connection failures and the statuses {},\n\
                 with growing random waits or as long as the server asks for. What is not idempotent is repeated only\n\
                 where the server turned it away: no connection, 429, or 503 with `Retry-After`. All calls share a budget\n\
                 of retries (`retry_budget`). Unless set, a call may take {} in all and {} for an attempt.",
                retry.max_attempts,
                repeated_statuses(&retry.statuses),
                time(limits.total_ms, defaults::CALL_MS),
                time(limits.attempt_ms, defaults::ATTEMPT_MS)
            ),
        ),
        Topic::Blocking => (
            "Blocking",
            "With the feature `blocking` the same methods work without a runtime: `call()` and `send()` in place of\n\
             `.await`, and lists are iterators."
                .to_owned(),
        ),
        Topic::Raw => (
            "Raw access",
            "`send()` gives the whole answer; `.value()` is what awaiting the request gives. Where a future is asked for,\n\
             as by `tokio::spawn` and `try_join_all`, it is one, and so is `into_future()`. Headers can be set for\n\
             a client and for a call. What the document lacks is called by its path, with the client's credentials, retries\n\
             and limits: `client.get(\"/path\").await?.json::<T>()`."
                .to_owned(),
        ),
        Topic::Hooks => (
            "Hooks and transports",
            "Hooks see each request before it goes out, and what became of it. What carries requests is a `Transport`,\n\
             a trait of one method: `.transport(..)` takes yours, one of the crate's with settings of its own (below), or\n\
             one that answers from memory (next)."
                .to_owned(),
        ),
        Topic::Testing => (
            "Test your code",
            "A mock transport answers from memory and keeps what was sent; `MockClock` makes waits between\n\
             retries take no time. A type that is only received has no constructor, so that a property that the API adds\n\
             to it breaks nobody: read one with `serde_json::from_str`, and change its fields."
                .to_owned(),
        ),
    }
}

/// What carries requests, and how it is set up. The crates are named as the manifest has them.
fn transports(model: &Crate, text: &mut String) {
    if model.groups.iter().all(|group| group.operations.is_empty()) {
        return;
    }
    let package = quoted(&model.package.name);
    let package = package.trim_matches('"');
    // Without the default features the groups are named, too, or there is nothing to call.
    let all: Vec<&str> = model.package.features.keys().map(String::as_str).collect();
    let shown = if all.len() > MOST_GROUPS { all.get(..1).unwrap_or_default() } else { &all };
    let groups = if all.is_empty() { "" } else { ", with the groups that you call" };
    let named: Vec<String> =
        ["reqwest", "rustls-ring", "http2", "gzip"].iter().chain(shown).map(|name| quoted(name)).collect();
    let _ = write!(
        text,
        "## TLS, proxies, connections\n\n\
         Async calls are carried by reqwest, blocking ones by ureq. Both take a proxy from `HTTPS_PROXY`, `HTTP_PROXY`,\n\
         `ALL_PROXY` and `NO_PROXY`. All else that they offer is set where the transport is made, by your own `reqwest`\n\
         (0.13) or `ureq` (3):\n\n\
         ```rust,ignore\n\
         let proxy = reqwest::Proxy::all(\"http://proxy.example:3128\")?;\n\
         let authority = reqwest::Certificate::from_pem(&std::fs::read(\"authority.pem\")?)?;\n\
         let transport = ReqwestTransport::configured(move |client| {{\n    \
             client.proxy(proxy.clone()).tls_certs_merge([authority.clone()]).pool_max_idle_per_host(4)\n\
         }})?;\n\
         let client = Client::builder().transport(transport).build()?;\n\n\
         // Blocking\n\
         let proxy = ureq::Proxy::new(\"http://proxy.example:3128\")?;\n\
         let transport = UreqTransport::configured(move |config| config.proxy(Some(proxy.clone())));\n\
         ```\n\n\
         Redirects are not followed and timeouts are those of the call, whatever is set there.\n\
         `ReqwestTransport::from_client` and `UreqTransport::from_agent` take a client or an agent as it is, with the\n\
         connections that it shares with other code.\n\n\
         - **Certificates**: reqwest trusts the operating system's, ureq the list of Mozilla. With\n  \
           `RootCerts::PlatformVerifier` in its `tls_config`, ureq trusts the system's, too.\n\
         - **Providers**: rustls uses the provider that the program has installed for all of it\n  \
           (`CryptoProvider::install_default`), else the one of the feature. With the default features, adding this crate\n  \
           changes nothing for other code that uses reqwest or rustls with their defaults. A program whose `rustls` has\n  \
           the feature `ring` alone has two providers then, and takes the light build, or installs one.\n\
         - **The light build** is faster to compile, and needs no C compiler beyond what ring needs:\n  \
           `{package} = {{ version = {}, default-features = false, features = [{}] }}`{groups}.\n  \
           Other code of such a program that makes a reqwest client or a rustls configuration may have to install the\n  \
           provider first; so does `ReqwestTransport::configured`, which says so.\n\
         - **Without TLS**: `reqwest` or `blocking` alone speak plain HTTP; a client for https is refused when it is built.\n\n",
        quoted(&model.package.version),
        named.join(", ")
    );
}

/// The features, with the comments of the manifest as their meaning.
pub(super) fn features(package: &Package, modules: &RuntimeModules, text: &mut String) {
    text.push_str("## Cargo features\n\n| feature | on by default | meaning |\n| --- | --- | --- |\n");
    for feature in modules.features() {
        let on = if feature.is_default { "yes" } else { "no" };
        let _ = writeln!(text, "| `{}` | {on} | {} |", feature.name(), feature.meaning());
    }
    for feature in &package.on_demand {
        let _ = writeln!(text, "| `{}` | no | {} |", feature.name, feature.what.meaning());
    }
    if !package.features.is_empty() {
        let names: Vec<String> = package.features.keys().map(|name| format!("`{name}`")).collect();
        let default = if package.default_features.len() == names.len() {
            "all on by default"
        } else {
            "some on by default"
        };
        let _ = write!(text, "\nOne more for each group of operations, {default}: {}.\n", names.join(", "));
    }
    text.push('\n');
}

/// What users receive.
fn received(model: &Crate, text: &mut String) {
    let Some(first) = model.received.types.first() else { return };
    let library = model.package.path();
    let behind = match model.received.features.first() {
        Some(feature) => format!(", with the feature `{feature}`"),
        None => String::new(),
    };
    let _ = write!(
        text,
        "## Webhooks\n\n\
         The module `webhooks` has a type for the body of each webhook and callback{behind}. Whether a request comes from the\n\
         API is for the program to check.\n\n\
         ```rust,ignore\nlet event: {library}::webhooks::{} = serde_json::from_slice(&body)?;\n```\n\n\
         | type | sent by |\n| --- | --- |\n",
        first.ident.as_str()
    );
    for one in &model.received.types {
        let sent = markdown::cell(&one.sent);
        let _ = writeln!(text, "| `webhooks::{}` | {sent} |", one.ident.as_str());
    }
    text.push('\n');
}

fn operations(model: &Crate, text: &mut String) {
    if model.groups.iter().all(|group| group.operations.is_empty()) {
        return;
    }
    text.push_str("## Operations\n\n`docs/README.md` leads to all that is known of each.\n\n| method | sends |\n| --- | --- |\n");
    for group in &model.groups {
        for operation in &group.operations {
            let path = match &group.names {
                Some(names) => format!("client.{}().{}", names.accessor.as_str(), operation.method.as_str()),
                None => format!("client.{}", operation.method.as_str()),
            };
            let sends = markdown::cell(&format!("{} {}", operation.http_method, operation.path));
            let _ = writeln!(text, "| `{path}` | {sends} |");
        }
    }
}
