//! Absent, null and empty are three things, for every field of an update and both ways.
#![allow(deprecated, reason = "deprecated fields are fields, too")]

use generator::surface::Shape;
use openrouter_guardrails::models::{
    ContentFilterAction, ContentFilterBuiltinAction, ContentFilterBuiltinEntryInput,
    ContentFilterBuiltinSlug, ContentFilterEntry, GetGuardrailResponse, GuardrailDataRegion,
    GuardrailInterval, UpdateGuardrailRequest,
};
use openrouter_guardrails::{Client, Null, OptionalNullable, OrNull};
use serde_json::{Value, json};
use tests::generation;
use tests::server::{Canned, Server};
use tests::wire::Document;

use super::{NOBODY, connect, guardrail};

/// What goes out for an update.
async fn sent(server: &Server, client: &Client, change: UpdateGuardrailRequest) -> Value {
    server.answer_next(Canned::json(200, json!({"data": guardrail()})));
    client.guardrails().update(NOBODY, change).await.unwrap();
    server.take_requests().pop().unwrap().json().unwrap()
}

/// What the client makes of a guardrail in which a field has a value, or is absent.
async fn read(server: &Server, client: &Client, field: &str, value: Option<Value>) -> GetGuardrailResponse {
    let mut data = guardrail();
    if let Some(value) = value {
        data[field] = value;
    }
    server.answer_next(Canned::json(200, json!({"data": data})));
    let response = client.guardrails().get(NOBODY).await.unwrap();
    // What was read can be written again without a loss.
    assert_eq!(serde_json::to_value(&response).unwrap(), json!({"data": data}));
    let _ = server.take_requests();
    response
}

/// Fields that may be null, with a value for the setter of each and the same value as JSON: what a field of a new kind is
/// added to. The others are tried as JSON.
macro_rules! for_each_nullable {
    ($check:ident) => {
        $check! {
            allow_safety_retention_google: bool = false, json!(false);
            allow_safety_retention_other: bool = false, json!(false);
            allowed_data_regions: Vec<GuardrailDataRegion> = [GuardrailDataRegion::Europe], json!(["europe"]);
            allowed_models: Vec<String> = ["m/1", "m/2"], json!(["m/1", "m/2"]);
            allowed_providers: Vec<String> = ["openai"], json!(["openai"]);
            content_filter_builtins: Vec<ContentFilterBuiltinEntryInput> = [ContentFilterBuiltinEntryInput::new(
                ContentFilterBuiltinAction::Redact, ContentFilterBuiltinSlug::Phone,
            )], json!([{"slug": "phone", "action": "redact"}]);
            content_filters: Vec<ContentFilterEntry> = [ContentFilterEntry::new(ContentFilterAction::Flag, "p")],
                json!([{"pattern": "p", "action": "flag"}]);
            description: String = "", json!("");
            enable_free_model_publication: bool = false, json!(false);
            enable_free_model_training: bool = false, json!(false);
            enable_paid_model_training: bool = false, json!(false);
            enforce_zdr: bool = false, json!(false);
            enforce_zdr_anthropic: bool = false, json!(false);
            enforce_zdr_google: bool = false, json!(false);
            enforce_zdr_openai: bool = false, json!(false);
            enforce_zdr_other: bool = false, json!(false);
            enforce_zdr_xai: bool = false, json!(false);
            ignored_models: Vec<String> = ["m/3"], json!(["m/3"]);
            ignored_providers: Vec<String> = ["azure"], json!(["azure"]);
            limit_usd: f64 = 0.0, json!(0.0);
            reset_interval: GuardrailInterval = GuardrailInterval::Daily, json!("daily");
        }
    };
}

/// The three states of each field, set in the ways there are.
macro_rules! changes {
    ($($field:ident: $type:ty = $value:expr, $json:expr;)*) => {
        vec![$((
            stringify!($field),
            $json,
            UpdateGuardrailRequest::new().$field($value),
            UpdateGuardrailRequest::new().$field(Null),
            UpdateGuardrailRequest::new().$field(None::<$type>),
            UpdateGuardrailRequest::new().$field(None::<$type>.or_null()),
            UpdateGuardrailRequest::new().$field(Some($value)).$field(OptionalNullable::<$type>::Absent),
        )),*]
    };
}

