//! Identifiers: ASCII, valid, never a keyword. Only this file makes one.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::casing;
use super::casing::Spelling;
use super::reason::{Case, NameChange, NameReason, NameSource};
use crate::keyword;

/// Longest identifier; longer text is cut in the middle.
const LONGEST: usize = 128;

/// A valid Rust identifier, raw (`r#type`) where it has to be, and why it is this one. Two are the same if their texts are.
#[derive(Debug, Clone)]
pub(crate) struct Ident {
    text: String,
    why: Arc<NameReason>,
}

impl PartialEq for Ident {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Ident {}

impl PartialOrd for Ident {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ident {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for Ident {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl From<&Ident> for NameReason {
    fn from(ident: &Ident) -> Self {
        ident.why().clone()
    }
}

impl Ident {
    /// Words of the document that are put together, before anything else is done to them.
    fn spelt(text: String, words: &str, case: Case, is_cut: bool) -> Self {
        let ident = Self { text, why: Arc::new(NameReason::new(NameSource::Words, words, case)) };
        if is_cut { ident.because(NameChange::Cut(LONGEST)) } else { ident }
    }

    /// The identifier as written in source.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Why it is this one.
    pub(crate) fn why(&self) -> &NameReason {
        &self.why
    }

    /// The identifier without `r#`.
    pub(crate) fn bare(&self) -> &str {
        self.text.strip_prefix("r#").unwrap_or(&self.text)
    }

    /// The same, with where its words come from; a name that the configuration gives says so already.
    pub(crate) fn of(mut self, source: NameSource, words: &str) -> Self {
        if self.is_given() {
            return self;
        }
        Arc::make_mut(&mut self.why).set(source, words);
        self
    }

    /// The configuration gives it.
    pub(super) fn is_given(&self) -> bool {
        self.why.source() == NameSource::Override
    }

    /// The same, made of the words that another one is made of.
    pub(crate) fn like(self, other: &Self) -> Self {
        self.of(other.why.source(), other.why.words())
    }

    /// The same, with one more reason.
    pub(crate) fn because(mut self, change: NameChange) -> Self {
        Arc::make_mut(&mut self.why).push(change);
        self
    }

    fn changed(&self, text: String, change: NameChange) -> Self {
        Self { text, why: Arc::clone(&self.why) }.because(change)
    }

    /// The same with letters added; the result is no keyword because no keyword ends so.
    pub(crate) fn with_suffix(&self, suffix: &str) -> Self {
        self.changed(format!("{}{suffix}", self.bare()), NameChange::Suffix(suffix.to_owned()))
    }

    /// The same with a word before it, in snake case.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Self {
        self.changed(format!("{prefix}_{}", self.bare()), NameChange::Prefix(format!("{prefix}_")))
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
        self.changed(format!("{bare}{gap}{number}"), NameChange::Numbered(self.text.clone()))
    }

    /// With a letter first.
    fn with_letter(mut self, letter: char) -> Self {
        if !self.text.starts_with(|char: char| char.is_ascii_digit()) {
            return self;
        }
        self.text.insert(0, letter);
        self.because(NameChange::Digit)
    }

