//! The models by hand: the fields of the document, as serde derives them.
//!
//! They know less than the generated ones: `Option` does not tell null from absent, and an enum takes no value that it
//! does not know. Both make them quicker to decode, not slower.

use serde::{Deserialize, Serialize};

/// A page of guardrails.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the document's")]
pub struct Page {
    pub data: Vec<Guardrail>,
    pub total_count: i64,
}

/// The answer to a creation.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the document's")]
pub struct Created {
    pub data: Guardrail,
}

/// A guardrail.
#[derive(Debug, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the document's")]
pub struct Guardrail {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub limit_usd: Option<f64>,
    pub reset_interval: Option<Interval>,
    pub include_byok_in_budgets: bool,
    pub allowed_providers: Option<Vec<String>>,
    pub ignored_providers: Option<Vec<String>>,
    pub allowed_models: Option<Vec<String>>,
    pub ignored_models: Option<Vec<String>>,
    pub allowed_data_regions: Option<Vec<Region>>,
    pub enforce_zdr: Option<bool>,
    pub enforce_zdr_anthropic: Option<bool>,
    pub enforce_zdr_google: Option<bool>,
    pub enforce_zdr_openai: Option<bool>,
    pub enforce_zdr_other: Option<bool>,
    pub enforce_zdr_xai: Option<bool>,
    pub enable_free_model_publication: Option<bool>,
    pub enable_free_model_training: Option<bool>,
    pub enable_paid_model_training: Option<bool>,
    pub allow_safety_retention_google: Option<bool>,
    pub allow_safety_retention_other: Option<bool>,
    pub content_filters: Option<Vec<Filter>>,
    pub content_filter_builtins: Option<Vec<BuiltinFilter>>,
    pub created_at: String,
    pub updated_at: Option<String>,
    pub workspace_id: Option<String>,
}

/// A guardrail to create.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the document's")]
pub struct NewGuardrail {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_usd: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset_interval: Option<Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_byok_in_budgets: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_providers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored_providers: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_models: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored_models: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_data_regions: Option<Vec<Region>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_zdr: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_zdr_anthropic: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_zdr_google: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_zdr_openai: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_zdr_other: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enforce_zdr_xai: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_free_model_publication: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_free_model_training: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_paid_model_training: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_safety_retention_google: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_safety_retention_other: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_filters: Option<Vec<Filter>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_filter_builtins: Option<Vec<BuiltinFilter>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace_id: Option<String>,
}

/// A content filter with a pattern.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the document's")]
pub struct Filter {
    pub pattern: String,
    pub action: Action,
    pub label: Option<String>,
}

/// A built-in content filter.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the document's")]
pub struct BuiltinFilter {
    pub slug: Slug,
    pub action: Action,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan_scope: Option<Scope>,
}

/// How often the amount spent is set back.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the document's")]
pub enum Interval {
    Daily,
    Weekly,
    Monthly,
}

/// Where data may be processed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the document's")]
pub enum Region {
    Global,
    Europe,
    Us,
}

/// What is done with a match.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the document's")]
pub enum Action {
    Redact,
    Block,
    Flag,
}

/// What a built-in filter looks for.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the document's")]
pub enum Slug {
    Email,
    Phone,
    Ssn,
    CreditCard,
    IpAddress,
    PersonName,
    Address,
    RegexPromptInjection,
    Secrets,
}

/// Which messages are read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the document's")]
pub enum Scope {
    UserOnly,
    AllMessages,
}
