//! `x-speakeasy-retries`: what of it is not acted on is said.

use super::context::Lowering;
use crate::document::retries;
use crate::raw::Node;

const KEY: &str = "x-speakeasy-retries";

impl<'a> Lowering<'a> {
    /// Checks what the document says of the client as a whole.
    pub(super) fn retries(&mut self, root: Node<'a>) {
        let Some(facts) = root.get(KEY) else { return };
        if !facts.is_object() {
            self.ignored(
                facts,
                format!("`{KEY}` is no mapping, and is ignored"),
                "write `strategy: backoff`",
            );
            return;
        }
        for (key, value) in facts.entries() {
            match key {
                "strategy" => self.strategy(value),
                "backoff" => self.backoff(value),
                "statusCodes" => self.retried_statuses(value),
                "retryConnectionErrors" if value.as_bool().is_some() => {}
                "retryConnectionErrors" => self.not_acted_on(key, value, "write `true` or `false`"),
                _ => self.not_acted_on(key, value, "remove it"),
            }
        }
    }

    /// Checks what the document says of one operation: only whether it is sent again is up to it.
    pub(super) fn operation_retries(&mut self, operation: Node<'a>) {
        let Some(facts) = operation.get(KEY) else { return };
        let strategy = facts.get("strategy");
        if let Some(strategy) = strategy {
            self.strategy(strategy);
        }
        if strategy.and_then(Node::as_str) == Some("none") {
            return;
        }
        let whole = self.root.get(KEY);
        for (key, value) in facts.entries() {
            let same =
                whole.and_then(|whole| whole.get(key)).is_some_and(|one| one.to_json() == value.to_json());
            let message = format!("`{key}` is of the client as a whole, and is ignored here");
            if !same && key != "strategy" && self.is_listed(&message) {
                self.ignored(value, message, "say it at the root of the document, or set it for the call");
            }
        }
        let never = whole.and_then(|whole| whole.get("strategy")).and_then(Node::as_str) == Some("none");
        if let (Some(strategy), true) = (strategy, never) {
            let message = "nothing is sent again by this client, nor is this operation";
            self.ignored(strategy, message, "say `none` of the other operations, not of the document");
        }
    }

    fn strategy(&mut self, node: Node<'a>) {
        if !matches!(node.as_str(), Some("backoff" | "none")) {
            self.ignored(
                node,
                "this strategy is not known, and `backoff` is followed",
                "write `backoff` or `none`",
            );
        }
    }

    fn backoff(&mut self, node: Node<'a>) {
        for (key, value) in node.entries() {
            let known = match key {
                "initialInterval" | "maxInterval" | "maxElapsedTime" => value.to_json().as_u64().is_some(),
                "exponent" => value.to_json().as_f64().is_some_and(|factor| factor >= 0.0),
                _ => {
                    self.not_acted_on(key, value, "remove it");
                    continue;
                }
            };
            if !known {
                self.not_acted_on(key, value, "write a number of milliseconds, or a factor");
            }
        }
        if !node.is_object() {
            self.not_acted_on("backoff", node, "write a mapping with `initialInterval` and the like");
        }
    }

    fn retried_statuses(&mut self, node: Node<'a>) {
        for item in node.items() {
            if retries::status(&item.to_json()).is_none() {
                self.not_acted_on("statusCodes", item, "write codes from 400 to 599, `4XX` or `5XX`");
            }
        }
        if !node.is_array() {
            self.not_acted_on("statusCodes", node, "write a list");
        }
    }

    fn not_acted_on(&mut self, key: &str, node: Node<'a>, help: &str) {
        self.ignored(
            node,
            format!("`{key}` says nothing of retries that is understood, and is ignored"),
            help,
        );
    }
}
