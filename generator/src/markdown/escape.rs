//! What may stand in documentation: characters, text, URLs.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The text without carriage returns, control, bidirectional and invisible characters, cut to `longest` bytes.
pub(crate) fn clean(text: &str, longest: usize) -> String {
    if text.len() <= longest && text.split(['\n', '\t']).all(is_plain) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len().min(longest));
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if clean.len() >= longest {
            clean.push('…');
            break;
        }
        match char {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' | '\t' => clean.push(char),
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => clean.push('\n'),
            char if char.is_control() || is_invisible(char) => {}
            char => clean.push(char),
        }
    }
    clean
}

/// Printable ASCII and nothing else, as most texts are: there is nothing to escape.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Bidirectional controls, which rustc refuses in comments, and characters that show nothing.
pub(crate) fn is_invisible(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{2028}' | '\u{2029}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}')
}

/// JSON text with JSON's escapes for what shows nothing, or shows it in another order.
pub(crate) fn escape_invisible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for char in json.chars() {
        if char != '\n' && (char.is_control() || is_invisible(char)) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(char);
        }
    }
    out
}

/// Text in which nothing is markup; bare URLs become autolinks.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find_url(rest) {
        let (before, from) = rest.split_at(at);
        escape_into(before, &mut out);
        let end =
            from.find(|char: char| char.is_whitespace() || "<>\"'`\\".contains(char)).unwrap_or(from.len());
        let url = from
            .get(..end)
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '*', '_', '|']);
        let address = self::url(url);
        if url.contains("://") && url.split("://").nth(1).is_some_and(|host| !host.is_empty()) {
            out.push('<');
            out.push_str(&address);
            out.push('>');
            rest = from.get(url.len()..).unwrap_or_default();
        } else {
            // A scheme without an address: the colon keeps its place, the slashes cannot be taken for a link.
            let (scheme, after) = from.split_at(from.find(':').unwrap_or(from.len()));
            escape_into(scheme, &mut out);
            out.push_str("\\:");
            rest = after.get(1..).unwrap_or_default();
        }
    }
    escape_into(rest, &mut out);
    out
}

/// Text in which nothing is markup, within a link.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

fn find_url(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    [lower.find("http://"), lower.find("https://")].into_iter().flatten().min()
}

fn escape_into(text: &str, out: &mut String) {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let escape = match char {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' | '^' => true,
            // Inside a word an underscore is a letter.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => after == '#' || after.is_ascii_alphabetic(),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(char);
        before = char;
    }
}

/// What could end a URL early, in Markdown or where people write one into text.
const URL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A URL with everything percent-encoded that could end it early.
pub(crate) fn url(url: &str) -> String {
    utf8_percent_encode(url, URL).to_string()
}

/// Escapes what would start a block at the beginning of a line.
pub(crate) fn line_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    if digits > 0 && (after.starts_with('.') || after.starts_with(')')) {
        return format!("{}\\{after}", line.get(..digits).unwrap_or_default());
    }
    if line.starts_with(['#', '+', '-', '=', ':', '/']) {
        return format!("\\{line}");
    }
    line.to_owned()
}
