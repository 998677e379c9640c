//! Numbers that may be written as text: a format that says so, and a pattern that only numbers match.

use super::draft::Draft;
use crate::document::schema::Type;

/// The types that a format such as `int-or-string` speaks of.
pub(super) fn widened(format: &str) -> Option<Vec<Type>> {
    let kinds: Vec<Type> = format
        .split("-or-")
        .map(|word| match word {
            "int" | "integer" | "int32" | "int64" => Some(Type::Integer),
            "number" | "double" | "float" => Some(Type::Number),
            "string" | "str" => Some(Type::String),
            "bool" | "boolean" => Some(Type::Boolean),
            _ => None,
        })
        .collect::<Option<_>>()?;
    (kinds.len() > 1).then_some(kinds)
}

/// A format that allows other types than `type` names: the type is a choice of them.
pub(super) fn widen(draft: &mut Draft) {
    let kubernetes = draft.schema.extensions.get("x-kubernetes-int-or-string");
    let bare = draft.types.is_empty() && !super::draft::is_composed(&draft.schema);
    if bare && kubernetes.is_some_and(|value| value.as_bool() == Some(true)) {
        draft.types = vec![Type::Integer, Type::String];
        return;
    }
    let Some(kinds) = draft.schema.format.as_deref().and_then(widened) else { return };
    if !draft.types.is_empty() && draft.types.iter().all(|kind| kinds.contains(kind)) {
        draft.types = kinds;
        draft.schema.format = None;
    }
}

/// A number, or a text of which the pattern says that it is one: a number, however it is written.
pub(super) fn join(draft: &mut Draft) {
    let numeric = match draft.types.as_slice() {
        [kind, Type::String] | [Type::String, kind] if kind.is_numeric() => *kind,
        _ => return,
    };
    let pattern = &mut draft.schema.constraints.pattern;
    if draft.schema.values.is_none() && pattern.as_deref().is_some_and(is_of_numbers) {
        *pattern = None;
        draft.types = vec![numeric];
        draft.schema.numeral = true;
    }
}

/// True for a pattern that is nothing but digits, signs, points and exponents, from end to end.
fn is_of_numbers(pattern: &str) -> bool {
    let Some(inner) = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')) else { return false };
    let digits = inner.contains("\\d") || inner.contains("0-9") || inner.contains("1-9");
    let mut rest = inner.replace("\\d", "").replace("\\.", "").replace("\\-", "").replace("\\+", "");
    rest.retain(|char| !char.is_ascii_digit() && !"-+eE[](){}?:*|,".contains(char));
    digits && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_of_numbers;

    #[test]
    fn patterns_of_numbers() {
        for pattern in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            "^[0-9]+$",
        ] {
            assert!(is_of_numbers(pattern), "{pattern}");
        }
        for pattern in ["", "^$", r"^\d+", "^[a-z]$", r"^\d+.\d+$", "^e$", r"^\d+(px)?$", r"^#\d$"] {
            assert!(!is_of_numbers(pattern), "{pattern}");
        }
    }
}
