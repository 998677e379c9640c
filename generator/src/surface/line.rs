//! An item in a line.

use super::{FactName, Item, Shape};
use crate::markdown;

/// The line of an item in `api.snap`: with the features that turn a type on, and with what is sent where that is not the
/// name. What no program can name has none.
pub(super) fn listed(path: &str, item: &Item) -> Option<String> {
    if item.shape == Shape::Rules {
        return None;
    }
    let is_type = matches!(
        item.shape,
        Shape::Struct | Shape::Named(_) | Shape::Enum | Shape::Tuple(_) | Shape::Alias(_)
    );
    let gate = match item.gate.as_slice() {
        [one] if is_type => format!("#[cfg(feature = {one:?})] "),
        [_, ..] if is_type => {
            let features: Vec<String> = item.gate.iter().map(|one| format!("feature = {one:?}")).collect();
            format!("#[cfg(any({}))] ", features.join(", "))
        }
        _ => String::new(),
    };
    let sent = sent(path, item).map(|sent| format!(" // {}", markdown::visible(&sent))).unwrap_or_default();
    Some(format!("{gate}{}{sent}", item.line))
}

/// What an item is on the wire, where its name does not tell.
fn sent(path: &str, item: &Item) -> Option<String> {
    let name = path.trim_end_matches("()").rsplit("::").next()?.trim_start_matches("r#");
    match &item.shape {
        Shape::Function { call: Some(_), .. } => {
            let call = item.facts.get(&FactName::Call)?;
            let bound = item.bindings.values().map(|bound| bound.sent.as_str());
            let bound: Vec<&str> = bound.filter(|sent| sent.contains(' ')).collect();
            let gap = if bound.is_empty() { "" } else { " with " };
            Some(format!("{call}{gap}{}", bound.join(", ")))
        }
        Shape::Field(_) | Shape::Variant(_) | Shape::Function { .. } => {
            let wire = item.wire.as_deref()?;
            match item.place {
                Some(place) => Some(format!("{place} {wire:?}")),
                None if item.facts.contains_key(&FactName::Status) => Some(wire.to_owned()),
                None if name == wire || path.ends_with("()") => None,
                None => Some(format!("{wire:?}")),
            }
        }
        Shape::Alias(_) => item.facts.get(&FactName::Sent).cloned(),
        _ => None,
    }
}

/// The line of an item, without documentation.
pub(super) fn line(path: &str, shape: &Shape) -> String {
    match shape {
        Shape::Struct => format!("pub struct {path}"),
        Shape::Named(fields) => {
            let fields: Vec<String> = fields.iter().map(|(name, ty)| format!("pub {name}: {ty}")).collect();
            format!("pub struct {path} {{ {} }}", fields.join(", "))
        }
        Shape::Enum => format!("pub enum {path}"),
        Shape::Tuple(inner) => format!("pub struct {path}(pub {inner})"),
        Shape::Alias(target) => format!("pub type {path} = {target}"),
        Shape::Module { feature: None } => format!("pub mod {path}"),
        Shape::Module { feature: Some(feature) } => format!("#[cfg(feature = {feature:?})] pub mod {path}"),
        Shape::Field(ty) => format!("pub {path}: {ty}"),
        Shape::Variant(None) | Shape::Feature | Shape::Server | Shape::Rules => path.to_owned(),
        Shape::Variant(Some(payload)) => format!("{path}({payload})"),
        Shape::Function { receiver, arguments, output, call } => {
            let bare = path.strip_suffix("()").unwrap_or(path);
            let receiver = (!receiver.is_empty()).then(|| (*receiver).to_owned());
            let arguments =
                arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.taken()));
            let arguments: Vec<String> = receiver.into_iter().chain(arguments).collect();
            let call = call.as_ref().map(|call| format!(" => {} or {}", call.output, call.error));
            format!("pub fn {bare}({}) -> {output}{}", arguments.join(", "), call.unwrap_or_default())
        }
        Shape::Traits { of, names } => {
            let of = path.strip_suffix(" impl").unwrap_or(of);
            format!("impl {} for {of}", names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "))
        }
        Shape::ServerVariable(values) if values.is_empty() => path.to_owned(),
        Shape::ServerVariable(values) => {
            let values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
            format!("{path}: {}", values.join(" | "))
        }
        Shape::Features(names) => format!("{path} = [{}]", names.join(", ")),
        Shape::Crate { library } => format!("crate {library}"),
    }
}
