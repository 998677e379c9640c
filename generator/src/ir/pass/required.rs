//! Names under `required` that no property has: most often a misspelt one, and then nothing is required.

use std::collections::BTreeSet;

use super::merge::Merger;
use crate::code::Code;
use crate::diagnostic::{Place, did_you_mean};
use crate::document::schema::{AdditionalRule, SchemaObject};
use crate::ir::schema::SchemaId;
use crate::raw::{NodeId, Raw};

/// Findings that are reported: a hostile list of names is compared with all properties no more often.
const MOST: usize = 100;

/// Reports them. A schema that others are composed of may leave a property to those.
pub(crate) fn check(merger: &mut Merger<'_>, raw: &Raw) {
    let components = components(merger);
    let tags: BTreeSet<&str> = merger
        .declared
        .iter()
        .filter_map(|declared| Some(declared.discriminator.as_ref()?.property.as_str()))
        .collect();
    let mut findings = Vec::new();
    for index in 0..merger.declared.len() {
        let id = SchemaId(index);
        if findings.len() >= MOST {
            break;
        }
        if components.contains(&id) || merger.get(id).is_none_or(|declared| declared.reference.is_some()) {
            continue;
        }
        let parts = merger.parts(id);
        let parts: Vec<&SchemaObject> = parts.iter().filter_map(|part| merger.get(*part)).collect();
        if parts.iter().all(|part| part.required.is_empty()) || parts.iter().any(|part| is_open(part)) {
            continue;
        }
        let known: BTreeSet<&str> =
            parts.iter().flat_map(|part| part.properties.keys()).map(String::as_str).collect();
        for part in parts {
            let is_unknown = |name: &&String| !known.contains(name.as_str()) && !tags.contains(name.as_str());
            let unknown = part.required.iter().filter(is_unknown).take(MOST.saturating_sub(findings.len()));
            for name in unknown.filter(|_| !known.is_empty()) {
                let otherwise = "describe it under `properties`, or take it off the list";
                let help = did_you_mean(name, known.iter().copied(), otherwise);
                findings.push((place(raw, part.node, name), name.clone(), help));
            }
        }
    }
    for (place, name, help) in findings {
        let message = format!("`{name}` is required, and no property has that name");
        merger.report.warning(Code::RequiredUnknown, place, message, help);
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
