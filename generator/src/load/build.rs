//! Builds the arena from the parser's events.

use std::collections::BTreeMap;

use granit_parser::{BorrowedInput, ErrorKind, Event, Parser, ScalarStyle, Span};

use super::way::{Again, Way};
use super::{Limits, key, scalar, syntax, unprintable};
use crate::code::Code;
use crate::diagnostic::{Place, Report};
use crate::raw::{Budget, Content, Entry, FileId, NodeId, Raw};

mod alias;
mod tag;

/// After this many findings nobody reads on, and a hostile file would only make more.
const MAX_FINDINGS: usize = 100;

/// Characters of a key. YAML asks for 1,024, JSON sets no bound; the parser holds this much in its queue.
const MAX_KEY: usize = 128 << 10;

/// A list or mapping that is being read.
struct Open {
    anchor: usize,
    start: u32,
    /// Where its last child ended: the parser ends block collections only at what follows them.
    end: u32,
    children: Children,
}

enum Children {
    Items(Vec<NodeId>),
    Entries { done: Vec<Entry>, key: Option<key::Key> },
}

/// What an anchor names.
enum Anchored {
    /// A value that is still being read: an alias to it would be a cycle.
    Open,
    Node(NodeId),
}

/// Reading cannot go on; the reason is in the report.
struct Stop;

