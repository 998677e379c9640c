//! Five programs as users write them, in `programs/`, against the server: a synchronisation with `--dry-run`, a web
//! service, a concurrent export, a blocking script, and a library with tests of its own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail loudly")]

use openrouter_guardrails::models::{BulkAssignKeysRequest, CreateGuardrailRequest};
use openrouter_guardrails::{Client, blocking};
use serde_json::{Value, json};
use tests::server::{MANAGEMENT_KEY, Server};

/// A program as a module. Its `main` is for users; `run` is what a test calls.
macro_rules! program {
    ($name:ident, $file:literal, $($run:tt)*) => {
        #[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic, clippy::unwrap_used, reason = "it is as its user wrote it")]
        mod $name {
            include!(concat!("../programs/", $file));

            $($run)*
        }
    };
}

program!(
    sync,
    "sync.rs",
    pub(super) async fn run_with(client: &Client, args: &[&str]) -> Vec<String> {
        run(client, &Args::parse_from(args)).await.unwrap()
    }
);
program!(
    service,
    "service.rs",
    pub(super) async fn run_on(listener: TcpListener, client: Client) {
        serve(listener, client).await.unwrap();
    }
);
program!(
    export,
    "export.rs",
    pub(super) async fn run(client: &Client) -> String {
        export(client).await.unwrap()
    }
);
program!(
    script,
    "script.rs",
    pub(super) fn run(client: &Client) -> usize {
        limit_all(client, 25.0).unwrap()
    }
);
program!(library, "library.rs",);

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).api_key(MANAGEMENT_KEY).build().unwrap()
}

/// What was sent since the last time but for reading: method, path and body.
fn written(server: &Server) -> Vec<(String, Value)> {
    let sent = server.take_requests();
    let line =
        |one: &tests::server::Recorded| format!("{} {}", one.method, one.path.trim_start_matches("/api/v1"));
    sent.iter()
        .filter(|one| one.method != "GET")
        .map(|one| (line(one), one.json().unwrap_or_default()))
        .collect()
}

#[tokio::test]
async fn a_file_is_synchronised_and_a_dry_run_writes_nothing() {
    let server = Server::start().unwrap();
    let client = client(&server);
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs-sync.yaml");
    let wanted = |text: &str| std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();

    wanted("- {name: A, limit_usd: 5, reset_interval: daily, allowed_providers: [openai]}\n- {name: B}\n");
    let told = sync::run_with(&client, &["sync", "--dry-run", path]).await;
    assert_eq!((told, written(&server)), (vec!["create A".to_owned(), "create B".to_owned()], Vec::new()));
    sync::run_with(&client, &["sync", path]).await;
    let a =
        json!({"name": "A", "limit_usd": 5.0, "reset_interval": "daily", "allowed_providers": ["openai"]});
    assert_eq!(
        written(&server),
        [("POST /guardrails".to_owned(), a), ("POST /guardrails".to_owned(), json!({"name": "B"}))]
    );

    // The interval goes along with the limit: the API takes them together only.
    wanted("- {name: A, limit_usd: 7, reset_interval: daily}\n- {name: B}\n");
    let told = sync::run_with(&client, &["sync", "--dry-run", path]).await;
    assert_eq!((told, written(&server)), (vec!["update A".to_owned(), "keep B".to_owned()], Vec::new()));
    sync::run_with(&client, &["sync", path]).await;
    let change = json!({"limit_usd": 7.0, "reset_interval": "daily", "allowed_providers": null});
    let id = "00000000-0000-4000-8000-000000000001";
    assert_eq!(written(&server), [(format!("PATCH /guardrails/{id}"), change)]);
    assert_eq!(sync::run_with(&client, &["sync", path]).await, ["keep A", "keep B"]);
}

#[tokio::test]
async fn a_service_answers_with_what_the_api_says() {
    let server = Server::start().unwrap();
    let client = client(&server);
    let created = client
        .guardrails()
        .create(CreateGuardrailRequest::new("A").limit_usd(5).reset_interval("daily"))
        .await
        .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let running = tokio::spawn(service::run_on(listener, client));

    let get = async |path: &str| {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str::<Value>(body).unwrap())
    };
    let path = format!("/guardrails/{}", created.data.id);
    assert_eq!(get(&path).await, (200, json!({"name": "A", "limit": 5.0, "interval": "daily"})));
    assert_eq!(get("/guardrails/none").await.0, 404);
    server.answer_always(tests::server::Canned::error(403, "no"));
    assert_eq!(get(&path).await, (502, json!({"error": "no"})));
    running.abort();
}

#[tokio::test]
async fn an_export_asks_for_all_keys_at_the_same_time() {
    let server = Server::start().unwrap();
    let client = client(&server);
    for name in ["A", "B \"b\"", "C"] {
        let id = client.guardrails().create(CreateGuardrailRequest::new(name)).await.unwrap().data.id;
        let key = format!("key-of-{}", name.to_lowercase().replace('"', ""));
        client.guardrails().bulk_assign_keys(&id, BulkAssignKeysRequest::new([key])).await.unwrap();
    }
    let lines = export::run(&client).await;
    assert_eq!(lines, "guardrail,limit,key\nA,,key-of-a\n\"B \"\"b\"\"\",,key-of-b b\nC,,key-of-c\n");
}

#[test]
fn a_script_limits_what_has_no_limit() {
    let server = Server::start().unwrap();
    let client =
        blocking::Client::builder().base_url(server.base_url()).api_key(MANAGEMENT_KEY).build().unwrap();
    for request in [
        CreateGuardrailRequest::new("A"),
        CreateGuardrailRequest::new("B").limit_usd(5).reset_interval("daily"),
    ] {
        client.guardrails().create(request).call().unwrap();
    }
    let _ = server.take_requests();
    assert_eq!(script::run(&client), 1);
    let change = json!({"limit_usd": 25.0, "reset_interval": "monthly"});
    assert_eq!(
        written(&server),
        [("PATCH /guardrails/00000000-0000-4000-8000-000000000001".to_owned(), change)]
    );
    assert_eq!(script::run(&client), 0);
}

/// Its own tests need no server; this is the real thing.
#[tokio::test]
async fn a_library_sets_up_a_team() {
    let server = Server::start().unwrap();
    let id = library::set_up(&client(&server), "Team", &["k1".to_owned()]).await.unwrap();
    let sent = written(&server);
    assert_eq!(sent[1], (format!("POST /guardrails/{id}/assignments/keys"), json!({"key_hashes": ["k1"]})));
}
