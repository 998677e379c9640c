//! The same by hand, as someone would write it who knows reqwest: timeouts, the same header fields, the status looked
//! at, one JSON decoding.

use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue};

use crate::shape::{Created, Interval, NewGuardrail, Page};
use crate::{BoxError, KEY, Side};

/// A client of reqwest.
#[derive(Debug)]
pub struct ByHand {
    client: reqwest::Client,
    url: String,
}

impl Side for ByHand {
    fn new(url: &str) -> Result<Self, BoxError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        // As the generated client; the server does not compress.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        let client = reqwest::Client::builder()
            .user_agent("by-hand/0.1.0")
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { client, url: url.to_owned() })
    }

    async fn list(&self) -> Result<usize, BoxError> {
        let request = self.client.get(format!("{}/guardrails", self.url)).bearer_auth(KEY);
        let response = request.query(&[("offset", 0), ("limit", 50)]).send().await?;
        Ok(response.error_for_status()?.json::<Page>().await?.data.len())
    }

    async fn create(&self) -> Result<usize, BoxError> {
        let guardrail = NewGuardrail {
            name: "Production".to_owned(),
            description: Some("For all keys of the production environment".to_owned()),
            limit_usd: Some(100.0),
            reset_interval: Some(Interval::Monthly),
            allowed_providers: Some(["openai", "anthropic", "google"].map(str::to_owned).into()),
            ..NewGuardrail::default()
        };
        let request = self.client.post(format!("{}/guardrails", self.url)).bearer_auth(KEY);
        let response = request.json(&guardrail).send().await?;
        Ok(response.error_for_status()?.json::<Created>().await?.data.name.len())
    }

    fn decode(body: &[u8]) -> Result<usize, BoxError> {
        Ok(serde_json::from_slice::<Page>(body)?.data.len())
    }
}
