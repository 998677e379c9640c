//! `{a:[1]}`: a collection right behind the colon of an unquoted key.
//!
//! In flow, a colon before `[` or `{` ends the key (YAML 1.2, `ns-plain-char`, rule 130, and
//! `c-ns-flow-map-separate-value`, rule 147). Our parser refuses it, although it reads `{a:,b}` by the same rules. A
//! file that was refused for it is read through this: after a colon, a bracket that opens looks like any other indicator
//! to whoever looks ahead.

use granit_parser::{BorrowedInput, Input, StrInput};

/// A text of which what follows a colon is seen as said above.
pub(super) struct Adjacent<'a>(StrInput<'a>);

impl<'a> Adjacent<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(StrInput::new(text))
    }
}

impl Input for Adjacent<'_> {
    fn lookahead(&mut self, count: usize) {
        self.0.lookahead(count);
    }

    fn buflen(&self) -> usize {
        self.0.buflen()
    }

    fn bufmaxlen(&self) -> usize {
        self.0.bufmaxlen()
    }

    fn raw_read_ch(&mut self) -> char {
        self.0.raw_read_ch()
    }

    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        self.0.raw_read_non_breakz_ch()
    }

    fn skip(&mut self) {
        self.0.skip();
    }

    fn skip_n(&mut self, count: usize) {
        self.0.skip_n(count);
    }

    fn peek(&self) -> char {
        self.0.peek()
    }

    fn peek_nth(&self, n: usize) -> char {
        match self.0.peek_nth(n) {
            '[' | '{' if n == 1 && self.0.peek() == ':' => ',',
            char => char,
        }
    }

    fn byte_offset(&self) -> Option<usize> {
        self.0.byte_offset()
    }

    fn slice_bytes(&self, start: usize, end: usize) -> Option<&str> {
        self.0.slice_bytes(start, end)
    }
}

impl<'a> BorrowedInput<'a> for Adjacent<'a> {
    fn slice_borrowed(&self, start: usize, end: usize) -> Option<&'a str> {
        self.0.slice_borrowed(start, end)
    }
}
