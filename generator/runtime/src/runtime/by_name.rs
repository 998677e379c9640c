//! `ByName`: a few values, each with its name. A list is searched faster than a map of the standard library for so few,
//! and every program that uses the crate compiles much less of it.

/// Values in the order of their names.
#[derive(Clone)]
pub(crate) struct ByName<T>(Vec<(String, T)>);

impl<T> ByName<T> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets a value, in place of the one of that name.
    pub(crate) fn insert(&mut self, name: String, value: T) {
        match self.0.iter().position(|(other, _)| *other >= name) {
            Some(index) => match self.0.get_mut(index) {
                Some((other, old)) if *other == name => *old = value,
                _ => self.0.insert(index, (name, value)),
            },
            None => self.0.push((name, value)),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.iter().find_map(|(other, value)| (other == name).then_some(value))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn into_entries(self) -> impl Iterator<Item = (String, T)> {
        self.0.into_iter()
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for ByName<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
