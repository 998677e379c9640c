//! Short, printable excerpts of bodies for messages.

/// How many bytes an excerpt shows.
const LENGTH: usize = 160;
/// Where something was left out.
pub(crate) const CUT: char = '\u{2026}';

/// The text around `offset`, on one line, with marks where something was left out.
pub(crate) fn excerpt(bytes: &[u8], offset: usize) -> String {
    let offset = offset.min(bytes.len());
    let start = if bytes.len() <= LENGTH { 0 } else { offset.saturating_sub(LENGTH / 2) };
    let end = (start + LENGTH).min(bytes.len());
    let text = String::from_utf8_lossy(bytes.get(start..end).unwrap_or_default());
    let text: String = text
        .trim_start_matches(char::REPLACEMENT_CHARACTER)
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    let mark = |cut: bool| if cut { String::from(CUT) } else { String::new() };
    format!("{}{text}{}", mark(start > 0), mark(end < bytes.len()))
}
