//! Takes off the rules of a schema what its Rust type, and the checks of that type, hold already.
//!
//! Whatever is not proved to be held stays: then it is checked on the value, which is right, too, and costs more.

use std::collections::BTreeSet;

use serde_json::Value;

use super::constant::ValueSet;
use super::kinds::{is_named, kinds};
use super::limit;
use super::spot::Spot;
use super::steps::Steps;
use super::text::{self, Json, Keywords, Text};
use crate::document::rule::{Kind, Rule, RuleId};
use crate::ir::schema::{SchemaId, Shape, Union};
use crate::model::check::Unlisted;
use crate::model::context::Context;
use crate::model::{Rule as Check, Ty, check};

/// Schemas within schemas are compared this far.
const DEEPEST: usize = 48;

/// Compares rules with types.
pub(super) struct Cover<'a> {
    pub(super) context: &'a Context<'a>,
    /// Types that have something to check.
    checked: &'a BTreeSet<SchemaId>,
    pub(super) text: Text<'a>,
    /// What is being compared, so that rules that refer to themselves end.
    open: BTreeSet<(Option<RuleId>, SchemaId, bool, bool)>,
    pub(super) steps: Steps,
}

impl<'a> Cover<'a> {
    pub(super) fn new(context: &'a Context<'a>, checked: &'a BTreeSet<SchemaId>) -> Self {
        let text = Text::new(&context.api.rules, context.config.types.check_formats);
        Self { context, checked, text, open: BTreeSet::new(), steps: Steps::default() }
    }

    /// What is left of the rules of a type of its own.
    pub(super) fn root(&mut self, rule: RuleId, id: SchemaId) -> Keywords {
        self.steps.reset();
        let left = self.compare(rule, Spot { id, is_checked: true, depth: 0, is_value: true, tag: None });
        if self.steps.is_spent() { self.whole(rule) } else { left }
    }

    /// What is left of the rules of an argument of a call.
    pub(super) fn argument(&mut self, rule: RuleId, id: SchemaId) -> Keywords {
        self.steps.reset();
        let is_value = !self.context.api.nullable(id);
        let left = self.entry(rule, Spot { id, is_checked: true, depth: 0, is_value, tag: None });
        if self.steps.is_spent() { self.whole(rule) } else { left }
    }

    /// What is left of the rules of a schema.
    pub(super) fn entry(&mut self, rule: RuleId, spot: Spot<'_>) -> Keywords {
        let target = self.context.api.target(spot.id);
        let has_checks = is_named(self.context, target)
            && matches!(self.context.api.schema(target).shape, Shape::Object(_) | Shape::Union(_));
        if has_checks && self.context.rule(target) == Some(self.behind(rule)) && !self.null_breaks(rule, spot)
        {
            let is_held = spot.is_checked || !self.checked.contains(&target);
            return if is_held { Keywords::new() } else { self.whole(rule) };
        }
        self.compare(rule, spot)
    }

    /// The schema that a schema is nothing but a reference to.
    fn behind(&self, rule: RuleId) -> RuleId {
        let mut at = rule;
        for _ in 0..64 {
            match self.text.rules.rules(at) {
                [Rule::Reference(next)] => at = *next,
                _ => break,
            }
        }
        at
    }

    pub(super) fn whole(&mut self, rule: RuleId) -> Keywords {
        let before = self.text.written;
        let schema = self.text.schema(rule);
        self.steps.add(self.text.written.saturating_sub(before));
        match schema {
            Json::Object(keywords) => keywords,
            Json::Raw(text) if text == "false" => self.text.rule(&Rule::Never),
            _ => Keywords::new(),
        }
    }

    /// A rule that is left as it is.
    pub(super) fn left(&mut self, rule: &Rule) -> Keywords {
        if self.steps.is_spent() {
            // `root` says what is left.
            return Keywords::new();
        }
        let before = self.text.written;
        let keywords = self.text.rule(rule);
        self.steps.add(self.text.written.saturating_sub(before));
        keywords
    }

