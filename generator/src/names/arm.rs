//! Words for the alternatives of a union that have no name of their own: what tells each from the others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::casing::{self, Spelling};
use super::local::variant_words;
use super::reason::ArmBy;
use super::within;
use crate::ir::Api;
use crate::ir::schema::{Additional, Arm, Enum, EnumBase, Object, Schema, SchemaId, Shape, Union};

/// A longer title is a sentence, and no name.
const MOST_WORDS: usize = 4;

/// The ways to tell an alternative from the others, best first. `Kind` is the kind of its values, and then with it that of
/// what is in them: those tell it from the alternatives that have no better name.
const WAYS: [ArmBy; 11] = [
    ArmBy::Origin,
    ArmBy::Title,
    ArmBy::Constant,
    ArmBy::Property,
    ArmBy::Properties,
    ArmBy::Kind,
    ArmBy::Kind,
    ArmBy::Extends,
    ArmBy::PropertyKind,
    ArmBy::Choices,
    ArmBy::Inside,
];

/// More properties than these are no name.
const MOST_PROPERTIES: usize = 3;

/// What an alternative is called.
pub(crate) struct ArmName {
    pub(crate) words: String,
    /// What tells it from the others.
    pub(crate) by: ArmBy,
}

/// The words that an alternative could be called, a list for each way to tell it from the others, best first.
type Ways = [Vec<String>; WAYS.len()];

/// A name for each alternative of what is called by the words: its only tag, the component behind it, its title, a
/// constant in it, a property that only it has, else the kind of its values, what it is made of, the kind of a property, or
/// what tells what is in it; its place where nothing of that tells it from the others. What the words end in is not said
/// again.
pub(crate) fn words(
    spelling: &Spelling,
    api: &Api,
    (owner, called): (&Schema, &str),
    union: &Union,
) -> Vec<ArmName> {
    let shapes = || union.arms.iter().map(|arm| api.shape(arm.schema));
    let objects = Objects::of(shapes());
    let within = Objects::of(shapes().filter_map(inner).map(|id| api.shape(id)));
    let mut ways: Vec<Ways> =
        union.arms.iter().map(|arm| ways(api, owner, [&objects, &within], arm)).collect();
    for (arm, ways) in union.arms.iter().zip(&mut ways) {
        let kind = kind(api.shape(arm.schema));
        for (words, by) in ways.iter_mut().zip(WAYS) {
            if !matches!(by, ArmBy::Origin | ArmBy::Kind) {
                *words = words.drain(..).flat_map(|own| said_once(spelling, called, own, kind)).collect();
            }
        }
    }
    let mut names: Vec<Option<ArmName>> = union.arms.iter().map(only_tag).collect();
    for (way, by) in WAYS.into_iter().enumerate() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let others = ways.iter().zip(&names).filter(|(_, name)| by != ArmBy::Kind || name.is_none());
        for words in others.filter_map(|(ways, _)| ways.get(way)) {
            let words: BTreeSet<&str> = words.iter().map(String::as_str).collect();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
        // What one is called by a better way is no name of another.
        let given: BTreeSet<String> = names.iter().flatten().map(|name| plain(&name.words)).collect();
        for (name, ways) in names.iter_mut().zip(&ways).filter(|(name, _)| name.is_none()) {
            let tells =
                |word: &&String| counts.get(word.as_str()) == Some(&1) && !given.contains(&plain(word));
            let telling = ways.get(way).and_then(|words| words.iter().find(tells));
            *name = telling.map(|words| ArmName { words: words.clone(), by });
        }
    }
    let by_index = |index: usize| ArmName { words: format!("Variant {}", index + 1), by: ArmBy::Index };
    names.into_iter().enumerate().map(|(index, name)| name.unwrap_or_else(|| by_index(index))).collect()
}

/// Words of an alternative, best first: without what the words of all of it end in, and as they are. What all of it is
/// called is no name of a part.
fn said_once(spelling: &Spelling, called: &str, own: String, kind: Option<&str>) -> Vec<String> {
    match (within::rest(spelling, called, &own), kind) {
        (Some(rest), Some(kind)) if rest.is_empty() => vec![kind.to_owned()],
        (Some(rest), _) if !rest.is_empty() => vec![rest, own],
        _ => vec![own],
    }
}

