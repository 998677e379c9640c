//! Reads a text, and once more in another way where the parser asks for it.

use granit_parser::StrInput;

use super::adjacent::Adjacent;
use super::build::Builder;
use super::way::{Again, Way};
use super::{Limits, indent, unprintable};
use crate::diagnostic::Report;
use crate::raw::{FileId, NodeId, Raw};

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
