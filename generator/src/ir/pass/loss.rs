//! What a type drops of a value that fits: members without a property, and digits.

use serde_json::Value;

use super::fit::{Fit, Mismatch};
use crate::ir::schema::{Additional, Arm, Length, Object, SchemaId, Shape, Union};

impl Fit<'_> {
    /// The first part of a value, which fits its schema, that its type drops.
    pub(crate) fn loss(&self, value: &Value, id: SchemaId) -> Option<Mismatch> {
        self.loss_beside(value, id, None)
    }

    /// The same where a union writes the member `tag` for an alternative that does not have it.
    fn loss_beside(&self, value: &Value, id: SchemaId, tag: Option<&str>) -> Option<Mismatch> {
        self.steps.set(self.steps.get() + 1);
        if self.is_exhausted() || value.is_null() {
            return None;
        }
        let item = |(index, item): (usize, &Value), id| Some(self.loss(item, id)?.within(&index.to_string()));
        let items = || value.as_array().into_iter().flatten().enumerate();
        match self.api.shape(id) {
            Shape::Integer { text: true, .. } | Shape::Number { text: true, .. } if value.is_string() => {
                Some(Mismatch::new("is the text of a number, and is written as a number"))
            }
            Shape::Number { format, .. } if self.types.of_number(format.as_deref()).path == "f32" => {
                digits(value)
            }
            Shape::Array { items: Some(id), .. } => items().find_map(|each| item(each, *id)),
            Shape::Tuple { items: ids, length: Length::Exact | Length::AtMost } => {
                items().zip(ids).find_map(|(each, id)| item(each, *id))
            }
            Shape::Map { values: Some(id) } => {
                value.as_object()?.iter().find_map(|(name, value)| self.loss_member(value, name, *id))
            }
            Shape::Object(object) => self.loss_of_object(value, object, tag),
            Shape::Union(union) => self.loss_of_union(value, union),
            _ => None,
        }
    }

    fn loss_member(&self, value: &Value, name: &str, id: SchemaId) -> Option<Mismatch> {
        Some(self.loss(value, id)?.within(name))
    }

    fn loss_of_object(&self, value: &Value, object: &Object, tag: Option<&str>) -> Option<Mismatch> {
        let mut members = value.as_object()?.iter().filter(|(name, _)| Some(name.as_str()) != tag);
        members.find_map(|(name, member)| match (object.properties.get(name), object.additional) {
            (Some(property), _) => self.loss_member(member, name, property.schema),
            (None, Some(Additional::Schema(id))) => self.loss_member(member, name, id),
            (None, Some(Additional::Any)) => None,
            (None, None) if object.unsent.contains(name) => None,
            (None, None) => Some(Mismatch::new("is of no property").within(name)),
        })
    }

    /// Of alternatives that overlap one may hold what another does not.
    fn loss_of_union(&self, value: &Value, union: &Union) -> Option<Mismatch> {
        let fitting = union.arms.iter().filter(|arm| match &union.tag {
            Some(tag) => {
                let text = value.get(tag).and_then(super::union::tag_text);
                super::union::tagged(union, text.as_deref()).is_some_and(|meant| meant == *arm)
            }
            None => self.tries(value, arm),
        });
        let mut first = None;
        let mut is_several = union.tag.is_none();
        for arm in fitting {
            let loss = self.loss_beside(value, arm.schema, union.tag.as_deref())?;
            is_several &= self.others_have_more(value, union, arm);
            first.get_or_insert(loss);
        }
        // What is several alternatives at once is kept as it came.
        first.filter(|_| !is_several)
    }

    /// True if other alternatives have a member of the value that this one does not have.
    fn others_have_more(&self, value: &Value, union: &Union, arm: &Arm) -> bool {
        let object = |arm: &Arm| match self.api.shape(arm.schema) {
            Shape::Object(object) => Some(object),
            _ => None,
        };
        let Some(own) = object(arm) else { return false };
        let has = |name: &String| {
            let mut others = union.arms.iter().filter_map(object);
            others.any(|other| other.properties.contains_key(name))
        };
        let mut names = value.as_object().into_iter().flat_map(|members| members.keys());
        names.any(|name| !own.properties.contains_key(name) && has(name))
    }
}

/// `f32` keeps seven digits or so.
#[allow(clippy::cast_possible_truncation, reason = "that is what is looked for")]
fn digits(value: &Value) -> Option<Mismatch> {
    let number = value.as_f64()?;
    let kept: f64 = (number as f32).to_string().parse().ok()?;
    // Both are the nearest to their digits.
    (kept.to_bits() != number.to_bits())
        .then(|| Mismatch::new(format!("is {value}, which has more digits than `f32`")))
}
