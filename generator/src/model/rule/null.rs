//! Whether null keeps a rule, where a type writes it.

use serde_json::Value;

use super::constant::Constant;
use super::cover::Cover;
use super::spot::Spot;
use crate::document::rule::{Rule, RuleId};

const NULL: &Value = &Value::Null;

impl Cover<'_> {
    pub(super) fn nullable(&self, spot: Spot<'_>) -> bool {
        !spot.is_value && self.context.api.nullable(spot.id)
    }

    pub(super) fn null_breaks(&self, rule: RuleId, spot: Spot<'_>) -> bool {
        self.nullable(spot) && self.constant(NULL).is_allowed(rule) != Some(true)
    }

    pub(super) fn null_keeps(&self, rule: &Rule, spot: Spot<'_>) -> bool {
        !self.nullable(spot) || self.constant(NULL).keeps(rule) == Some(true)
    }

    /// True if null is written, and may be what a schema allows.
    pub(super) fn null_may_keep(&self, rule: RuleId, spot: Spot<'_>) -> bool {
        self.nullable(spot) && self.constant(NULL).is_allowed(rule) != Some(false)
    }

    pub(super) fn constant<'c>(&'c self, value: &'c Value) -> Constant<'c> {
        Constant { rules: self.text.rules, steps: &self.steps, value }
    }
}
