//! `List`: what setters of lists take, so that arrays of anything convertible will do.

use std::collections::{BTreeSet, HashSet};

/// The argument of a list setter: an array, a `Vec`, a slice or a set of items that convert into `T`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

impl<T> List<T> {
    /// The items.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, U: Into<T>> From<Vec<U>> for List<T> {
    fn from(items: Vec<U>) -> Self {
        Self(items.into_iter().map(Into::into).collect())
    }
}

impl<T, U: Into<T>, const N: usize> From<[U; N]> for List<T> {
    fn from(items: [U; N]) -> Self {
        Self(items.into_iter().map(Into::into).collect())
    }
}

impl<T, U: Clone + Into<T>> From<&[U]> for List<T> {
    fn from(items: &[U]) -> Self {
        Self(items.iter().cloned().map(Into::into).collect())
    }
}

impl<T, U: Clone + Into<T>> From<&Vec<U>> for List<T> {
    fn from(items: &Vec<U>) -> Self {
        Self::from(items.as_slice())
    }
}

impl<T, U: Clone + Into<T>, const N: usize> From<&[U; N]> for List<T> {
    fn from(items: &[U; N]) -> Self {
        Self::from(items.as_slice())
    }
}

impl<T, U: Into<T>> From<BTreeSet<U>> for List<T> {
    fn from(items: BTreeSet<U>) -> Self {
        Self(items.into_iter().map(Into::into).collect())
    }
}

impl<T, U: Clone + Into<T>> From<&BTreeSet<U>> for List<T> {
    fn from(items: &BTreeSet<U>) -> Self {
        Self(items.iter().cloned().map(Into::into).collect())
    }
}

impl<T, U: Into<T> + Ord, S> From<HashSet<U, S>> for List<T> {
    /// In the order of the items: that of a hash set is another one each time.
    fn from(items: HashSet<U, S>) -> Self {
        Self::from(items.into_iter().collect::<BTreeSet<_>>())
    }
}

impl<T, U: Clone + Into<T> + Ord, S> From<&HashSet<U, S>> for List<T> {
    fn from(items: &HashSet<U, S>) -> Self {
        Self(items.iter().collect::<BTreeSet<_>>().into_iter().cloned().map(Into::into).collect())
    }
}