    fn compare(&mut self, rule: RuleId, spot: Spot<'_>) -> Keywords {
        if !self.steps.take() {
            // `root` says what is left.
            return Keywords::new();
        }
        let target = self.context.api.target(spot.id);
        let key = (Some(rule), target, spot.is_checked, spot.is_value);
        let is_deep = self.open.len() > DEEPEST;
        if is_deep || self.context.cycles.endless_alias(target) || !self.open.insert(key) {
            return self.whole(rule);
        }
        let rules: &'a [Rule] = self.context.api.rules.rules(rule);
        let mut left = Keywords::new();
        for one in rules {
            let keywords = self.rule(one, spot);
            let counts_parts = matches!(one, Rule::UnevaluatedProperties(_) | Rule::UnevaluatedItems(_));
            if counts_parts && !keywords.is_empty() && !self.evaluates(rule, spot) {
                left = self.whole(rule);
                break;
            }
            if !counts_parts {
                left.extend(keywords);
            }
        }
        self.open.remove(&key);
        left
    }

    fn rule(&mut self, rule: &Rule, spot: Spot<'_>) -> Keywords {
        let target = self.context.api.target(spot.id);
        let api = self.context.api;
        match (rule, Some(&api.schema(target).shape)) {
            (Rule::Reference(rule), _) => self.entry(*rule, spot),
            (Rule::AllOf(arms), _) => {
                let left: Vec<Json> = arms
                    .iter()
                    .map(|arm| self.entry(*arm, spot))
                    .filter(|left| !left.is_empty())
                    .map(Json::Object)
                    .collect();
                if left.is_empty() {
                    return Keywords::new();
                }
                vec![("allOf".to_owned(), text::set(left.into_iter()))]
            }
            (Rule::AnyOf(arms), shape) => {
                let held = self.null_keeps(rule, spot) && self.is_alternative(arms, false, shape, spot);
                if held { Keywords::new() } else { self.left(rule) }
            }
            (Rule::OneOf(arms), shape) => {
                let one = self.text.excludes(arms);
                let held = self.null_keeps(rule, spot) && self.is_alternative(arms, one, shape, spot);
                if held { Keywords::new() } else { self.left(rule) }
            }
            (_, Some(Shape::Union(union))) if is_named(self.context, target) => {
                let held = spot.is_checked && !self.is_open(target) && self.null_keeps(rule, spot);
                let held = held && arms_of(union, spot).all(|arm| self.holds(rule, arm));
                if held { Keywords::new() } else { self.left(rule) }
            }
            (_, Some(shape)) => self.keyword(rule, shape, spot),
            (_, None) => self.left(rule),
        }
    }

    /// True if a union keeps values that no check looks at.
    fn is_open(&self, target: SchemaId) -> bool {
        Unlisted::of(self.context, target) == Unlisted::Allowed
    }

    /// True if nothing is left of one rule.
    fn holds(&mut self, rule: &Rule, spot: Spot<'_>) -> bool {
        // A union within itself says nothing new.
        let key = (None, self.context.api.target(spot.id), spot.is_checked, true);
        if !self.open.insert(key) {
            return false;
        }
        let held = self.rule(rule, spot).is_empty();
        self.open.remove(&key);
        held
    }

