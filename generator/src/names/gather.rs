//! Which schemas need a name, and what each would like to be called.

use std::collections::BTreeMap;

use super::ident::Ident;
use crate::ir::Api;
use crate::ir::operation::{Operation, Status};
use crate::ir::pass::cycle::Rings;
use crate::ir::schema::{Additional, SchemaId, Shape};

/// A schema that needs a name and what it would like to be called.
pub(super) struct Wanted {
    pub(super) key: String,
    pub(super) candidates: Vec<String>,
    pub(super) component: bool,
    pub(super) home: String,
}

/// Where the walk for names starts.
pub(super) struct Root {
    schema: SchemaId,
    /// Words for the schema if it is inline; the owner's name if it is a component.
    words: String,
    home: String,
}

pub(super) fn roots(api: &Api, operations: &[(usize, Ident)]) -> Vec<Root> {
    let mut components: Vec<Root> = api
        .schemas
        .iter()
        .enumerate()
        .filter_map(|(index, schema)| {
            let name = schema.component.clone()?;
            Some(Root { schema: SchemaId(index), words: name.clone(), home: name })
        })
        .collect();
    components.sort_by(|a, b| a.words.cmp(&b.words));
    let inline = operations.iter().filter_map(|(index, ident)| {
        let operation = api.operations.get(*index)?;
        Some(operation_roots(operation, ident.as_str()))
    });
    components.into_iter().chain(inline.flatten()).collect()
}

fn operation_roots(operation: &Operation, ident: &str) -> Vec<Root> {
    let root = |schema, words: String, home: &str| Root { schema, words, home: home.to_owned() };
    let mut roots = Vec::new();
    if let Some(body) = &operation.body {
        let owner = body.component.clone().unwrap_or_else(|| format!("{ident} Request"));
        let home = body.component.clone().unwrap_or_else(|| ident.to_owned());
        let single = body.contents.len() == 1;
        for content in &body.contents {
            let words = if single { owner.clone() } else { format!("{owner} {}", content.media_type.word()) };
            roots.extend(content.schema.map(|schema| root(schema, words.clone(), &home)));
        }
    }
    let one_success = operation
        .responses
        .iter()
        .filter(|response| matches!(response.status, Status::Code(200..=299)))
        .count()
        == 1;
    for response in &operation.responses {
        let owner = match (&response.component, response.status) {
            (Some(component), _) => component.clone(),
            (None, Status::Code(200..=299) | Status::Range(2)) if one_success => format!("{ident} Response"),
            (None, status) => format!("{ident} {}", super::status::phrase(status)),
        };
        let home = response.component.clone().unwrap_or_else(|| ident.to_owned());
        let single = response.contents.len() == 1;
        for content in &response.contents {
            let words = if single { owner.clone() } else { format!("{owner} {}", content.media_type.word()) };
            roots.extend(content.schema.map(|schema| root(schema, words.clone(), &home)));
            roots.extend(content.item_schema.map(|schema| root(schema, format!("{words} Item"), &home)));
        }
        for header in &response.headers {
            let words = format!("{owner} {}", header.name);
            roots.extend(header.schema.map(|schema| root(schema, words, &home)));
        }
    }
    for parameter in &operation.parameters {
        roots.push(root(parameter.schema, format!("{ident} {}", parameter.name), ident));
    }
    roots
}

/// True for a schema that is a type of its own.
fn nominal(api: &Api, rings: &Rings, id: SchemaId) -> bool {
    api.schema(id).is_some_and(|schema| {
        schema.component.is_some()
            || rings.endless_alias(id)
            || match &schema.shape {
                Shape::Object(_) | Shape::Union(_) => true,
                Shape::Enum(list) => list.has_a_type(),
                _ => false,
            }
    })
}

/// Walks from a root through its inline schemas; each schema is named by the first path that reaches it.
pub(super) fn gather(
    api: &Api,
    rings: &Rings,
    emitted: &[bool],
    root: &Root,
    wanted: &mut BTreeMap<SchemaId, Wanted>,
) {
    let mut stack = vec![(root.schema, root.words.clone(), true)];
    let mut seen = std::collections::BTreeSet::new();
    while let Some((id, words, at_root)) = stack.pop() {
        let Some(schema) = api.schema(id) else { continue };
        if !seen.insert(id) || wanted.contains_key(&id) || emitted.get(id.0) == Some(&false) {
            continue;
        }
        let component = schema.component.is_some();
        if component && !(at_root && schema.component.as_deref() == Some(root.home.as_str())) {
            continue;
        }
        if nominal(api, rings, id) {
            wanted.insert(
                id,
                Wanted {
                    key: if component { format!("0 {words}") } else { format!("1 {words}") },
                    candidates: candidates(&words, component),
                    component,
                    home: root.home.clone(),
                },
            );
        }
        // Last in, first out: reversed, so that properties are named in their order.
        let mut children = children(api, &schema.shape, &words);
        children.reverse();
        stack.extend(children.into_iter().map(|(id, words)| (id, words, false)));
    }
}

fn candidates(words: &str, component: bool) -> Vec<String> {
    let suffix = if component { "Model" } else { "Inner" };
    vec![words.to_owned(), format!("{words} {suffix}")]
}

fn children(api: &Api, shape: &Shape, words: &str) -> Vec<(SchemaId, String)> {
    match shape {
        Shape::Object(object) => {
            let properties =
                object.properties.iter().map(|(name, property)| (property.schema, format!("{words} {name}")));
            let extra = match object.additional {
                Some(Additional::Schema(id)) => Some((id, format!("{words} Value"))),
                _ => None,
            };
            properties.chain(extra).collect()
        }
        Shape::Array { items: Some(items), .. } => vec![(*items, format!("{words} Item"))],
        Shape::Map { values: Some(values) } => vec![(*values, format!("{words} Value"))],
        Shape::Tuple { items, .. } => items
            .iter()
            .enumerate()
            .map(|(index, item)| (*item, format!("{words} Item {}", index + 1)))
            .collect(),
        Shape::Union(union) => {
            let arms = super::arm::words(api, union);
            union.arms.iter().zip(arms).map(|(arm, word)| (arm.schema, format!("{words} {word}"))).collect()
        }
        Shape::Ref(target) => vec![(*target, words.to_owned())],
        _ => Vec::new(),
    }
}
