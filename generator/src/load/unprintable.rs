//! Characters that a quoted text may hold and our parser refuses: YAML's `nb-json` (rule 2), as RFC 8259 has it, is
//! wider than `c-printable` (rule 1).
//!
//! They are read as an escape of our own, so that every text stands for one text, and put back into what was quoted.
//! Anywhere else YAML does not allow them.

use std::borrow::Cow;

use super::edited::Edited;

/// What an escape starts with, a character for private use; it is escaped itself.
const MARK: char = '\u{F0000}';

/// What can be escaped. The place in the list is told by the escape's second character.
const ESCAPED: [(char, char); 5] = [
    (MARK, MARK),
    ('\u{7F}', '\u{84}'),
    ('\u{86}', '\u{9F}'),
    ('\u{FFFE}', '\u{FFFE}'),
    ('\u{FFFF}', '\u{FFFF}'),
];

/// A text without such characters.
pub(super) struct Escaped {
    pub(super) edited: Edited,
    /// Where they stand in the file.
    pub(super) places: Vec<u32>,
}

/// The text with such characters escaped; `None` if it holds none.
pub(super) fn escape(text: &str) -> Option<Escaped> {
    if !text.chars().any(|char| char != MARK && second(char).is_some()) {
        return None;
    }
    let mut escaped = Escaped { edited: Edited::default(), places: Vec::new() };
    for (offset, char) in text.char_indices() {
        match second(char) {
            None => escaped.edited.text.push(char),
            Some(second) => {
                escaped.edited.put([MARK, second], char.len_utf8());
                if char != MARK {
                    escaped.places.push(u32::try_from(offset).unwrap_or(u32::MAX));
                }
            }
        }
    }
    Some(escaped)
}

/// The text that an escaped one stands for.
pub(super) fn restore(text: &str) -> Cow<'_, str> {
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut chars = text.chars();
    let mut restored = String::with_capacity(text.len());
    while let Some(char) = chars.next() {
        let meant = if char == MARK { chars.next().and_then(first) } else { Some(char) };
        restored.extend(meant);
    }
    Cow::Owned(restored)
}

/// The second character of an escape.
fn second(char: char) -> Option<char> {
    let mut before = 1;
    for (from, to) in ESCAPED {
        if (from..=to).contains(&char) {
            return char::from_u32(u32::from(MARK) + before + u32::from(char) - u32::from(from));
        }
        before += u32::from(to) - u32::from(from) + 1;
    }
    None
}

/// The character that the second one of an escape stands for.
fn first(second: char) -> Option<char> {
    let mut index = u32::from(second).checked_sub(u32::from(MARK) + 1)?;
    for (from, to) in ESCAPED {
        let count = u32::from(to) - u32::from(from) + 1;
        if index < count {
            return char::from_u32(u32::from(from) + index);
        }
        index -= count;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back() {
        let all: String = (0x7F..=0xA0).chain(0xFFFD..=0x1_0000).filter_map(char::from_u32).collect();
        let text = format!("a{all}{MARK}{MARK}\u{F0001}b{all}");
        let escaped = escape(&text).unwrap();
        assert!(!escaped.edited.text.chars().any(|char| char != MARK && second(char).is_some()));
        assert_eq!(restore(&escaped.edited.text), text);
        assert_eq!(escaped.places.len(), 2 * (0xA0 - 0x7F - 1 + 2));
        let at = |shown: &str, whole: &str| u32::try_from(whole.rfind(shown).unwrap()).unwrap();
        assert_eq!(escaped.edited.original(at("b", &escaped.edited.text)), at("b", &text));
    }

    #[test]
    fn a_text_without_them_is_read_as_it_is() {
        assert!(escape(&format!("a\u{85}\u{A0}\u{FEFF}{MARK}")).is_none());
        assert!(matches!(restore("plain"), Cow::Borrowed("plain")));
    }
}