    /// True if every value is one of the alternatives, and of no other where it must be one.
    fn is_alternative(&mut self, arms: &[RuleId], only: bool, shape: Option<&Shape>, spot: Spot<'_>) -> bool {
        if let Some(Shape::Enum(list)) = shape
            && spot.is_checked
            && !list.open
            && list.has_a_type()
        {
            // Each value may be an alternative of its own.
            return list.values.iter().all(|value| {
                let constant = self.constant(&value.value);
                let each: Vec<Option<bool>> = arms.iter().map(|arm| constant.is_allowed(*arm)).collect();
                let fitting = each.iter().filter(|allows| **allows == Some(true)).count();
                if only { fitting == 1 && !each.contains(&None) } else { fitting > 0 }
            });
        }
        let spots: Vec<Spot<'_>> = match shape {
            Some(Shape::Union(union)) if is_named(self.context, self.context.api.target(spot.id)) => {
                if !spot.is_checked || self.is_open(self.context.api.target(spot.id)) {
                    return arms.iter().any(|arm| self.text.rules.rules(*arm).is_empty()) && !only;
                }
                arms_of(union, spot).collect()
            }
            _ => vec![Spot { is_value: true, ..spot }],
        };
        spots.into_iter().all(|spot| {
            let fitting = arms.iter().position(|arm| self.entry(*arm, spot).is_empty());
            fitting.is_some_and(|fitting| {
                let mut others = arms.iter().enumerate().filter(|(place, _)| *place != fitting);
                !only || others.all(|(_, other)| self.is_disjoint(*other, spot, 0))
            })
        })
    }

    /// One rule against a type that is no union.
    fn keyword(&mut self, rule: &Rule, shape: &Shape, spot: Spot<'_>) -> Keywords {
        let found = kinds(self.context, spot);
        let writes = |kind: Kind| found.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        let held = match rule {
            Rule::Types(allowed) => {
                let within = |kind: &Kind| {
                    allowed.contains(kind) || (*kind == Kind::Integer && allowed.contains(&Kind::Number))
                };
                found.as_ref().is_some_and(|kinds| kinds.iter().all(within)) && self.null_keeps(rule, spot)
            }
            Rule::Values(values) => {
                self.steps.take_list(values) && is_listed(values, shape, spot) && self.null_keeps(rule, spot)
            }
            Rule::Limit(limit, digits) => {
                let kind = limit.kind();
                let concerned = writes(kind) || (kind == Kind::Number && writes(Kind::Integer));
                let ty = self.context.shape_ty(shape);
                !concerned || limit::is_held(*limit, digits, shape, &ty, &self.checks(spot))
            }
            Rule::Pattern(pattern) => {
                let held = |check: &Check| matches!(check, Check::Pattern(held) if held == pattern);
                !writes(Kind::String) || self.checks(spot).iter().any(held)
            }
            // What has a type of its own is of its format, but for base64, which is decoded when it is asked for.
            Rule::Format(_) => {
                !writes(Kind::String)
                    || matches!(shape, Shape::Enum(_))
                    || (matches!(shape, Shape::String { .. })
                        && !matches!(self.context.shape_ty(shape), Ty::String | Ty::Base64))
            }
            Rule::Unique => {
                let items = match shape {
                    Shape::Array { items, unique: true } => {
                        items.map_or(Ty::Json, |items| self.context.element(items))
                    }
                    _ => Ty::Json,
                };
                !writes(Kind::Array) || (self.checks(spot).contains(&Check::Unique) && !holds_json(&items))
            }
            Rule::Items { .. } | Rule::Contains { .. } | Rule::UnevaluatedItems(_)
                if !writes(Kind::Array) =>
            {
                true
            }
            Rule::Required(_)
            | Rule::Members { .. }
            | Rule::Names(_)
            | Rule::DependentRequired(_)
            | Rule::DependentSchemas(_)
            | Rule::UnevaluatedProperties(_)
                if !writes(Kind::Object) =>
            {
                true
            }
            Rule::Not(schema) => self.is_disjoint(*schema, spot, 0) && !self.null_may_keep(*schema, spot),
            Rule::If { condition, then, otherwise } => {
                let mut held =
                    |rule: &Option<RuleId>| rule.is_none_or(|rule| self.entry(rule, spot).is_empty());
                let (then, otherwise) = (held(then), held(otherwise));
                otherwise && (then || self.is_disjoint(*condition, spot, 0))
            }
            _ => return self.parts(rule, shape, spot),
        };
        if held { Keywords::new() } else { self.left(rule) }
    }

    /// The checks of the type at a spot.
    pub(super) fn checks(&self, spot: Spot<'_>) -> Vec<Check> {
        if spot.is_checked { check::of_value(self.context, spot.id, spot.depth) } else { Vec::new() }
    }
}

/// The alternatives of a union.
fn arms_of<'u>(union: &'u Union, spot: Spot<'u>) -> impl Iterator<Item = Spot<'u>> + use<'u> {
    union.arms.iter().map(move |arm| spot.arm(arm.schema, union.tag.as_deref()))
}

/// True if a type writes listed values only.
fn is_listed(values: &[String], shape: &Shape, spot: Spot<'_>) -> bool {
    let listed = || ValueSet::of(values);
    match shape {
        Shape::Enum(list) if list.has_a_type() && spot.is_checked && !list.open => {
            let listed = listed();
            list.values.iter().all(|value| listed.has(&value.value))
        }
        Shape::Bool => [true, false].into_iter().all(|flag| listed().has(&Value::Bool(flag))),
        _ => false,
    }
}

/// Values of any JSON are equal in Rust where they are written alike.
fn holds_json(ty: &Ty) -> bool {
    match ty {
        Ty::Json | Ty::External(_) => true,
        Ty::Vec(inner)
        | Ty::Map(inner)
        | Ty::Prefix(inner)
        | Ty::Option(inner)
        | Ty::OptionalNullable(inner)
        | Ty::Boxed(inner) => holds_json(inner),
        Ty::Tuple(items) => items.iter().any(holds_json),
        _ => false,
    }
}
