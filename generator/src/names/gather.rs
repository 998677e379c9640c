//! Which schemas need a name, and what each would like to be called.

use std::collections::{BTreeMap, BTreeSet};

use super::casing::Spelling;
use super::ident::{self, Ident};
use super::reason::{ArmBy, NameChange, NameSource};
use super::received::Named;
use super::within::{self, Within};
use crate::document::by_schema::BySchema;
use crate::document::place::component;
use crate::ir::Api;
use crate::ir::operation::{Content, Operation};
use crate::ir::pass::cycle::Cycles;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape};
use crate::media_type::ContentKind;
use crate::raw::{Node, NodeId, Raw};

/// A schema that needs a name and what it would like to be called.
pub(super) struct NameRequest {
    pub(super) key: String,
    pub(super) candidates: Vec<String>,
    /// All of its words.
    pub(super) words: Within,
    /// What became of them in the first candidate.
    pub(super) nearest: Option<NameChange>,
    /// Where the words come from.
    pub(super) source: NameSource,
    pub(super) component: bool,
    pub(super) home: String,
}

impl NameRequest {
    /// The name with where it comes from.
    pub(super) fn reason(&self, spelling: &Spelling, ident: Ident) -> Ident {
        let ident = ident.of(self.source, &self.words.whole);
        let nearest = self.candidates.first().and_then(|words| ident::type_ident(spelling, words));
        match &self.nearest {
            Some(change) if nearest.as_ref() == Some(&ident) && !ident.is_given() => {
                ident.because(change.clone())
            }
            _ => ident,
        }
    }
}

/// Where the walk for names starts.
pub(super) struct Root {
    schema: SchemaId,
    /// Words for the schema if it is inline; the owner's name if it is a component.
    words: Within,
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
    spelling: &Spelling,
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
            let words = words.into();
            Some(Root { schema: id, words, source, role: "Model", home: name, holder: Some(schema.node) })
        })
        .collect();
    components.sort_by(|a, b| a.words.whole.cmp(&b.words.whole));
    let inline = operations.iter().filter_map(|(index, ident)| {
        let operation = api.operations.get(*index)?;
        Some(operation_roots(spelling, &holders, operation, ident.as_str()))
    });
    let received = received.iter().filter_map(|one| {
        Some(Root {
            schema: one.received.payload?,
            words: Within::from(one.words.clone()).role(spelling, "Payload"),
            source: NameSource::Received,
            role: "Body",
            home: format!("{} Payload", one.words),
            holder: Some(one.received.node),
        })
    });
    components.into_iter().chain(inline.flatten()).chain(received).collect()
}

