//! Where a value stands.

use crate::ir::schema::SchemaId;

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) id: SchemaId,
    /// Its type is checked where it stands.
    pub(super) is_checked: bool,
    /// Lists and maps around it, within one field.
    pub(super) depth: usize,
    /// It is not null: that was looked at before.
    pub(super) is_value: bool,
    /// A property that is written beside those of its type.
    pub(super) tag: Option<&'a str>,
}

impl<'a> Spot<'a> {
    /// A field of the value.
    pub(super) fn part(self, id: SchemaId) -> Spot<'static> {
        Spot { id, is_checked: self.is_checked, depth: 0, is_value: false, tag: None }
    }

    /// An item of the value.
    pub(super) fn item(self, id: SchemaId) -> Spot<'static> {
        Spot { id, is_checked: self.is_checked, depth: self.depth + 1, is_value: false, tag: None }
    }

    /// The value as an alternative of its union.
    pub(super) fn arm(self, id: SchemaId, tag: Option<&'a str>) -> Self {
        Spot { id, is_checked: self.is_checked, depth: 0, is_value: true, tag }
    }

    /// A part that no check of the type goes to.
    pub(super) fn unchecked(self) -> Self {
        Spot { is_checked: false, ..self }
    }
}
