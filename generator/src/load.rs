//! The only reader of bytes: YAML or JSON in, an arena of nodes with places out.
//!
//! One pass over the events of a YAML 1.2 parser, which reads JSON by the same path. Everything is bounded (bytes,
//! depth, nodes, what aliases expand to) and linear in the size of the input. What other readers silently choose
//! (the later of two equal keys, merge keys, unknown tags, `.nan`) is refused with its place.

use crate::code::Code;
use crate::conflict;
use crate::diagnostic::{Place, Report};
use crate::raw::{FileId, Raw};

mod adjacent;
mod attempt;
mod build;
mod edited;
mod indent;
mod key;
mod scalar;
mod syntax;
mod text;
mod unprintable;
mod way;

/// How much a file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Lists and mappings within one another.
    pub depth: usize,
    /// Values, those that aliases stand for included, of this file and of those before it.
    pub nodes: usize,
    /// The values of the files before it.
    pub nodes_before: usize,
    /// Values that all aliases of a file together stand for, or that all actions of an overlay put in.
    pub copied_nodes: usize,
    /// Bytes of text of these values.
    pub copied_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 256,
            nodes: 1_000_000,
            nodes_before: 0,
            copied_nodes: 500_000,
            copied_bytes: 16 << 20,
        }
    }
}

/// Reads a file into the arena. `None` means that `report` now holds at least one error; the file itself is
/// registered in any case, so that its diagnostics can be printed.
pub fn load(raw: &mut Raw, name: &str, bytes: &[u8], limits: &Limits, report: &mut Report) -> Option<FileId> {
    let text = match text::decode(bytes, limits) {
        Ok(text) => text,
        Err(fault) => {
            let file = raw.add_file(name, fault.shown);
            let place = Place::Span(file, fault.offset, fault.offset);
            report.error(fault.code, place, fault.message, fault.help);
            return None;
        }
    };
    let file = raw.add_file(name, text);
    let text = raw.file(file)?.text.clone();
    if let Some(offset) = text::control_character(&text) {
        let place = Place::Span(file, offset, offset + 1);
        let help = "remove it, or write it as an escape such as \\u0000 in double quotes";
        report.error(Code::ControlCharacter, place, "the file holds a control character", help);
        return None;
    }
    if let Some((start, end)) = conflict::span(&text) {
        let place = Place::Span(file, start, end);
        report.error(Code::Conflict, place, "a conflict of git begins here", conflict::HELP);
        return None;
    }
    let errors = report.error_count();
    let root = attempt::read(raw, file, limits, report, &text);
    if let Some(root) = root {
        raw.set_root(file, root);
    }
    if report.error_count() > errors {
        return None;
    }
    if root.is_none() {
        let help = "check the path; an OpenAPI document is a mapping that starts with `openapi:`";
        report.error(Code::Empty, Place::Span(file, 0, 0), "the file is empty", help);
        return None;
    }
    Some(file)
}

#[cfg(test)]
mod tests;
