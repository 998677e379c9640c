//! `Entries`: what setters of maps take, so that arrays of pairs of anything convertible will do.

use std::collections::{BTreeMap, HashMap};

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
