//! How a file is read: as it is, or in another way where our parser refuses what YAML allows.

use granit_parser::StrInput;

use super::adjacent::Adjacent;
use super::build::Builder;
use super::edited::Edited;
use super::unprintable::{self, Escaped};
use super::{Limits, indent};
use crate::diagnostic::Report;
use crate::raw::{FileId, NodeId, Raw};

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

/// Reads the one document of `text`, or what could be read of it; `None` when there is none. Each other way is tried
/// once, when the parser asks for it.
pub(super) fn read(
    raw: &mut Raw,
    file: FileId,
    limits: &Limits,
    report: &mut Report,
    text: &str,
) -> Option<NodeId> {
    let mut way = Way { escaped: unprintable::escape(text), ..Way::default() };
    loop {
        let escaped = way.escaped.as_ref().map_or(text, |escaped| &escaped.edited.text);
        let read = way.padded.as_ref().map_or(escaped, |padded| &padded.text);
        let builder = Builder::new(raw, file, limits, report, &way);
        let result = if way.adjacent {
            builder.read(Adjacent::new(read), read)
        } else {
            builder.read(StrInput::new(read), read)
        };
        // What was found so far is found again, and equal findings are one.
        match result {
            Ok(root) => return root,
            Err(Again::Shallow) => way.padded = Some(indent::pad(escaped)),
            Err(Again::Adjacent) => way.adjacent = true,
        }
    }
}
