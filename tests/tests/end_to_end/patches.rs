//! `validate()` and `diff_to`: what can be known before a request goes out.

use openrouter_guardrails::Null;
use openrouter_guardrails::models::{
    ContentFilterAction, ContentFilterEntry, CreateGuardrailRequest, Guardrail, UpdateGuardrailRequest,
};

fn guardrail(json: &serde_json::Value) -> Guardrail {
    let mut all = serde_json::json!({
        "id": "g", "name": "Old", "include_byok_in_budgets": false, "created_at": "2026-01-01T00:00:00Z",
        "workspace_id": null
    });
    for (key, value) in json.as_object().unwrap() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

fn changes(before: &serde_json::Value, after: &serde_json::Value) -> serde_json::Value {
    serde_json::to_value(guardrail(before).diff_to(&guardrail(after))).unwrap()
}

#[test]
fn the_smallest_update_holds_what_differs() {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let cases = [
        (r"{}", r"{}", r"{}"),
        (r#"{"description": "A"}"#, r#"{"description": "B"}"#, r#"{"description": "B"}"#),
        (r#"{"description": "A"}"#, r#"{"description": null}"#, r#"{"description": null}"#),
        (r#"{"description": "A"}"#, r"{}", r#"{"description": null}"#),
        (r"{}", r#"{"name": "New", "allowed_models": []}"#, r#"{"name": "New", "allowed_models": []}"#),
        (r#"{"allowed_models": ["a"]}"#, r#"{"allowed_models": []}"#, r#"{"allowed_models": []}"#),
        (
            r"{}",
            r#"{"content_filter_builtins": [{"slug": "email", "action": "redact", "label": "[E]"}]}"#,
            r#"{"content_filter_builtins": [{"slug": "email", "action": "redact", "label": "[E]"}]}"#,
        ),
        // The API takes the limit and its interval together only.
        (
            r#"{"limit_usd": 5, "reset_interval": "daily"}"#,
            r#"{"limit_usd": 7, "reset_interval": "daily"}"#,
            r#"{"limit_usd": 7.0, "reset_interval": "daily"}"#,
        ),
        (
            r#"{"limit_usd": 5, "reset_interval": "daily"}"#,
            r#"{"limit_usd": 5}"#,
            r#"{"limit_usd": 5.0, "reset_interval": null}"#,
        ),
        // What only the server sets is no part of an update.
        (r"{}", r#"{"updated_at": "2026-02-02T00:00:00Z"}"#, r"{}"),
    ];
    for (before, after, expected) in cases {
        assert_eq!(changes(&json(before), &json(after)), json(expected), "{before} -> {after}");
    }
}

#[test]
fn every_violation_is_reported_with_its_path() {
    let long = "x".repeat(201);
    let request = CreateGuardrailRequest::new(long).allowed_models(Vec::<String>::new()).content_filters([
        ContentFilterEntry::new(ContentFilterAction::Block, "ok"),
        ContentFilterEntry::new(ContentFilterAction::Block, "").label("y".repeat(101)),
    ]);
    let violations = request.validate().unwrap_err();
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["allowed_models", "content_filters[1].label", "content_filters[1].pattern", "name"]);
    assert!(violations.to_string().contains("name: must have at most 200 characters, has 201"));
}

#[test]
fn null_and_absent_break_no_limit() {
    assert_eq!(CreateGuardrailRequest::new("fine").allowed_models(Null).validate(), Ok(()));
    assert_eq!(UpdateGuardrailRequest::new().validate(), Ok(()));
    assert!(UpdateGuardrailRequest::new().name("").validate().is_err());
}
