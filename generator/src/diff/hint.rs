//! What a caller does about a change, where that can be said from the change alone.

use super::quote::quoted;
use crate::surface::{Argument, FactName, Item, Shape, Type};

/// The hint for an item's difference.
pub(super) fn hint(path: &str, old: Option<&Item>, new: Option<&Item>) -> Option<String> {
    match (old.map(|item| &item.shape), new.map(|item| &item.shape)) {
        (Some(Shape::Field(old)), Some(Shape::Field(new))) => field(old, new),
        (
            Some(Shape::Function { arguments: old, receiver: "", .. }),
            Some(Shape::Function { arguments: new, receiver: "", .. }),
        ) => arguments(old, new, " to `new`"),
        (Some(Shape::Function { .. }), None) if path.ends_with("::diff_to()") => Some(
            "it is there as long as what is read has every property of the update, with the same type; \
             write the update by hand, or add the property to both"
                .to_owned(),
        ),
        (Some(Shape::Variant(None)), None) => {
            let wire = old?.facts.get(&FactName::ValueOnTheWire)?;
            Some(format!("match `Unknown` and compare with {}, if the server still sends it", quoted(wire)))
        }
        (Some(Shape::Variant(Some(_))), None) if path.split("::").any(|part| part == "errors") => {
            let status = old?.facts.get(&FactName::Status)?;
            Some(format!(
                "an answer with status {status} is the variant of its class or of all others, else `Other`, which keeps the body"
            ))
        }
        (Some(Shape::Function { call: Some(old), .. }), Some(Shape::Function { call: Some(new), .. }))
            if old.output != new.output
                && matches!(&new.output, Type::Path(path, _) if path.starts_with("operations::")) =>
        {
            Some("match on the variant, one for each status".to_owned())
        }
        (
            Some(Shape::Function { arguments: old, call: Some(_), .. }),
            Some(Shape::Function { arguments: new, call: Some(_), .. }),
        ) if old.len() != new.len() => arguments(old, new, ""),
        _ => None,
    }
}

/// Which arguments to add and to drop.
fn arguments(old: &[Argument], new: &[Argument], to: &str) -> Option<String> {
    let names = |list: &[Argument], without: &[Argument]| -> Vec<String> {
        let only = |argument: &&Argument| !without.iter().any(|other| other.name == argument.name);
        list.iter().filter(only).map(|argument| quoted(&argument.name)).collect()
    };
    let (more, less) = (names(new, old), names(old, new));
    let more = (!more.is_empty()).then(|| format!("pass {}{to}", more.join(", ")));
    let less = (!less.is_empty()).then(|| format!("do not pass {}{to}", less.join(", ")));
    let parts: Vec<String> = more.into_iter().chain(less).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn field(old: &Type, new: &Type) -> Option<String> {
    let hint = if new.in_option() == Some(old) {
        "the value can be missing: match on it, or take a default with `unwrap_or`"
    } else if new.in_optional_nullable() == Some(old) {
        "the value can be missing or null: ask `value()`"
    } else if new.in_optional_nullable().is_some_and(|value| old.in_option() == Some(value)) {
        "absent and null are two states now: `into_option()` joins them"
    } else if old.in_optional_nullable().is_some_and(|value| new.in_option() == Some(value)) {
        "null is no value any more: drop `into_option()`"
    } else if old.in_option().or(old.in_optional_nullable()) == Some(new) {
        "the value is always there: drop the match"
    } else if new.in_box() == Some(old) || old.in_box() == Some(new) {
        "the type refers to itself: box or unbox the value"
    } else {
        return None;
    };
    Some(hint.to_owned())
}
