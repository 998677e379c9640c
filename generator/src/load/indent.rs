//! Quoted texts whose further lines stand no deeper than their key.
//!
//! YAML 1.2 (`s-flow-line-prefix`) asks for more, our parser insists on it, and widespread writers of YAML do not do
//! it. Leading blanks of such lines mean nothing, so a file that was refused for them is read with blanks put in.

use super::edited::Edited;

/// What a line leaves open.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    /// A quoted text: its quote, and the column its further lines must lie behind.
    Quoted(char, usize),
    /// A block scalar: its lines are indented more than this.
    Block(usize),
}

/// The text with every line of a quoted text behind the column of its key, while it stays below twice the size.
pub(super) fn pad(text: &str) -> Edited {
    let mut padded = Edited::default();
    let mut open = Open::Nothing;
    for line in text.split_inclusive('\n') {
        let column = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim().is_empty();
        open = match open {
            Open::Quoted(quote, key) => {
                if column <= key && !is_blank && padded.text.len() + key < 2 * text.len() {
                    padded.put(std::iter::repeat_n(' ', key + 1 - column), 0);
                }
                if closes(line, quote) { Open::Nothing } else { open }
            }
            Open::Block(key) if is_blank || column > key => open,
            _ => opened(line, column),
        };
        padded.text.push_str(line);
    }
    padded
}

/// What a line leaves open that starts outside of any text.
fn opened(line: &str, column: usize) -> Open {
    let (mut rest, mut key) = (&line[column..], column);
    let mut parent = column;
    while let Some(item) = rest.strip_prefix("- ") {
        parent = key;
        let inner = item.trim_start_matches(' ');
        key += rest.len() - inner.len();
        rest = inner;
    }
    let value = match value_of(rest) {
        Some(value) => {
            parent = key;
            value
        }
        None => rest,
    };
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) if !closes(&value[1..], quote) => Open::Quoted(quote, parent),
        Some('|' | '>') => Open::Block(parent),
        _ => Open::Nothing,
    }
}

/// What follows the key and its colon, if the line starts with a key.
fn value_of(rest: &str) -> Option<&str> {
    let after = match rest.chars().next()? {
        quote @ ('"' | '\'') => &rest[1 + end_of(&rest[1..], quote)?..],
        '#' => return None,
        _ => &rest[rest.find(": ")?..],
    };
    Some(after.strip_prefix(": ")?.trim_start_matches(' '))
}

fn closes(rest: &str, quote: char) -> bool {
    end_of(rest, quote).is_some()
}

/// The byte behind the quote that ends a text.
fn end_of(rest: &str, quote: char) -> Option<usize> {
    let mut bytes = rest.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' && quote == '"' {
            bytes.next();
        } else if byte == quote as u8 {
            let doubled = quote == '\'' && bytes.next_if(|&(_, next)| next == b'\'').is_some();
            if !doubled {
                return Some(at + 1);
            }
        }
    }
    None
}