#[tokio::test]
async fn an_update_sends_three_states_of_every_field() {
    let (server, client) = connect();
    let all = for_each_nullable!(changes);
    for (field, json, value, null, none, or_null, kept) in all.clone() {
        assert_eq!(sent(&server, &client, value).await, json!({field: json}));
        assert_eq!(sent(&server, &client, null).await, json!({field: null}));
        assert_eq!(sent(&server, &client, none).await, json!({}));
        assert_eq!(sent(&server, &client, or_null).await, json!({field: null}));
        assert_eq!(sent(&server, &client, kept).await, json!({field: json}));
    }
    // The two others are optional only.
    assert_eq!(sent(&server, &client, UpdateGuardrailRequest::new().name("")).await, json!({"name": ""}));
    let change = UpdateGuardrailRequest::new().include_byok_in_budgets(false);
    assert_eq!(sent(&server, &client, change).await, json!({"include_byok_in_budgets": false}));

    // And as JSON, whatever fields there are.
    let nullable = nullable_fields("UpdateGuardrailRequest");
    assert!(all.iter().all(|(field, ..)| nullable.iter().any(|name| name == field)));
    for (field, value) in wire_fields("update") {
        let mut bodies = vec![json!({}), json!({&*field: value})];
        bodies.extend(nullable.contains(&field).then(|| json!({&*field: null})));
        for body in bodies {
            let change = serde_json::from_value(body.clone()).unwrap();
            assert_eq!(in_floats(sent(&server, &client, change).await), in_floats(body));
        }
    }
}

/// The same with all its numbers written with a fraction: `75` is sent as `75.0`.
fn in_floats(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(in_floats).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, in_floats(value))).collect(),
        other => other,
    }
}

/// The fields of the body of an operation, with a value for each.
fn wire_fields(method: &str) -> Vec<(String, Value)> {
    let document = Document::load().unwrap();
    let facts = document.facts(method).unwrap();
    let value = |field: &String| (field.clone(), facts.values.get(field).unwrap().clone());
    facts.fields.iter().map(value).collect()
}

/// The fields of a type that may be absent, null or a value, by their names on the wire.
fn nullable_fields(ty: &str) -> Vec<String> {
    let surface = generation::guardrails().output.unwrap().surface;
    let prefix = format!("models::{ty}::");
    let fields = surface.items.iter().filter(|(path, _)| path.starts_with(&prefix));
    let nullable = fields
        .filter(|(_, item)| matches!(&item.shape, Shape::Field(ty) if ty.in_optional_nullable().is_some()));
    nullable.filter_map(|(_, item)| item.wire.clone()).collect()
}

#[tokio::test]
async fn an_update_sends_empty_lists() {
    let (server, client) = connect();
    let none: [&str; 0] = [];
    let change = UpdateGuardrailRequest::new()
        .allowed_models(none)
        .allowed_providers(none.as_slice())
        .ignored_models(Vec::<String>::new())
        .ignored_providers(none)
        .content_filters(Vec::<ContentFilterEntry>::new())
        .content_filter_builtins(Vec::<ContentFilterBuiltinEntryInput>::new());
    let expected = json!({
        "allowed_models": [], "allowed_providers": [], "ignored_models": [], "ignored_providers": [],
        "content_filters": [], "content_filter_builtins": [],
    });
    assert_eq!(sent(&server, &client, change).await, expected);
}

#[tokio::test]
async fn an_answer_keeps_three_states_of_every_field() {
    let (server, client) = connect();
    macro_rules! check {
        ($($field:ident: $type:ty = $value:expr, $json:expr;)*) => { $(
            let field = stringify!($field);
            let data = read(&server, &client, field, Some($json)).await.data;
            assert!(data.$field.is_value(), "{field}");
            assert_eq!(serde_json::to_value(&data.$field).unwrap(), $json);
            assert!(read(&server, &client, field, Some(Value::Null)).await.data.$field.is_null(), "{field}");
            assert!(read(&server, &client, field, None).await.data.$field.is_absent(), "{field}");
            if $json.is_array() {
                let data = read(&server, &client, field, Some(json!([]))).await.data;
                assert_eq!(serde_json::to_value(&data.$field).unwrap(), json!([]), "{field}");
            }
        )* };
    }
    for_each_nullable!(check);
    // What is read is written again as it came, whatever fields there are.
    for field in nullable_fields("Guardrail") {
        read(&server, &client, &field, Some(Value::Null)).await;
        read(&server, &client, &field, None).await;
    }
}

#[tokio::test]
async fn a_list_of_at_least_one_is_the_servers_to_refuse() {
    let (server, client) = connect();
    let created = client.guardrails().create(openrouter_guardrails::models::CreateGuardrailRequest::new("n"));
    let id = created.await.unwrap().data.id;
    let empty = || UpdateGuardrailRequest::new().allowed_models(Vec::<String>::new());
    assert_eq!(client.guardrails().update(&id, empty()).await.unwrap_err().status().unwrap(), 400);
    server.accept_anything();
    let after = client.guardrails().update(&id, empty()).await.unwrap().data;
    assert_eq!(after.allowed_models, OptionalNullable::Value(Vec::new()));
}
