//! How much is looked at before the rules of a type are left as they are: a hostile document must not ask for more.

use std::cell::Cell;

/// Schemas that are looked at, or written, for one type.
const MOST: usize = 20_000;

/// And for all types of a document.
const MOST_OF_ALL: usize = 200_000;

/// So many values of a list are looked at as fast as one schema.
const VALUES: usize = 64;

/// What was looked at.
#[derive(Debug, Default)]
pub(super) struct Steps {
    now: Cell<usize>,
    before: Cell<usize>,
}

impl Steps {
    /// Begins with another type.
    pub(super) fn reset(&self) {
        self.before.set(self.before.get().saturating_add(self.now.take()));
    }

    /// Counts one more; false if there were too many.
    pub(super) fn take(&self) -> bool {
        self.add(1);
        !self.is_spent()
    }

    /// Counts the values of a list, which are looked at all; false if there were too many.
    pub(super) fn take_list(&self, values: &[String]) -> bool {
        self.add(values.len() / VALUES);
        !self.is_spent()
    }

    /// Counts more of them.
    pub(super) fn add(&self, number: usize) {
        self.now.set(self.now.get().saturating_add(number));
    }

    /// True if there were too many.
    pub(super) fn is_spent(&self) -> bool {
        self.now.get() > MOST.min(MOST_OF_ALL.saturating_sub(self.before.get()))
    }
}
