//! The client that openapi-to-rust generates. Built by the suite where that generator is installed, with what it
//! generated as the crate `guardrails`.

use std::time::Duration;

use bench_programs::{BoxError, KEY, Side};
use guardrails::generated::client::HttpClient;
use guardrails::generated::types::{CreateGuardrailRequest, GuardrailInterval, ListGuardrailsResponse};

/// With the limits that the others have.
pub struct OpenapiToRust(HttpClient);

impl Side for OpenapiToRust {
    fn new(url: &str) -> Result<Self, BoxError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("openapi-to-rust/0.1.0")
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        let client = HttpClient::with_client(client).with_base_url(url).with_api_key(KEY);
        Ok(Self(client.with_header("accept-encoding", "gzip")))
    }

    async fn list(&self) -> Result<usize, BoxError> {
        let page = self.0.list_guardrails(Some(0), Some(50), None::<&str>).await;
        Ok(page.map_err(|error| error.to_string())?.data.len())
    }

    async fn create(&self) -> Result<usize, BoxError> {
        let mut guardrail = CreateGuardrailRequest::new("Production".to_owned());
        guardrail.description = Some(Some("For all keys of the production environment".to_owned()));
        guardrail.limit_usd = Some(Some(100.0));
        guardrail.reset_interval = Some(Some(GuardrailInterval::Monthly));
        guardrail.allowed_providers = Some(Some(["openai", "anthropic", "google"].map(str::to_owned).into()));
        let created = self.0.create_guardrail(guardrail).await;
        Ok(created.map_err(|error| error.to_string())?.data.name.len())
    }

    fn decode(body: &[u8]) -> Result<usize, BoxError> {
        // As it does: by way of a text.
        let text = String::from_utf8_lossy(body).into_owned();
        Ok(serde_json::from_str::<ListGuardrailsResponse>(&text)?.data.len())
    }
}
