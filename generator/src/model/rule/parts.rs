//! Rules of the parts of a value: of members and items.

use std::collections::BTreeSet;

use super::cover::Cover;
use super::spot::Spot;
use super::text::{Json, Keywords, texts};
use crate::document::rule::{Rule, RuleId};
use crate::ir::schema::{Additional, Object, Shape};
use crate::model::{Ty, check};

/// Schemas by name or pattern.
type Named = [(String, RuleId)];

impl Cover<'_> {
    /// One rule of the parts of a value.
    pub(super) fn parts(&mut self, rule: &Rule, shape: &Shape, spot: Spot<'_>) -> Keywords {
        match (rule, shape) {
            (Rule::Required(names), Shape::Object(object)) => {
                let lacks = |name: &&String| {
                    let property = object.properties.get(*name);
                    !property.is_some_and(|property| property.required || property.omitted_in_requests)
                        && spot.tag != Some(name.as_str())
                };
                let left: Vec<&str> = names.iter().filter(lacks).map(String::as_str).collect();
                let keyword = || vec![("required".to_owned(), texts(left.iter().copied()))];
                if left.is_empty() { Keywords::new() } else { keyword() }
            }
            (Rule::Members { properties, patterns, additional }, Shape::Object(object)) => {
                self.members((properties, patterns, *additional), object, spot)
            }
            (Rule::Members { properties, patterns, additional }, Shape::Map { values }) => {
                let rules = properties.iter().chain(patterns).map(|(_, rule)| *rule).chain(*additional);
                let rules: Vec<RuleId> = rules.collect();
                let held = |cover: &mut Self, rule: RuleId| match values {
                    Some(values) => cover.entry(rule, spot.item(*values)).is_empty(),
                    None => cover.text.rules.rules(rule).is_empty(),
                };
                let held = rules.into_iter().all(|rule| held(self, rule));
                if held { Keywords::new() } else { self.left(rule) }
            }
            (Rule::DependentRequired(lists), Shape::Object(object)) => {
                let held = lists.iter().all(|(name, names)| {
                    let known = |name: &String| object.properties.get(name);
                    (known(name).is_none() && object.additional.is_none())
                        || names.iter().all(|name| known(name).is_some_and(|property| property.required))
                });
                if held { Keywords::new() } else { self.left(rule) }
            }
            (Rule::DependentSchemas(schemas), Shape::Object(object)) => {
                let held = schemas.iter().all(|(name, schema)| {
                    (!object.properties.contains_key(name) && object.additional.is_none())
                        || self.entry(*schema, spot).is_empty()
                });
                if held { Keywords::new() } else { self.left(rule) }
            }
            (Rule::Items { prefix, rest }, Shape::Array { items, .. }) => {
                let held = |cover: &mut Self, rule: RuleId| match items {
                    Some(items) => cover.entry(rule, spot.item(*items)).is_empty(),
                    None => cover.text.rules.rules(rule).is_empty(),
                };
                let held = prefix.iter().chain(rest).all(|rule| held(self, *rule));
                if held { Keywords::new() } else { self.left(rule) }
            }
            (Rule::Items { prefix, rest }, Shape::Tuple { items, .. }) => {
                let typed = matches!(self.context.shape_ty(shape), Ty::Tuple(_) | Ty::Prefix(_));
                let beyond = rest.is_none() || prefix.len() >= items.len();
                let held = typed
                    && beyond
                    && prefix
                        .iter()
                        .zip(items)
                        .all(|(rule, item)| self.entry(*rule, spot.item(*item).unchecked()).is_empty());
                if held { Keywords::new() } else { self.left(rule) }
            }
            (Rule::Names(schema), _) if self.text.rules.rules(*schema).is_empty() => Keywords::new(),
            (Rule::UnevaluatedProperties(schema) | Rule::UnevaluatedItems(schema), _)
                if self.text.rules.rules(*schema).is_empty() =>
            {
                Keywords::new()
            }
            _ => self.left(rule),
        }
    }

    fn members(
        &mut self,
        (properties, patterns, additional): (&Named, &Named, Option<RuleId>),
        object: &Object,
        spot: Spot<'_>,
    ) -> Keywords {
        let mut left = Vec::new();
        for (name, rule) in properties {
            let keywords = match (object.properties.get(name), object.additional) {
                (Some(property), _) if property.omitted_in_requests => Keywords::new(),
                (Some(property), _) => {
                    let endless = check::is_endless(self.context, self.context.api.target(spot.id), property);
                    let part = spot.part(property.schema);
                    self.entry(*rule, if endless { part.unchecked() } else { part })
                }
                (None, None) => Keywords::new(),
                (None, Some(extra)) => self.extra(*rule, extra, spot),
            };
            if !keywords.is_empty() {
                left.push((name.clone(), Json::Object(keywords)));
            }
        }
        let held = patterns.iter().all(|(_, rule)| self.is_held_by_all(*rule, object, &[], spot));
        let held = held && additional.is_none_or(|rule| self.is_held_by_all(rule, object, properties, spot));
        if held {
            let keyword = || vec![("properties".to_owned(), Json::Object(left.clone()))];
            return if left.is_empty() { Keywords::new() } else { keyword() };
        }
        let (properties, patterns) = (properties.to_vec(), patterns.to_vec());
        self.left(&Rule::Members { properties, patterns, additional })
    }

    /// True if all members of an object keep a rule, but for those of `except`.
    fn is_held_by_all(&mut self, rule: RuleId, object: &Object, except: &Named, spot: Spot<'_>) -> bool {
        if self.text.rules.rules(rule).is_empty() {
            return true;
        }
        let extra = object.additional.is_none_or(|extra| self.extra(rule, extra, spot).is_empty());
        extra
            && object.properties.iter().all(|(name, property)| {
                except.iter().any(|(known, _)| known == name)
                    || property.omitted_in_requests
                    || self.entry(rule, spot.part(property.schema)).is_empty()
            })
    }

    /// No check of a type goes to the members without a field.
    fn extra(&mut self, rule: RuleId, extra: Additional, spot: Spot<'_>) -> Keywords {
        match extra {
            Additional::Any => self.whole(rule),
            Additional::Schema(id) => self.entry(rule, spot.part(id).unchecked()),
        }
    }

    /// True if the schema itself looks at everything that its type can write.
    pub(super) fn evaluates(&self, rule: RuleId, spot: Spot<'_>) -> bool {
        let Shape::Object(object) = self.context.api.shape(spot.id) else { return false };
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![rule];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            for rule in self.text.rules.rules(id) {
                match rule {
                    Rule::Reference(next) => open.push(*next),
                    Rule::AllOf(arms) => open.extend(arms),
                    Rule::Members { additional: Some(_), .. } => return true,
                    Rule::Members { properties, .. } => names.extend(properties.iter().map(|(name, _)| name)),
                    _ => {}
                }
            }
        }
        object.additional.is_none() && object.properties.keys().all(|name| names.contains(name))
    }
}
