//! Schemas of which requests and answers require different properties: `readOnly` and `writeOnly`.
//!
//! Each becomes two types, and so does what holds one: answers have the schema, requests a copy of it. What only requests
//! have stays in the type of answers, where it is optional: a server may send it all the same.

use std::collections::{BTreeSet, HashSet};

use super::copy::{copy, holders, moved, repoint};
use super::cycle::named;
use super::direction::{is, tags};
use super::reach::{self, Direction};
use crate::config::Config;
use crate::document::by_schema::BySchema;
use crate::ir::Api;
use crate::ir::schema::{Object, Property, SchemaId, Shape};

/// Gives requests types of their own where they need them. Where there are only types, any side may send any of them.
pub(crate) fn run(api: &mut Api, config: &Config) {
    if config.types.one_type_both_ways || !config.output.client {
        return;
    }
    let directions = reach::run(api);
    let ways =
        Ways { tags: tags(api), directions: &directions, sends_read_only: config.types.send_read_only };
    let used = directions.entries().filter(|(_, direction)| direction.used()).map(|(id, _)| id);
    let differing =
        holders(api, used, named, |id, schema| ways.is_received(id) && ways.differ(api, id, &schema.shape));
    if differing.is_empty() {
        return;
    }
    let sent = ways.sent(api);
    let twice: Vec<SchemaId> =
        sent.intersection(&differing).copied().filter(|id| ways.is_received(*id)).collect();
    let unsent: Vec<(SchemaId, BTreeSet<String>)> =
        twice.iter().map(|id| (*id, ways.unsent(api, *id))).collect();
    let copies = copy(api, twice, "Input");
    for id in &sent {
        repoint(&mut api.schemas[moved(&copies, *id)].shape, &copies);
    }
    for (id, names) in unsent {
        if let Shape::Object(object) = &mut api.schemas[moved(&copies, id)].shape {
            object.properties.retain(|name, _| !names.contains(name));
            object.required.retain(|name| !names.contains(name));
            object.unsent = names;
        }
    }
    for operation in &mut api.operations {
        let parameters = operation.parameters.iter_mut().map(|parameter| &mut parameter.schema);
        let contents = operation.body.iter_mut().flat_map(|body| &mut body.contents);
        let contents = contents.flat_map(|content| content.schema.iter_mut().chain(&mut content.item_schema));
        parameters.chain(contents).for_each(|id| *id = moved(&copies, *id));
    }
    api.sent.iter_mut().for_each(|id| *id = moved(&copies, *id));
    api.inputs = copies.into_iter().map(|(original, copy)| (copy, original)).collect();
}

/// What is known of the two ways.
struct Ways<'a> {
    /// Without its tag nobody could tell what an object is: both ways have it.
    tags: HashSet<(SchemaId, &'a str)>,
    directions: &'a BySchema<Direction>,
    sends_read_only: bool,
}

impl Ways<'_> {
    fn is_received(&self, id: SchemaId) -> bool {
        self.directions[id].response
    }

    /// True for an object that must have a property in one way only.
    fn differ(&self, api: &Api, id: SchemaId, shape: &Shape) -> bool {
        let Shape::Object(object) = shape else { return false };
        object.properties.iter().any(|(name, property)| {
            let one_way = || is(api, property.schema, |meta| meta.read_only || meta.write_only);
            property.required && one_way() && !self.tags.contains(&(id, name.as_str()))
        })
    }

    fn is_sent(&self, api: &Api, id: SchemaId, name: &str, property: &Property) -> bool {
        self.sends_read_only
            || !is(api, property.schema, |meta| meta.read_only)
            || self.tags.contains(&(id, name))
    }

    /// The properties that requests leave out of an object.
    fn unsent(&self, api: &Api, id: SchemaId) -> BTreeSet<String> {
        let properties = closed(api, id).into_iter().flat_map(|object| &object.properties);
        let unsent = properties.filter(|(name, property)| !self.is_sent(api, id, name, property));
        unsent.map(|(name, _)| name.clone()).collect()
    }

    /// Everything that requests are made of. A type that only requests have keeps all its properties.
    fn sent(&self, api: &Api) -> BTreeSet<SchemaId> {
        let roots = api.operations.iter().flat_map(reach::request_roots);
        let mut stack: Vec<SchemaId> = roots.chain(api.sent.iter().copied()).collect();
        let mut found = BTreeSet::new();
        while let Some(id) = stack.pop() {
            if !found.insert(id) {
                continue;
            }
            match closed(api, id).filter(|_| self.is_received(id)) {
                Some(object) => {
                    let sent = object.properties.iter();
                    let sent = sent.filter(|(name, property)| self.is_sent(api, id, name, property));
                    stack.extend(sent.map(|(_, property)| property.schema));
                }
                None => stack.extend(named(&api.schema(id).shape)),
            }
        }
        found
    }
}

/// An object that keeps no members but its properties: others need a field to take a property out of them.
fn closed(api: &Api, id: SchemaId) -> Option<&Object> {
    match &api.schema(id).shape {
        Shape::Object(object) if object.additional.is_none() => Some(object),
        _ => None,
    }
}
