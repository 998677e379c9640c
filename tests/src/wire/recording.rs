//! One case of a file of recorded requests: a call, and what went out for it, by one or more recordings.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

/// A call and what became of it in one recording.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) operation: String,
    pub(super) args: Map<String, Value>,
    #[serde(default)]
    pub(super) client: Map<String, Value>,
    #[serde(default)]
    pub(super) options: Map<String, Value>,
    /// Who did this.
    #[serde(default)]
    pub(super) sdk: String,
    /// Nothing was sent, unless there is a request.
    pub(super) request: Option<Expected>,
    /// Set where the client refused to send anything, and not where the call could not even be written down.
    #[serde(default)]
    pub(super) client_side_error: Option<Value>,
}

/// A request that went out.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Expected {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Map<String, Value>,
    #[serde(default)]
    pub(super) body_json: Option<Value>,
}

/// All recordings of one call.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) entries: Vec<Entry>,
}

impl Case {
    /// The recordings agree about the call; the first one has it.
    pub(super) fn call(&self) -> Option<&Entry> {
        self.entries.first()
    }
}

/// The cases of a file, in its order.
pub(super) fn read(path: &Path) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let entries: Vec<Entry> =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut cases: Vec<Case> = Vec::new();
    for entry in entries {
        match cases.iter_mut().find(|case| case.call().is_some_and(|known| known.id == entry.id)) {
            Some(case) => case.entries.push(entry),
            None => cases.push(Case { entries: vec![entry] }),
        }
    }
    Ok(cases)
}
