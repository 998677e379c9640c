//! In which order the alternatives of a union without a tag are tried: the most demanding first, and none that would
//! drop what another keeps, or take as unknown what another lists.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::context::{Context, Tags};
use super::{ArmTest, Attempt, Care, Ty, UnionArm};
use crate::ir::Api;
use crate::ir::schema::{Additional, Schema, SchemaId, Shape, Union};

/// How many names of members all attempts of a union list; a hostile document must not ask for quadratic code.
const MOST_NAMES: usize = 10_000;

/// And those of all unions, of which each lists its share.
const MOST_NAMES_OF_ALL: usize = 300_000;

/// The attempts to decode a value.
pub(crate) fn attempts(
    context: &Context<'_>,
    id: SchemaId,
    union: &Union,
    arms: &[UnionArm],
) -> Vec<Attempt> {
    let mut order: Vec<(usize, &ArmTest)> = arms.iter().map(|arm| &arm.test).enumerate().collect();
    let reads_any_text =
        |arm: usize| union.arms.get(arm).is_some_and(|arm| holds_base64(context, arm.schema));
    order
        .sort_by_cached_key(|(arm, test)| (Reverse((hides(arms, *arm), demand(test))), reads_any_text(*arm)));
    let objects: Vec<Option<Object<'_>>> = order.iter().map(|(_, test)| Object::of(test)).collect();
    let deep = Within::new(context, union);
    let share = MOST_NAMES_OF_ALL.saturating_mul(arms.len()) / context.untagged.max(1);
    let most = MOST_NAMES.min(share);
    let (mut first, mut then, mut names) = (Vec::new(), Vec::new(), 0);
    for (place, (arm, _)) in order.iter().enumerate() {
        let object = objects.get(place).and_then(Option::as_ref);
        let others = || objects.iter().enumerate().filter(|(other, _)| *other != place);
        let dropped = object.into_iter().flat_map(|object| {
            others().filter_map(|(_, other)| other.as_ref()).flat_map(|other| object.drops(other))
        });
        // A union around this one keeps its own tag.
        let dropped =
            dropped.filter(|name| context.tags.get(&id).is_none_or(|tags| !tags.contains_key(name)));
        // Where no more names are listed, it only matters whether there are any.
        let dropped: BTreeSet<&str> = dropped.take(if names > most { 1 } else { usize::MAX }).collect();
        let later = objects.iter().skip(place + 1).flatten();
        let drops_later = object.is_some_and(|object| later.into_iter().any(|later| object.drops_of(later)));
        let mut behind = order.iter().zip(&objects).skip(place + 1);
        let within = behind.any(|((other, _), object_of_other)| {
            let told =
                object.zip(object_of_other.as_ref()).is_some_and(|(one, other)| one.is_told_from(other));
            !told && deep.may_drop(*arm, *other)
        });
        // Nothing else of the value is looked at twice.
        let care = match (within, drops_later || hides(arms, *arm)) {
            (true, _) => Care::Whole,
            (false, true) => Care::Exact,
            (false, false) => Care::None,
        };
        let lacks: Vec<String> = dropped.into_iter().map(str::to_owned).collect();
        names += lacks.len();
        if names > most && !lacks.is_empty() {
            first.push(Attempt { arm: *arm, care: Care::Exact, lacks: Vec::new() });
        } else if care != Care::None {
            first.push(Attempt { arm: *arm, care, lacks: Vec::new() });
            then.push(Attempt { arm: *arm, care: Care::None, lacks });
        } else {
            first.push(Attempt { arm: *arm, care, lacks });
        }
    }
    first.append(&mut then);
    first
}

/// The alternatives of all unions without a tag.
pub(crate) fn untagged(api: &Api) -> usize {
    let alternatives = |schema: &Schema| match &schema.shape {
        Shape::Union(union) if union.tag.is_none() => union.arms.len(),
        _ => 0,
    };
    api.schemas.iter().map(alternatives).sum()
}

/// The tags by which unions tell each of their alternatives.
pub(crate) fn tags(api: &Api) -> BTreeMap<SchemaId, Tags<'_>> {
    let mut tags: BTreeMap<SchemaId, Tags<'_>> = BTreeMap::new();
    for schema in &api.schemas {
        let Shape::Union(Union { tag: Some(tag), arms, .. }) = &schema.shape else { continue };
        for arm in arms {
            let only = match arm.tags.as_slice() {
                [only] if !arm.is_default => Some(only.as_str()),
                _ => None,
            };
            let of_arm = tags.entry(api.target(arm.schema)).or_default();
            let value = of_arm.entry(tag).or_insert(only);
            *value = value.filter(|value| Some(*value) == only);
        }
    }
    tags
}

/// True if the alternative takes values that it does not list, and another one may list them.
fn hides(arms: &[UnionArm], arm: usize) -> bool {
    let Some(own) = arms.get(arm).filter(|own| own.unknown.is_some()) else { return false };
    let mut others = arms.iter().enumerate().filter(|(index, _)| *index != arm);
    others.any(|(_, other)| match (&own.test, &other.test) {
        (ArmTest::Any, _)
        | (_, ArmTest::Any)
        | (ArmTest::Integer, ArmTest::Number)
        | (ArmTest::Number, ArmTest::Integer) => true,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    })
}

/// True for base64, which is read whatever it is, and for what holds it: another alternative that asks for as much says more
/// of the values that it takes.
fn holds_base64(context: &Context<'_>, id: SchemaId) -> bool {
    let is_base64 = |id: SchemaId| {
        let shape = context.api.shape(id);
        matches!(shape, Shape::String { .. }) && context.shape_ty(shape) == Ty::Base64
    };
    match context.api.shape(id) {
        Shape::Array { items: Some(part), .. } | Shape::Map { values: Some(part) } => is_base64(*part),
        Shape::Object(object) => object.properties.values().any(|property| is_base64(property.schema)),
        _ => is_base64(id),
    }
}

