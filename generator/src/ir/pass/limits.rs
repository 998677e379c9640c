//! Limits that hold at once.

use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::document::sparse::Sparse;
use crate::ir::schema::Constraints;
use crate::raw::NodeId;

/// Limits that hold together: of two ends the tighter; where neither is, the later one is nearer to the use.
pub(super) fn tighten(a: Sparse<Constraints>, b: Sparse<Constraints>) -> Sparse<Constraints> {
    if b.is_empty() {
        return a;
    }
    let (a, b) = (a.into_inner(), b.into_inner());
    let lower = end((a.minimum, a.exclusive_minimum), (b.minimum, b.exclusive_minimum), |a, b| a > b);
    let upper = end((a.maximum, a.exclusive_maximum), (b.maximum, b.exclusive_maximum), |a, b| a < b);
    let both = Constraints {
        min_length: b.min_length.max(a.min_length),
        max_length: least(a.max_length, b.max_length),
        pattern: b.pattern.or(a.pattern),
        exclusive_minimum: lower.1,
        exclusive_maximum: upper.1,
        minimum: lower.0,
        maximum: upper.0,
        multiple_of: b.multiple_of.or(a.multiple_of),
        min_items: b.min_items.max(a.min_items),
        max_items: least(a.max_items, b.max_items),
        min_properties: b.min_properties.max(a.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
    };
    both.into()
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

type End = (Option<String>, bool);

fn end(a: End, b: End, tighter: fn(f64, f64) -> bool) -> End {
    match (&a.0, &b.0) {
        (Some(first), Some(second)) => match (first.parse::<f64>(), second.parse::<f64>()) {
            (Ok(first), Ok(second)) if tighter(first, second) => a,
            (Ok(first), Ok(second)) if !tighter(second, first) => (b.0, a.1 || b.1),
            _ => b,
        },
        (Some(_), None) => a,
        _ => b,
    }
}

/// Two limits that no value meets together, as the document calls them.
fn contradictory(limits: &Constraints) -> Option<(&'static str, &'static str)> {
    let beyond = |least: Option<u64>, most: Option<u64>| matches!((least, most), (Some(a), Some(b)) if a > b);
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let numbers = number(&limits.minimum).zip(number(&limits.maximum));
    let empty = |(least, most): (f64, f64)| least > most;
    if numbers.is_some_and(empty) {
        Some(("minimum", "maximum"))
    } else if beyond(limits.min_length, limits.max_length) {
        Some(("minLength", "maxLength"))
    } else if beyond(limits.min_items, limits.max_items) {
        Some(("minItems", "maxItems"))
    } else if beyond(limits.min_properties, limits.max_properties) {
        Some(("minProperties", "maxProperties"))
    } else {
        None
    }
}

/// Reports limits that no value meets.
pub(super) fn contradiction(node: NodeId, limits: &Constraints, report: &mut Report) {
    if let Some((least, most)) = contradictory(limits) {
        report.fault(
            Cost::Shape,
            Code::AllOfConflict,
            Place::Node(node),
            format!("no value meets both `{least}` and `{most}`"),
            "correct one of them; until then no value passes `validate()`",
        );
    }
}
