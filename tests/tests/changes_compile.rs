//! The compiler as the judge of verdicts: a consumer of the old API compiles exactly when the verdict on a change is not
//! major.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

#[path = "changes/consumer.rs"]
mod consumer;

use generator::diff::{self, Level};
use tests::kinds::{self, Set};

#[test]
fn a_consumer_of_the_old_api_compiles_exactly_when_the_verdict_is_not_major() {
    for Set { name, base, kinds } in kinds::sets() {
        let base = kinds::generate(&base, "");
        let mut cases = Vec::new();
        for kind in kinds {
            let changed = kinds::generate(&kind.document, &kind.config);
            // What has the same lines has nothing that a compiler could mind.
            if changed.files["api.snap"] != base.files["api.snap"] {
                let level = diff::diff(&base.surface, &changed.surface).level();
                cases.push((kind.name, changed, level == Level::Major && !kind.compiles));
            }
        }
        consumer::check(&format!("changes-{name}"), &base, &cases);
    }
}