fn operation_roots(
    spelling: &Spelling,
    holders: &Holders<'_>,
    operation: &Operation,
    ident: &str,
) -> Vec<Root> {
    let mut roots = Vec::new();
    let own = Within::from(ident.to_owned());
    let mut add = |schema: Option<SchemaId>, words: Within, role, home: &str, node: NodeId| {
        let holder = holders.of(node).map(Node::id);
        let (home, source) = (home.to_owned(), NameSource::Place);
        roots.extend(schema.map(|schema| Root { schema, words, source, role, home, holder }));
    };
    if let Some(body) = &operation.body {
        let owner = body.component.clone().map_or_else(|| own.role(spelling, "Request"), Within::from);
        let home = body.component.clone().unwrap_or_else(|| ident.to_owned());
        for (content, words) in body.contents.iter().zip(content_words(spelling, &owner, &body.contents)) {
            add(content.schema, words, "Body", &home, body.node);
        }
    }
    // Successes that are added leave the first one its name.
    let success = super::status::first_success(operation.responses.iter().map(|response| response.status));
    for response in &operation.responses {
        let owner = match (&response.component, response.status) {
            (Some(component), _) => component.clone().into(),
            (None, status) if Some(status) == success => own.role(spelling, "Response"),
            (None, status) => own.role(spelling, &super::status::phrase(status)),
        };
        let home = response.component.clone().unwrap_or_else(|| ident.to_owned());
        for (content, words) in
            response.contents.iter().zip(content_words(spelling, &owner, &response.contents))
        {
            add(content.item_schema, words.role(spelling, within::ITEM), "Element", &home, response.node);
            add(content.schema, words, "Body", &home, response.node);
        }
        for header in &response.headers {
            let shared = holders.of(header.node).filter(|holder| holder.id() == header.node);
            match shared.and_then(Node::key) {
                Some(name) => add(header.schema, name.to_owned().into(), "Header", name, header.node),
                None => {
                    let words = owner.name(spelling, &header.name);
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
            (Some(name), _) => (Within::from(name.to_owned()), name),
            (None, Some(path)) => (Within::from(path.to_owned()).name(spelling, &parameter.name), ident),
            (None, None) => (own.name(spelling, &parameter.name), ident),
        };
        add(Some(parameter.schema), words, "Parameter", home, parameter.node);
    }
    roots
}

/// Words for each content of a body: JSON has none for its media type, so that media types that are added beside it leave
/// it its name.
fn content_words(spelling: &Spelling, owner: &Within, contents: &[Content]) -> Vec<Within> {
    let is_json = |content: &Content| content.media_type.kind() == ContentKind::Json;
    let main = if contents.len() == 1 { Some(0) } else { contents.iter().position(is_json) };
    let words = |(index, content): (usize, &Content)| {
        if Some(index) == main {
            return owner.clone();
        }
        let others = contents.iter().enumerate().filter(|(other, _)| Some(*other) != main);
        let others = others.map(|(_, content)| &content.media_type);
        owner.name(spelling, &content.media_type.word_among(others))
    };
    contents.iter().enumerate().map(words).collect()
}

/// True for a schema that is a type of its own.
fn nominal(api: &Api, cycles: &Cycles, id: SchemaId) -> bool {
    let schema = api.schema(id);
    schema.component.is_some()
        || cycles.endless_alias(id)
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
    spelling: &Spelling,
    api: &Api,
    raw: &Raw,
    cycles: &Cycles,
    typed: &BySchema<bool>,
    roots: &[Root],
) -> BTreeMap<SchemaId, NameRequest> {
    let holders = Holders::new(api, raw);
    let held: BySchema<Option<NodeId>> =
        api.schemas.iter().map(|schema| holders.of(schema.node).map(Node::id)).collect();
    let mut wanted = BTreeMap::new();
    for root in roots {
        let holds = |id: SchemaId| held[id] == root.holder;
        walk(spelling, api, cycles, typed, root, &holds, &mut wanted);
    }
    for root in roots {
        walk(spelling, api, cycles, typed, root, &|_| true, &mut wanted);
    }
    wanted
}

/// Walks from a root through those of its inline schemas that it `holds`.
fn walk(
    spelling: &Spelling,
    api: &Api,
    cycles: &Cycles,
    typed: &BySchema<bool>,
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
        if nominal(api, cycles, id) && typed[id] && !wanted.contains_key(&id) {
            let Within { whole, short, .. } = &words;
            let kind = words.told_apart(spelling, kinds(&schema.shape));
            let (nearest, change) = match (words.own_short(), kind) {
                (Some(short), _) => (vec![short.to_owned()], Some(NameChange::Once)),
                (None, Some(kind)) => {
                    (vec![format!("{short} {kind}"), format!("{short} {role}")], Some(NameChange::Kind(kind)))
                }
                (None, None) => (Vec::new(), None),
            };
            // Of those that their owner is called by who says no more is nearer.
            let more = kind.map_or(0, |_| whole.len());
            wanted.insert(
                id,
                NameRequest {
                    // Who is called by all of its words is nearer to them than who leaves some out.
                    key: format!("{rank} {} {more:06} {whole}", u8::from(!nearest.is_empty())),
                    candidates: nearest
                        .into_iter()
                        .chain([whole.clone(), format!("{whole} {role}")])
                        .collect(),
                    nearest: change,
                    words: words.clone(),
                    source,
                    component: component && rank == 0,
                    home: root.home.clone(),
                },
            );
        }
        // Last in, first out: reversed, so that properties are named in their order.
        let mut children = children(spelling, api, schema, &words);
        children.reverse();
        stack.extend(children.into_iter().map(|child| (child, false)));
    }
}

/// Words for what a type is, for one whose owner is called as it is.
fn kinds(shape: &Shape) -> [&'static str; 2] {
    match shape {
        Shape::Enum(_) | Shape::Union(_) => ["Kind", "Value"],
        _ => ["Details", "Content"],
    }
}

/// A schema on the walk.
struct Child {
    schema: SchemaId,
    words: Within,
    source: NameSource,
    /// A word for what it is to its owner.
    role: &'static str,
}

/// The schemas below one.
fn children(spelling: &Spelling, api: &Api, schema: &Schema, words: &Within) -> Vec<Child> {
    let child =
        |schema: SchemaId, words: Within, role| Child { schema, words, source: NameSource::Place, role };
    match &schema.shape {
        Shape::Object(object) => {
            let properties = object
                .properties
                .iter()
                .map(|(name, property)| child(property.schema, words.name(spelling, name), "Field"));
            let extra = match object.additional {
                Some(Additional::Schema(id)) => Some(child(id, words.role(spelling, within::VALUE), "Entry")),
                _ => None,
            };
            properties.chain(extra).collect()
        }
        Shape::Array { items: Some(items), .. } => {
            vec![child(*items, words.role(spelling, within::ITEM), "Element")]
        }
        Shape::Map { values: Some(values) } => {
            vec![child(*values, words.role(spelling, within::VALUE), "Entry")]
        }
        Shape::Tuple { items, .. } => items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                child(*item, words.role(spelling, within::ITEM).number(index + 1), "Element")
            })
            .collect(),
        Shape::Union(union) => {
            let arms = super::arm::words(spelling, api, (schema, &words.whole), union);
            let arms = union.arms.iter().zip(arms);
            arms.map(|(arm, name)| Child {
                source: NameSource::Alternative(name.by),
                ..child(
                    arm.schema,
                    match name.by {
                        ArmBy::Tag => words.name(spelling, &name.words),
                        _ => words.plain(&name.words),
                    },
                    "Alternative",
                )
            })
            .collect()
        }
        Shape::Ref(target) => vec![child(*target, words.clone(), "Model")],
        _ => Vec::new(),
    }
}
