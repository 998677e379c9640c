//! Pins what every operation sends, in tests/wire/wire.snap: for minimal arguments, for all arguments, and for each
//! field of the bodies of create and update null and empty (absent is the minimal call).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use std::fmt::Write as _;

use openrouter_guardrails::Client;
use serde_json::{Map, Value, json};
use tests::server::{Canned, MANAGEMENT_KEY, Recorded, Server};
use tests::wire::{Document, Facts, prepare};

const ID: &str = "550e8400-e29b-41d4-a716-446655440000";

/// The arguments that an operation must have.
fn required(facts: &Facts) -> Map<String, Value> {
    let known = |name: &str| match name {
        "id" => json!(ID),
        "name" => json!("My New Guardrail"),
        "key_hashes" => json!(["c56454ed"]),
        "member_user_ids" => json!(["user_abc123"]),
        name => optional(facts, name),
    };
    facts.required.iter().map(|name| (name.clone(), known(name))).collect()
}

/// A value for each argument that can be left out: one that tells more than the document's example, else that.
fn optional(facts: &Facts, name: &str) -> Value {
    match name {
        "offset" => json!(20),
        "limit" => json!(10),
        "workspace_id" => json!("0df9e665-d932-5740-b2c7-b52af166bc11"),
        "name" => json!("Updated Guardrail Name"),
        "description" => json!("A guardrail for limiting API usage"),
        "limit_usd" => json!(12.5),
        "reset_interval" => json!("monthly"),
        "allowed_models" => json!(["openai/gpt-5.2", "deepseek/deepseek-r1-0528:free"]),
        "allowed_providers" => json!(["openai", "anthropic"]),
        "ignored_models" => json!(["openai/gpt-4o-mini"]),
        "ignored_providers" => json!(["azure"]),
        "content_filters" => json!([
            {"pattern": r"\bsk-\w{48}\b", "action": "redact", "label": "[API_KEY]"},
            {"pattern": "x", "action": "block", "label": null},
            {"pattern": "y", "action": "flag"},
        ]),
        "content_filter_builtins" => json!([
            {"slug": "regex-prompt-injection", "action": "block", "scan_scope": "user_only"},
            {"slug": "email", "action": "redact", "label": "[EMAIL]"},
        ]),
        "allowed_data_regions" => json!(["europe", "us"]),
        name if name.starts_with("en")
            || name.starts_with("allow_safety")
            || name == "include_byok_in_budgets" =>
        {
            json!(true)
        }
        name => facts.values.get(name).cloned().unwrap_or_else(|| json!(ID)),
    }
}

/// A field's value with nothing in it, if there is such a thing.
fn empty(full: &Value) -> Option<Value> {
    match full {
        Value::Array(_) => Some(json!([])),
        Value::String(_) => Some(json!("")),
        _ => None,
    }
}

struct Pin {
    server: Server,
    client: Client,
    out: String,
}

impl Pin {
    fn new() -> Self {
        let server = Server::start().unwrap();
        // Only the requests matter, and no client repeats this one.
        server.answer_always(Canned::error(400, "recorded"));
        let client = Client::builder().api_key(MANAGEMENT_KEY).base_url(server.base_url()).build().unwrap();
        Self { server, client, out: String::new() }
    }

    /// The request for a call with its retry class, or why there is none.
    async fn request(&self, facts: &Facts, args: &Map<String, Value>) -> Result<(Recorded, String), String> {
        let prepared = prepare(&self.client, facts, args, &Map::new())?;
        let error = prepared.sent.await.unwrap_err();
        let request = self.server.take_requests().pop().ok_or(error)?;
        Ok((request, format!("{:?}", prepared.info.retry).to_lowercase()))
    }

    /// What is sent, or what has to be written for that: such a line fails nobody, and is told by `update`.
    async fn pin(&mut self, facts: &Facts, title: &str, args: &Map<String, Value>) {
        writeln!(self.out, "## {}, {title}\n", facts.method).unwrap();
        let (request, retry) = match self.request(facts, args).await {
            Ok(done) => done,
            Err(reason) => return writeln!(self.out, "to do: {reason}\n").unwrap(),
        };
        let mark = if request.raw_query.is_empty() { "" } else { "?" };
        writeln!(self.out, "{} {}{mark}{}", request.method, request.path, request.raw_query).unwrap();
        let mut headers = request.headers.clone();
        headers.sort();
        for (name, value) in headers {
            let value = match name.as_str() {
                "authorization" => value.replace(MANAGEMENT_KEY, "[redacted]"),
                "host" => "[the server]".to_owned(),
                // What a new version sends is the same.
                "user-agent" => value.split('/').next().unwrap().to_owned() + "/[version]",
                _ => value,
            };
            writeln!(self.out, "{name}: {value}").unwrap();
        }
        writeln!(self.out, "(retry class: {retry})").unwrap();
        if !request.body.is_empty() {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            writeln!(self.out, "\n{}", serde_json::to_string_pretty(&body).unwrap()).unwrap();
        }
        self.out.push('\n');
    }

    /// One line for a body in which a field has a value.
    async fn pin_field(&mut self, facts: &Facts, field: &str, value: Value) {
        let mut args = required(facts);
        args.insert(field.to_owned(), value.clone());
        let body = match self.request(facts, &args).await {
            Ok((request, _)) => String::from_utf8(request.body).unwrap(),
            Err(reason) => format!("cannot be written down: {reason}"),
        };
        writeln!(self.out, "{field} = {value} -> {body}").unwrap();
    }
}

#[tokio::test]
async fn requests_are_what_they_were() {
    let document = Document::load().unwrap();
    let mut pin = Pin::new();
    for facts in &document.operations {
        let minimal = required(facts);
        pin.pin(facts, "minimal", &minimal).await;

        let mut all = minimal.clone();
        for name in facts.query.iter().map(|(name, _)| name).chain(&facts.fields) {
            all.entry(name).or_insert_with(|| optional(facts, name));
        }
        // The global headers can be given with every call.
        for (name, value) in [
            ("http_referer", "https://example.com"),
            ("x_open_router_title", "My App"),
            ("x_open_router_categories", "cli-agent,cloud-agent"),
        ] {
            all.insert(name.to_owned(), json!(value));
        }
        pin.pin(facts, "all arguments", &all).await;
    }
    for method in ["create", "update"] {
        let facts = document.facts(method).unwrap();
        writeln!(pin.out, "## {method}, each field null, then empty\n").unwrap();
        for field in &facts.fields {
            pin.pin_field(facts, field, Value::Null).await;
            if let Some(empty) = empty(&optional(facts, field)) {
                pin.pin_field(facts, field, empty).await;
            }
        }
        pin.out.push('\n');
    }

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../wire");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_description("What each operation sends. Absent fields: see the minimal calls.");
    settings.bind(|| insta::assert_snapshot!("wire", pin.out.trim_end()));
}