fn demand(test: &ArmTest) -> (usize, usize, usize) {
    match test {
        ArmTest::Object { required, known, constants, .. } => {
            (3 + constants.len(), required.len(), known.len())
        }
        ArmTest::Tagged { .. } => (4, 0, 0),
        ArmTest::Integer => (2, 0, 0),
        ArmTest::Any => (0, 0, 0),
        _ => (1, 0, 0),
    }
}

/// What alternatives drop below their own members.
struct Within<'a, 'c> {
    context: &'a Context<'c>,
    union: &'a Union,
    /// Of each alternative, the items or members that are objects.
    objects: Vec<Vec<(Part<'a>, SchemaId)>>,
}

impl<'a, 'c> Within<'a, 'c> {
    fn new(context: &'a Context<'c>, union: &'a Union) -> Self {
        let mut within = Self { context, union, objects: Vec::new() };
        let objects = |arm: usize| {
            let parts = within.shape(arm).map(parts).into_iter().flatten();
            parts.filter(|(_, part)| within.is_object(*part)).collect()
        };
        within.objects = (0..union.arms.len()).map(objects).collect();
        within
    }

    /// True if both take lists, maps or objects whose items or members are objects, of which one may drop what the
    /// other keeps.
    fn may_drop(&self, arm: usize, other: usize) -> bool {
        let Some(other) = self.shape(other) else { return false };
        let mut objects = self.objects.get(arm).into_iter().flatten();
        objects.any(|(place, part)| meeting(place, other).into_iter().any(|other| self.differs(*part, other)))
    }

    fn shape(&self, arm: usize) -> Option<&'a Shape> {
        Some(self.context.api.shape(self.union.arms.get(arm)?.schema))
    }

    fn is_object(&self, id: SchemaId) -> bool {
        matches!(self.context.api.shape(id), Shape::Object(_))
    }

    fn differs(&self, part: SchemaId, other: SchemaId) -> bool {
        let api = self.context.api;
        let (part, other) = (api.target(part), api.target(other));
        let (own, shape) = (&api.schema(part).shape, &api.schema(other).shape);
        let holds_members = matches!(shape, Shape::Object(_) | Shape::Map { .. } | Shape::Union(_));
        part != other && holds_members && own != shape
    }
}

/// Where a part of a value stands.
enum Part<'a> {
    Items,
    Member(&'a str),
    Others,
}

/// The schemas of the items or members of a value.
fn parts(shape: &Shape) -> Vec<(Part<'_>, SchemaId)> {
    match shape {
        Shape::Array { items: Some(items), .. } => vec![(Part::Items, *items)],
        Shape::Map { values: Some(values) } => vec![(Part::Others, *values)],
        Shape::Object(object) => {
            let named = object.properties.iter().map(|(name, own)| (Part::Member(name), own.schema));
            named.chain(others(object).map(|others| (Part::Others, others))).collect()
        }
        _ => Vec::new(),
    }
}

/// The schemas of the items or members of a value that may be what stands at a place of another one.
fn meeting(place: &Part<'_>, shape: &Shape) -> Vec<SchemaId> {
    match (place, shape) {
        (Part::Items, Shape::Array { items, .. }) => items.iter().copied().collect(),
        (Part::Others | Part::Member(_), Shape::Map { values }) => values.iter().copied().collect(),
        (Part::Member(name), Shape::Object(object)) => {
            let member = object.properties.get(*name).map(|own| own.schema);
            member.into_iter().chain(others(object)).collect()
        }
        (Part::Others, Shape::Object(object)) => {
            object.properties.values().map(|own| own.schema).chain(others(object)).collect()
        }
        _ => Vec::new(),
    }
}

/// The schema of the members without a name of their own.
fn others(object: &crate::ir::schema::Object) -> Option<SchemaId> {
    match object.additional {
        Some(Additional::Schema(id)) => Some(id),
        _ => None,
    }
}

/// An alternative that is an object.
struct Object<'a> {
    required: &'a [String],
    known: BTreeSet<&'a str>,
    /// Properties that hold one value only.
    constants: BTreeMap<&'a str, &'a Value>,
    keeps_others: bool,
}

impl<'a> Object<'a> {
    fn of(test: &'a ArmTest) -> Option<Self> {
        let ArmTest::Object { required, known, constants, optional, keeps_others } = test else {
            return None;
        };
        let constants =
            constants.iter().chain(optional).map(|(name, value)| (name.as_str(), value)).collect();
        let known = known.iter().map(String::as_str).collect();
        Some(Self { required, known, constants, keeps_others: *keeps_others })
    }

    /// True if it would take some value of the other, and drop a member of it.
    fn drops_of(&self, other: &Self) -> bool {
        let less = !self.keeps_others && (other.keeps_others || !other.known.is_subset(&self.known));
        let has_required =
            || self.required.iter().all(|name| other.keeps_others || other.known.contains(name.as_str()));
        less && has_required() && !self.is_told_from(other)
    }

    /// The members of the other that it would drop of a value that is both.
    fn drops(&self, other: &Self) -> Vec<&'a str> {
        if self.keeps_others || self.is_told_from(other) {
            return Vec::new();
        }
        other.known.difference(&self.known).copied().collect()
    }

    fn is_told_from(&self, other: &Self) -> bool {
        let mut both =
            self.constants.iter().filter_map(|(name, value)| Some((value, other.constants.get(name)?)));
        both.any(|(value, others)| value != others)
    }
}
