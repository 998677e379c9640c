//! Names under `required` that no property has: most often a misspelt one. Whoever sends it or gets it has it as any
//! JSON; what is received need not have it.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::merger::Merger;
use crate::code::Code;
use crate::diagnostic::Place;
use crate::document::schema::{AdditionalRule, SchemaObject, Type};
use crate::ir::schema::SchemaId;
use crate::raw::{NodeId, Raw};

/// Findings that are reported, and schemas within the alternatives of one that are looked at: a hostile document must not
/// take quadratic time.
const MOST: usize = 100;

/// Reports them. A schema that others are composed of may leave a property to those.
pub(crate) fn check(merger: &mut Merger<'_>, raw: &Raw) {
    let components = components(merger);
    let mut findings = Vec::new();
    for id in merger.declared.ids() {
        if findings.len() >= MOST {
            break;
        }
        if components.contains(&id) || merger.get(id).reference.is_some() {
            continue;
        }
        let ids = merger.parts(id);
        let parts: Vec<&SchemaObject> = ids.iter().map(|part| merger.get(*part)).collect();
        if parts.iter().all(|part| part.required.is_empty()) || parts.iter().any(|part| is_open(part)) {
            continue;
        }
        let known: BTreeSet<&str> =
            parts.iter().flat_map(|part| part.properties.keys()).map(String::as_str).collect();
        let tags: BTreeSet<&String> = merger.tags_of(&ids).collect();
        for part in parts {
            let is_unknown = |name: &&String| !known.contains(name.as_str()) && !tags.contains(*name);
            let unknown = part.required.iter().filter(is_unknown).take(MOST.saturating_sub(findings.len()));
            for name in unknown.filter(|_| !known.is_empty()) {
                let otherwise =
                    "describe it under `properties`, or take it off the list; until then it may be any JSON";
                let help = merger.report.did_you_mean(name, known.iter().copied(), otherwise);
                findings.push((place(raw, part.node, name), name.clone(), help));
            }
        }
    }
    for (place, name, help) in findings {
        let message = format!("`{name}` is required, and no property has that name");
        merger.report.warning(Code::RequiredUnknown, place, message, help);
    }
}

impl Merger<'_> {
    /// What those of the alternatives require that say nothing else of objects.
    pub(super) fn demanded_by(&self, arms: &[SchemaId]) -> IndexSet<String> {
        let bare = |arm: &SchemaObject| {
            arm.properties.is_empty()
                && arm.patterns.is_empty()
                && matches!(arm.additional, None | Some(AdditionalRule::Closed))
        };
        let (mut names, mut seen) = (IndexSet::new(), BTreeSet::new());
        let mut open: Vec<SchemaId> = arms.iter().rev().copied().collect();
        while let Some(arm) = open.pop().map(|arm| self.alias_target(arm)) {
            let says = self.get(arm);
            if !bare(says) || seen.len() >= MOST || !seen.insert(arm) {
                continue;
            }
            names.extend(says.required.iter().chain(&says.dependent).cloned());
            open.extend(says.all_of.iter().chain(&says.one_of).chain(&says.any_of).rev());
        }
        names
    }

    /// Lets those of the names be any JSON that an object with properties has no place for.
    pub(super) fn describe(
        &mut self,
        merged: &mut SchemaObject,
        demanded: IndexSet<String>,
        parts: &[SchemaId],
    ) {
        let is_object = matches!(merged.kind, None | Some(Type::Object)) && !merged.properties.is_empty();
        if !is_object || merged.additional.is_some() || !merged.patterns.is_empty() {
            return;
        }
        let tags: BTreeSet<&String> = self.tags_of(parts).collect();
        let unknown = |name: &String| !merged.properties.contains_key(name) && !tags.contains(name);
        let unknown: BTreeSet<String> = demanded.into_iter().filter(unknown).collect();
        if unknown.is_empty() {
            return;
        }
        let anything = self.add(SchemaObject { node: merged.node, ..SchemaObject::default() });
        merged.required.retain(|name| !unknown.contains(name));
        merged.properties.extend(unknown.into_iter().map(|name| (name, anything)));
    }
}

/// Schemas that hold together with others: members of `allOf`, conditions, and arms beside which their owner says more.
fn components(merger: &Merger<'_>) -> BTreeSet<SchemaId> {
    let mut components = BTreeSet::new();
    for declared in &merger.declared {
        let with_others = declared.all_of.iter().chain(&declared.conditions).chain(&declared.not);
        components.extend(with_others.map(|arm| merger.alias_target(*arm)));
        if !declared.properties.is_empty() || !declared.all_of.is_empty() {
            let arms = declared.one_of.iter().chain(&declared.any_of);
            components.extend(arms.map(|arm| merger.alias_target(*arm)));
        }
    }
    components
}

/// True if members that have no name under `properties` are described otherwise.
fn is_open(part: &SchemaObject) -> bool {
    !part.one_of.is_empty()
        || !part.any_of.is_empty()
        || !part.patterns.is_empty()
        || matches!(part.additional, Some(AdditionalRule::Open(_)))
}

/// The item of the list, else the schema.
fn place(raw: &Raw, schema: Option<NodeId>, name: &str) -> Place {
    let Some(schema) = schema else { return Place::Nowhere };
    let item = raw
        .node(schema)
        .and_then(|node| node.get("required"))
        .and_then(|list| list.items().find(|item| item.as_str() == Some(name)));
    Place::Node(item.map_or(schema, |item| item.id()))
}
