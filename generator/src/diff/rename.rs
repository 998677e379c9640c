//! Things that went under one name and came under another: only hints, a rename breaks all the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Change;
use super::quote::quoted;
use crate::surface::{FactName, Item, Shape, Surface, Type};

/// Marks what seems to be renamed.
pub(super) fn mark(changes: &mut BTreeMap<&str, Change>, old: &Surface, new: &Surface) {
    let gone: Vec<&str> =
        changes.iter().filter(|(_, change)| change.new.is_none()).map(|(path, _)| *path).collect();
    let came: Vec<&str> =
        changes.iter().filter(|(_, change)| change.old.is_none()).map(|(path, _)| *path).collect();
    let contents = |surface: &Surface, paths: &[&str]| -> BTreeMap<String, Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in paths {
            if let Some(item) = surface.items.get(*path)
                && let Some(key) = identity(path, item, surface)
            {
                found.entry(key).or_default().push((*path).to_owned());
            }
        }
        found
    };
    let (gone, came) = (contents(old, &gone), contents(new, &came));
    for (key, olds) in &gone {
        let ([from], Some([to])) = (olds.as_slice(), came.get(key).map(Vec::as_slice)) else { continue };
        if let Some(change) = changes.get_mut(from.as_str()) {
            change.hint = Some(now(from, to, old, new));
        }
        if let Some(change) = changes.get_mut(to.as_str()) {
            change.hint = Some(format!("it was {}", quoted(old.shown(from.trim_end_matches("()")))));
        }
    }
}

/// What a caller, and for a type the maintainer, does about a rename.
fn now(from: &str, to: &str, old: &Surface, new: &Surface) -> String {
    let mut hint = format!("it is {} now", quoted(new.shown(to.trim_end_matches("()"))));
    if let (Some(from), Some(to)) = (from.strip_prefix("models::"), to.strip_prefix("models::")) {
        let line = quoted(format_args!("{from} = \"{to}\""));
        let _ = write!(hint, "; {line} under `[names.aliases]` keeps the former name");
    }
    if let (Some((from, group)), Some((to, _))) = (method(from, old), method(to, new))
        && group.is_none_or(|group| new.items.contains_key(group))
    {
        let line = quoted(format_args!("\"{from}\" = \"{to}\""));
        let _ = write!(hint, "; {line} under `[names.aliases]` keeps the former name");
    }
    hint
}

/// A method as callers write it, `guardrails.list`, and what must be there to keep it: of a group that is gone, the
/// former name comes with the methods'.
fn method(path: &str, surface: &Surface) -> Option<(String, Option<&'static str>)> {
    let (owner, name) = path.strip_suffix("()")?.rsplit_once("::")?;
    if owner == "Client" {
        return Some((name.trim_start_matches("r#").to_owned(), Some("operations::untagged")));
    }
    let gives =
        |item: &Item| matches!(&item.shape, Shape::Function { output, .. } if *output == Type::path(owner));
    let (accessor, _) =
        surface.items.iter().find(|(path, item)| path.starts_with("Client::") && gives(item))?;
    let group = accessor.trim_start_matches("Client::").trim_end_matches("()").trim_start_matches("r#");
    Some((format!("{group}.{}", name.trim_start_matches("r#")), None))
}

/// What stays when a thing is renamed: the call of an operation, the members of a type.
fn identity(path: &str, item: &Item, surface: &Surface) -> Option<String> {
    match &item.shape {
        Shape::Function { call: Some(_), .. } => item
            .facts
            .get(&FactName::Call)
            .map(|call| format!("call {call}"))
            .or_else(|| item.facts.get(&FactName::OperationId).cloned()),
        Shape::Struct | Shape::Enum if path.starts_with("models::") => {
            let own = |ty: &Type| ty.replaced(&|other| (other == path).then(|| Type::path("Self")));
            let members = surface.items.range(format!("{path}::")..).map_while(|(other, item)| {
                let name = other.strip_prefix(path).filter(|name| name.starts_with("::"))?;
                Some(item.clone().with_shape(name, item.shape.map(&own)).line)
            });
            let members: Vec<String> = members.collect();
            (members.len() > 1).then(|| members.join("\n"))
        }
        _ => None,
    }
}
