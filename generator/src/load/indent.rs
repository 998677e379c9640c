//! Quoted texts whose further lines stand no deeper than their key.
//!
//! YAML 1.2 (`s-flow-line-prefix`) asks for more, our parser insists on it, and widespread writers of YAML do not do
//! it. Leading blanks of such lines mean nothing, so a file that was refused for them is read with blanks put in.

/// The parser met such a line.
pub(super) struct Shallow;

/// A text with blanks put in, and where.
#[derive(Default)]
pub(super) struct Padded {
    pub(super) text: String,
    /// For each insertion, in order: where it ends in `text`, and how many bytes were put in up to there.
    insertions: Vec<(u32, u32)>,
}

impl Padded {
    /// Where a byte of `text` stands in the file.
    pub(super) fn original(&self, offset: u32) -> u32 {
        let before = self.insertions.partition_point(|&(end, _)| end <= offset);
        let inserted =
            before.checked_sub(1).and_then(|last| self.insertions.get(last)).map_or(0, |entry| entry.1);
        offset - inserted
    }

    fn push(&mut self, blanks: usize) {
        self.text.extend(std::iter::repeat_n(' ', blanks));
        let inserted = self.insertions.last().map_or(0, |entry| entry.1) as usize + blanks;
        let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
        self.insertions.push((number(self.text.len()), number(inserted)));
    }
}

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
pub(super) fn pad(text: &str) -> Padded {
    let mut padded = Padded::default();
    let mut open = Open::Nothing;
    for line in text.split_inclusive('\n') {
        let column = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim().is_empty();
        open = match open {
            Open::Quoted(quote, key) => {
                if column <= key && !is_blank && padded.text.len() + key < 2 * text.len() {
                    padded.push(key + 1 - column);
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
