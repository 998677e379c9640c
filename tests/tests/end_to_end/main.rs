//! The generated client against the guardrails service on 127.0.0.1, by topic.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail loudly")]

mod blocking;
mod constants;
mod documented;
mod drift;
mod environment;
mod errors;
mod fields;
mod formats;
mod life;
mod lists;
mod mock;
mod optional;
mod options;
mod patches;
mod retries;
mod statuses;

use openrouter_guardrails::{Client, ClientBuilder};
use serde_json::{Value, json};
use tests::server::{MANAGEMENT_KEY, Server};

/// The id of no guardrail.
const NOBODY: &str = "550e8400-e29b-41d4-a716-446655440000";

/// A server and a client that may do everything there.
fn connect() -> (Server, Client) {
    let server = Server::start().unwrap();
    let client = to(&server).build().unwrap();
    (server, client)
}

/// The settings with which clients reach a server.
fn to(server: &Server) -> ClientBuilder {
    Client::builder().api_key(MANAGEMENT_KEY).base_url(server.base_url())
}

/// A guardrail with its required fields, as a server sends it.
fn guardrail() -> Value {
    json!({
        "id": NOBODY, "name": "n", "created_at": "2026-01-01T00:00:00Z", "include_byok_in_budgets": true,
        "workspace_id": "0df9e665-d932-5740-b2c7-b52af166bc11",
    })
}
