//! What few schemas have.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A part of a schema that most schemas lack. It takes room where it is there, since the tables of a large document have
/// a row for each of its schemas.
#[derive(Clone)]
pub struct Sparse<T>(Option<Box<T>>);

/// What stands for a part that is not there.
pub trait Empty: Default + PartialEq + Send + Sync + 'static {
    /// One without anything.
    fn empty() -> &'static Self;
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Empty> From<T> for Sparse<T> {
    fn from(value: T) -> Self {
        Self((value != *T::empty()).then(|| Box::new(value)))
    }
}

impl<T: Empty> Sparse<T> {
    /// True where nothing is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        **self == *T::empty()
    }

    /// What is there, to be kept by itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.map(|value| *value).unwrap_or_default()
    }
}

impl<T: Empty> Deref for Sparse<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(value) => value,
            None => T::empty(),
        }
    }
}

/// Makes room for it: ask `&` for what is only read.
impl<T: Empty> DerefMut for Sparse<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Empty> PartialEq for Sparse<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Empty + fmt::Debug> fmt::Debug for Sparse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Empty for String {
        fn empty() -> &'static Self {
            static EMPTY: String = String::new();
            &EMPTY
        }
    }

    #[test]
    fn what_is_not_there_takes_no_room_and_is_equal_to_nothing() {
        assert_eq!(size_of::<Sparse<String>>(), size_of::<usize>());
        let mut text = Sparse::from(String::new());
        assert!(text.0.is_none() && text.is_empty());
        assert_eq!(&*text, "");
        text.push_str("");
        assert!(text.0.is_some() && text.is_empty());
        assert_eq!(text, Sparse::default());
        text.push('a');
        assert_ne!(text, Sparse::default());
        assert_eq!(text.into_inner(), "a");
    }
}
