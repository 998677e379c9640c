//! `List` and `Entries`: what setters of lists and maps take, so that arrays of anything convertible will do.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

/// The argument of a map setter: a map, or an array or `Vec` of pairs, whose values convert into `T`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T>(pub BTreeMap<String, T>);

impl<T> Entries<T> {
    /// The map.
    #[must_use]
    pub fn into_map(self) -> BTreeMap<String, T> {
        self.0
    }

    fn collect<K: Into<String>, U: Into<T>>(pairs: impl IntoIterator<Item = (K, U)>) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl<T, K: Into<String>, U: Into<T>> From<BTreeMap<K, U>> for Entries<T> {
    fn from(pairs: BTreeMap<K, U>) -> Self {
        Self::collect(pairs)
    }
}

impl<T, K: Into<String>, U: Into<T>, S> From<HashMap<K, U, S>> for Entries<T> {
    fn from(pairs: HashMap<K, U, S>) -> Self {
        Self::collect(pairs)
    }
}

impl<T, K: Clone + Into<String>, U: Clone + Into<T>> From<&BTreeMap<K, U>> for Entries<T> {
    fn from(pairs: &BTreeMap<K, U>) -> Self {
        Self::collect(pairs.clone())
    }
}

impl<T, K: Into<String>, U: Into<T>> From<Vec<(K, U)>> for Entries<T> {
    fn from(pairs: Vec<(K, U)>) -> Self {
        Self::collect(pairs)
    }
}

impl<T, K: Into<String>, U: Into<T>, const N: usize> From<[(K, U); N]> for Entries<T> {
    fn from(pairs: [(K, U); N]) -> Self {
        Self::collect(pairs)
    }
}
