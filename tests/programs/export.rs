// Writes which key is held by which guardrail, as CSV: the guardrails are asked for at the same time.

use std::sync::Arc;

use openrouter_guardrails::models::Guardrail;
use openrouter_guardrails::{Client, Error};
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Requests at the same time.
const AT_ONCE: usize = 4;

#[derive(Serialize)]
struct Line {
    guardrail: String,
    limit: Option<f64>,
    key: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", export(&Client::from_env()?).await?);
    Ok(())
}

async fn export(client: &Client) -> Result<String, Box<dyn std::error::Error>> {
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    let mut guardrails = client.guardrails().list().items();
    while let Some(guardrail) = guardrails.next().await {
        let (client, slots, guardrail) = (client.clone(), Arc::clone(&slots), guardrail?);
        tasks.spawn(async move {
            let _slot = slots.acquire_owned().await;
            lines(&client, guardrail).await
        });
    }
    let mut lines = Vec::new();
    while let Some(done) = tasks.join_next().await {
        lines.extend(done??);
    }
    lines.sort_by(|one: &Line, other| (&one.guardrail, &one.key).cmp(&(&other.guardrail, &other.key)));
    let mut table = csv::Writer::from_writer(Vec::new());
    for line in lines {
        table.serialize(line)?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

async fn lines(client: &Client, guardrail: Guardrail) -> Result<Vec<Line>, Error> {
    let mut lines = Vec::new();
    let mut keys = client.guardrails().list_guardrail_key_assignments(&guardrail.id).items();
    while let Some(key) = keys.next().await {
        lines.push(Line {
            guardrail: guardrail.name.clone(),
            limit: guardrail.limit_usd.into_option(),
            key: key?.key_hash,
        });
    }
    Ok(lines)
}
