//! Checks of many things that do not end with the first failure, so that all new snapshots can be reviewed at once.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Checks each.
///
/// # Panics
/// When a check did, after all of them.
pub fn check<T>(items: impl IntoIterator<Item = T>, mut check: impl FnMut(T)) {
    let failed =
        items.into_iter().filter_map(|item| catch_unwind(AssertUnwindSafe(|| check(item))).err()).count();
    assert!(failed == 0, "{failed} failed, each as it says above");
}
