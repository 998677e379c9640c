//! Undoes the escapes of JSON, URLs, HTML and Rust's `Debug`, and remembers where everything stood.

use std::borrow::Cow;

/// A text with one more round of escapes undone, and the place in the first text that each byte comes from.
pub(crate) struct Layer<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where each byte begins and ends in the first text; empty where nothing was undone yet.
    places: Vec<(usize, usize)>,
}

impl<'a> Layer<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Self { bytes: Cow::Borrowed(text), places: Vec::new() }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where the bytes from `start` to `end` stand in the first text.
    pub(crate) fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let last = end.saturating_sub(1);
        let at = |index: usize| self.places.get(index).copied().unwrap_or((index, index + 1));
        (at(start).0, at(last).1)
    }

    /// The text with all its escapes undone once; `None` if it has none.
    pub(crate) fn unescape(&self) -> Option<Self> {
        let mut position = self.next_mark(0)?;
        let mut next = Layer { bytes: Cow::Owned(Vec::new()), places: Vec::new() };
        next.copy(self, 0, position);
        let mut changed = false;
        while let Some(rest) = self.bytes.get(position..).filter(|rest| !rest.is_empty()) {
            if let Some((text, length)) = escape(rest) {
                let place = self.place(position, position + length);
                let mut buffer = [0; 4];
                let bytes = match text {
                    Unescaped::Character(character) => character.encode_utf8(&mut buffer).as_bytes(),
                    Unescaped::Byte(byte) => {
                        buffer = [byte, 0, 0, 0];
                        buffer.get(..1).unwrap_or_default()
                    }
                };
                next.bytes.to_mut().extend_from_slice(bytes);
                next.places.extend(bytes.iter().map(|_| place));
                position += length;
                changed = true;
            } else {
                next.copy(self, position, position + 1);
                position += 1;
            }
            let mark = self.next_mark(position).unwrap_or(self.bytes.len());
            next.copy(self, position, mark);
            position = mark;
        }
        changed.then_some(next)
    }

    /// Where the next escape may begin.
    fn next_mark(&self, from: usize) -> Option<usize> {
        let rest = self.bytes.get(from..)?;
        rest.iter().position(|byte| is_mark(*byte)).map(|place| from + place)
    }

    fn copy(&mut self, from: &Self, start: usize, end: usize) {
        self.bytes.to_mut().extend_from_slice(from.bytes.get(start..end).unwrap_or_default());
        self.places.extend((start..end).map(|index| from.place(index, index + 1)));
    }
}

/// How long an escape may be, at most: `&rightsquigarrow;` and its like stand for nothing that a secret holds.
pub(crate) const LONGEST: usize = 12;

/// Whether an escape may begin with this byte.
pub(crate) fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&')
}

enum Unescaped {
    Character(char),
    /// A byte of UTF-8.
    Byte(u8),
}

/// What the escape at the beginning of a text stands for, and how long it is.
fn escape(text: &[u8]) -> Option<(Unescaped, usize)> {
    match text {
        [b'%', high, low, ..] => Some((Unescaped::Byte(hex(&[*high, *low])?.try_into().ok()?), 3)),
        [b'&', rest @ ..] => {
            let end = rest.iter().take(LONGEST).position(|byte| *byte == b';')?;
            Some((Unescaped::Character(entity(rest.get(..end)?)?), end + 2))
        }
        [b'\\', b'u', b'{', rest @ ..] => {
            let end = rest.iter().take(LONGEST).position(|byte| *byte == b'}')?;
            Some((Unescaped::Character(char::from_u32(hex(rest.get(..end)?)?)?), end + 4))
        }
        [b'\\', b'u', rest @ ..] => utf16(rest),
        [b'\\', b'x', high, low, ..] => {
            Some((Unescaped::Character(char::from_u32(hex(&[*high, *low])?)?), 4))
        }
        [b'\\', letter, ..] => {
            let character = match letter {
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'0' => '\0',
                punctuation if punctuation.is_ascii_punctuation() => char::from(*punctuation),
                _ => return None,
            };
            Some((Unescaped::Character(character), 2))
        }
        _ => None,
    }
}

/// What stands behind `\u`: four digits, or two times four for what lies beyond.
fn utf16(digits: &[u8]) -> Option<(Unescaped, usize)> {
    let unit = |from: usize| hex(digits.get(from..from + 4)?)?.try_into().ok();
    let first: u16 = unit(0)?;
    if let Some(Ok(character)) = char::decode_utf16([first]).next() {
        return Some((Unescaped::Character(character), 6));
    }
    let second: u16 = unit(6).filter(|_| digits.get(4..6) == Some(br"\u"))?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((Unescaped::Character(character), 12))
}

fn hex(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok()?;
    // A sign is no digit.
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// What an HTML entity stands for. The names are those of ASCII characters.
fn entity(name: &[u8]) -> Option<char> {
    if let [b'#', number @ ..] = name {
        let code = match number {
            [b'x' | b'X', digits @ ..] => hex(digits)?,
            digits if digits.iter().all(u8::is_ascii_digit) => {
                std::str::from_utf8(digits).ok()?.parse().ok()?
            }
            _ => return None,
        };
        return char::from_u32(code);
    }
    Some(match name {
        b"amp" | b"AMP" => '&',
        b"lt" | b"LT" => '<',
        b"gt" | b"GT" => '>',
        b"quot" | b"QUOT" => '"',
        b"apos" => '\'',
        b"nbsp" => ' ',
        b"Tab" => '\t',
        b"NewLine" => '\n',
        b"excl" => '!',
        b"num" => '#',
        b"dollar" => '$',
        b"percnt" => '%',
        b"lpar" => '(',
        b"rpar" => ')',
        b"ast" | b"midast" => '*',
        b"plus" => '+',
        b"comma" => ',',
        b"period" => '.',
        b"sol" => '/',
        b"colon" => ':',
        b"semi" => ';',
        b"equals" => '=',
        b"quest" => '?',
        b"commat" => '@',
        b"lsqb" | b"lbrack" => '[',
        b"rsqb" | b"rbrack" => ']',
        b"bsol" => '\\',
        b"Hat" => '^',
        b"lowbar" | b"UnderBar" => '_',
        b"grave" => '`',
        b"lcub" | b"lbrace" => '{',
        b"rcub" | b"rbrace" => '}',
        b"verbar" | b"vert" | b"VerticalLine" => '|',
        _ => return None,
    })
}
