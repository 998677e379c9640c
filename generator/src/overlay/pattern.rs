//! What a regular expression of a query costs, from its text alone: an engine compiles it anew for each value.

use regex_syntax::hir::{Class, Hir, HirKind};

/// What looking at one value costs, in states that are compiled.
const STATES_FOR_A_VALUE: u64 = 4;

/// What a pattern costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    /// To compile it, in values that are looked at.
    pub(super) compiling: u64,
    /// States that it may be in for each byte of a text.
    pub(super) states: u64,
}

impl Weight {
    /// The weight of a pattern with its quotes, as it stands in the query.
    pub(super) fn of(quoted: &str) -> Self {
        let read = regex_syntax::parse(&unquoted(quoted));
        // What is no pattern is not compiled, but read each time.
        let sizes = read.map_or_else(|_| Sizes::both(quoted.len() as u64), |pattern| Sizes::of(&pattern));
        Self { compiling: sizes.ranges / STATES_FOR_A_VALUE, states: sizes.states.max(1) }
    }
}

/// The text of a literal of RFC 9535: that of JSON, but for single quotes.
fn unquoted(quoted: &str) -> String {
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let mut json = String::from('"');
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match (character, (character == '\\').then(|| characters.next()).flatten()) {
            ('"', _) => json.push_str("\\\""),
            (_, Some('\'')) => json.push('\''),
            (_, escaped) => json.extend(std::iter::once(character).chain(escaped)),
        }
    }
    json.push('"');
    // What is no text is refused when the query is parsed.
    serde_json::from_str(&json).unwrap_or_default()
}

/// How much a part of a pattern becomes.
#[derive(Clone, Copy)]
struct Sizes {
    /// With each range of characters counted, which are states of their own.
    ranges: u64,
    /// With a class counted once for each byte of a character.
    states: u64,
}

impl Sizes {
    fn both(size: u64) -> Self {
        Self { ranges: size, states: size }
    }

    fn sum(parts: &[Hir]) -> Self {
        parts.iter().map(Self::of).fold(Self::both(1), |sum, part| Self {
            ranges: sum.ranges.saturating_add(part.ranges),
            states: sum.states.saturating_add(part.states),
        })
    }

    /// Patterns are of bounded depth when they are read.
    fn of(pattern: &Hir) -> Self {
        match pattern.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::both(1),
            HirKind::Literal(literal) => Self::both(literal.0.len() as u64),
            HirKind::Class(Class::Unicode(class)) => {
                Self { ranges: 4 * class.ranges().len() as u64, states: 4 }
            }
            HirKind::Class(Class::Bytes(class)) => Self { ranges: class.ranges().len() as u64, states: 1 },
            HirKind::Repetition(repeated) => {
                let part = Self::of(&repeated.sub);
                let times = u64::from(repeated.max.unwrap_or(repeated.min)).max(1) + 1;
                Self { ranges: part.ranges.saturating_mul(times), states: part.states.saturating_mul(times) }
            }
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) | HirKind::Alternation(parts) => Self::sum(parts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Weight;

    #[test]
    fn what_people_write_is_light() {
        for pattern in ["'x.*'", "'^[A-Z][a-z]+Id$'", "\"a|b|c\"", r"'\\.v[0-9]{1,3}'", "'('"] {
            let weight = Weight::of(pattern);
            assert!(weight.compiling < 100 && weight.states < 40, "{pattern}: {weight:?}");
        }
    }

    #[test]
    fn what_becomes_large_is_heavy() {
        for pattern in [r"'\\w{400}'", "'(a{1000}){1000}'", "'((a{9}){9}){9999}'", r"'[\\p{L}\\p{N}]{1,50}'"]
        {
            assert!(Weight::of(pattern).compiling > 10_000, "{pattern}");
        }
        assert!(Weight::of("'[01]*1[01]{300}'").states > 1000);
    }
}
