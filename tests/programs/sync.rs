// Makes the guardrails of an organization those of a YAML file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Parser;
use openrouter_guardrails::models::{CreateGuardrailRequest, Guardrail};
use openrouter_guardrails::{Client, Error, OrNull};
use serde::Deserialize;

#[derive(Parser)]
struct Args {
    /// The guardrails as they are to be.
    file: PathBuf,
    /// Only say what would be done.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
    description: Option<String>,
    limit_usd: Option<f64>,
    reset_interval: Option<String>,
    allowed_providers: Option<Vec<String>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    for line in run(&client, &Args::parse()).await? {
        println!("{line}");
    }
    Ok(())
}

async fn run(client: &Client, args: &Args) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let wanted: Vec<Wanted> = serde_yaml::from_str(&std::fs::read_to_string(&args.file)?)?;
    Ok(sync(client, &wanted, args.dry_run).await?)
}

async fn sync(client: &Client, wanted: &[Wanted], dry_run: bool) -> Result<Vec<String>, Error> {
    let mut there = BTreeMap::new();
    let mut all = client.guardrails().list().limit(100).items();
    while let Some(guardrail) = all.next().await {
        let guardrail = guardrail?;
        there.insert(guardrail.name.clone(), guardrail);
    }
    let mut told = Vec::new();
    for wanted in wanted {
        let Some(before) = there.get(&wanted.name) else {
            let request = create(wanted);
            request.validate()?;
            told.push(format!("create {}", wanted.name));
            if !dry_run {
                client.guardrails().create(request).await?;
            }
            continue;
        };
        let changes = before.diff_to(&after(before, wanted));
        if changes.is_empty() {
            told.push(format!("keep {}", wanted.name));
            continue;
        }
        changes.validate()?;
        told.push(format!("update {}", wanted.name));
        if !dry_run {
            client.guardrails().update(&before.id, changes).await?;
        }
    }
    Ok(told)
}

fn create(wanted: &Wanted) -> CreateGuardrailRequest {
    CreateGuardrailRequest::new(&wanted.name)
        .description(wanted.description.as_deref())
        .limit_usd(wanted.limit_usd)
        .reset_interval(wanted.reset_interval.as_deref())
        .allowed_providers(wanted.allowed_providers.as_ref())
}

/// What is to be: a line that the file lacks is removed.
fn after(before: &Guardrail, wanted: &Wanted) -> Guardrail {
    let mut after = before.clone();
    after.description = wanted.description.clone().or_null();
    after.limit_usd = wanted.limit_usd.or_null();
    after.reset_interval = wanted.reset_interval.as_deref().map(Into::into).or_null();
    after.allowed_providers = wanted.allowed_providers.clone().or_null();
    after
}
