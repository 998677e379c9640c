//! A first program as a user would write it, run against a server.

use tests::server::{MANAGEMENT_KEY, Server};

#[tokio::test]
async fn the_example_works() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    let (key, url) = (MANAGEMENT_KEY, server.base_url());
    example(key, &url).await?;

    let sent: Vec<String> =
        server.requests().iter().map(|request| format!("{} {}", request.method, request.path)).collect();
    let id = "00000000-0000-4000-8000-000000000001";
    assert_eq!(
        sent,
        [
            "POST /api/v1/guardrails".to_owned(),
            format!("PATCH /api/v1/guardrails/{id}"),
            format!("POST /api/v1/guardrails/{id}/assignments/keys"),
            "GET /api/v1/guardrails".to_owned(),
            "GET /api/v1/guardrails/550e8400-e29b-41d4-a716-446655440000".to_owned(),
            format!("GET /api/v1/guardrails/{id}"),
        ]
    );
    Ok(())
}

#[rustfmt::skip]
async fn example(key: &str, url: &str) -> Result<(), Box<dyn std::error::Error>> {
use openrouter_guardrails::{Client, Error, Null};
use openrouter_guardrails::models::{
    BulkAssignKeysRequest, ContentFilterAction, ContentFilterEntry, CreateGuardrailRequest,
    GuardrailInterval, UpdateGuardrailRequest,
};
use openrouter_guardrails::errors::GuardrailsGetError;

let client = Client::builder()
    .api_key(key)                               // Client::from_env() reads OPENROUTER_API_KEY
    .base_url(url)                              // default: the document's server
    .http_referer("https://example.com")        // the global headers of the document
    .timeout(std::time::Duration::from_secs(20))
    .build()?;

let created = client.guardrails().create(
    CreateGuardrailRequest::new("Production")                   // required fields only
        .limit_usd(50.0)
        .reset_interval(GuardrailInterval::Monthly)
        .allowed_providers(["openai", "anthropic"])
        .content_filters([ContentFilterEntry::new(ContentFilterAction::Redact, r"\bsk-\w{48}\b").label("[API_KEY]")]),
).await?;
let id = created.data.id;

client.guardrails().update(&id, UpdateGuardrailRequest::new().description(Null).limit_usd(75.0)).await?;
client.guardrails().bulk_assign_keys(&id, BulkAssignKeysRequest::new(["c56454ed"])).await?;

let mut guardrails = client.guardrails().list().limit(100).items();
while let Some(guardrail) = guardrails.next().await {
    let guardrail = guardrail?;
    println!("{} {:?}", guardrail.name, guardrail.limit_usd);
}

match client.guardrails().get("550e8400-e29b-41d4-a716-446655440000").await {
    Err(Error::Api(error)) if error.status() == 404 => { assert!(matches!(error.body(), GuardrailsGetError::NotFound(..))); }
    other => { other?; }
}
let response = client.guardrails().get(&id).timeout(std::time::Duration::from_secs(2)).send().await?;
println!("{} {:?}", response.status(), response.headers().get("x-request-id"));
Ok(())
}
