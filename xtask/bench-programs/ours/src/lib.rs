//! The generated client, with its defaults.

use bench_programs::{BoxError, KEY, Side};
use openrouter_guardrails::{Client, models, runtime};

/// The generated client.
#[derive(Debug)]
pub struct Ours(Client);

impl Side for Ours {
    fn new(url: &str) -> Result<Self, BoxError> {
        Ok(Self(Client::builder().api_key(KEY).base_url(url).build()?))
    }

    async fn list(&self) -> Result<usize, BoxError> {
        Ok(self.0.guardrails().list().offset(0).limit(50).await?.data.len())
    }

    async fn create(&self) -> Result<usize, BoxError> {
        let guardrail = models::CreateGuardrailRequest::new("Production")
            .description("For all keys of the production environment")
            .limit_usd(100.0)
            .reset_interval(models::GuardrailInterval::Monthly)
            .allowed_providers(["openai", "anthropic", "google"]);
        Ok(self.0.guardrails().create(guardrail).await?.data.name.len())
    }

    fn decode(body: &[u8]) -> Result<usize, BoxError> {
        Ok(runtime::from_json::<models::ListGuardrailsResponse>(body)?.data.len())
    }
}
