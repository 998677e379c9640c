//! Text from documents made fit for a terminal: no control character, no direction mark, no endless line.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Characters of a message before its middle is left out.
const MAX_MESSAGE: usize = 500;

/// True for what a terminal or a reader could be deceived with.
fn is_unsafe(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// A message in one line: unsafe characters become Rust's escapes, and a long one loses its middle.
pub(crate) fn message(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * MAX_MESSAGE));
    let length = text.chars().count();
    let (head, tail) =
        if length > MAX_MESSAGE { (MAX_MESSAGE / 2, length - MAX_MESSAGE / 2) } else { (length, length) };
    for (at, char) in text.chars().enumerate() {
        if at == head && head < tail {
            out.push('…');
        }
        if (head..tail).contains(&at) {
            continue;
        }
        if is_unsafe(char) { out.extend(char.escape_default()) } else { out.push(char) }
    }
    out
}

/// Text in one line, as it is but for unsafe characters, which become Rust's escapes.
#[must_use]
pub fn in_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if is_unsafe(char) { out.extend(char.escape_default()) } else { out.push(char) }
    }
    out
}

/// Lines of our own for a terminal: of what is unsafe only line feeds and the colours of `anstyle` are left. Texts of
/// others have gone through [`in_one_line`] before, so that they make neither.
///
/// GitHub Actions carries out what a step prints, if a line begins with `::` or has `##[` in it; no line does.
#[must_use]
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    // Three colons are no command; excerpts of other files begin with them.
    let is_command = |text: &str| text.starts_with("::") && !text.starts_with(":::");
    let has_command = |line: &str| is_command(line.trim_start()) || line.contains("##[");
    if !text.contains(|char| char != '\n' && is_unsafe(char)) && !text.lines().any(has_command) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut begins) = (text, true);
    while let Some(char) = rest.chars().next() {
        let length = colour(rest).unwrap_or(char.len_utf8());
        let (piece, after) = rest.split_at(length);
        if begins && is_command(rest) || char == '[' && out.ends_with("##") {
            out.extend(char.escape_unicode());
        } else if char == '\n' || length > char.len_utf8() || !is_unsafe(char) {
            out.push_str(piece);
        } else {
            out.extend(char.escape_default());
        }
        begins = char == '\n' || begins && char.is_whitespace();
        rest = after;
    }
    Cow::Owned(out)
}

/// The length of the colour that a text begins with: `ESC [ 1 ; 31 m`.
fn colour(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|char: char| !char.is_ascii_digit() && char != ';')?;
    inner.get(end..)?.starts_with('m').then_some(end + 3)
}

/// One character of an excerpt: what is unsafe becomes one visible character, so that columns stay right.
#[must_use]
pub fn excerpt(char: char) -> char {
    match char {
        '\t' => ' ',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '␡',
        _ if is_unsafe(char) => '\u{FFFD}',
        _ => char,
    }
}

/// JSON text whose strings hold no raw unsafe character and no command (see [`for_terminal`]); it means the same.
#[must_use]
pub fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if is_unsafe(char) || char == '[' && out.ends_with("##") {
            let mut units = [0; 2];
            for unit in char.encode_utf16(&mut units) {
                // Writing to a text cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_raw() {
        assert_eq!(message("a\u{1b}[2Jb\u{202e}\n"), "a\\u{1b}[2Jb\\u{202e}\\n");
        assert_eq!(excerpt('\u{1b}'), '␛');
        assert_eq!(excerpt('\u{9b}'), '\u{FFFD}');
        assert_eq!(json("\"\u{9b}\u{e0001}é\""), "\"\\u009b\\udb40\\udc01é\"");
    }

    #[test]
    fn only_lines_and_colours_are_left_for_a_terminal() {
        assert_eq!(for_terminal("a\n\u{1b}[1;31mb\u{1b}[0m"), "a\n\u{1b}[1;31mb\u{1b}[0m");
        assert_eq!(for_terminal("\u{1b}[2J\u{1b}[mé\r\u{1b}"), "\\u{1b}[2J\u{1b}[mé\\r\\u{1b}");
        assert_eq!(in_one_line("a\n\u{1b}[1mb"), "a\\n\\u{1b}[1mb");
    }

    #[test]
    fn no_line_is_a_command_of_github_actions() {
        assert_eq!(for_terminal("::error::a\n \u{a0}::b"), "\\u{3a}:error::a\n \u{a0}\\u{3a}:b");
        assert_eq!(for_terminal("1 | ##[add-mask]a"), "1 | ##\\u{5b}add-mask]a");
        assert_eq!(for_terminal("a::b #[c] ##\n ::: b"), "a::b #[c] ##\n ::: b");
        assert_eq!(json(r###"["##[add-mask]a"]"###), r###"["##\u005badd-mask]a"]"###);
    }

    #[test]
    fn long_messages_lose_their_middle() {
        let long = "x".repeat(10_000) + "end";
        let shown = message(&long);
        assert_eq!(shown.chars().count(), MAX_MESSAGE + 1);
        assert!(shown.contains('…') && shown.ends_with("end"));
    }
}
