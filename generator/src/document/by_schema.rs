//! A value for each schema: a table of which every [`SchemaId`] of its document, or of its API, is an index.

use std::ops::{Index, IndexMut};
use std::slice;

use super::schema::SchemaId;
use crate::internal::fault;

/// A value for each schema. An index that is none of its own is a fault of the generator, which is told at the end; until
/// then it gives a value that stands for nothing.
#[derive(Debug, Clone, Default)]
pub struct BySchema<T> {
    values: Vec<T>,
    nothing: T,
}

impl<T: Default> BySchema<T> {
    /// A table without a value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A table with room for the values of so many schemas: growing would hold those that are there twice.
    #[must_use]
    pub fn with_capacity(schemas: usize) -> Self {
        Self { values: Vec::with_capacity(schemas), nothing: T::default() }
    }

    /// The number of schemas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True if there is no schema.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Adds a value, that of a new schema.
    pub fn push(&mut self, value: T) -> SchemaId {
        self.values.push(value);
        SchemaId(self.values.len() - 1)
    }

    /// The schemas that are there now.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = SchemaId> + use<T> {
        (0..self.values.len()).map(SchemaId)
    }

    /// The values in the order of their schemas.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.values.iter()
    }

    /// A table of the same schemas, with a default value for each.
    #[must_use]
    pub fn beside<U: Default>(&self) -> BySchema<U> {
        self.values.iter().map(|_| U::default()).collect()
    }

    /// Each schema with its value.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (SchemaId, &T)> {
        self.values.iter().enumerate().map(|(index, value)| (SchemaId(index), value))
    }
}

impl<T> Index<SchemaId> for BySchema<T> {
    type Output = T;

    #[track_caller]
    fn index(&self, id: SchemaId) -> &T {
        self.values.get(id.0).unwrap_or_else(|| {
            fault(MISSING);
            &self.nothing
        })
    }
}

impl<T: Default> IndexMut<SchemaId> for BySchema<T> {
    #[track_caller]
    fn index_mut(&mut self, id: SchemaId) -> &mut T {
        self.values.get_mut(id.0).unwrap_or_else(|| {
            fault(MISSING);
            self.nothing = T::default();
            &mut self.nothing
        })
    }
}

const MISSING: &str = "there is no schema of this index";

impl<T: Default> FromIterator<T> for BySchema<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self { values: values.into_iter().collect(), nothing: T::default() }
    }
}

impl<'a, T> IntoIterator for &'a BySchema<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{BySchema, SchemaId};
    use crate::diagnostic::Report;
    use crate::internal;

    #[test]
    fn an_index_of_another_table_is_told_and_changes_nothing() {
        let mut table: BySchema<u8> = [1, 2].into_iter().collect();
        assert_eq!(table.push(3), SchemaId(2));
        table[SchemaId(0)] += 4;
        assert_eq!(table.iter().copied().collect::<Vec<_>>(), [5, 2, 3]);
        let mut none = Report::new();
        internal::report(&mut none);
        assert_eq!(none.iter().count(), 0);
        table[SchemaId(3)] += 1;
        assert_eq!(table[SchemaId(4)], 1);
        table[SchemaId(3)] += 1;
        assert_eq!(table[SchemaId(4)], 1);
        assert_eq!(table.len(), 3);
        let mut told = Report::new();
        internal::report(&mut told);
        assert!(told.iter().all(|fault| fault.code.as_str() == "E0001") && told.iter().count() > 0);
    }
}
