//! `enum` and `const`: values that fit the type, and `null` among them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Lowering;
use super::draft::{Draft, is_composed};
use super::number;
use crate::code::Code;
use crate::document::schema::{Listed, Type};
use crate::raw::{Content, Node};

impl<'a> Lowering<'a> {
    /// Lowers `enum` or `const` into the draft.
    pub(super) fn values(&mut self, node: Node<'a>, draft: &mut Draft) {
        let constant = node.get("const");
        let members: Vec<Node<'a>> = match constant {
            Some(value) => vec![value],
            None => {
                let Some(list) = self.whole(node, "enum", "`enum`") else { return };
                if !self.expect_list(list, "`enum`") {
                    return;
                }
                list.items().collect()
            }
        };
        let (nulls, members): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| member.is_null());
        draft.schema.nullable |= !nulls.is_empty();
        if members.is_empty() {
            draft.schema.null_only = !nulls.is_empty();
            if let Some(list) = node.get("enum").filter(|_| nulls.is_empty()) {
                self.ignored(list, "`enum` is empty and ignored", "list the values, or remove it");
            }
            return;
        }
        let mut seen = BTreeSet::new();
        let mut values = Vec::new();
        for member in members {
            let Some((kind, value)) = self.member(member, &draft.types) else { continue };
            if seen.insert(value.to_string()) {
                values.push((kind, value));
            }
        }
        if values.is_empty() {
            if let Some(list) = node.get("enum").or(constant) {
                let help = "correct `type` or the values";
                self.ignored(list, "no value of the list fits the type; the list is ignored", help);
            }
            return;
        }
        settle(draft, values);
        draft.schema.constant = constant.is_some();
    }

    /// A member with its type, made to fit the schema's types; `None` (and a warning) where it cannot be.
    fn member(&mut self, node: Node<'a>, types: &[Type]) -> Option<(Type, Listed)> {
        let (natural, value) = natural(node);
        let fits = |kind: Type| kind == natural || (kind == Type::Number && natural == Type::Integer);
        if types.is_empty() {
            return Some((natural, value));
        }
        if let Some(kind) = types.iter().copied().find(|kind| fits(*kind)) {
            return Some((kind, value));
        }
        let meant = types.iter().find_map(|kind| coerce(node, *kind));
        let (names, written) =
            (types.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" or "), node.kind_name());
        match &meant {
            Some((_, value)) => {
                let message =
                    format!("the value is {written} where the type is {names}; it is read as `{value}`");
                self.warning(Code::EnumMember, node, message, "write it as a value of that type");
            }
            None => {
                let message = format!("the value is {written} where the type is {names}, and is left out");
                self.warning(Code::EnumMember, node, message, "remove it, or correct `type`");
            }
        }
        meant
    }
}

/// The type and value of a node as it is.
fn natural(node: Node<'_>) -> (Type, Listed) {
    let kind = match node.content() {
        Content::Bool(_) => Type::Boolean,
        Content::Number(text) if number::integer(text).is_some() => Type::Integer,
        Content::Number(text) if !text.contains(['.', 'e', 'E']) => Type::Integer,
        Content::Number(_) => Type::Number,
        Content::Array(_) => Type::Array,
        Content::Object(_) => Type::Object,
        Content::String(_) | Content::Null => Type::String,
    };
    (kind, number::listed(node))
}

/// The value of another type that is clearly meant: `2020` for a text, `"1"` for a number.
fn coerce(node: Node<'_>, kind: Type) -> Option<(Type, Listed)> {
    let value = match (kind, node.content()) {
        (Type::String, Content::Number(text)) => Value::from(&**text),
        (Type::String, Content::Bool(flag)) => Value::from(flag.to_string()),
        (Type::Integer, Content::String(text)) => Value::from(text.parse::<i64>().ok()?),
        (Type::Number, Content::String(text)) => {
            serde_json::from_str::<serde_json::Number>(text).ok().map(Value::Number)?
        }
        (Type::Boolean, Content::String(text)) => Value::from(text.parse::<bool>().ok()?),
        _ => return None,
    };
    Some((kind, Listed::Value(value)))
}

/// Decides the type of the values together.
fn settle(draft: &mut Draft, values: Vec<(Type, Listed)>) {
    let mut kinds: BTreeSet<Type> = values.iter().map(|(kind, _)| *kind).collect();
    if kinds.contains(&Type::Number) {
        kinds.remove(&Type::Integer);
    }
    let single =
        kinds.first().copied().filter(|kind| kinds.len() == 1 && !matches!(kind, Type::Array | Type::Object));
    let mut values: Vec<Listed> = values.into_iter().map(|(_, value)| value).collect();
    let composed = is_composed(&draft.schema);
    let known = !draft.types.is_empty() || !composed;
    draft.types.clear();
    draft.types.extend(single.filter(|_| known));
    // Among numbers `1` is written like the others.
    if single == Some(Type::Number)
        && !composed
        && let Some(floats) = values.iter().map(float).collect()
    {
        values = floats;
    }
    draft.schema.values = Some(values);
    if single.is_none() {
        // Values of several types leave nothing for the keywords of one.
        draft.schema.format = None;
    }
}

/// A value as a float, if the float has the same digits.
fn float(value: &Listed) -> Option<Listed> {
    let Listed::Value(Value::Number(number)) = value else { return None };
    let float = number::float(&number.to_string())?;
    Some(Listed::Value(Value::from(float)))
}
