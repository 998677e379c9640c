//! Whether a schema allows a constant.

use std::collections::BTreeSet;

use serde_json::Value;

use super::steps::Steps;
use crate::document::rule::{Kind, Limit, Rule, RuleId, Rules};
use crate::integer;

/// References are followed this far.
const DEEPEST: usize = 16;

/// A constant that schemas are asked about.
pub(super) struct Constant<'a> {
    pub(super) rules: &'a Rules,
    pub(super) steps: &'a Steps,
    pub(super) value: &'a Value,
}

impl Constant<'_> {
    /// True if the schema allows the scalar, false if it does not; `None` where that takes more than a look.
    pub(super) fn is_allowed(&self, id: RuleId) -> Option<bool> {
        self.allowed(id, 0)
    }

    /// The same of a single rule.
    pub(super) fn keeps(&self, rule: &Rule) -> Option<bool> {
        self.kept(rule, 0)
    }

    fn allowed(&self, id: RuleId, depth: usize) -> Option<bool> {
        if depth > DEEPEST || !self.steps.take() {
            return None;
        }
        all(self.rules.rules(id).iter().map(|rule| self.kept(rule, depth)))
    }

    fn kept(&self, rule: &Rule, depth: usize) -> Option<bool> {
        let allows = |id: &RuleId| self.allowed(*id, depth + 1);
        let value = self.value;
        match rule {
            Rule::Never => Some(false),
            Rule::Types(kinds) => Some(kinds.iter().any(|kind| is_of(*kind, value))),
            Rule::Values(values) => {
                self.steps.take_list(values).then(|| values.iter().any(|one| equal(one, value)))
            }
            Rule::Limit(limit, digits) => match (limit, value.as_str()) {
                (Limit::MinLength, Some(text)) => Some(text.chars().count() >= digits.parse().ok()?),
                (Limit::MaxLength, Some(text)) => Some(text.chars().count() <= digits.parse().ok()?),
                (limit, _) if limit.kind() != Kind::Number || !value.is_number() => Some(true),
                _ => None,
            },
            Rule::Pattern(_) | Rule::Format(_) => value.as_str().is_none().then_some(true),
            Rule::AllOf(arms) => all(arms.iter().map(allows)),
            Rule::AnyOf(arms) => any(arms.iter().map(allows)),
            Rule::OneOf(arms) => {
                let each: Option<Vec<bool>> = arms.iter().map(allows).collect();
                each.map(|each| each.into_iter().filter(|allows| *allows).count() == 1)
            }
            Rule::Not(schema) => allows(schema).map(|allows| !allows),
            Rule::If { condition, then, otherwise } => {
                let branch = if allows(condition)? { then } else { otherwise };
                branch.as_ref().map_or(Some(true), allows)
            }
            Rule::Reference(target) => allows(target),
            // These are about lists and objects.
            _ => Some(true),
        }
    }
}

fn all(results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let results: Vec<Option<bool>> = results.collect();
    if results.contains(&Some(false)) {
        return Some(false);
    }
    results.into_iter().all(|result| result == Some(true)).then_some(true)
}

fn any(results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(results.map(|result| result.map(|result| !result))).map(|none| !none)
}

fn is_of(kind: Kind, value: &Value) -> bool {
    match kind {
        Kind::Null => value.is_null(),
        Kind::Boolean => value.is_boolean(),
        Kind::Integer => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        Kind::Number => value.is_number(),
        Kind::String => value.is_string(),
        Kind::Array => value.is_array(),
        Kind::Object => value.is_object(),
    }
}

/// JSON texts as a set of values: for those who look for many in it.
pub(super) struct ValueSet(BTreeSet<String>);

impl ValueSet {
    /// The values of a list.
    pub(super) fn of(texts: &[String]) -> Self {
        Self(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).map(key).collect())
    }

    /// Whether a value is one of them.
    pub(super) fn has(&self, value: &Value) -> bool {
        self.0.contains(&key(value.clone()))
    }
}

/// True if a JSON text is a value.
fn equal(text: &str, value: &Value) -> bool {
    serde_json::from_str(text).is_ok_and(|known| key(known) == key(value.clone()))
}

/// A text that equal values have in common: 1 and 1.0 are one, and so are both zeros.
fn key(mut value: Value) -> String {
    match value.as_number() {
        Some(number) if number.as_f64().is_some_and(|float| float == 0.0) => "0".to_owned(),
        Some(number) if number.as_f64().is_some_and(|float| float.fract() == 0.0) => integer::digits(number),
        _ => {
            value.sort_all_objects();
            value.to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ValueSet, equal};

    #[test]
    fn numbers_are_equal_by_their_value_and_by_each_digit() {
        for (one, other, are_equal) in [
            ("1", "1.0", true),
            ("0", "-0.0", true),
            ("1e2", "100", true),
            ("0.5", "5e-1", true),
            ("9007199254740993", "9007199254740992", false),
            ("18446744073709551615", "18446744073709551614", false),
            ("1", "\"1\"", false),
            ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true),
        ] {
            let value = serde_json::from_str(other).unwrap();
            assert_eq!(equal(one, &value), are_equal, "{one} {other}");
            assert_eq!(ValueSet::of(&[one.to_owned()]).has(&value), are_equal, "{one} {other}");
        }
    }
}
