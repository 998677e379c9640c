// Writes which key is held by which guardrail, as CSV: the guardrails are asked for at the same time.

use std::sync::Arc;

use openrouter_guardrails::models::Guardrail;
use openrouter_guardrails::{Client, Error};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Requests at the same time.
const AT_ONCE: usize = 4;

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
            rows(&client, guardrail).await
        });
    }
    let mut rows = Vec::new();
    while let Some(done) = tasks.join_next().await {
        rows.extend(done??);
    }
    rows.sort();
    Ok(std::iter::once("guardrail,limit,key".to_owned()).chain(rows).map(|row| row + "\n").collect())
}

async fn rows(client: &Client, guardrail: Guardrail) -> Result<Vec<String>, Error> {
    let limit = guardrail.limit_usd.map(|limit| limit.to_string()).unwrap_or_default();
    let mut rows = Vec::new();
    let mut keys = client.guardrails().list_guardrail_key_assignments(&guardrail.id).items();
    while let Some(key) = keys.next().await {
        rows.push(format!("{},{limit},{}", quoted(&guardrail.name), quoted(&key?.key_hash)));
    }
    Ok(rows)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