/// Words without what is lost when they become a name.
fn plain(words: &str) -> String {
    words.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn only_tag(arm: &Arm) -> Option<ArmName> {
    match arm.tags.as_slice() {
        [tag] => Some(ArmName { words: tag.clone(), by: ArmBy::Tag }),
        _ => None,
    }
}

fn ways(api: &Api, owner: &Schema, [objects, within]: [&Objects<'_>; 2], arm: &Arm) -> Ways {
    let schema = api.schema(arm.schema);
    let shape = api.shape(arm.schema);
    let object = match shape {
        Shape::Object(object) => Some(object),
        _ => None,
    };
    [
        // A base beside its subtypes is the same schema once more.
        if schema.node == owner.node && schema.component.is_none() {
            vec!["Base".to_owned()]
        } else {
            arm.origin.iter().cloned().collect()
        },
        title(schema).into_iter().collect(),
        match shape {
            Shape::Enum(list) => constant(list).into_iter().collect(),
            _ => object.map(|object| constants(api, object)).unwrap_or_default(),
        },
        object.map(|object| objects.own_properties(object)).unwrap_or_default(),
        object.and_then(|object| objects.telling_properties(object)).into_iter().collect(),
        kind(shape).map(str::to_owned).into_iter().collect(),
        nested_kind(api, shape).into_iter().collect(),
        arm.extends.iter().cloned().collect(),
        object.map(|object| property_kinds(api, object)).unwrap_or_default(),
        choices(api, shape).into_iter().collect(),
        inside(api, within, shape),
    ]
}

/// What tells what is in a list or a map from what is in the others: `labels list` beside `scores list`; and the kinds of a
/// choice, `text or integer`.
fn inside(api: &Api, objects: &Objects<'_>, shape: &Shape) -> Vec<String> {
    let Some(id) = inner(shape) else { return kinds(api, shape).into_iter().collect() };
    let (schema, of) = (api.schema(id), api.shape(id));
    let words: Vec<String> = match of {
        Shape::Object(object) => title(schema)
            .into_iter()
            .chain(constants(api, object))
            .chain(objects.own_properties(object))
            .chain(objects.telling_properties(object))
            .chain(property_kinds(api, object))
            .collect(),
        Shape::Enum(list) => title(schema).into_iter().chain(constant(list)).collect(),
        _ => title(schema).into_iter().chain(kinds(api, of)).collect(),
    };
    let kind = kind(shape).unwrap_or_default();
    words.into_iter().map(|words| format!("{words} {kind}")).collect()
}

/// What is in a list or a map.
fn inner(shape: &Shape) -> Option<SchemaId> {
    match shape {
        Shape::Array { items: Some(inner), .. } | Shape::Map { values: Some(inner) } => Some(*inner),
        _ => None,
    }
}

/// The kinds of a few alternatives.
fn kinds(api: &Api, shape: &Shape) -> Option<String> {
    let Shape::Union(union) = shape else { return None };
    let kinds = union.arms.iter().map(|arm| {
        let shape = api.shape(arm.schema);
        nested_kind(api, shape).or_else(|| kind(shape).map(str::to_owned))
    });
    let kinds: Vec<String> = kinds.collect::<Option<_>>()?;
    (kinds.len() <= MOST_PROPERTIES).then(|| kinds.join(" or "))
}

fn title(schema: &Schema) -> Option<String> {
    let title = schema.meta.title.clone()?;
    let short = title.split_whitespace().count() <= MOST_WORDS && title.len() <= 40;
    (short && title.starts_with(|char: char| char.is_ascii_alphabetic())).then_some(title)
}

/// The only value of a list.
fn constant(list: &Enum) -> Option<String> {
    match list.values.as_slice() {
        [only] if list.base != EnumBase::Bool => {
            let words = signed(variant_words(only));
            let has_letters = words.chars().any(char::is_alphanumeric);
            Some(if has_letters { words } else { casing::symbols(&words).join(" ") })
        }
        _ => None,
    }
}

/// `-Infinity` beside `Infinity`: what differs by its sign only is told by it.
fn signed(words: String) -> String {
    let mut rest = words.chars();
    match (rest.next(), rest.next()) {
        (Some(sign @ ('-' | '+')), Some(next)) if next.is_alphabetic() => {
            let sign = casing::symbols(sign.encode_utf8(&mut [0; 4])).join(" ");
            format!("{sign} {}", words.get(1..).unwrap_or_default())
        }
        _ => words,
    }
}

/// The values of properties that have one value at most, those that are required first.
fn constants(api: &Api, object: &Object) -> Vec<String> {
    let required = object.required.iter().filter_map(|name| object.properties.get(name));
    let optional = object.properties.iter().filter(|(name, _)| !object.required.contains(*name));
    required
        .chain(optional.map(|(_, property)| property))
        .filter_map(|property| match api.shape(property.schema) {
            Shape::Enum(list) => constant(list),
            _ => None,
        })
        .collect()
}

/// Objects side by side, counted once for all: a hostile union has hundreds of hundreds of properties.
struct Objects<'a> {
    all: usize,
    /// How many have a property.
    having: HashMap<&'a str, usize>,
    /// How many are the same.
    same: BTreeMap<Members<'a>, usize>,
}

/// All that objects are compared by.
type Members<'a> = (Vec<(&'a str, SchemaId, [bool; 3], usize)>, Option<Additional>, bool);

