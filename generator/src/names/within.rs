//! Words for what is declared within something else: those of its owner and its own, and what both say is said once.

use super::casing::{self, Spelling};

/// What is in a list.
pub(crate) const ITEM: &str = "Item";

/// What is in a map.
pub(crate) const VALUE: &str = "Value";

/// Words for a name.
#[derive(Debug, Clone)]
pub(crate) struct Within {
    /// All of them.
    pub(crate) whole: String,
    /// Without those of its own that the words of the owner end in: `FooEvent type` for `event_type` of `FooEvent`. What is in
    /// it is called after these.
    pub(crate) short: String,
    /// The short ones name it, too: its owner is not called by them.
    named: bool,
}

impl From<String> for Within {
    fn from(whole: String) -> Self {
        Self { short: whole.clone(), whole, named: true }
    }
}

impl Within {
    /// Words for what the owner calls so. Where the words of the owner end in all of them, the short ones are those of the
    /// owner, who is called by them.
    pub(super) fn name(&self, spelling: &Spelling, own: &str) -> Self {
        let short = joined(spelling, &self.short, own);
        let named = rest(spelling, &self.short, own).is_none_or(|rest| !rest.is_empty());
        Self { named, ..self.with(own, short) }
    }

    /// Words for what has no name of its own, by a word for what it is: the request of `create_request` is `CreateRequest`.
    pub(super) fn role(&self, spelling: &Spelling, own: &str) -> Self {
        self.with(own, joined(spelling, &self.short, own))
    }

    /// The same with words of which the owner says none.
    pub(super) fn plain(&self, own: &str) -> Self {
        self.with(own, format!("{} {own}", self.short))
    }

    fn with(&self, own: &str, short: String) -> Self {
        Self { whole: format!("{} {own}", self.whole), short, named: true }
    }

    /// The same with a number, of a list with a schema for each place.
    pub(super) fn number(self, number: usize) -> Self {
        let with = |words: &str| format!("{words} {number}");
        Self { whole: with(&self.whole), short: with(&self.short), named: true }
    }

    /// The short ones, where they are others and name it.
    pub(super) fn own_short(&self) -> Option<&str> {
        (self.named && self.short != self.whole).then_some(self.short.as_str())
    }

    /// The word that tells it from its owner, where that is called by the short ones: `Kind` for the `status` of `JobStatus`,
    /// which is `JobStatusKind`. It is the first one that they do not end in.
    pub(super) fn told_apart(&self, spelling: &Spelling, kinds: [&'static str; 2]) -> Option<&'static str> {
        let [first, other] = kinds;
        let ends_in_it = rest(spelling, &self.short, first).is_some();
        (!self.named).then_some(if ends_in_it { other } else { first })
    }
}

/// The words of an owner and of what is in it, without those that the first end in and the second begin with.
fn joined(spelling: &Spelling, owner: &str, own: &str) -> String {
    match rest(spelling, owner, own) {
        // Words, and not how the owner is spelt: who is called by all of its words is nearer to the name.
        Some(rest) if rest.is_empty() => casing::split(spelling, owner).join(" "),
        Some(rest) => format!("{owner} {rest}"),
        None => format!("{owner} {own}"),
    }
}

/// Words without those that they begin with and the words of their owner end in, if there are such. Numbers say nothing
/// twice: the second of version 2 is no other name of it.
pub(super) fn rest(spelling: &Spelling, owner: &str, own: &str) -> Option<String> {
    let (before, words) = (casing::split(spelling, owner), casing::split(spelling, own));
    let is_word = |word: &String| word.contains(|char: char| char.is_ascii_alphabetic());
    let said = (1..=words.len()).rev().find(|count| {
        words.get(..*count).is_some_and(|start| before.ends_with(start) && start.iter().any(is_word))
    });
    Some(words.get(said?..)?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_owner_and_member_say_is_said_once() {
        let spelling = Spelling::default();
        for (owner, own, words) in [
            ("FooEvent", "event_type", Some("FooEvent type")),
            ("pull-request", "pull_request_reviewState", Some("pull-request review state")),
            ("FooEvent", "type", None),
            ("FooEvents", "event_type", None),
            ("FooEvent", "event", None),
            ("Event", "foo_event", None),
            ("Version 2", "2", None),
            ("Version 2", "2_x", None),
        ] {
            let name = Within::from(owner.to_owned()).name(&spelling, own);
            assert_eq!(name.own_short(), words, "{owner} {own}");
            assert_eq!(name.whole, format!("{owner} {own}"));
        }
        // What is in a member that is called as its owner.
        let event = Within::from("FooEvent".to_owned()).name(&spelling, "event");
        assert_eq!(event.name(&spelling, "kind").own_short(), Some("foo event kind"));
        assert_eq!(event.role(&spelling, "Item").own_short(), Some("foo event Item"));
        assert_eq!(event.told_apart(&spelling, ["Kind", "Value"]), Some("Kind"));
        assert_eq!(event.name(&spelling, "kind").told_apart(&spelling, ["Kind", "Value"]), None);
        let kind = Within::from("JobKind".to_owned()).name(&spelling, "kind");
        assert_eq!(kind.told_apart(&spelling, ["Kind", "Value"]), Some("Value"));
        let request = Within::from("CreateRequest".to_owned()).role(&spelling, "Request");
        assert_eq!(request.own_short(), Some("create request"));
    }
}