    /// Not one of the keywords that are never written raw.
    fn no_keyword(mut self, suffix: &str) -> Self {
        if !keyword::is_never_raw(&self.text) {
            return self;
        }
        self.text.push_str(suffix);
        self.because(NameChange::Keyword)
    }
}

/// A type: upper camel case. `None` if no letter or digit is left.
#[must_use]
pub(crate) fn type_ident(spelling: &Spelling, text: &str) -> Option<Ident> {
    let (words, is_cut) = cut(casing::split(spelling, text));
    let ident = Ident::spelt(camel(spelling, &words), text, Case::UpperCamel, is_cut);
    (!words.is_empty()).then(|| ident.with_letter('N').no_keyword("Type"))
}

/// A field, parameter, method or variable: snake case. `None` if no letter or digit is left.
#[must_use]
pub(crate) fn value_ident(spelling: &Spelling, text: &str) -> Option<Ident> {
    let mut ident = snake(spelling, text)?;
    if keyword::is_keyword(&ident.text) {
        ident.text.insert_str(0, "r#");
        return Some(ident.because(NameChange::Raw));
    }
    Some(ident)
}

/// Snake case; of keywords none that is never written raw.
fn snake(spelling: &Spelling, text: &str) -> Option<Ident> {
    let (words, is_cut) = cut(casing::split(spelling, text));
    let ident = Ident::spelt(words.join("_"), text, Case::Snake, is_cut);
    (!words.is_empty()).then(|| ident.with_letter('n').no_keyword("_"))
}

/// A variant: upper camel case; text without letters is spelt by its symbols, so there is always one.
#[must_use]
pub(crate) fn variant_ident(spelling: &Spelling, text: &str) -> Ident {
    let mut words = casing::split(spelling, text);
    let has_words = !words.is_empty();
    let is_number = text.chars().nth(1).is_some_and(|char| char.is_ascii_digit());
    match text.chars().next() {
        _ if !has_words => words = casing::symbols(text),
        Some('-') if is_number => words.insert(0, "minus".to_owned()),
        Some('+') if is_number => words.insert(0, "plus".to_owned()),
        _ => {}
    }
    let (words, is_cut) = cut(words);
    let ident = Ident::spelt(camel(spelling, &words), text, Case::UpperCamel, is_cut);
    let ident = if has_words { ident } else { ident.because(NameChange::Signs) };
    ident.with_letter('N').no_keyword("Value")
}

/// A module and file stem: snake case, a trailing underscore where the word is a keyword.
#[must_use]
pub(crate) fn module_ident(spelling: &Spelling, text: &str) -> Option<Ident> {
    let mut ident = snake(spelling, text)?;
    if keyword::is_keyword(&ident.text) {
        ident.text.push('_');
        return Some(ident.because(NameChange::Keyword));
    }
    Some(ident)
}

/// A name that the configuration gives to what is known so, and whose check has found it to be one.
pub(super) fn given(name: &str, identity: &str) -> Ident {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let why = NameReason::new(NameSource::Override, identity, Case::Own);
    let ident = Ident { text: bare.to_owned(), why: Arc::new(why) };
    if keyword::is_keyword(bare) && !keyword::is_never_raw(bare) {
        return ident.changed(format!("r#{bare}"), NameChange::Raw);
    }
    ident.no_keyword("_")
}

/// A name of ours for what has none; `text` is one of our own words.
pub(crate) fn own(text: &'static str, why: &'static str) -> Ident {
    Ident { text: text.to_owned(), why: Arc::new(why.into()) }
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

/// Cuts very long names in the middle, where a hash of the whole keeps them apart: how a name begins tells where it
/// belongs, and how it ends, what it is. Whether it had to.
fn cut(words: Vec<String>) -> (Vec<String>, bool) {
    let length: usize = words.iter().map(|word| word.len() + 1).sum();
    if length <= LONGEST {
        return (words, false);
    }
    let hash = format!("h{:08x}", fnv(&words.join(" ")));
    let room = LONGEST - hash.len() - 1;
    let (mut short, used) = whole(words.iter(), room / 2);
    let (mut end, _) = whole(words.iter().rev(), room - used);
    // Of a word that is too long by itself there is a piece.
    if let (true, Some(first)) = (short.is_empty(), words.first()) {
        short.push(first.chars().take(room / 2).collect());
    } else if let (true, Some(last)) = (end.is_empty(), words.last()) {
        let surplus = last.len().saturating_sub(room - used);
        end.push(last.chars().skip(surplus).collect());
    }
    short.push(hash);
    short.extend(end.into_iter().rev());
    (short, true)
}

/// As many whole words as there is room for, and how much of it they take.
fn whole<'a>(words: impl Iterator<Item = &'a String>, room: usize) -> (Vec<String>, usize) {
    let mut used = 0;
    let fits = |word: &&String| {
        used += word.len() + 1;
        used <= room
    };
    let words: Vec<String> = words.take_while(fits).cloned().collect();
    let used = words.iter().map(|word| word.len() + 1).sum();
    (words, used)
}

/// FNV-1a, 32 bits: stable across builds, which the standard library's hasher is not promised to be.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        type_ident(&Spelling::default(), text).unwrap().as_str().to_owned()
    }

    #[test]
    fn long_names_keep_how_they_begin_and_how_they_end() {
        let base = "get-campaigns-id-response-problem-json-recipients-segment-opts-conditions-list-item-any-of-static-item-predicted";
        let age = of(&format!("{base}-age-item-op"));
        let other = of(&format!("{base}-gender-item-op"));
        assert!(age.starts_with("GetCampaignsIdResponseProblemJson"), "{age}");
        assert!(age.ends_with("PredictedAgeItemOp"), "{age}");
        assert_ne!(age, other);
        assert!(other.ends_with("GenderItemOp"), "{other}");
        // What is left out in the middle counts.
        assert_ne!(of(&format!("a-{base}-{base}-z")), of(&format!("a-{base}-{base}-{base}-z")));
    }

    #[test]
    fn words_that_are_too_long_by_themselves_are_cut() {
        let long = "x".repeat(200);
        for text in [long.clone(), format!("a-{long}"), format!("{long}-b"), format!("{long}-{long}")] {
            let ident = of(&text);
            assert!(ident.len() <= LONGEST, "{ident}");
            assert!(ident.contains('H'), "{ident}");
        }
        assert!(of(&format!("a-{long}")).starts_with('A'));
        assert!(of(&format!("{long}-b")).ends_with('B'));
    }

    #[test]
    fn what_fits_is_whole() {
        let fits = "word-".repeat(LONGEST / 5);
        assert_eq!(of(&fits), "Word".repeat(LONGEST / 5));
    }
}
