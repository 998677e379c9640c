//! Where a place is in words: file, line, column, JSON pointer.

use std::collections::BTreeMap;
use std::ops::Range;

use super::line::{Lines, Position};
use super::{Place, clean};
use crate::raw::{FileId, Node, Raw};

/// A place as it is printed.
pub(super) struct Located {
    /// Which file.
    pub(super) file: FileId,
    /// Its name, fit for a terminal.
    pub(super) name: String,
    /// The bytes in the file.
    pub(super) range: Range<usize>,
    /// Where they start.
    pub(super) start: Position,
    /// The JSON pointer of the innermost value there, if the file has values.
    pub(super) pointer: Option<String>,
}

/// Finds places; the lines of each file are counted once.
pub(super) struct Locator<'a> {
    raw: &'a Raw,
    lines: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Locator<'a> {
    pub(super) fn new(raw: &'a Raw) -> Self {
        Self { raw, lines: BTreeMap::new() }
    }

    /// `None` for [`Place::Nowhere`], and for places that are not in the arena.
    pub(super) fn locate(&mut self, place: &Place) -> Option<Located> {
        let raw = self.raw;
        let (file, range, node) = match place {
            Place::Nowhere => return None,
            Place::Span(file, start, end) => {
                (*file, *start as usize..*end as usize, node_at(raw, *file, *start as usize))
            }
            Place::Node(id) => {
                let node = raw.node(*id)?;
                (node.file(), node.span(), Some(node))
            }
            Place::Key(id) => {
                let node = raw.node(*id)?;
                (node.file(), node.key_span().unwrap_or(node.span()), Some(node))
            }
        };
        let source = raw.file(file)?;
        let start = self.lines(file)?.position(range.start);
        Some(Located {
            file,
            name: clean::message(&source.name),
            range,
            start,
            pointer: node.map(Node::pointer),
        })
    }

    /// The lines of a file.
    pub(super) fn lines(&mut self, file: FileId) -> Option<&Lines<'a>> {
        let text = &self.raw.file(file)?.text;
        Some(self.lines.entry(file).or_insert_with(|| Lines::new(text)))
    }
}

/// The innermost node of a file's tree whose key or value holds the byte at `offset`.
fn node_at(raw: &Raw, file: FileId, offset: usize) -> Option<Node<'_>> {
    let mut node = raw.root(file)?;
    let holds = |child: &Node<'_>| {
        let start = child.key_span().map_or(child.span().start, |key| key.start);
        child.file() == file && (start..=child.span().end).contains(&offset)
    };
    // The last one that holds it: a value ends where the next may start.
    while let Some(child) = node.entries().map(|(_, child)| child).chain(node.items()).filter(holds).last() {
        node = child;
    }
    Some(node)
}
