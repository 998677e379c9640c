//! What a caller does about a change, where that can be said from the change alone.

use crate::surface::{Argument, Item, Shape};

/// The hint for an item's difference.
pub(super) fn hint(old: Option<&Item>, new: Option<&Item>) -> Option<String> {
    match (old.map(|item| &item.shape), new.map(|item| &item.shape)) {
        (Some(Shape::Field(old)), Some(Shape::Field(new))) => field(old, new),
        (
            Some(Shape::Function { arguments: old, receiver: "", .. }),
            Some(Shape::Function { arguments: new, receiver: "", .. }),
        ) => arguments(old, new, " to `new`"),
        (Some(Shape::Function { .. }), None) if old?.line.contains("::diff_to(") => Some(
            "it is there as long as what is read has every property of the update, with the same type; \
             write the update by hand, or add the property to both"
                .to_owned(),
        ),
        (Some(Shape::Variant(None)), None) => {
            let wire = old?.facts.get("value on the wire")?;
            Some(format!("match `Unknown` and compare with {wire}, if the server still sends it"))
        }
        (Some(Shape::Variant(Some(_))), None) => {
            let status = old?.facts.get("status")?;
            Some(format!("an answer with status {status} is `Other` now, which keeps the body"))
        }
        (Some(Shape::Function { call: Some(old), .. }), Some(Shape::Function { call: Some(new), .. }))
            if old.output != new.output && new.output.starts_with("operations::") =>
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
        list.iter().filter(only).map(|argument| format!("`{}`", argument.name)).collect()
    };
    let (more, less) = (names(new, old), names(old, new));
    let more = (!more.is_empty()).then(|| format!("pass {}{to}", more.join(", ")));
    let less = (!less.is_empty()).then(|| format!("do not pass {}{to}", less.join(", ")));
    let parts: Vec<String> = more.into_iter().chain(less).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn inner<'a>(ty: &'a str, outer: &str) -> Option<&'a str> {
    ty.strip_prefix(outer)?.strip_prefix('<')?.strip_suffix('>')
}

fn field(old: &str, new: &str) -> Option<String> {
    if inner(new, "Option") == Some(old) {
        return Some("the value can be missing: match on it, or take a default with `unwrap_or`".to_owned());
    }
    if inner(new, "OptionalNullable") == Some(old) {
        return Some("the value can be missing or null: ask `value()`".to_owned());
    }
    if inner(new, "OptionalNullable").is_some_and(|value| inner(old, "Option") == Some(value)) {
        return Some("absent and null are two states now: `into_option()` joins them".to_owned());
    }
    if inner(old, "OptionalNullable").is_some_and(|value| inner(new, "Option") == Some(value)) {
        return Some("null is no value any more: drop `into_option()`".to_owned());
    }
    if inner(old, "Option").or(inner(old, "OptionalNullable")) == Some(new) {
        return Some("the value is always there: drop the match".to_owned());
    }
    let boxed = inner(new, "Box") == Some(old) || inner(old, "Box") == Some(new);
    boxed.then(|| "the type refers to itself: box or unbox the value".to_owned())
}
