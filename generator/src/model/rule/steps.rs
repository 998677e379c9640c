//! How much is looked at before the rules of a type are left as they are: a hostile document must not ask for more.

use std::cell::Cell;

/// Schemas that are looked at for one type.
const MOST: usize = 20_000;

/// So many values of a list are looked at as fast as one schema.
const VALUES: usize = 64;

/// What was looked at.
#[derive(Debug, Default)]
pub(super) struct Steps(Cell<usize>);

impl Steps {
    /// Begins with another type.
    pub(super) fn reset(&self) {
        self.0.set(0);
    }

    /// Counts one more; false if there were too many.
    pub(super) fn take(&self) -> bool {
        self.0.set(self.0.get().saturating_add(1));
        !self.is_spent()
    }

    /// Counts the values of a list, which are looked at all; false if there were too many.
    pub(super) fn take_list(&self, values: &[String]) -> bool {
        self.0.set(self.0.get().saturating_add(values.len() / VALUES));
        !self.is_spent()
    }

    /// True if there were too many.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() > MOST
    }
}
