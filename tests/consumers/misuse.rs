//! What does not compile: the compiler says what to do.

use openrouter_guardrails::Client;
use openrouter_guardrails::models::UpdateGuardrailRequest;

fn main() {
    let client = Client::builder().build().unwrap();
    let _ = client.guardrails().get("g").items();
    let _ = UpdateGuardrailRequest::new().name(Some(1));
    let _ = UpdateGuardrailRequest::new().description(Some(1));
}
