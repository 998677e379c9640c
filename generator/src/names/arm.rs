//! Words for the alternatives of a union that have no name of their own: what tells each from the others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::local::variant_words;
use super::reason::ArmBy;
use crate::ir::Api;
use crate::ir::schema::{Additional, Arm, Enum, EnumBase, Object, Schema, SchemaId, Shape, Union};

/// A longer title is a sentence, and no name.
const MOST_WORDS: usize = 4;

/// The ways to tell an alternative from the others, best first.
const WAYS: [ArmBy; 6] =
    [ArmBy::Origin, ArmBy::Title, ArmBy::Constant, ArmBy::Property, ArmBy::Properties, ArmBy::Kind];

/// More properties than these are no name.
const MOST_PROPERTIES: usize = 3;

/// What an alternative is called.
pub(super) struct ArmName {
    pub(super) words: String,
    /// What tells it from the others.
    pub(super) by: ArmBy,
}

/// The words that an alternative could be called, a list for each way to tell it from the others, best first.
type Ways = [Vec<String>; WAYS.len()];

/// A name for each alternative: its only tag, the component behind it, its title, a constant in it, a property that only
/// it has, else the kind of its values; its place where nothing of that tells it from the others.
pub(super) fn words(api: &Api, owner: &Schema, union: &Union) -> Vec<ArmName> {
    let objects = Objects::of(api, union);
    let ways: Vec<Ways> = union.arms.iter().map(|arm| ways(api, owner, &objects, arm)).collect();
    let mut counts: Vec<BTreeMap<&str, usize>> = Vec::new();
    for way in 0..WAYS.len() {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for words in ways.iter().filter_map(|ways| ways.get(way)) {
            let words: BTreeSet<&str> = words.iter().map(String::as_str).collect();
            for word in words {
                *count.entry(word).or_default() += 1;
            }
        }
        counts.push(count);
    }
    let alone = |way: usize, word: &str| counts.get(way).and_then(|count| count.get(word)) == Some(&1);
    let arms = union.arms.iter().zip(&ways).enumerate();
    arms.map(|(index, (arm, ways))| {
        let telling = ways.iter().zip(WAYS).enumerate().find_map(|(way, (words, by))| {
            Some(ArmName { words: words.iter().find(|word| alone(way, word))?.clone(), by })
        });
        match (arm.tags.as_slice(), telling) {
            ([tag], _) => ArmName { words: tag.clone(), by: ArmBy::Tag },
            (_, Some(telling)) => telling,
            _ => ArmName { words: format!("Variant {}", index + 1), by: ArmBy::Index },
        }
    })
    .collect()
}

fn ways(api: &Api, owner: &Schema, objects: &Objects<'_>, arm: &Arm) -> Ways {
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
    ]
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
            let words = variant_words(only);
            let has_letters = words.chars().any(char::is_alphanumeric);
            Some(if has_letters { words } else { super::casing::symbols(&words).join(" ") })
        }
        _ => None,
    }
}

/// The values of properties that must have one value.
fn constants(api: &Api, object: &Object) -> Vec<String> {
    let required = object.required.iter().filter_map(|name| object.properties.get(name));
    required
        .filter_map(|property| match api.shape(property.schema) {
            Shape::Enum(list) => constant(list),
            _ => None,
        })
        .collect()
}

/// The alternatives that are objects, counted once for all: a hostile union has hundreds of hundreds of properties.
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
    fn of(api: &'a Api, union: &Union) -> Self {
        let mut objects = Self { all: 0, having: HashMap::new(), same: BTreeMap::new() };
        for arm in &union.arms {
            let Shape::Object(object) = api.shape(arm.schema) else {
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
