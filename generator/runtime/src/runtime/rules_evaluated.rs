//! What rules have looked at: `unevaluatedProperties` and `unevaluatedItems` are about the rest.

use super::json_value::JsonValue;

/// Which members of an object, or items of a list, some rule has looked at.
#[derive(Debug)]
pub(crate) struct Evaluated(Vec<bool>);

impl Evaluated {
    /// Nothing of a value yet.
    #[inline]
    pub(crate) fn of(value: &JsonValue) -> Self {
        let parts = match value {
            JsonValue::List(items) => items.len(),
            JsonValue::Object(members) => members.len(),
            _ => 0,
        };
        Self(vec![false; parts])
    }

    #[inline]
    pub(crate) fn add(&mut self, place: usize) {
        if let Some(seen) = self.0.get_mut(place) {
            *seen = true;
        }
    }

    #[inline]
    pub(crate) fn has(&self, place: usize) -> bool {
        self.0.get(place).copied().unwrap_or_default()
    }

    #[inline]
    pub(crate) fn join(&mut self, other: Self) {
        for (seen, other) in self.0.iter_mut().zip(other.0) {
            *seen |= other;
        }
    }
}
