//! Short, printable excerpts of bodies for messages.

/// How many bytes an excerpt shows.
const LENGTH: usize = 160;

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
    let before = if start > 0 { "\u{2026}" } else { "" };
    let after = if end < bytes.len() { "\u{2026}" } else { "" };
    format!("{before}{text}{after}")
}
