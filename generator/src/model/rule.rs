//! What no type carries of the rules of a schema: `validate()` checks it on the value that would be written.

mod constant;
mod cover;
mod disjoint;
mod kinds;
mod limit;
mod null;
mod parts;
mod spot;
mod steps;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::ValueRules;
use super::check::Unlisted;
use super::context::Context;
use super::leftover::{Definition, Leftover};
use crate::ir::schema::{SchemaId, Shape};
use cover::Cover;

/// What is left over of the types that are checked; `checked` are those that have something to check.
pub(crate) fn leftover(context: &Context<'_>, checked: &BTreeSet<SchemaId>) -> Leftover {
    let mut cover = Cover::new(context, checked);
    let (mut left, mut unlisted) = (BTreeMap::new(), BTreeMap::new());
    for id in context.names.types.keys().copied() {
        if !context.is_checked(id) || context.api.patched.contains(&id) {
            continue;
        }
        let checks = matches!(context.api.schema(id).shape, Shape::Object(_) | Shape::Union(_));
        if let Some(rule) = context.rule(id).filter(|_| checks) {
            if Unlisted::of(context, id) == Unlisted::Checked {
                unlisted.insert(id, text::Json::Object(cover.whole(rule)));
            }
            let keywords = cover.root(rule, id);
            if !keywords.is_empty() {
                left.insert(id, text::Json::Object(keywords));
            }
        }
    }
    let mut arguments = BTreeMap::new();
    for id in super::called::schemas(context) {
        let keywords = context.rule(id).map(|rule| cover.argument(rule, id)).unwrap_or_default();
        if !keywords.is_empty() {
            arguments.insert(id, text::Json::Object(keywords));
        }
    }
    let definitions =
        cover.text.definitions([&left, &unlisted, &arguments].into_iter().flat_map(BTreeMap::values));
    let in_definitions = text::Mentions::of(definitions.values());
    let value_rules = |(id, json): (SchemaId, text::Json)| {
        let mut mentions = text::Mentions::of([&json].into_iter());
        if mentions.definitions {
            mentions.patterns |= in_definitions.patterns;
            mentions.formats |= in_definitions.formats;
        }
        let text::Mentions { definitions, patterns, formats } = mentions;
        (id, ValueRules { text: json.to_string(), definitions, patterns, formats })
    };
    let types = left.into_iter().map(value_rules).collect();
    let unlisted = unlisted.into_iter().map(value_rules).collect();
    let arguments = arguments.into_iter().map(value_rules).collect();
    let definitions = definitions.into_iter().map(|(name, json)| {
        let node = cover.text.node(&name);
        Definition { text: json.to_string(), node, name }
    });
    let definitions = definitions.collect();
    Leftover { types, unlisted, arguments, definitions }
}
