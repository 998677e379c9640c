//! Unions that hold at once, multiplied out: most combinations are of things that never go together.

use std::collections::{BTreeMap, BTreeSet};

use super::merger::Merger;
use crate::document::schema::{Listed, SchemaObject, Type};
use crate::ir::schema::SchemaId;

impl Merger<'_> {
    /// Drops combinations that no value fits, as far as kinds of values and constants show; if all are, they stay
    /// and are reported when they are merged.
    pub(super) fn keep_possible(&self, base: Option<&SchemaObject>, combinations: &mut Vec<Vec<SchemaId>>) {
        if combinations.iter().any(|members| self.is_possible(base, members)) {
            combinations.retain(|members| self.is_possible(base, members));
        }
    }

    fn is_possible(&self, base: Option<&SchemaObject>, members: &[SchemaId]) -> bool {
        let parts: BTreeSet<SchemaId> = members.iter().flat_map(|member| self.parts(*member)).collect();
        let all = || base.into_iter().chain(parts.iter().map(|part| self.get(*part)));
        if contradict(all()) {
            return false;
        }
        let mut properties: BTreeMap<&str, BTreeSet<SchemaId>> = BTreeMap::new();
        for (name, schema) in all().flat_map(|part| &part.properties) {
            properties.entry(name).or_default().insert(self.alias_target(*schema));
        }
        let required: BTreeSet<&str> = all().flat_map(|part| &part.required).map(String::as_str).collect();
        properties.iter().all(|(name, schemas)| {
            schemas.len() < 2 || !required.contains(name) || {
                let parts = schemas.iter().flat_map(|schema| self.parts(*schema));
                !contradict(parts.map(|part| self.get(part)).collect::<Vec<_>>().into_iter())
            }
        })
    }
}

/// The values that are in both lists; lists may be long.
pub(super) fn common<'a>(some: impl IntoIterator<Item = &'a Listed>, others: &[Listed]) -> Vec<&'a Listed> {
    let others: BTreeSet<String> = others.iter().map(Listed::to_string).collect();
    some.into_iter().filter(|value| others.contains(&value.to_string())).collect()
}

/// True if no value is of all kinds, or in all lists of values.
fn contradict<'a>(parts: impl Iterator<Item = &'a SchemaObject>) -> bool {
    let mut kind: Option<Type> = None;
    let mut shared: Option<Vec<&Listed>> = None;
    for part in parts {
        if let Some(own) = part.kind {
            let other = |kind: Type| kind != own && !(kind.is_numeric() && own.is_numeric());
            if part.conflict || kind.is_some_and(other) {
                return true;
            }
            kind = Some(own);
        }
        if let Some(values) = &part.values {
            let both = match shared {
                Some(known) => common(known, values),
                None => values.iter().collect::<Vec<_>>(),
            };
            if both.is_empty() {
                return true;
            }
            shared = Some(both);
        }
    }
    false
}
