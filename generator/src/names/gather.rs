//! Which schemas need a name, and what each would like to be called.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::Ident;
use super::reason::NameSource;
use super::received::Named;
use crate::document::by_schema::BySchema;
use crate::document::place::component;
use crate::ir::Api;
use crate::ir::operation::{Content, Operation, Status};
use crate::ir::pass::cycle::Rings;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};
use crate::media_type::ContentKind;
use crate::raw::{Node, NodeId, Raw};

/// A schema that needs a name and what it would like to be called.
pub(super) struct NameRequest {
    pub(super) key: String,
    pub(super) candidates: Vec<String>,
    /// Where the words come from.
    pub(super) source: NameSource,
    pub(super) component: bool,
    pub(super) home: String,
}

/// Where the walk for names starts.
pub(super) struct Root {
    schema: SchemaId,
    /// Words for the schema if it is inline; the owner's name if it is a component.
    words: String,
    source: NameSource,
    /// A word for what the schema is to its owner, for where its name is taken.
    role: &'static str,
    home: String,
    /// What declares the schemas that are named after this root.
    holder: Option<NodeId>,
}

/// What declares things: the components, the operations, and the parameters that all operations of a path have.
struct Holders<'a> {
    raw: &'a Raw,
    operations: BTreeSet<NodeId>,
    schemas: BTreeSet<NodeId>,
}

impl<'a> Holders<'a> {
    fn new(api: &Api, raw: &'a Raw) -> Self {
        let components = api.schemas.iter().filter(|schema| schema.component.is_some());
        Self {
            raw,
            operations: {
                let received = api.received.iter().map(|received| received.node);
                api.operations.iter().map(|operation| operation.node).chain(received).collect()
            },
            schemas: components.map(|schema| schema.node).collect(),
        }
    }

    /// What declares the node: itself or the nearest above it.
    fn of(&self, node: NodeId) -> Option<Node<'a>> {
        let mut at = self.raw.node(node)?;
        loop {
            if self.schemas.contains(&at.id())
                || self.operations.contains(&at.id())
                || component(at).is_some()
                || path_parameter(at).is_some()
            {
                return Some(at);
            }
            at = at.parent()?;
        }
    }
}

/// The path of a parameter that all of the path's operations have.
fn path_parameter(node: Node<'_>) -> Option<&str> {
    let list = node.parent().filter(|list| list.key() == Some("parameters"))?;
    let item = list.parent()?;
    (item.parent()?.key() == Some("paths")).then(|| item.key()).flatten()
}

