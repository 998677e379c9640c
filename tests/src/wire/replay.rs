//! Sends every recorded call with the generated client and compares what arrives.

use std::path::Path;

use openrouter_guardrails::Client;
use serde_json::{Map, Value};

use super::build::prepare;
use super::compare::differences;
use super::document::{Document, Facts};
use super::recording::{Case, Entry, read};
use crate::server::{BASE_PATH, Canned, Recorded, Server};

/// The key of calls that say nothing about it.
const KEY: &str = "sk-test-key";

/// A case and how it came out.
#[derive(Debug)]
pub struct Replayed {
    /// The case.
    pub id: String,
    /// How it came out.
    pub outcome: Outcome,
}

/// How a case came out.
#[derive(Debug)]
pub enum Outcome {
    /// As in at least one recording; the text says in which.
    Agreed(String),
    /// Otherwise than in all recordings; the text says how.
    Differs(String),
    /// The call cannot be written down with the generated client; the text says why.
    NotApplicable(String),
}

/// Replays a file of recorded requests.
///
/// # Errors
/// The file or the document cannot be read, or no server can be started.
pub async fn replay(path: &Path) -> Result<Vec<Replayed>, String> {
    let document = Document::load()?;
    let server = Server::start().map_err(|error| error.to_string())?;
    // No client repeats a 400.
    server.answer_always(Canned::error(400, "recorded"));
    let mut all = Vec::new();
    for case in read(path)? {
        let Some(call) = case.call() else { continue };
        let facts = document.facts(&call.operation);
        let outcome = judge(&case, facts, &attempt(call, facts, &server).await);
        all.push(Replayed { id: call.id.clone(), outcome });
    }
    Ok(all)
}

/// What became of a call.
enum Attempt {
    Sent(Box<Recorded>),
    /// The client refused to send it.
    Refused(String),
    /// The types rule it out.
    Inexpressible(String),
}

async fn attempt(call: &Entry, facts: Option<&Facts>, server: &Server) -> Attempt {
    let Some(facts) = facts else {
        return Attempt::Inexpressible(format!("the document has no operation `{}`", call.operation));
    };
    let client = match client(&call.client, server) {
        Ok(client) => client,
        Err(error) => return Attempt::Refused(error),
    };
    let mut options = Map::new();
    if let Some(path) = call.options.get("base_path").and_then(Value::as_str) {
        options.insert("base_url".to_owned(), format!("{}{path}", server.origin()).into());
    }
    if let Some(headers) = call.options.get("headers") {
        options.insert("headers".to_owned(), headers.clone());
    }
    let prepared = match prepare(&client, facts, &call.args, &options) {
        Ok(prepared) => prepared,
        Err(reason) => return Attempt::Inexpressible(reason),
    };
    let outcome = prepared.sent.await;
    match (server.take_requests().pop(), outcome) {
        (Some(request), _) => Attempt::Sent(Box::new(request)),
        (None, Err(error)) => Attempt::Refused(error),
        (None, Ok(())) => Attempt::Refused("succeeded without a request".to_owned()),
    }
}

fn client(settings: &Map<String, Value>, server: &Server) -> Result<Client, String> {
    let text = |name: &str| settings.get(name).and_then(Value::as_str);
    let origin = server.origin();
    let authority = origin.trim_start_matches("http://");
    let port = authority.rsplit(':').next().unwrap_or_default();
    let url = text("raw_server_url").map_or_else(
        || {
            let (login, path) = (text("userinfo").unwrap_or(""), text("base_path").unwrap_or(BASE_PATH));
            format!("http://{login}{authority}{path}")
        },
        |url| url.replace("{{PORT}}", port),
    );
    let mut builder = Client::builder().api_key(text("api_key").unwrap_or(KEY)).base_url(url);
    if let Some(value) = text("http_referer") {
        builder = builder.http_referer(value);
    }
    if let Some(value) = text("x_open_router_title") {
        builder = builder.x_open_router_title(value);
    }
    if let Some(value) = text("x_open_router_categories") {
        builder = builder.x_open_router_categories(value);
    }
    builder.build().map_err(|error| error.to_string())
}

fn judge(case: &Case, facts: Option<&Facts>, attempt: &Attempt) -> Outcome {
    let mut problems = Vec::new();
    for entry in &case.entries {
        let who = &entry.sdk;
        match (attempt, &entry.request) {
            (Attempt::Sent(sent), Some(expected)) => {
                let found = differences(entry, expected, sent, facts);
                if found.is_empty() {
                    return Outcome::Agreed(who.clone());
                }
                problems.push(format!("{who}: {}", found.join("; ")));
            }
            (Attempt::Sent(sent), None) => {
                problems.push(format!("{who}: sends {} {} instead of nothing", sent.method, sent.path));
            }
            (Attempt::Refused(error), None) if entry.client_side_error.is_some() => {
                return Outcome::Agreed(format!("{who}: refused, {error}"));
            }
            (Attempt::Refused(error), _) => problems.push(format!("{who}: refuses to send ({error})")),
            (Attempt::Inexpressible(reason), _) => return Outcome::NotApplicable(reason.clone()),
        }
    }
    Outcome::Differs(problems.join(" | "))
}
