//! Sizes and numeric bounds, kept exactly.

use super::context::Lowering;
use super::number;
use super::version::Version;
use crate::code::Code;
use crate::document::schema::{Constraints, Type};
use crate::raw::{Content, Node};

/// One end of a range: the keyword, the keyword that excludes the end itself, and which of two ends is tighter.
struct End {
    inclusive: &'static str,
    exclusive: &'static str,
    is_tighter: fn(&str, &str) -> bool,
    set: fn(&mut Constraints, String, bool),
}

/// Patterns of a document that are tried: a hostile one has any number of them.
const MOST_PATTERNS: usize = 1_000;

/// Those among them that are tried although they are large: each may take a while.
const MOST_LARGE_PATTERNS: usize = 20;

/// Bytes that the engine makes of a pattern that is not large.
const LARGE_PATTERN: usize = 1 << 17;

const ENDS: [End; 2] = [
    End {
        inclusive: "minimum",
        exclusive: "exclusiveMinimum",
        is_tighter: |a, b| number::is_less(b, a),
        set: |limits, digits, is_exclusive| {
            limits.minimum = Some(digits);
            limits.exclusive_minimum = is_exclusive;
        },
    },
    End {
        inclusive: "maximum",
        exclusive: "exclusiveMaximum",
        is_tighter: number::is_less,
        set: |limits, digits, is_exclusive| {
            limits.maximum = Some(digits);
            limits.exclusive_maximum = is_exclusive;
        },
    },
];

impl<'a> Lowering<'a> {
    /// Patterns that generated crates cannot check.
    pub(super) fn patterns(&mut self, node: Node<'a>) {
        const MESSAGE: &str = "this pattern is not checked: `validate()` leaves it to the server";
        let own = node.get("pattern").and_then(|pattern| Some((pattern, pattern.as_str()?)));
        let of_names = node.get("patternProperties").filter(|_| self.version >= Version::V31);
        let of_names = of_names.into_iter().flat_map(Node::entries).map(|(name, schema)| (schema, name));
        for (place, pattern) in own.into_iter().chain(of_names).collect::<Vec<_>>() {
            let is_new = self.first(&format!("pattern {pattern}")) && self.count("patterns") <= MOST_PATTERNS;
            if is_new && self.is_refused(pattern) && self.is_listed(MESSAGE) {
                let help = "nothing is wrong with it if it has look-around, back-references or classes of Unicode; else \
                            correct it";
                self.ignored(place, MESSAGE, help);
            }
        }
    }

    /// True if the engine of generated crates cannot read a pattern.
    fn is_refused(&mut self, pattern: &str) -> bool {
        let mut builder = regex_lite::RegexBuilder::new(pattern);
        builder.size_limit(LARGE_PATTERN).build().is_err()
            && self.count("large patterns") <= MOST_LARGE_PATTERNS
            && regex_lite::Regex::new(pattern).is_err()
    }

    /// `minLength` and its like: whole numbers from zero on.
    pub(super) fn size(&mut self, name: &str, node: Node<'a>) -> Option<u64> {
        let size = node.as_number().and_then(number::integer).and_then(|size| u64::try_from(size).ok());
        if size.is_none() {
            let message = format!("`{name}` is no size that a value can have, and is ignored");
            self.ignored(node, message, "write a whole number from 0 on");
        }
        size
    }

    /// Lowers `minimum`, `maximum` and `multipleOf` for a schema of a type (any number if there is none).
    pub(super) fn bounds(&mut self, node: Node<'a>, kind: Option<Type>, limits: &mut Constraints) {
        for end in &ENDS {
            self.end(node, end, kind, limits);
        }
        if let Some(digits) = self.digits(node, "multipleOf") {
            if number::is_less("0", digits) {
                limits.multiple_of = Some(number::normal(digits, kind));
            } else if let Some(value) = node.get("multipleOf") {
                self.ignored(
                    value,
                    "`multipleOf` must be greater than 0 and is ignored",
                    "correct or remove it",
                );
            }
        }
    }

    fn end(&mut self, node: Node<'a>, end: &End, kind: Option<Type>, limits: &mut Constraints) {
        let bound = self.digits(node, end.inclusive);
        let excluded = node.get(end.exclusive);
        let (digits, is_exclusive) = match excluded.map(Node::content) {
            Some(Content::Bool(flag)) => {
                self.note_old_exclusive(excluded, end);
                let Some(bound) = bound else { return };
                (bound, *flag)
            }
            Some(_) => {
                self.note_new_exclusive(excluded, end);
                match (self.digits(node, end.exclusive), bound) {
                    // The end that leaves less is the one that counts.
                    (Some(open), Some(bound)) if (end.is_tighter)(bound, open) => (bound, false),
                    (Some(open), _) => (open, true),
                    (None, Some(bound)) => (bound, false),
                    (None, None) => return,
                }
            }
            None => {
                let Some(bound) = bound else { return };
                (bound, false)
            }
        };
        (end.set)(limits, number::normal(digits, kind), is_exclusive);
    }

    /// The digits of a numeric keyword; a number in quotes is no number.
    fn digits(&mut self, node: Node<'a>, name: &str) -> Option<&'a str> {
        let value = self.present(node, name)?;
        if let Some(digits) = value.as_number() {
            return Some(digits);
        }
        if value.as_str().is_some() {
            self.ignored(value, format!("`{name}` is a number, and text is ignored"), "remove the quotes");
        } else if value.as_bool().is_none() || !name.starts_with("exclusive") {
            self.wrong_kind(value, &format!("`{name}`"), "a number");
        }
        None
    }

    fn note_old_exclusive(&mut self, value: Option<Node<'a>>, end: &End) {
        if let Some(value) = value.filter(|_| self.version > Version::V30 && self.first(end.exclusive)) {
            let message = format!("`{}` is a number since OpenAPI 3.1, and this is a boolean", end.exclusive);
            self.warning(
                Code::VersionFeature,
                value,
                message,
                "it is read as in version 3.0; this is said once",
            );
        }
    }

    fn note_new_exclusive(&mut self, value: Option<Node<'a>>, end: &End) {
        let value = value.filter(|value| value.as_number().is_some() && self.version == Version::V30);
        if let Some(value) = value.filter(|_| self.first(end.exclusive)) {
            let message = format!("`{}` is a boolean in OpenAPI 3.0, and this is a number", end.exclusive);
            self.warning(
                Code::VersionFeature,
                value,
                message,
                "it is read as in version 3.1; this is said once",
            );
        }
    }

    /// Reports bounds of a schema whose values are no numbers.
    pub(super) fn foreign_bounds(&mut self, node: Node<'a>, kind: Type) {
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] {
            self.no_effect(node, keyword, kind);
        }
    }
}
