//! Which values are secrets, that `Debug` must not show: passwords, and what is only ever sent.

use super::context::Context;
use crate::format::{Meaning, meaning_of};
use crate::ir::schema::{SchemaId, Shape};

/// How many lists and maps around a secret are looked into.
const DEPTH: usize = 8;

impl Context<'_> {
    /// Whether values of a schema are secrets: texts with `format: password`, what is `writeOnly`, and lists and maps of
    /// such. An object is shown, without those of its properties that are secrets.
    pub(super) fn is_secret(&self, id: SchemaId) -> bool {
        let mut current = id;
        for _ in 0..DEPTH {
            let write_only = self.annotated(current, |schema| schema.meta.write_only.then_some(()));
            let inner = match self.api.shape(current) {
                Shape::String { format } if meaning_of(format.as_deref()) == Meaning::Secret => return true,
                // Its properties are written only, too, as far as they are secrets.
                Shape::Object(_) | Shape::Union(_) => return false,
                _ if write_only.is_some() => return true,
                Shape::Array { items, .. } => *items,
                Shape::Map { values } => *values,
                _ => None,
            };
            match inner {
                Some(next) => current = next,
                None => return false,
            }
        }
        false
    }
}
