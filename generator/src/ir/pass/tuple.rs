//! Lists, and lists with a schema for each place.

use super::merge::Merger;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::schema::SchemaObject;
use crate::ir::schema::{SchemaId, Shape};

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
        // Where nothing is said about it, a list that may not be longer is not meant to be shorter.
        let full = least.is_none_or(|least| least >= places.len());
        if closed && full && (2..=LONGEST).contains(&places.len()) {
            return Shape::Tuple { items: places, open: false };
        }
        if let Some(items) = self.alike(&places, declared.items.filter(|_| !closed), closed) {
            return Shape::Array { items: Some(items), unique };
        }
        let help = if closed {
            "at most 12 items, all of them there (`minItems`), make a tuple; until then items are JSON values"
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
        Shape::Tuple { items: places, open: true }
    }

    /// The schema of all items, if there is one.
    fn alike(&self, places: &[SchemaId], rest: Option<SchemaId>, closed: bool) -> Option<SchemaId> {
        let first = places.first().copied()?;
        let target = self.alias_target(first);
        let same = places.iter().all(|place| self.alias_target(*place) == target);
        let rest = match rest {
            Some(rest) => self.alias_target(rest) == target,
            None => closed,
        };
        (same && rest).then_some(first)
    }

    fn is_never(&self, id: SchemaId) -> bool {
        let target = self.get(self.alias_target(id));
        target.is_some_and(|declared| declared.never)
    }
}
