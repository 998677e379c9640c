// Gives every guardrail without a limit one. No runtime.

use openrouter_guardrails::blocking::Client;
use openrouter_guardrails::models::{GuardrailInterval, UpdateGuardrailRequest};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{} changed", limit_all(&Client::from_env()?, 25.0)?);
    Ok(())
}

fn limit_all(client: &Client, limit: f64) -> Result<usize, openrouter_guardrails::Error> {
    let mut changed = 0;
    for guardrail in client.guardrails().list().items() {
        let guardrail = guardrail?;
        if guardrail.limit_usd.is_some() {
            continue;
        }
        let changes =
            UpdateGuardrailRequest::new().limit_usd(limit).reset_interval(GuardrailInterval::Monthly);
        client.guardrails().update(guardrail.id, changes).call()?;
        changed += 1;
    }
    Ok(changed)
}
