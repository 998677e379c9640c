//! How a file is read: as it is, or in another way where our parser refuses what YAML allows.

use super::edited::Edited;
use super::unprintable::Escaped;

/// The parser refuses what YAML allows: the text is to be read again, in another way.
pub(super) enum Again {
    /// Further lines of a quoted text stand no deeper than their key.
    Shallow,
    /// A collection follows the colon of an unquoted key.
    Adjacent,
}

/// What is read, and in which way.
#[derive(Default)]
pub(super) struct Way {
    pub(super) escaped: Option<Escaped>,
    pub(super) padded: Option<Edited>,
    pub(super) adjacent: bool,
}

impl Way {
    /// Where bytes of the text that is read stand in the file.
    pub(super) fn original(&self, (start, end): (u32, u32)) -> (u32, u32) {
        let layers = self.padded.iter().chain(self.escaped.as_ref().map(|escaped| &escaped.edited));
        layers.fold((start, end), |(start, end), layer| (layer.original(start), layer.original(end)))
    }
}
