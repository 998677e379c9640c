//! What the server answers and what is decoded: the same in every run.

use crate::shape::{Action, BuiltinFilter, Created, Filter, Guardrail, Interval, Page, Region, Scope, Slug};

/// How many bytes of pages are decoded at a time, and how many guardrails are on each.
const DECODED: usize = 10_000_000;
const PER_PAGE: usize = 100;
/// How many guardrails the server's pages hold.
const SERVED: usize = 2;

/// The body of the server's page.
///
/// # Errors
/// None, as far as we know.
pub fn served() -> serde_json::Result<Vec<u8>> {
    page(0, SERVED)
}

/// The body of the answer to a creation.
///
/// # Errors
/// None, as far as we know.
pub fn created() -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Created { data: guardrail(1) })
}

/// The bodies of list answers, 10 MB in all.
///
/// # Errors
/// None, as far as we know.
pub fn pages() -> serde_json::Result<Vec<Vec<u8>>> {
    let (mut pages, mut size) = (Vec::new(), 0);
    while size < DECODED {
        let body = page(pages.len() * PER_PAGE, PER_PAGE)?;
        size += body.len();
        pages.push(body);
    }
    Ok(pages)
}

fn page(first: usize, count: usize) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Page { data: (first..first + count).map(guardrail).collect(), total_count: 100_000 })
}

/// One that differs from its neighbours: in each nullable field, one of three is null.
fn guardrail(number: usize) -> Guardrail {
    let given = |field: usize| !(number + field).is_multiple_of(3);
    let flag = |field: usize| given(field).then_some(number.is_multiple_of(2));
    let list = |field: usize, of: &[&str]| given(field).then(|| of.iter().map(|&text| text.into()).collect());
    let models = ["openai/gpt-5.1-2025-11-13", "anthropic/claude-4.5-sonnet-20250929", "x-ai/grok-4.1-fast"];
    Guardrail {
        id: format!("550e8400-e29b-41d4-a716-{number:012}"),
        name: format!("Guardrail number {number}"),
        description: given(0).then(|| "For the \"production\" keys: ask before you change it.".to_owned()),
        limit_usd: given(1).then_some(125.5),
        reset_interval: given(2).then_some(Interval::Monthly),
        include_byok_in_budgets: number.is_multiple_of(5),
        allowed_providers: list(3, &["openai", "anthropic", "google-vertex", "amazon-bedrock"]),
        ignored_providers: list(4, &["deepseek"]),
        allowed_models: list(5, &models),
        ignored_models: list(6, &["openai/o1-pro"]),
        allowed_data_regions: given(7).then(|| vec![Region::Europe, Region::Us]),
        enforce_zdr: flag(8),
        enforce_zdr_anthropic: flag(9),
        enforce_zdr_google: flag(10),
        enforce_zdr_openai: flag(11),
        enforce_zdr_other: flag(12),
        enforce_zdr_xai: flag(13),
        enable_free_model_publication: flag(14),
        enable_free_model_training: flag(15),
        enable_paid_model_training: flag(16),
        allow_safety_retention_google: flag(17),
        allow_safety_retention_other: flag(18),
        content_filters: given(19).then(|| vec![filter(Action::Block), filter(Action::Flag)]),
        content_filter_builtins: given(20).then(|| vec![builtin(Slug::Email), builtin(Slug::PersonName)]),
        created_at: "2025-08-24T10:30:00Z".to_owned(),
        updated_at: given(21).then(|| "2025-08-24T15:45:00Z".to_owned()),
        workspace_id: given(22).then(|| "0df9e665-d932-5740-b2c7-b52af166bc11".to_owned()),
    }
}

fn filter(action: Action) -> Filter {
    Filter { pattern: r"\b(sk-[a-zA-Z0-9]{48})\b".to_owned(), action, label: Some("[API_KEY]".to_owned()) }
}

fn builtin(slug: Slug) -> BuiltinFilter {
    let label = Some("[REDACTED]".to_owned());
    BuiltinFilter { slug, action: Action::Redact, label, scan_scope: Some(Scope::UserOnly) }
}

#[cfg(test)]
mod tests {
    use openrouter_guardrails::{models, runtime};
    use serde_json::Value;

    use crate::shape::Page;

    /// Both sides read all of it: what each writes again is what it read.
    #[test]
    fn no_side_loses_anything() {
        let body = super::page(0, 12).unwrap();
        let all: Value = serde_json::from_slice(&body).unwrap();
        let by_hand: Page = serde_json::from_slice(&body).unwrap();
        assert_eq!(serde_json::to_value(&by_hand).unwrap(), all);
        let ours: models::ListGuardrailsResponse = runtime::from_json(&body).unwrap();
        assert_eq!(serde_json::to_value(&ours).unwrap(), all);
        let keys = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
        assert_eq!(keys(&all["data"][0]), 27, "all fields of the document are there");
    }
}