fn members(object: &Object) -> Members<'_> {
    let properties = object.properties.iter().map(|(name, property)| {
        let flags = [object.required.contains(name), property.required, property.omitted_in_requests];
        (name.as_str(), property.schema, flags, property.place)
    });
    (properties.collect(), object.additional, object.closed)
}

impl<'a> Objects<'a> {
    fn of(shapes: impl Iterator<Item = &'a Shape>) -> Self {
        let mut objects = Self { all: 0, having: HashMap::new(), same: BTreeMap::new() };
        for shape in shapes {
            let Shape::Object(object) = shape else {
                continue;
            };
            objects.all += 1;
            for name in object.properties.keys() {
                *objects.having.entry(name).or_default() += 1;
            }
            *objects.same.entry(members(object)).or_default() += 1;
        }
        objects
    }

    fn having(&self, name: &str) -> usize {
        self.having.get(name).copied().unwrap_or_default()
    }

    /// The properties that no other alternative has, those that are required first.
    fn own_properties(&self, object: &Object) -> Vec<String> {
        let same = self.same.get(&members(object)).copied().unwrap_or_default();
        let is_own = |name: &&String| self.having(name) == same;
        let required = object.required.iter().filter(is_own);
        let optional =
            object.properties.keys().filter(|name| !object.required.contains(*name)).filter(is_own);
        required.chain(optional).cloned().collect()
    }

    /// The required properties that not all alternatives have, together: `a and b` beside `a and c`.
    fn telling_properties(&self, object: &Object) -> Option<String> {
        let tells = |name: &&String| self.having(name) < self.all;
        let names: Vec<&str> = object.required.iter().filter(tells).map(String::as_str).collect();
        (1..=MOST_PROPERTIES).contains(&names.len()).then(|| names.join(" and "))
    }
}

/// The properties of an object, each with the kind of its values: `labels object list` beside `labels text list`.
fn property_kinds(api: &Api, object: &Object) -> Vec<String> {
    let kinds = object.properties.iter().filter_map(|(name, property)| {
        let shape = api.shape(property.schema);
        let kind = nested_kind(api, shape).or_else(|| kind(shape).map(str::to_owned))?;
        Some(format!("{name} {kind}"))
    });
    kinds.collect()
}

/// The words that the names of all alternatives of a union end in, else those that they begin with: `job out` of
/// `ClassifierJobOut` and `CompletionJobOut`.
fn choices(api: &Api, shape: &Shape) -> Option<String> {
    let Shape::Union(union) = shape else { return None };
    let spelling = Spelling::default();
    let name = |arm: &Arm| api.schema(arm.schema).component.clone().or_else(|| arm.origin.clone());
    let names: Option<Vec<Vec<String>>> =
        union.arms.iter().map(|arm| Some(casing::split(&spelling, &name(arm)?))).collect();
    let names = names?;
    let (first, others) = names.split_first()?;
    let ends = (0..first.len()).filter_map(|at| first.get(at..));
    let starts = (1..=first.len()).rev().filter_map(|at| first.get(..at));
    let end = ends.into_iter().find(|words| others.iter().all(|other| other.ends_with(words)));
    let start = || starts.into_iter().find(|words| others.iter().all(|other| other.starts_with(words)));
    end.or_else(start).map(|words| words.join(" "))
}

/// The kind of JSON that values are.
fn kind(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Bool => Some("bool"),
        Shape::Integer { .. } => Some("integer"),
        Shape::Number { .. } => Some("number"),
        Shape::String { .. } => Some("text"),
        Shape::Enum(_) => Some("choice"),
        Shape::Array { .. } => Some("list"),
        Shape::Tuple { .. } => Some("tuple"),
        Shape::Map { .. } => Some("map"),
        Shape::Object(_) => Some("object"),
        Shape::Any | Shape::Null | Shape::Union(_) | Shape::Ref(_) => None,
    }
}

/// The kind of lists and maps with that of what is in them: `object list`.
fn nested_kind(api: &Api, shape: &Shape) -> Option<String> {
    let within = api.shape(inner(shape)?);
    let innermost = inner(within).and_then(|id| kind(api.shape(id)));
    let kinds: Vec<&str> = [innermost, kind(within), kind(shape)].into_iter().flatten().collect();
    // Lists of lists are `lists`, since a word said twice says nothing.
    let mut words: Vec<String> = Vec::with_capacity(kinds.len());
    for kind in kinds {
        match words.last_mut() {
            Some(last) if last.as_str() == kind => last.push('s'),
            Some(last) if last.strip_suffix('s') == Some(kind) => {}
            _ => words.push(kind.to_owned()),
        }
    }
    Some(words.join(" "))
}
