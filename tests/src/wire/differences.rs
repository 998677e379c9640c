//! The table of cases in which the generated client differs from what was recorded, each with its reason.

use std::path::Path;

use serde::Deserialize;

/// A difference that is meant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The case; `*` stands for any text.
    pub id: String,
    /// Why the client does otherwise.
    pub reason: String,
}

/// The table.
#[derive(Debug, Clone)]
pub struct Differences(Vec<Difference>);

impl Differences {
    /// Reads a table.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map(Self).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The rule for a case.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Difference> {
        self.0.iter().find(|difference| matches(&difference.id, id))
    }

    /// The rules that none of these cases needs.
    #[must_use]
    pub fn unneeded(&self, needed_by: &[&str]) -> Vec<&str> {
        self.0
            .iter()
            .map(|difference| difference.id.as_str())
            .filter(|pattern| !needed_by.iter().any(|id| matches(pattern, id)))
            .collect()
    }
}

/// Whether a text is what a pattern with `*` describes.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|text| {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .filter_map(|at| text.get(at..))
                .any(|tail| matches(rest, tail))
        }),
    }
}
