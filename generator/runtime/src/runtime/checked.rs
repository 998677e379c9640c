//! `response.validate()`: what an answer breaks of the document, where the crate has checks of what it receives.

use super::{Checks, Response, Violations};
use std::collections::BTreeMap;

/// What has limits: a model, or a list, a map or an option of some.
pub trait Checked {
    /// Notes each limit that is broken.
    fn check(&self, checks: &mut Checks);
}

impl<T: Checked> Checked for Vec<T> {
    fn check(&self, checks: &mut Checks) {
        for (index, item) in self.iter().enumerate() {
            checks.enter_item(index);
            item.check(checks);
            checks.leave();
        }
    }
}

impl<T: Checked> Checked for BTreeMap<String, T> {
    fn check(&self, checks: &mut Checks) {
        for (key, value) in self {
            checks.enter_entry(key);
            value.check(checks);
            checks.leave();
        }
    }
}

impl<T: Checked> Checked for Option<T> {
    fn check(&self, checks: &mut Checks) {
        if let Some(value) = self {
            value.check(checks);
        }
    }
}

impl<T: Checked> Response<T> {
    /// Checks the value against the limits that the document states: of a list or a map its own and those of each item. Of
    /// a part that [`map`](Self::map) took out, those of its type.
    ///
    /// # Errors
    /// Every violation, each with the path of its field.
    pub fn validate(&self) -> Result<(), Violations> {
        let mut checks = Checks::new();
        self.note_limits(&mut checks);
        self.value().check(&mut checks);
        checks.finish()
    }
}
