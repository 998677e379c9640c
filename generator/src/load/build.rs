//! Builds the arena from the parser's events.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span};

use super::indent::{Padded, Shallow};
use super::{Limits, key, scalar, syntax};
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
    /// What is read, when it is not the file's own text.
    padded: Option<&'a Padded>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        raw: &'a mut Raw,
        file: FileId,
        limits: &'a Limits,
        report: &'a mut Report,
        padded: Option<&'a Padded>,
    ) -> Self {
        let first_finding = report.error_count();
        Self {
            raw,
            file,
            limits,
            report,
            first_finding,
            nodes: 0,
            budget: Budget { nodes: limits.copied_nodes, bytes: limits.copied_bytes },
            anchors: BTreeMap::new(),
            open: Vec::new(),
            root: None,
            documents: 0,
            padded,
        }
    }

    /// Reads the one document of `text`, or what could be read of it; `None` when there is none.
    pub(super) fn read(mut self, text: &str) -> Result<Option<NodeId>, Shallow> {
        let mut options = granit_parser::options! {
            // One more than allowed: the builder counts both kinds of nesting together and says where.
            flow_nesting_limit: self.limits.depth + 1,
            block_nesting_limit: self.limits.depth + 1,
            simple_key_max_lookahead: MAX_KEY,
        };
        options.set_emit_comments(false);
        for event in Parser::new_from_str_with_options(text, options) {
            let step = match event {
                Ok((event, span)) => self.event(event, &span, text),
                Err(error)
                    if self.padded.is_none() && *error.kind() == ErrorKind::InvalidQuotedScalarIndent =>
                {
                    return Err(Shallow);
                }
                Err(error) => {
                    let place = self.place(self.original(syntax::range(&error, text)));
                    let (code, message, help) = syntax::explain(&error);
                    self.report.error(code, place, message, help);
                    Err(Stop)
                }
            };
            if step.is_err() || self.report.error_count() - self.first_finding >= MAX_FINDINGS {
                self.close();
                break;
            }
        }
        Ok(self.root)
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
        self.original(bytes_of(span))
    }

    /// Where bytes of the text that is read stand in the file.
    fn original(&self, range: (u32, u32)) -> (u32, u32) {
        self.padded.map_or(range, |padded| (padded.original(range.0), padded.original(range.1)))
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
                let range = self.original(trimmed(bytes_of(span), style, text));
                let core = self.core_tag(tag.as_deref(), span);
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
            return self.key(key::read(text, is_plain && tag.is_none(), range), anchor);
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
            let message = format!("the file has more than {} values", self.limits.nodes);
            self.error(Code::TooManyNodes, range, message, "check that this is the right file");
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
