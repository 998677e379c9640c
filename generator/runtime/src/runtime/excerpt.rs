//! Short, printable excerpts of what servers send, for messages.

use super::unescape::{LONGEST, is_mark};

/// How many bytes an excerpt shows.
const LENGTH: usize = 160;
/// How many bytes of a server's message are shown.
const MESSAGE: usize = 480;
/// Where something was left out.
pub(crate) const CUT: char = '\u{2026}';

/// The text around `offset`, on one line, with marks where something was left out.
pub(crate) fn excerpt(bytes: &[u8], offset: usize) -> String {
    let offset = offset.min(bytes.len());
    let start = if bytes.len() <= LENGTH { 0 } else { offset.saturating_sub(LENGTH / 2) };
    between(bytes, start, LENGTH)
}

/// A server's message on one line, cut where it is longer than anybody reads.
pub(crate) fn message(text: &str) -> String {
    between(text.as_bytes(), 0, MESSAGE)
}

fn between(bytes: &[u8], start: usize, length: usize) -> String {
    let end = (start + length).min(bytes.len());
    // What is cut in two is not recognised any more, neither as a character nor as part of a secret.
    let start = escape_across(bytes, start).unwrap_or(start);
    let end = if end < bytes.len() { escape_across(bytes, end).unwrap_or(end) } else { end };
    let text = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
    let is_cut = (start > 0, end < bytes.len());
    let mut shown: &str = &text;
    if is_cut.0 {
        shown = shown.trim_start_matches(char::REPLACEMENT_CHARACTER);
    }
    if is_cut.1 {
        shown = shown.trim_end_matches(char::REPLACEMENT_CHARACTER);
    }
    let shown: String =
        shown.chars().map(|character| if is_unprintable(character) { ' ' } else { character }).collect();
    let mark = |cut: bool| if cut { String::from(CUT) } else { String::new() };
    format!("{}{shown}{}", mark(is_cut.0), mark(is_cut.1))
}

/// Where an escape begins that goes on beyond `place`, as far as one can tell.
fn escape_across(bytes: &[u8], place: usize) -> Option<usize> {
    let from = place.saturating_sub(LONGEST);
    let before = bytes.get(from..place)?;
    let mark = before.iter().position(|byte| is_mark(*byte))?;
    Some(from + mark)
}

/// Whether a character acts on a terminal, or on the order of what stands around it, rather than showing itself.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
