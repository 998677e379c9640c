//! `JsonShape`: what JSON text looks like, read once, for unions whose alternatives have no tag.

use super::{JsonKind, RawJson, fields::Key, integers::EXACT, members::Members};
use serde_json::{Value, value::RawValue};
use std::fmt;

/// What JSON text looks like: its kind and, of an object, the members, borrowed from the text.
pub struct JsonShape<'a> {
    kind: JsonKind,
    members: Vec<(Key<'a>, &'a RawValue)>,
}

impl<'a> JsonShape<'a> {
    #[inline]
    pub(super) fn of(raw: &'a RawJson) -> Self {
        let kind = raw.kind();
        let members = match kind {
            JsonKind::Object => serde_json::from_str(raw.get()).ok().map(|Members(members)| members),
            _ => None,
        };
        Self { kind, members: members.unwrap_or_default() }
    }

    /// What kind of JSON it is.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> JsonKind {
        self.kind
    }

    /// Whether it is an object with this member.
    #[must_use]
    #[inline]
    pub fn has(&self, name: &str) -> bool {
        self.members().any(|(key, _)| key == name)
    }

    /// Whether no member has another name than these.
    #[must_use]
    #[inline]
    pub fn has_only(&self, names: &[&str]) -> bool {
        self.members().all(|(key, _)| names.contains(&key))
    }

    /// Whether no member has one of these names.
    #[must_use]
    #[inline]
    pub fn has_none(&self, names: &[&str]) -> bool {
        !self.members().any(|(key, _)| names.contains(&key))
    }

    /// The text of a member that is a string, a number or a boolean: what unions are told apart by.
    #[must_use]
    #[inline]
    pub fn tag(&self, name: &str) -> Option<String> {
        match serde_json::from_str(self.member(name)?.get()) {
            Ok(Value::String(text)) => Some(text),
            // A whole number is an integer, however it is written.
            Ok(Value::Number(number)) => Some(match number.as_f64().filter(|_| number.is_f64()) {
                Some(float) if float.fract() == 0.0 && float.abs() < EXACT => format!("{:.0}", float + 0.0),
                _ => number.to_string(),
            }),
            Ok(Value::Bool(value)) => Some(value.to_string()),
            _ => None,
        }
    }

    /// Whether a member is `null`; nothing is said of one that is not there.
    #[must_use]
    #[inline]
    pub fn is_null(&self, name: &str) -> Option<bool> {
        Some(self.member(name)?.get() == "null")
    }

    /// The members in order, doubles included.
    #[inline]
    pub(super) fn members(&self) -> impl DoubleEndedIterator<Item = (&str, &'a RawValue)> {
        self.members.iter().map(|(key, value)| (key.as_str(), *value))
    }

    /// Of members with one name, the last counts, as everywhere.
    #[inline]
    pub(super) fn member(&self, name: &str) -> Option<&'a RawValue> {
        self.members().rev().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl fmt::Debug for JsonShape<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonShape").field("kind", &self.kind).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonShape, RawJson};

    #[test]
    fn members_that_tell_alternatives_apart() {
        let json =
            r#"{"int":1,"point":1.0,"exp":3e0,"zero":-0.0,"half":1.5,"text":"1.0","yes":true,"null":null}"#;
        let raw: RawJson = serde_json::from_str(json).unwrap();
        let shape = JsonShape::of(&raw);
        let tags = ["int", "point", "exp", "zero", "half", "text", "yes", "null", "none"]
            .map(|name| shape.tag(name));
        let wanted = ["1", "1", "3", "0", "1.5", "1.0", "true"].map(|tag| Some(tag.to_owned()));
        assert_eq!(tags, [&wanted[..], &[None, None]].concat()[..]);
        assert_eq!(["null", "int", "none"].map(|name| shape.is_null(name)), [Some(true), Some(false), None]);
    }
}
