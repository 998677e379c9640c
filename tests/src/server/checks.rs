//! The document's constraints on bodies and parameters; what breaks one gets a 400.

use serde_json::{Map, Value};

use super::canned::Canned;
use super::recorded::Recorded;
use super::state::Kind;

/// What a body with the fields of a guardrail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Create,
    Update,
}

/// What the document says about a field of a guardrail.
enum Rule {
    /// A text of so many characters.
    Text(usize, usize),
    /// At least one text.
    Texts,
    Bool,
    Number,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A list of objects that have at least these fields, all of them texts.
    Objects(&'static [&'static str]),
    Uuid,
}

const SWITCHES: [&str; 11] = [
    "allow_safety_retention_google",
    "allow_safety_retention_other",
    "enable_free_model_publication",
    "enable_free_model_training",
    "enable_paid_model_training",
    "enforce_zdr",
    "enforce_zdr_anthropic",
    "enforce_zdr_google",
    "enforce_zdr_openai",
    "enforce_zdr_other",
    "enforce_zdr_xai",
];

/// The rule of a field and whether it may be null; fields that nobody knows are passed over.
fn rule(name: &str, purpose: Purpose) -> Option<(Rule, bool)> {
    Some(match name {
        "name" => (Rule::Text(1, 200), false),
        "description" => (Rule::Text(0, 1000), true),
        "allowed_data_regions"
        | "allowed_models"
        | "allowed_providers"
        | "ignored_models"
        | "ignored_providers" => (Rule::Texts, true),
        "limit_usd" => (Rule::Number, true),
        "reset_interval" => (Rule::Choice(&["daily", "weekly", "monthly"]), true),
        "content_filters" => (Rule::Objects(&["pattern", "action"]), true),
        "content_filter_builtins" => (Rule::Objects(&["slug", "action"]), true),
        "include_byok_in_budgets" => (Rule::Bool, false),
        "workspace_id" if purpose == Purpose::Create => (Rule::Uuid, false),
        _ if SWITCHES.contains(&name) => (Rule::Bool, true),
        _ => return None,
    })
}

/// The fields of a guardrail that a body sets.
pub(super) fn guardrail(
    request: &Recorded,
    purpose: Purpose,
    lenient: bool,
) -> Result<Map<String, Value>, Canned> {
    let mut body = object(request)?;
    body.retain(|name, _| rule(name, purpose).is_some());
    if purpose == Purpose::Create && !body.contains_key("name") {
        return Err(bad("name", "is required"));
    }
    if lenient {
        return Ok(body);
    }
    for (name, value) in &body {
        if let Some((rule, nullable)) = rule(name, purpose)
            && !(nullable && value.is_null())
            && !rule.allows(value)
        {
            return Err(bad(name, "is not what the document says"));
        }
    }
    Ok(body)
}

/// The keys or members that a body names.
pub(super) fn subjects(request: &Recorded, kind: Kind, lenient: bool) -> Result<Vec<String>, Canned> {
    let body = object(request)?;
    let field = kind.field();
    let value = body.get(field).ok_or_else(|| bad(field, "is required"))?;
    let texts: Option<Vec<String>> =
        value.as_array().map(|texts| texts.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    match texts {
        Some(texts)
            if lenient || (Rule::Texts.allows(value) && texts.iter().all(|text| !text.is_empty())) =>
        {
            Ok(texts)
        }
        _ => Err(bad(field, "must name at least one")),
    }
}

/// The workspace that a list is limited to.
pub(super) fn workspace(request: &Recorded) -> Result<Option<String>, Canned> {
    match request.query_value("workspace_id") {
        Some(id) if !is_uuid(&id) => Err(bad("workspace_id", "is not a UUID")),
        other => Ok(other),
    }
}

impl Rule {
    fn allows(&self, value: &Value) -> bool {
        match self {
            Self::Text(least, most) => {
                value.as_str().is_some_and(|text| (*least..=*most).contains(&text.chars().count()))
            }
            Self::Texts => {
                value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_string))
            }
            Self::Bool => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Choice(choices) => value.as_str().is_some_and(|text| choices.contains(&text)),
            Self::Objects(fields) => value.as_array().is_some_and(|list| {
                list.iter().all(|entry| {
                    fields.iter().all(|field| entry.get(field).and_then(Value::as_str).is_some())
                })
            }),
            Self::Uuid => value.as_str().is_some_and(is_uuid),
        }
    }
}

fn object(request: &Recorded) -> Result<Map<String, Value>, Canned> {
    if request.header("content-type") != Some("application/json") {
        return Err(bad("body", "must be application/json"));
    }
    match request.json() {
        Some(Value::Object(body)) => Ok(body),
        _ => Err(bad("body", "must be a JSON object")),
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn bad(place: &str, problem: &str) -> Canned {
    Canned::error(400, &format!("{place}: {problem}"))
}
