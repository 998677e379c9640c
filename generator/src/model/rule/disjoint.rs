//! Whether no value that a type writes keeps the rules of a schema.

use super::constant::ValueSet;
use super::cover::Cover;
use super::kinds::{kinds, meet};
use super::spot::Spot;
use crate::document::rule::{Rule, RuleId};
use crate::ir::schema::{Object, Shape};

/// Properties within properties are compared this far.
const DEEPEST: usize = 8;

impl Cover<'_> {
    /// True if no value of `spot` but null keeps the rules.
    pub(super) fn is_disjoint(&self, id: RuleId, spot: Spot<'_>, depth: usize) -> bool {
        depth < DEEPEST
            && self.steps.take()
            && self.text.rules.rules(id).iter().any(|rule| self.excludes(rule, spot, depth))
    }

    fn excludes(&self, rule: &Rule, spot: Spot<'_>, depth: usize) -> bool {
        let target = self.context.api.target(spot.id);
        let shape = Some(&self.context.api.schema(target).shape);
        if let Some(Shape::Union(union)) = shape {
            let arms = || union.arms.iter().map(|arm| spot.arm(arm.schema, union.tag.as_deref()));
            return kinds(self.context, spot).is_some()
                && arms().all(|arm| {
                    let nested = self.context.api.target(arm.id);
                    nested != target && depth < DEEPEST && self.excludes(rule, arm, depth + 1)
                });
        }
        match rule {
            Rule::Never => true,
            Rule::Types(allowed) => !meet(kinds(self.context, spot).as_deref(), allowed),
            Rule::Values(values) => match shape {
                Some(Shape::Enum(list)) if spot.is_checked && !list.open && self.steps.take_list(values) => {
                    let listed = ValueSet::of(values);
                    !list.values.iter().any(|value| listed.has(&value.value))
                }
                _ => false,
            },
            Rule::Required(names) => object(shape).is_some_and(|object| {
                object.additional.is_none()
                    && names
                        .iter()
                        .any(|name| !object.properties.contains_key(name) && spot.tag != Some(name.as_str()))
            }),
            Rule::Members { properties, patterns, additional } => object(shape).is_some_and(|object| {
                let closed = patterns.is_empty()
                    && additional.is_some_and(|rule| matches!(self.text.rules.rules(rule), [Rule::Never]));
                let must = |name: &String| {
                    object
                        .properties
                        .get(name)
                        .filter(|property| property.required && !property.omitted_in_requests)
                };
                let stray = closed
                    && object
                        .properties
                        .keys()
                        .filter(|name| must(name).is_some())
                        .any(|name| !properties.iter().any(|(known, _)| known == name));
                stray
                    || properties.iter().any(|(name, rule)| {
                        must(name).is_some_and(|property| {
                            !self.context.api.nullable(property.schema)
                                && self.is_disjoint(*rule, spot.part(property.schema), depth + 1)
                        })
                    })
            }),
            Rule::AllOf(arms) => arms.iter().any(|arm| self.is_disjoint(*arm, spot, depth + 1)),
            Rule::AnyOf(arms) | Rule::OneOf(arms) => {
                arms.iter().all(|arm| self.is_disjoint(*arm, spot, depth + 1))
            }
            Rule::Reference(target) => self.is_disjoint(*target, spot, depth + 1),
            _ => false,
        }
    }
}

fn object(shape: Option<&Shape>) -> Option<&Object> {
    match shape {
        Some(Shape::Object(object)) => Some(object),
        _ => None,
    }
}