pub(super) struct Builder<'a> {
    raw: &'a mut Raw,
    file: FileId,
    limits: &'a Limits,
    report: &'a mut Report,
    first_finding: usize,
    nodes: usize,
    budget: Budget,
    anchors: BTreeMap<usize, Anchored>,
    open: Vec<Open>,
    root: Option<NodeId>,
    documents: usize,
    way: &'a Way,
    /// Characters that only quoted texts may hold: how many were met, and the first one elsewhere.
    unprintable: (usize, Option<u32>),
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        raw: &'a mut Raw,
        file: FileId,
        limits: &'a Limits,
        report: &'a mut Report,
        way: &'a Way,
    ) -> Self {
        let first_finding = report.error_count();
        Self {
            raw,
            file,
            limits,
            report,
            first_finding,
            nodes: limits.nodes_before,
            budget: Budget { nodes: limits.copied_nodes, bytes: limits.copied_bytes },
            anchors: BTreeMap::new(),
            open: Vec::new(),
            root: None,
            documents: 0,
            way,
            unprintable: (0, None),
        }
    }

    pub(super) fn read<'t>(
        mut self,
        input: impl BorrowedInput<'t>,
        text: &str,
    ) -> Result<Option<NodeId>, Again> {
        let mut options = granit_parser::options! {
            // One more than allowed: the builder counts both kinds of nesting together and says where.
            flow_nesting_limit: self.limits.depth + 1,
            block_nesting_limit: self.limits.depth + 1,
            simple_key_max_lookahead: MAX_KEY,
        };
        options.set_emit_comments(false);
        for event in Parser::with_options(input, options) {
            let step = match event {
                Ok((event, span)) => self.event(event, &span, text),
                Err(error) => match *error.kind() {
                    ErrorKind::InvalidQuotedScalarIndent if self.way.padded.is_none() => {
                        return Err(Again::Shallow);
                    }
                    ErrorKind::FlowMappingValueAdjacentCollection if !self.way.adjacent => {
                        return Err(Again::Adjacent);
                    }
                    _ => {
                        let range = self.way.original(syntax::range(&error, text));
                        let (code, message, help) = syntax::explain(&error);
                        self.error(code, range, message, help);
                        Err(Stop)
                    }
                },
            };
            if step.is_err() || self.report.error_count() - self.first_finding >= MAX_FINDINGS {
                self.close();
                return Ok(self.root);
            }
        }
        self.unquoted(u32::MAX);
        if let Some(offset) = self.unprintable.1 {
            let length = text_width(self.raw, self.file, offset);
            let help = "remove it, or write it as an escape such as \\u009b in double quotes";
            let message = "a control character stands outside of quotes";
            self.error(Code::ControlCharacter, (offset, offset + length), message, help);
        }
        Ok(self.root)
    }

    /// What stands before a place and was in no quoted text.
    fn unquoted(&mut self, place: u32) {
        let Some(escaped) = &self.way.escaped else { return };
        let (met, first) = &mut self.unprintable;
        while let Some(next) = escaped.places.get(*met).filter(|next| **next < place) {
            first.get_or_insert(*next);
            *met += 1;
        }
    }

    /// Nothing is wrong with what stands in a quoted text.
    fn quoted(&mut self, range: (u32, u32)) {
        self.unquoted(range.0);
        let Some(escaped) = &self.way.escaped else { return };
        while escaped.places.get(self.unprintable.0).is_some_and(|next| *next < range.1) {
            self.unprintable.0 += 1;
        }
    }

    /// Ends everything that is open where reading stopped, so that places have their JSON pointers.
    fn close(&mut self) {
        while let Some(open) = self.open.pop() {
            let content = match open.children {
                Children::Items(items) => Content::Array(items),
                Children::Entries { done, .. } => Content::Object(done),
            };
            let node = self.raw.add(self.file, content, (open.start, u32::MAX));
            self.finish(node, u32::MAX);
        }
    }

    /// Where an event stands in the file.
    fn range_of(&self, span: &Span) -> (u32, u32) {
        self.way.original(bytes_of(span))
    }

    fn place(&self, range: (u32, u32)) -> Place {
        Place::Span(self.file, range.0, range.1)
    }

    fn error(&mut self, code: Code, range: (u32, u32), message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(range);
        self.report.error(code, place, message, help);
    }

    fn event(&mut self, event: Event<'_>, span: &Span, text: &str) -> Result<(), Stop> {
        let range = self.range_of(span);
        match event {
            Event::DocumentStart(..) => self.document(range),
            Event::Scalar(value, style, anchor, tag) => {
                let range = self.way.original(trimmed(bytes_of(span), style, text));
                let core = self.core_tag(tag.as_deref(), span);
                if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
                    self.quoted(range);
                }
                let value = if self.way.escaped.is_some() { unprintable::restore(&value) } else { value };
                self.scalar(&value, style, core, anchor, range)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.collection_tag(tag.as_deref(), "seq", span);
                self.start(anchor, range, Children::Items(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.collection_tag(tag.as_deref(), "map", span);
                self.start(anchor, range, Children::Entries { done: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            Event::Alias(anchor) => self.alias(anchor, range),
            _ => Ok(()),
        }
    }

    fn document(&mut self, range: (u32, u32)) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents > 1 {
            let help = "remove what follows, or put it into a file of its own";
            self.error(Code::ManyDocuments, range, "a second document starts here", help);
            return Err(Stop);
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&str>,
        anchor: usize,
        range: (u32, u32),
    ) -> Result<(), Stop> {
        let is_plain = style == ScalarStyle::Plain;
        if self.wants_key() {
            return self.key(key::read(text, tag, is_plain, range), anchor);
        }
        let value = match (tag, is_plain) {
            (Some(tag), _) => scalar::tagged(tag, text),
            (None, true) => scalar::plain(text),
            (None, false) => Ok(Content::String(text.into())),
        };
        let content = value.unwrap_or_else(|fault| {
            let (code, message, help) = fault.explain(text);
            self.error(code, range, message, help);
            Content::Null
        });
        let node = self.add(content, range)?;
        self.anchor(anchor, node);
        self.finish(node, range.1);
        Ok(())
    }

    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { children: Children::Entries { key: None, .. }, .. }))
    }

    fn key(&mut self, read: Result<key::Key, key::Fault>, anchor: usize) -> Result<(), Stop> {
        let key = match read {
            Ok(key) => key,
            Err(fault) => {
                self.error(fault.code, fault.range, fault.message, fault.help);
                key::Key { text: "".into(), range: fault.range, faulty: true }
            }
        };
        if anchor != 0 {
            let node = self.add(Content::String(key.text.clone()), key.range)?;
            self.anchor(anchor, node);
        }
        if let Some(Open { children: Children::Entries { key: slot, .. }, .. }) = self.open.last_mut() {
            *slot = Some(key);
        }
        Ok(())
    }

    fn start(&mut self, anchor: usize, range: (u32, u32), children: Children) -> Result<(), Stop> {
        if self.wants_key() {
            let help = "keys are texts; put it in quotes if a text is meant";
            self.error(Code::KeyKind, range, "a list or a mapping cannot be a key", help);
            return Err(Stop);
        }
        if self.open.len() >= self.limits.depth {
            let message =
                format!("lists and mappings stand more than {} deep within one another", self.limits.depth);
            self.error(Code::TooDeep, range, message, syntax::DEPTH_HELP);
            return Err(Stop);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, Anchored::Open);
        }
        self.open.push(Open { anchor, start: range.0, end: range.1, children });
        Ok(())
    }

    fn end(&mut self, range: (u32, u32)) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        // The end of a block collection is empty and stands after blank lines and comments; a bracket is not.
        let end = if range.1 > range.0 { range.1 } else { open.end };
        let content = match open.children {
            Children::Items(items) => Content::Array(items),
            Children::Entries { done, .. } => Content::Object(key::unique(done, self.file, self.report)),
        };
        let node = self.add(content, (open.start, end))?;
        self.anchor(open.anchor, node);
        self.finish(node, end);
        Ok(())
    }

    fn add(&mut self, content: Content, range: (u32, u32)) -> Result<NodeId, Stop> {
        self.count(1, range)?;
        Ok(self.raw.add(self.file, content, range))
    }

    fn count(&mut self, nodes: usize, range: (u32, u32)) -> Result<(), Stop> {
        self.nodes += nodes;
        if self.nodes > self.limits.nodes {
            let (limit, before) = (self.limits.nodes, self.limits.nodes_before);
            let (message, help) = if before == 0 {
                (format!("the file has more than {limit} values"), "check that this is the right file")
            } else {
                let message = format!(
                    "all files together have more than {limit} values, {before} of them in the files before this one"
                );
                (message, "check that these are the right files, or refer to fewer of them")
            };
            self.error(Code::TooManyNodes, range, message, help);
            return Err(Stop);
        }
        Ok(())
    }

    fn anchor(&mut self, anchor: usize, node: NodeId) {
        if anchor != 0 {
            self.anchors.insert(anchor, Anchored::Node(node));
        }
    }

    /// Puts a finished node into what holds it.
    fn finish(&mut self, node: NodeId, end: u32) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.end = open.end.max(end);
        match &mut open.children {
            Children::Items(items) => items.push(node),
            Children::Entries { done, key } => {
                if let Some(key) = key.take()
                    && !key.faulty
                {
                    done.push(Entry { key: key.text, key_span: key.range, value: node });
                }
            }
        }
    }
}

/// The bytes of the character that stands somewhere in a file.
fn text_width(raw: &Raw, file: FileId, offset: u32) -> u32 {
    let rest = raw.file(file).and_then(|file| file.text.get(offset as usize..));
    let width = rest.and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    u32::try_from(width).unwrap_or_default()
}

fn bytes_of(span: &Span) -> (u32, u32) {
    let offset = |marker: &granit_parser::Marker| {
        marker.byte_offset().and_then(|offset| u32::try_from(offset).ok()).unwrap_or_default()
    };
    let start = offset(&span.start);
    (start, offset(&span.end).max(start))
}

/// A scalar's bytes without the line ends that close a block scalar.
fn trimmed(range: (u32, u32), style: ScalarStyle, text: &str) -> (u32, u32) {
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        return range;
    }
    let source = text.get(range.0 as usize..range.1 as usize).unwrap_or_default();
    let length = source.trim_end_matches(['\r', '\n', ' ']).len();
    (range.0, range.0 + u32::try_from(length).unwrap_or_default())
}
