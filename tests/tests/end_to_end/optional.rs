//! What a program passes on that it got as an `Option`: `None` is never null.

use openrouter_guardrails::models::{CreateGuardrailRequest, GuardrailInterval, UpdateGuardrailRequest};
use openrouter_guardrails::{Null, OptionalNullable, OrNull};
use serde_json::json;
use tests::server::Server;

use super::connect;

/// What a command line or a configuration file holds.
#[derive(Default)]
struct Settings {
    name: Option<String>,
    description: Option<String>,
    limit_usd: Option<f64>,
    interval: Option<&'static str>,
    models: Option<Vec<String>>,
    byok: Option<bool>,
    page: Option<u8>,
}

fn update(settings: Settings) -> UpdateGuardrailRequest {
    UpdateGuardrailRequest::new()
        .name(settings.name)
        .description(settings.description)
        .limit_usd(settings.limit_usd)
        .reset_interval(settings.interval)
        .allowed_models(settings.models)
        .include_byok_in_budgets(settings.byok)
}

fn bodies(server: &Server) -> Vec<serde_json::Value> {
    let requests = server.take_requests().into_iter();
    requests.filter(|request| !request.body.is_empty()).map(|request| request.json().unwrap()).collect()
}

#[tokio::test]
async fn none_leaves_a_field_as_it_is() {
    let (server, client) = connect();
    let create = CreateGuardrailRequest::new("n")
        .description(Some("kept"))
        .limit_usd(Some(5))
        .reset_interval("monthly");
    let id = client.guardrails().create(create).await.unwrap().data.id;
    let changed = Settings { name: Some("m".to_owned()), ..Settings::default() };
    let after = client.guardrails().update(&id, update(changed)).await.unwrap().data;
    assert_eq!(after.description, OptionalNullable::from("kept".to_owned()));
    assert_eq!((after.name.as_str(), after.limit_usd.into_option()), ("m", Some(5.0)));
    let all = Settings {
        description: Some("d".to_owned()),
        limit_usd: Some(1.5),
        interval: Some("weekly"),
        models: Some(vec!["a/b".to_owned()]),
        byok: Some(true),
        ..Settings::default()
    };
    client.guardrails().update(&id, update(all)).await.unwrap();
    let cleared = UpdateGuardrailRequest::new()
        .description(None::<String>.or_null())
        .allowed_models(Null)
        .reset_interval(Some(GuardrailInterval::Daily).or_null());
    client.guardrails().update(&id, cleared).await.unwrap();
    assert_eq!(
        bodies(&server),
        [
            json!({"name": "n", "description": "kept", "limit_usd": 5.0, "reset_interval": "monthly"}),
            json!({"name": "m"}),
            json!({
                "description": "d", "limit_usd": 1.5, "reset_interval": "weekly", "allowed_models": ["a/b"],
                "include_byok_in_budgets": true
            }),
            json!({"description": null, "allowed_models": null, "reset_interval": "daily"}),
        ]
    );
}

/// Also what an earlier call has set: defaults first, then what a user said.
#[test]
fn none_keeps_what_was_set_before() {
    let defaults = UpdateGuardrailRequest::new().name("n").description(Null).limit_usd(7);
    assert_eq!(
        defaults.clone().name(None::<&str>).description(None::<&str>).limit_usd(None::<f64>),
        defaults
    );
}

#[tokio::test]
async fn none_of_a_query_parameter_or_a_header_is_not_sent() {
    let (server, client) = connect();
    let settings = Settings::default();
    let list = || client.guardrails().list();
    list().limit(settings.page).offset(settings.page).workspace_id(settings.name.as_deref()).await.unwrap();
    list().limit(Some(2_u8)).limit(settings.page).offset(Some(1)).offset(None::<i64>).await.unwrap();
    list().http_referer(settings.name).x_open_router_title(Some("t")).await.unwrap();
    let requests = server.take_requests();
    let queries: Vec<&str> = requests.iter().map(|request| request.raw_query.as_str()).collect();
    assert_eq!(queries, ["", "offset=1&limit=2", ""]);
    assert_eq!(
        (requests[2].header("http-referer"), requests[2].header("x-openrouter-title")),
        (None, Some("t"))
    );
}

/// The blocking client has the same setters.
#[test]
fn the_blocking_client_sends_no_null_for_none() {
    let server = Server::start().unwrap();
    let client = openrouter_guardrails::blocking::Client::builder()
        .api_key(tests::server::MANAGEMENT_KEY)
        .base_url(server.base_url())
        .http_referer(None::<String>)
        .build()
        .unwrap();
    let settings = Settings { page: Some(3), ..Settings::default() };
    client.guardrails().list().limit(settings.page).offset(None::<u32>).call().unwrap();
    client.guardrails().update("a", update(settings)).call().unwrap_err();
    let requests = server.take_requests();
    assert_eq!(requests[0].raw_query, "limit=3");
    assert_eq!(requests[0].header("http-referer"), None);
    assert_eq!(requests[1].json().unwrap(), json!({}));
}
