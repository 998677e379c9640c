//! In which order the alternatives of a union without a tag are tried: the most demanding first, and none that would
//! drop what another keeps, or take as unknown what another lists.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{ArmTest, Attempt, UnionArm};

/// The attempts to decode a value.
pub(crate) fn attempts(arms: &[UnionArm]) -> Vec<Attempt> {
    let mut order: Vec<(usize, &ArmTest)> = arms.iter().map(|arm| &arm.test).enumerate().collect();
    order.sort_by_key(|(arm, test)| Reverse((hides(arms, *arm), demand(test))));
    let objects: Vec<Option<Object<'_>>> = order.iter().map(|(_, test)| Object::of(test)).collect();
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for (place, (arm, _)) in order.iter().enumerate() {
        let later = objects.iter().skip(place + 1).flatten();
        let object = objects.get(place).and_then(Option::as_ref);
        let exact = object.is_some_and(|object| later.into_iter().any(|other| object.drops_of(other)))
            || hides(arms, *arm);
        first.push(Attempt { arm: *arm, exact });
        if exact {
            then.push(Attempt { arm: *arm, exact: false });
        }
    }
    first.append(&mut then);
    first
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
        let told_apart = || {
            let mut both =
                self.constants.iter().filter_map(|(name, value)| Some((value, other.constants.get(name)?)));
            both.any(|(value, others)| value != others)
        };
        less && has_required() && !told_apart()
    }
}