pub(super) fn roots(
    api: &Api,
    raw: &Raw,
    operations: &[(usize, Ident)],
    received: &[Named<'_>],
) -> Vec<Root> {
    let holders = Holders::new(api, raw);
    let mut components: Vec<Root> = api
        .schemas
        .entries()
        .filter_map(|(id, schema)| {
            let name = schema.component.clone()?;
            // Words that are no exact name leave one to whatever is called by it.
            let answer = api.inputs.get(&id).and_then(|answer| api.schema(*answer).component.as_ref());
            let (source, words) = match answer {
                Some(answer) => (NameSource::Input, format!("{answer} Input")),
                None => (NameSource::Component, name.clone()),
            };
            Some(Root { schema: id, words, source, role: "Model", home: name, holder: Some(schema.node) })
        })
        .collect();
    components.sort_by(|a, b| a.words.cmp(&b.words));
    let inline = operations.iter().filter_map(|(index, ident)| {
        let operation = api.operations.get(*index)?;
        Some(operation_roots(&holders, operation, ident.as_str()))
    });
    let received = received.iter().filter_map(|one| {
        Some(Root {
            schema: one.received.payload?,
            words: format!("{} Payload", one.words),
            source: NameSource::Received,
            role: "Body",
            home: format!("{} Payload", one.words),
            holder: Some(one.received.node),
        })
    });
    components.into_iter().chain(inline.flatten()).chain(received).collect()
}

fn operation_roots(holders: &Holders<'_>, operation: &Operation, ident: &str) -> Vec<Root> {
    let mut roots = Vec::new();
    let mut add = |schema: Option<SchemaId>, words: String, role, home: &str, node: NodeId| {
        let holder = holders.of(node).map(Node::id);
        let (home, source) = (home.to_owned(), NameSource::Place);
        roots.extend(schema.map(|schema| Root { schema, words, source, role, home, holder }));
    };
    if let Some(body) = &operation.body {
        let owner = body.component.clone().unwrap_or_else(|| format!("{ident} Request"));
        let home = body.component.clone().unwrap_or_else(|| ident.to_owned());
        for (content, words) in body.contents.iter().zip(content_words(&owner, &body.contents)) {
            add(content.schema, words, "Body", &home, body.node);
        }
    }
    // Successes that are added leave the first one its name.
    let statuses = operation.responses.iter().map(|response| response.status);
    let success = statuses.filter(|status| matches!(status, Status::Code(200..=299) | Status::Range(2)));
    let success = success.min_by_key(|status| match status {
        Status::Code(code) => *code,
        _ => u16::MAX,
    });
    for response in &operation.responses {
        let owner = match (&response.component, response.status) {
            (Some(component), _) => component.clone(),
            (None, status) if Some(status) == success => format!("{ident} Response"),
            (None, status) => format!("{ident} {}", super::status::phrase(status)),
        };
        let home = response.component.clone().unwrap_or_else(|| ident.to_owned());
        for (content, words) in response.contents.iter().zip(content_words(&owner, &response.contents)) {
            add(content.item_schema, format!("{words} Item"), "Element", &home, response.node);
            add(content.schema, words, "Body", &home, response.node);
        }
        for header in &response.headers {
            let shared = holders.of(header.node).filter(|holder| holder.id() == header.node);
            match shared.and_then(Node::key) {
                Some(name) => add(header.schema, name.to_owned(), "Header", name, header.node),
                None => {
                    let words = format!("{owner} {}", header.name);
                    add(header.schema, words, "Header", &home, response.node);
                }
            }
        }
    }
    for parameter in &operation.parameters {
        let holder = holders.of(parameter.node);
        let shared = holder
            .and_then(|holder| component(holder))
            .map(|(_, name)| name)
            .filter(|_| !holders.operations.contains(&parameter.node));
        let shared = shared.filter(|_| holder.is_some_and(|holder| holder.id() == parameter.node));
        let (words, home) = match (shared, holder.and_then(path_parameter)) {
            (Some(name), _) => (name.to_owned(), name),
            (None, Some(path)) => (format!("{path} {}", parameter.name), ident),
            (None, None) => (format!("{ident} {}", parameter.name), ident),
        };
        add(Some(parameter.schema), words, "Parameter", home, parameter.node);
    }
    roots
}

/// Words for each content of a body: JSON has none for its media type, so that media types that are added beside it leave
/// it its name.
fn content_words(owner: &str, contents: &[Content]) -> Vec<String> {
    let is_json = |content: &Content| content.media_type.kind() == ContentKind::Json;
    let main = if contents.len() == 1 { Some(0) } else { contents.iter().position(is_json) };
    let words = |(index, content): (usize, &Content)| {
        if Some(index) == main { owner.to_owned() } else { format!("{owner} {}", content.media_type.word()) }
    };
    contents.iter().enumerate().map(words).collect()
}

/// True for a schema that is a type of its own.
fn nominal(api: &Api, rings: &Rings, id: SchemaId) -> bool {
    let schema = api.schema(id);
    schema.component.is_some()
        || rings.endless_alias(id)
        || match &schema.shape {
            Shape::Object(_) | Shape::Union(_) => true,
            Shape::Enum(list) => list.has_a_type(),
            _ => false,
        }
}

/// Names every schema that is a type of its own. Whatever refers to an inline schema, its name comes from what declares
/// it; only what is declared nowhere (the product of a merge, a schema in another file) is named by whoever reaches it
/// first.
pub(super) fn gather(
    api: &Api,
    raw: &Raw,
    rings: &Rings,
    emitted: &BySchema<bool>,
    roots: &[Root],
) -> BTreeMap<SchemaId, NameRequest> {
    let holders = Holders::new(api, raw);
    let held: BySchema<Option<NodeId>> =
        api.schemas.iter().map(|schema| holders.of(schema.node).map(Node::id)).collect();
    let mut wanted = BTreeMap::new();
    for root in roots {
        let holds = |id: SchemaId| held[id] == root.holder;
        walk(api, rings, emitted, root, &holds, &mut wanted);
    }
    for root in roots {
        walk(api, rings, emitted, root, &|_| true, &mut wanted);
    }
    wanted
}

/// Walks from a root through those of its inline schemas that it `holds`.
fn walk(
    api: &Api,
    rings: &Rings,
    emitted: &BySchema<bool>,
    root: &Root,
    holds: &dyn Fn(SchemaId) -> bool,
    wanted: &mut BTreeMap<SchemaId, NameRequest>,
) {
    let first =
        Child { schema: root.schema, words: root.words.clone(), source: root.source, role: root.role };
    let mut stack = vec![(first, true)];
    let mut seen = BTreeSet::new();
    while let Some((Child { schema: id, words, source, role }, at_root)) = stack.pop() {
        let schema = api.schema(id);
        let component = schema.component.is_some();
        if !seen.insert(id)
            || (component && !(at_root && schema.component.as_deref() == Some(root.home.as_str())))
            || !holds(id)
        {
            continue;
        }
        // What a schema is called in requests and in what users receive moves no other name.
        let rank = match root.source {
            _ if component && api.inputs.contains_key(&id) => 2,
            _ if component => 0,
            NameSource::Received => 3,
            _ => 1,
        };
        if nominal(api, rings, id) && emitted[id] && !wanted.contains_key(&id) {
            wanted.insert(
                id,
                NameRequest {
                    key: format!("{rank} {words}"),
                    candidates: vec![words.clone(), format!("{words} {role}")],
                    source,
                    component: component && rank == 0,
                    home: root.home.clone(),
                },
            );
        }
        // Last in, first out: reversed, so that properties are named in their order.
        let mut children = children(api, schema, &words);
        children.reverse();
        stack.extend(children.into_iter().map(|child| (child, false)));
    }
}

/// A schema on the walk.
struct Child {
    schema: SchemaId,
    words: String,
    source: NameSource,
    /// A word for what it is to its owner.
    role: &'static str,
}

/// The schemas below one.
fn children(api: &Api, schema: &Schema, words: &str) -> Vec<Child> {
    let child =
        |schema: SchemaId, words: String, role| Child { schema, words, source: NameSource::Place, role };
    match &schema.shape {
        Shape::Object(object) => {
            let properties = object
                .properties
                .iter()
                .map(|(name, property)| child(property.schema, format!("{words} {name}"), "Field"));
            let extra = match object.additional {
                Some(Additional::Schema(id)) => Some(child(id, format!("{words} Value"), "Entry")),
                _ => None,
            };
            properties.chain(extra).collect()
        }
        Shape::Array { items: Some(items), .. } => vec![child(*items, format!("{words} Item"), "Element")],
        Shape::Map { values: Some(values) } => vec![child(*values, format!("{words} Value"), "Entry")],
        Shape::Tuple { items, .. } => items
            .iter()
            .enumerate()
            .map(|(index, item)| child(*item, format!("{words} Item {}", index + 1), "Element"))
            .collect(),
        Shape::Union(union) => {
            let arms = super::arm::words(api, schema, union);
            let arms = union.arms.iter().zip(arms);
            arms.map(|(arm, name)| Child {
                source: NameSource::Alternative(name.by),
                ..child(arm.schema, format!("{words} {}", name.words), "Alternative")
            })
            .collect()
        }
        Shape::Ref(target) => vec![child(*target, words.to_owned(), "Model")],
        _ => Vec::new(),
    }
}
