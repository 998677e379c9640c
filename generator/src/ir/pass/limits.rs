//! Limits that hold at once.

use crate::ir::schema::Constraints;

/// Limits that hold together; where both say something the later one is nearer to the use.
pub(super) fn tighten(a: Constraints, b: Constraints) -> Constraints {
    Constraints {
        min_length: b.min_length.max(a.min_length),
        max_length: least(a.max_length, b.max_length),
        pattern: b.pattern.or(a.pattern),
        exclusive_minimum: if b.minimum.is_some() { b.exclusive_minimum } else { a.exclusive_minimum },
        exclusive_maximum: if b.maximum.is_some() { b.exclusive_maximum } else { a.exclusive_maximum },
        minimum: b.minimum.or(a.minimum),
        maximum: b.maximum.or(a.maximum),
        multiple_of: b.multiple_of.or(a.multiple_of),
        min_items: b.min_items.max(a.min_items),
        max_items: least(a.max_items, b.max_items),
        min_properties: b.min_properties.max(a.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
    }
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
