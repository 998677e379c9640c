//! A type that became another name for a type: who uses its name uses that type from now on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::surface::{Argument, Call, Item, Shape, Surface};

/// The old surface with such types under the names that they have in the new one.
pub(super) fn follow<'a>(old: &'a Surface, new: &Surface) -> Cow<'a, Surface> {
    let renames: BTreeMap<&str, &str> = new
        .items
        .iter()
        .filter_map(|(path, item)| match (&item.shape, &old.items.get(path)?.shape) {
            (Shape::Alias(target), Shape::Struct | Shape::Enum | Shape::Tuple(_))
                if !old.items.contains_key(target) =>
            {
                Some((path.as_str(), target.as_str()))
            }
            _ => None,
        })
        .collect();
    if renames.is_empty() {
        return Cow::Borrowed(old);
    }
    let text = |text: &String| renamed(text, &renames);
    let items = old.items.iter().map(|(path, item)| {
        let item = Item {
            shape: shape(&item.shape, &text),
            line: text(&item.line),
            owner: item.owner.as_ref().map(text),
            ..item.clone()
        };
        (text(path), item)
    });
    Cow::Owned(Surface { items: items.collect() })
}

/// A text with the types that it names under their new names.
fn renamed(text: &str, renames: &BTreeMap<&str, &str>) -> String {
    let in_path = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == ':';
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(in_path) {
        let (before, from) = rest.split_at(start);
        let (path, after) = from.split_at(from.find(|char| !in_path(char)).unwrap_or(from.len()));
        result.push_str(before);
        // `models::Key`, `models::Key::new`.
        let mut ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
        let found = ends.find_map(|end| path.get(..end).and_then(|head| Some((*renames.get(head)?, end))));
        match found {
            Some((name, end)) => {
                result.push_str(name);
                result.push_str(path.get(end..).unwrap_or_default());
            }
            None => result.push_str(path),
        }
        rest = after;
    }
    result + rest
}

fn shape(shape: &Shape, text: &impl Fn(&String) -> String) -> Shape {
    match shape {
        Shape::Tuple(ty) => Shape::Tuple(text(ty)),
        Shape::Alias(ty) => Shape::Alias(text(ty)),
        Shape::Field(ty) => Shape::Field(text(ty)),
        Shape::Variant(ty) => Shape::Variant(ty.as_ref().map(text)),
        Shape::Function { receiver, arguments, output, call } => Shape::Function {
            receiver,
            arguments: arguments
                .iter()
                .map(|argument| Argument { ty: text(&argument.ty), ..argument.clone() })
                .collect(),
            output: text(output),
            call: call.as_ref().map(|call| Call { output: text(&call.output), error: text(&call.error) }),
        },
        Shape::Traits { of, names } => {
            Shape::Traits { of: text(of), names: names.iter().map(text).collect() }
        }
        other => other.clone(),
    }
}
