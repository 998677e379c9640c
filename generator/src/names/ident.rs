//! Identifiers: ASCII, valid, never a keyword. Only this file makes one.

use super::casing;
use super::casing::Spelling;
use crate::keyword;

/// Longest identifier; longer text is cut and ends in a hash of the whole.
const LONGEST: usize = 96;

/// A valid Rust identifier, raw (`r#type`) where it has to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(String);

impl Ident {
    /// The identifier as written in source.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`.
    pub(crate) fn bare(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// The same with letters added; the result is no keyword because no keyword ends so.
    pub(crate) fn with_suffix(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.bare()))
    }

    /// The same with a word before it, in snake case.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Self {
        Self(format!("{prefix}_{}", self.bare()))
    }

    /// The same with a number after it.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        // `self_` is numbered `self_2`: two underscores are no snake case.
        let bare = self.bare().trim_end_matches('_');
        let gap = match (bare.starts_with(|char: char| char.is_ascii_uppercase()), bare.chars().last()) {
            (true, Some('0'..='9')) => "N",
            (true, _) => "",
            (false, _) => "_",
        };
        Self(format!("{bare}{gap}{number}"))
    }
}

/// A type: upper camel case. `None` if no letter or digit is left.
#[must_use]
pub(crate) fn type_ident(spelling: &Spelling, text: &str) -> Option<Ident> {
    let words = cut(casing::split(spelling, text));
    if words.is_empty() {
        return None;
    }
    let name = camel(spelling, &words);
    let name = if name.starts_with(|char: char| char.is_ascii_digit()) { format!("N{name}") } else { name };
    Some(Ident(if keyword::is_never_raw(&name) { format!("{name}Type") } else { name }))
}

/// A field, parameter, method or variable: snake case. `None` if no letter or digit is left.
#[must_use]
pub(crate) fn value_ident(spelling: &Spelling, text: &str) -> Option<Ident> {
    let words = cut(casing::split(spelling, text));
    if words.is_empty() {
        return None;
    }
    let name = words.join("_");
    let name = if name.starts_with(|char: char| char.is_ascii_digit()) { format!("n{name}") } else { name };
    Some(Ident(if keyword::is_never_raw(&name) {
        format!("{name}_")
    } else if keyword::is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }))
}

/// A variant: upper camel case; text without letters is spelt by its symbols, so there is always one.
#[must_use]
pub(crate) fn variant_ident(spelling: &Spelling, text: &str) -> Ident {
    let mut words = casing::split(spelling, text);
    if words.is_empty() {
        words = casing::symbols(text);
    } else if text.starts_with('-') && text.chars().nth(1).is_some_and(|char| char.is_ascii_digit()) {
        words.insert(0, "minus".to_owned());
    } else if text.starts_with('+') && text.chars().nth(1).is_some_and(|char| char.is_ascii_digit()) {
        words.insert(0, "plus".to_owned());
    }
    let name = camel(spelling, &cut(words));
    let name = if name.starts_with(|char: char| char.is_ascii_digit()) { format!("N{name}") } else { name };
    Ident(if keyword::is_never_raw(&name) { format!("{name}Value") } else { name })
}

/// A module and file stem: snake case, a trailing underscore where the word is a keyword.
#[must_use]
pub(crate) fn module_ident(spelling: &Spelling, text: &str) -> Option<Ident> {
    let ident = value_ident(spelling, text)?;
    Some(match ident.0.strip_prefix("r#") {
        Some(bare) => Ident(format!("{bare}_")),
        None => ident,
    })
}

/// A name of ours for what has none; `text` is one of our own words.
pub(crate) fn own(text: &'static str) -> Ident {
    Ident(text.to_owned())
}

fn camel(spelling: &Spelling, words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        // Digits side by side stay apart: `1.2` and `12` are two names.
        if name.ends_with(|char: char| char.is_ascii_digit())
            && word.starts_with(|char: char| char.is_ascii_digit())
        {
            name.push('_');
        }
        name.push_str(&spelling.capitals(word));
    }
    name
}

/// Cuts very long names; the hash of the whole keeps them apart.
fn cut(words: Vec<String>) -> Vec<String> {
    let length: usize = words.iter().map(|word| word.len() + 1).sum();
    if length <= LONGEST {
        return words;
    }
    let hash = fnv(&words.join(" "));
    let mut short = Vec::new();
    let mut used = 0;
    for word in words {
        let room = LONGEST.saturating_sub(used + 10);
        let piece: String = word.chars().take(room).collect();
        used += piece.len() + 1;
        if piece.is_empty() {
            break;
        }
        short.push(piece);
    }
    short.push(format!("h{hash:08x}"));
    short
}

/// FNV-1a, 32 bits: stable across builds, which the standard library's hasher is not promised to be.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
