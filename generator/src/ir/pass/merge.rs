//! `allOf`: several Schema Objects that hold at once become one, by meaning.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::annotate::annotate;
use super::limits::{contradiction, tighten};
use super::merger::Merger;
use super::narrow::Owners;
use super::size::Budget;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::by_schema::BySchema;
use crate::document::schema::{AdditionalRule, Discriminator, SchemaObject, Type};
use crate::internal::Expected as _;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};

/// Unions that are multiplied with a base or with each other give this many arms at most.
const MAX_PRODUCT: usize = 64;

impl Merger<'_> {
    /// Gives every schema its shape; unions still have the arms of the document. What is left of the budget comes
    /// along; without it there is nothing.
    pub(crate) fn run(mut self) -> Option<(BySchema<Schema>, Budget)> {
        // Merging adds some.
        let mut schemas = BySchema::with_capacity(self.declared.len() + self.declared.len() / 8);
        let untyped = self.untyped();
        // Merging appends to `declared`, so the end moves.
        while schemas.len() < self.declared.len() {
            let id = SchemaId(schemas.len());
            // What is found in a part alone means nothing; what matters is found in the whole, too.
            let found = untyped.contains(&id).then(|| std::mem::take(self.report));
            let schema = self.schema(id);
            if let Some(found) = found {
                *self.report = found;
            }
            if !self.budget.schema(&schema, self.report) {
                return None;
            }
            schemas.push(schema);
        }
        Some((schemas, self.budget))
    }

    /// Schemas that no type is made of: members of `allOf` and conditions that are written there, and are meant nowhere else.
    fn untyped(&self) -> BTreeSet<SchemaId> {
        let (mut parts, mut typed) = (BTreeSet::new(), BTreeSet::new());
        for declared in &self.declared {
            let is_alias = self.only_arm(declared).is_some();
            let merged = declared.all_of.iter().filter(|_| !is_alias);
            let own: BTreeSet<SchemaId> =
                merged.chain(&declared.conditions).chain(&declared.not).copied().collect();
            typed.extend(declared.parts().filter(|part| !own.contains(part)));
            parts.extend(own);
        }
        let is_inline = |id: &SchemaId| self.get(*id).component.is_none();
        parts.into_iter().filter(|id| is_inline(id) && !typed.contains(id)).collect()
    }

    fn schema(&mut self, id: SchemaId) -> Schema {
        let own = self.get(id).clone();
        let node = self.node(id);
        let component = own.component.clone();
        if let Some(target) = own.reference {
            return Schema {
                node,
                component,
                meta: own.meta,
                nullable: own.nullable,
                shape: Shape::Ref(target),
                constraints: own.constraints,
            };
        }
        if let Some(target) = self.only_arm(&own) {
            let mut meta = own.meta;
            let mut nullable = own.nullable;
            let mut constraints = own.constraints;
            for arm in own.all_of.iter().filter(|arm| **arm != target) {
                let arm = self.get(*arm);
                meta = annotate(meta, &arm.meta);
                nullable |= arm.nullable;
                constraints = tighten(constraints, arm.constraints.clone());
            }
            // What an alias says replaces what its target says, and here both hold.
            if !constraints.is_empty() {
                let behind = self.get(self.alias_target(target));
                constraints = tighten(behind.constraints.clone(), constraints);
                contradiction(node, &constraints, self.report);
            }
            return Schema { node, component, meta, nullable, shape: Shape::Ref(target), constraints };
        }
        let parts = self.parts(id);
        let nullable = own.nullable || (parts.len() > 1 && self.all_nullable(&own.all_of));
        let merged = self.merge(id, &parts);
        let constraints = merged.constraints.clone();
        if parts.len() > 1 {
            contradiction(node, &constraints, self.report);
        }
        let meta = annotate(own.meta, &merged.meta);
        let shape = self.shape(id, merged);
        Schema { node, component, meta, nullable, shape, constraints }
    }

    /// The one member of `allOf` that says what values look like, if the schema itself and the others do not.
    fn only_arm(&self, own: &SchemaObject) -> Option<SchemaId> {
        if own.all_of.is_empty() || is_structural(own, true) || !own.required.is_empty() {
            return None;
        }
        let mut found = None;
        for arm in &own.all_of {
            // A subtype without properties of its own is still a type, not another name for its base.
            if own.component.is_some() && super::inherit::is_base(self.get(self.alias_target(*arm))) {
                return None;
            }
            let declared = self.get(*arm);
            if declared.reference.is_none() && !is_structural(declared, false) && declared.required.is_empty()
            {
                continue;
            }
            if found.replace(*arm).is_some_and(|earlier| earlier != *arm) {
                return None;
            }
        }
        found
    }

    fn all_nullable(&self, arms: &[SchemaId]) -> bool {
        !arms.is_empty()
            && arms.iter().all(|arm| {
                let target = self.alias_target(*arm);
                self.get(*arm).nullable || self.get(target).nullable
            })
    }

    /// One declaration that says what all parts say.
    fn merge(&mut self, id: SchemaId, parts: &[SchemaId]) -> SchemaObject {
        let mut merged = SchemaObject { node: Some(self.node(id)), ..SchemaObject::default() };
        let mut unions: Vec<(Vec<SchemaId>, Option<_>)> = Vec::new();
        let mut demanded = IndexSet::new();
        let mut owners = Owners::new(self, parts);
        for owner in parts {
            let mut part = self.get(*owner).clone();
            part.all_of.clear();
            let lists = [(std::mem::take(&mut part.one_of), false), (std::mem::take(&mut part.any_of), true)];
            for (arms, any) in lists {
                // A base that lists its subtypes says nothing more about one of them.
                let derived = arms.iter().any(|arm| {
                    let arm = self.alias_target(*arm);
                    arm != *owner && parts.contains(&arm)
                });
                demanded.extend(self.demanded_by(&arms));
                if !derived && arms.iter().any(|arm| self.says_something(*arm)) {
                    unions.push((arms, part.discriminator.clone()));
                    merged.several = any && (merged.several || unions.len() == 1);
                }
            }
            self.properties(&mut merged, std::mem::take(&mut part.properties), *owner, &mut owners);
            self.absorb(&mut merged, part);
        }
        // What has alternatives may leave it to these to describe what it requires.
        if unions.is_empty() {
            demanded.extend(merged.required.iter().chain(&merged.dependent).cloned());
        }
        self.describe(&mut merged, demanded, parts);
        self.with_unions(id, merged, &unions)
    }

    fn says_something(&self, id: SchemaId) -> bool {
        let arm = self.get(id);
        arm.reference.is_some() || !arm.all_of.is_empty() || is_structural(arm, false)
    }

    fn absorb(&mut self, merged: &mut SchemaObject, part: SchemaObject) {
        self.places(merged, &part);
        merged.kind = match (merged.kind, part.kind) {
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(a), Some(b)) if a.is_numeric() && b.is_numeric() => Some(Type::Integer),
            (Some(a), Some(b)) => {
                if !merged.conflict {
                    let place = merged.node.map_or(Place::Nowhere, Place::Node);
                    self.report.fault(
                        Cost::Shape,
                        Code::AllOfConflict,
                        place,
                        format!("the members of `allOf` want both `{}` and `{}`", a.name(), b.name()),
                        "no value fits both; the type becomes a JSON value until the document agrees with itself",
                    );
                }
                merged.constant = false;
                merged.conflict = true;
                Some(a)
            }
            (a, b) => a.or(b),
        };
        merged.conflict |= part.conflict;
        merged.required.extend(part.required);
        merged.dependent.extend(part.dependent);
        merged.additional = match (merged.additional, part.additional) {
            // `additionalProperties: false` inside `allOf` would forbid the other members' properties: never meant.
            (Some(AdditionalRule::Closed), other) | (other, Some(AdditionalRule::Closed)) => {
                other.or(Some(AdditionalRule::Closed))
            }
            (Some(AdditionalRule::Open(Additional::Schema(id))), _) => {
                Some(AdditionalRule::Open(Additional::Schema(id)))
            }
            (a, b) => b.or(a),
        };
        merged.unique |= part.unique;
        merged.values = match (merged.values.take(), part.values) {
            (Some(a), Some(b)) => {
                let common: Vec<_> = super::product::common(&a, &b).into_iter().cloned().collect();
                if common.is_empty() {
                    self.report.fault(
                        Cost::Shape,
                        Code::AllOfConflict,
                        merged.node.map_or(Place::Nowhere, Place::Node),
                        "the members of `allOf` list values, and none is in all lists",
                        "no value fits; until the document agrees with itself the last list counts",
                    );
                }
                Some(if common.is_empty() { b } else { common })
            }
            (a, b) => a.or(b),
        };
        merged.constant |= part.constant;
        merged.numeral |= part.numeral;
        merged.null_only |= part.null_only;
        merged.format = part.format.or(merged.format.take());
        merged.patterns.extend(part.patterns);
        merged.meta = annotate(part.meta, &merged.meta);
        merged.constraints = tighten(std::mem::take(&mut merged.constraints), part.constraints);
        merged.discriminator = part.discriminator.or(merged.discriminator.take());
        merged.extensions.extend(part.extensions);
    }

    /// A schema for values that fit both `a` and `b`.
    pub(crate) fn both(&mut self, a: SchemaId, b: SchemaId) -> SchemaId {
        let (a, b) = (self.alias_target(a), self.alias_target(b));
        let limited = |id| {
            let one = self.get(id);
            !one.constraints.is_empty() || one.meta.content.is_some()
        };
        if a == b || !(self.says_something(a) || limited(a)) {
            return b;
        }
        if !(self.says_something(b) || limited(b)) {
            return a;
        }
        self.all_of(vec![a, b])
    }

    fn all_of(&mut self, arms: Vec<SchemaId>) -> SchemaId {
        if let Some(known) = self.pairs.get(&arms) {
            return *known;
        }
        let Some(last) = arms.last().copied().expected("an `allOf` has no members") else {
            return SchemaId(0);
        };
        if self.declared.len() >= self.limit {
            return last;
        }
        let node = self.get(last).node;
        let id = self.add(SchemaObject { node, all_of: arms.clone(), ..SchemaObject::default() });
        self.pairs.insert(arms, id);
        id
    }

    /// Unions beside a base are multiplied out: each arm holds together with the base.
    fn with_unions(
        &mut self,
        id: SchemaId,
        mut merged: SchemaObject,
        unions: &[(Vec<SchemaId>, Option<Discriminator>)],
    ) -> SchemaObject {
        let base_matters = !merged.properties.is_empty() || merged.values.is_some();
        let mut arms: Vec<Vec<SchemaId>> = vec![Vec::new()];
        let mut discriminator = merged.discriminator.take();
        for (union, tag) in unions {
            discriminator = discriminator.or_else(|| tag.clone());
            if arms.len().saturating_mul(union.len()) > MAX_PRODUCT && (unions.len() > 1) {
                self.report.fault(
                    Cost::Shape,
                    Code::UnionTooLarge,
                    Place::Node(self.node(id)),
                    format!("the unions of this schema have more than {MAX_PRODUCT} combinations"),
                    "give the combinations that occur a schema each; until then the other unions are left out",
                );
                continue;
            }
            arms = arms
                .iter()
                .flat_map(|left| {
                    union.iter().map(move |right| left.iter().copied().chain([*right]).collect())
                })
                .collect();
            self.keep_possible(base_matters.then_some(&merged), &mut arms);
        }
        if unions.is_empty() {
            merged.discriminator = discriminator;
            return merged;
        }
        let base = base_matters.then(|| {
            let base = SchemaObject { discriminator: None, ..merged.clone() };
            self.add(base)
        });
        let one_of = arms
            .into_iter()
            .map(|arm| {
                // What derives from this schema has the base's properties already.
                let derived = arm.iter().any(|arm| self.parts(*arm).contains(&id));
                // So has one that repeats them.
                let repeats = || {
                    let tag = discriminator.as_ref().map(|tag| tag.property.as_str());
                    matches!(arm.as_slice(), [only] if self.repeats(*only, &merged, tag))
                };
                let base = base.filter(|_| !derived && !repeats());
                let all: Vec<SchemaId> = base.into_iter().chain(arm).collect();
                match all.as_slice() {
                    [one] => *one,
                    _ => self.all_of(all),
                }
            })
            .collect();
        SchemaObject {
            node: merged.node,
            meta: merged.meta,
            kind: merged.kind,
            conflict: merged.conflict,
            one_of,
            several: merged.several,
            discriminator,
            extensions: merged.extensions,
            ..SchemaObject::default()
        }
    }
}

/// True if a declaration says what values look like (annotations, `required` and limits do not).
/// With `beside_all_of`, a bare `type` does not count either: the members of `allOf` say it again.
pub(crate) fn is_structural(declared: &SchemaObject, beside_all_of: bool) -> bool {
    (declared.kind.is_some() && !beside_all_of)
        || declared.reference.is_some()
        || declared.values.is_some()
        || declared.null_only
        || !declared.properties.is_empty()
        || matches!(declared.additional, Some(AdditionalRule::Open(_)))
        || !declared.patterns.is_empty()
        || declared.items.is_some()
        || !declared.prefix_items.is_empty()
        || !declared.one_of.is_empty()
        || !declared.any_of.is_empty()
        || (!beside_all_of && !declared.all_of.is_empty())
        || (!beside_all_of && declared.format.is_some())
}
