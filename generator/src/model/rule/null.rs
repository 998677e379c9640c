//! Whether null keeps a rule, where a type writes it.

use super::cover::{Cover, Spot};
use crate::document::rule::{Kind, Rule, RuleId};

/// Rules that refer to rules are followed this far.
const DEEPEST: usize = 32;

impl Cover<'_> {
    pub(super) fn nullable(&self, spot: Spot<'_>) -> bool {
        !spot.is_value && self.context.api.nullable(spot.id)
    }

    pub(super) fn null_breaks(&self, rule: RuleId, spot: Spot<'_>) -> bool {
        self.nullable(spot) && !self.null_ok(rule, 0)
    }

    pub(super) fn null_keeps(&self, rule: &Rule, spot: Spot<'_>) -> bool {
        !self.nullable(spot) || self.null_keeps_rule(rule, 0)
    }

    pub(super) fn null_ok(&self, rule: RuleId, depth: usize) -> bool {
        depth > DEEPEST || self.text.rules.rules(rule).iter().all(|rule| self.null_keeps_rule(rule, depth))
    }

    /// True if null keeps a rule.
    fn null_keeps_rule(&self, rule: &Rule, depth: usize) -> bool {
        let ok = |rule: &RuleId| self.null_ok(*rule, depth + 1);
        match rule {
            Rule::Never => false,
            Rule::Types(kinds) => kinds.contains(&Kind::Null),
            Rule::Values(values) => values.iter().any(|value| value == "null"),
            Rule::AllOf(arms) => arms.iter().all(ok),
            Rule::AnyOf(arms) => arms.iter().any(ok),
            Rule::OneOf(arms) => arms.iter().filter(|arm| ok(arm)).count() == 1,
            Rule::Not(schema) => !ok(schema),
            Rule::If { condition, then, otherwise } => {
                let branch = if ok(condition) { then } else { otherwise };
                branch.as_ref().is_none_or(ok)
            }
            Rule::Reference(target) => ok(target),
            _ => true,
        }
    }
}
