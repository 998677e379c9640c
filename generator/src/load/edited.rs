//! A text that is read in place of the file's own, and the way back to the file's places.

/// A text of which some bytes are not the file's.
#[derive(Default)]
pub(super) struct Edited {
    pub(super) text: String,
    /// For each edit, in order: where it ends in `text`, and how many bytes the text has gained up to there.
    edits: Vec<(u32, u32)>,
}

impl Edited {
    /// Where a byte of `text` stands in the file.
    pub(super) fn original(&self, offset: u32) -> u32 {
        let before = self.edits.partition_point(|&(end, _)| end <= offset);
        let gained = before.checked_sub(1).and_then(|last| self.edits.get(last)).map_or(0, |edit| edit.1);
        offset - gained
    }

    /// Puts down `text` where the file has `length` bytes, which are no more.
    pub(super) fn put(&mut self, text: impl IntoIterator<Item = char>, length: usize) {
        let start = self.text.len();
        self.text.extend(text);
        let gained = self.edits.last().map_or(0, |edit| edit.1) as usize + self.text.len() - start - length;
        let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
        self.edits.push((number(self.text.len()), number(gained)));
    }
}
