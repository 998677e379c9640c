//! Guardrails and assignments in memory.

use serde_json::{Map, Value, json};

/// The workspace of guardrails that name none.
pub const DEFAULT_WORKSPACE: &str = "0df9e665-d932-5740-b2c7-b52af166bc11";

/// What a guardrail is assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Keys,
    Members,
}

impl Kind {
    /// By the segment of the path.
    pub(super) fn of(segment: &str) -> Option<Self> {
        match segment {
            "keys" => Some(Self::Keys),
            "members" => Some(Self::Members),
            _ => None,
        }
    }

    /// The field of a request that lists the subjects.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Keys => "key_hashes",
            Self::Members => "member_user_ids",
        }
    }
}

#[derive(Debug)]
struct Assignment {
    kind: Kind,
    guardrail: String,
    subject: String,
    id: String,
}

/// Everything that the service remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    guardrails: Vec<Map<String, Value>>,
    assignments: Vec<Assignment>,
    created: u32,
    /// Whether constraints go unchecked.
    pub(super) lenient: bool,
    /// The most records in a page.
    pub(super) largest_page: Option<usize>,
}

/// The fields of a guardrail that are null until somebody sets them.
const NULL_AT_FIRST: [&str; 22] = [
    "allow_safety_retention_google",
    "allow_safety_retention_other",
    "allowed_data_regions",
    "allowed_models",
    "allowed_providers",
    "content_filter_builtins",
    "content_filters",
    "description",
    "enable_free_model_publication",
    "enable_free_model_training",
    "enable_paid_model_training",
    "enforce_zdr",
    "enforce_zdr_anthropic",
    "enforce_zdr_google",
    "enforce_zdr_openai",
    "enforce_zdr_other",
    "enforce_zdr_xai",
    "ignored_models",
    "ignored_providers",
    "limit_usd",
    "reset_interval",
    "updated_at",
];

impl State {
    /// Stores a new guardrail with what the request says, and gives it.
    pub(super) fn create(&mut self, body: Map<String, Value>) -> Value {
        let mut guardrail = Map::new();
        for name in NULL_AT_FIRST {
            guardrail.insert(name.to_owned(), Value::Null);
        }
        guardrail.insert("include_byok_in_budgets".to_owned(), json!(true));
        guardrail.insert("workspace_id".to_owned(), json!(DEFAULT_WORKSPACE));
        guardrail.extend(body);
        guardrail.insert("id".to_owned(), json!(self.next_id()));
        guardrail.insert("created_at".to_owned(), json!("2026-01-01T00:00:00Z"));
        self.guardrails.push(guardrail.clone());
        Value::Object(guardrail)
    }

    /// A guardrail by its id.
    pub(super) fn guardrail(&self, id: &str) -> Option<Value> {
        self.guardrails.iter().find(|guardrail| is(guardrail, id)).cloned().map(Value::Object)
    }

    /// The guardrails of a workspace, the oldest first.
    pub(super) fn guardrails(&self, workspace: Option<&str>) -> Vec<Value> {
        let workspace = workspace.unwrap_or(DEFAULT_WORKSPACE);
        let of_workspace = |guardrail: &&Map<String, Value>| {
            guardrail.get("workspace_id").and_then(Value::as_str) == Some(workspace)
        };
        self.guardrails.iter().filter(of_workspace).cloned().map(Value::Object).collect()
    }

    /// Overwrites the fields that were sent; null is a value like any other.
    pub(super) fn update(&mut self, id: &str, body: Map<String, Value>) -> Option<Value> {
        let guardrail = self.guardrails.iter_mut().find(|guardrail| is(guardrail, id))?;
        guardrail.extend(body);
        guardrail.insert("updated_at".to_owned(), json!("2026-01-02T00:00:00Z"));
        Some(Value::Object(guardrail.clone()))
    }

    /// Whether there was something to delete. Its assignments go with it.
    pub(super) fn delete(&mut self, id: &str) -> bool {
        let before = self.guardrails.len();
        self.guardrails.retain(|guardrail| !is(guardrail, id));
        self.assignments.retain(|assignment| assignment.guardrail != id);
        self.guardrails.len() < before
    }

    /// How many were newly assigned.
    pub(super) fn assign(&mut self, kind: Kind, guardrail: &str, subjects: &[String]) -> usize {
        let mut added = 0;
        for subject in subjects {
            if self.assignments.iter().any(|known| known.is(kind, guardrail, subject)) {
                continue;
            }
            let id = self.next_id();
            let (guardrail, subject) = (guardrail.to_owned(), subject.clone());
            self.assignments.push(Assignment { kind, guardrail, subject, id });
            added += 1;
        }
        added
    }

    /// How many were taken away.
    pub(super) fn unassign(&mut self, kind: Kind, guardrail: &str, subjects: &[String]) -> usize {
        let before = self.assignments.len();
        self.assignments.retain(|known| !subjects.iter().any(|subject| known.is(kind, guardrail, subject)));
        before - self.assignments.len()
    }

    /// The assignments of a kind, of one guardrail or of all, the oldest first.
    pub(super) fn assignments(&self, kind: Kind, guardrail: Option<&str>) -> Vec<Value> {
        self.assignments
            .iter()
            .filter(|known| known.kind == kind)
            .filter(|known| guardrail.is_none_or(|guardrail| known.guardrail == guardrail))
            .map(Assignment::to_json)
            .collect()
    }

    fn next_id(&mut self) -> String {
        self.created += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.created)
    }
}

impl Assignment {
    fn is(&self, kind: Kind, guardrail: &str, subject: &str) -> bool {
        self.kind == kind && self.guardrail == guardrail && self.subject == subject
    }

    fn to_json(&self) -> Value {
        let Self { kind, guardrail, subject, id } = self;
        match kind {
            Kind::Keys => json!({
                "id": id, "guardrail_id": guardrail, "key_hash": subject,
                "key_name": format!("Key {subject}"), "key_label": format!("sk-...{subject}"),
                "assigned_by": "user_admin", "created_at": "2026-01-01T00:00:00Z",
            }),
            Kind::Members => json!({
                "id": id, "guardrail_id": guardrail, "user_id": subject, "organization_id": "org_test",
                "assigned_by": null, "created_at": "2026-01-01T00:00:00Z",
            }),
        }
    }
}

fn is(guardrail: &Map<String, Value>, id: &str) -> bool {
    guardrail.get("id").and_then(Value::as_str) == Some(id)
}
