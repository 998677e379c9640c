//! Aliases become copies of what their anchors name, within bounds.

use super::{Anchored, Builder, Stop};
use crate::code::Code;
use crate::load::{key, syntax};
use crate::raw::Exceeded;

impl Builder<'_> {
    pub(super) fn alias(&mut self, anchor: usize, range: (u32, u32)) -> Result<(), Stop> {
        if self.wants_key() {
            self.error(Code::AliasKey, range, "an alias cannot be a key", "write the key out");
            return self.key(Ok(key::Key { text: "".into(), range, faulty: true }), 0);
        }
        let Some(Anchored::Node(target)) = self.anchors.get(&anchor) else {
            let help = "use `$ref` to a schema in `components/schemas` for a recursive type";
            self.error(Code::AliasCycle, range, "the alias stands inside the value it names", help);
            return Err(Stop);
        };
        let depth = self.limits.depth.saturating_sub(self.open.len());
        let before = self.budget.nodes;
        match self.raw.copy_tree(*target, depth, &mut self.budget) {
            Ok(node) => {
                self.count(before - self.budget.nodes, range)?;
                self.finish(node, range.1);
                Ok(())
            }
            Err(Exceeded::Depth) => {
                let message = format!("the alias makes the file more than {} levels deep", self.limits.depth);
                self.error(Code::TooDeep, range, message, syntax::DEPTH_HELP);
                Err(Stop)
            }
            Err(Exceeded::Budget) => {
                let message = format!(
                    "the aliases stand for more than {} values or {} bytes",
                    self.limits.copied_nodes, self.limits.copied_bytes
                );
                self.error(
                    Code::AliasExpansion,
                    range,
                    message,
                    "use `$ref` to a component instead of an alias",
                );
                Err(Stop)
            }
        }
    }
}
