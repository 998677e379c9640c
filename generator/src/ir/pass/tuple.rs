//! Lists, and lists with a schema for each place.

use super::merger::Merger;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::schema::SchemaObject;
use crate::ir::schema::{Length, SchemaId, Shape};

/// Traits of the standard library end with tuples of this length.
const LONGEST: usize = 12;

impl Merger<'_> {
    /// The shape of a list.
    pub(super) fn array(&mut self, id: SchemaId, declared: &SchemaObject) -> Shape {
        let unique = declared.unique;
        if declared.prefix_items.is_empty() {
            return Shape::Array { items: declared.items, unique };
        }
        let mut places = declared.prefix_items.clone();
        let most = declared.constraints.max_items.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        let closed = declared.items.is_some_and(|items| self.is_never(items))
            || most.is_some_and(|most| most <= places.len());
        places.truncate(most.unwrap_or(usize::MAX));
        let least = declared.constraints.min_items.and_then(|least| usize::try_from(least).ok());
        let is_tuple = closed && (2..=LONGEST).contains(&places.len());
        if is_tuple && least.is_some_and(|least| least >= places.len()) {
            return Shape::Tuple { items: places, length: Length::Exact };
        }
        if let Some(items) = self.alike(&places, declared.items.filter(|_| !closed), closed) {
            return Shape::Array { items: Some(items), unique };
        }
        if is_tuple {
            return Shape::Tuple { items: places, length: Length::AtMost };
        }
        let help = if closed {
            "at most 12 items make a tuple; until then items are JSON values"
        } else {
            "say `items: false` if there are no more items; until then items are JSON values"
        };
        self.report.fault(
            Cost::Shape,
            Code::OpenTuple,
            Place::Node(self.node(id)),
            "the list has a schema for each place, and no fixed length",
            help,
        );
        Shape::Tuple { items: places, length: Length::Open }
    }

    /// The schema of all items, if there is one.
    fn alike(&self, places: &[SchemaId], rest: Option<SchemaId>, closed: bool) -> Option<SchemaId> {
        let first = places.first().copied()?;
        let target = self.alias_target(first);
        let plain = |id: SchemaId| SchemaObject { node: None, ..self.get(id).clone() };
        let alike = |id: SchemaId| {
            let other = self.alias_target(id);
            other == target || plain(other) == plain(target)
        };
        let same = places.iter().all(|place| alike(*place));
        let rest = match rest {
            Some(rest) => alike(rest),
            None => closed,
        };
        (same && rest).then_some(first)
    }

    /// Adds the places and the items of a list to those of the parts before it: what stands at one place must fit both.
    pub(super) fn places(&mut self, merged: &mut SchemaObject, part: &SchemaObject) {
        let (before, rest) = (std::mem::take(&mut merged.prefix_items), merged.items);
        let longest = before.len().max(part.prefix_items.len());
        for place in 0..longest {
            let one = before.get(place).copied().or(rest);
            let other = part.prefix_items.get(place).copied().or(part.items);
            let both = match (one, other) {
                (Some(a), Some(b)) if a != b && !self.is_never(a) && !self.is_never(b) => self.both(a, b),
                (Some(a), _) if self.is_never(a) => break,
                (_, Some(b)) if self.is_never(b) => break,
                (Some(a), _) | (None, Some(a)) => a,
                (None, None) => break,
            };
            merged.prefix_items.push(both);
        }
        merged.items = match (rest, part.items) {
            (Some(never), _) | (_, Some(never)) if self.is_never(never) => Some(never),
            (Some(a), Some(b)) if a != b => Some(self.both(a, b)),
            (a, b) => b.or(a),
        };
    }

    fn is_never(&self, id: SchemaId) -> bool {
        self.get(self.alias_target(id)).never
    }
}
