//! What the whole walk shares: the arena, the report, the table of schemas and what references lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::Copies;
use super::media_defaults::Defaults;
use super::section::Section;
use super::table::Table;
use super::version::Version;
use crate::code::Code;
use crate::diagnostic::{Cost, Diagnostic, Place, Report, Severity};
use crate::document::Head;
use crate::document::by_schema::BySchema;
use crate::document::received::Received;
use crate::document::schema::{SchemaId, SchemaObject, Type};
use crate::memory;
use crate::raw::{Node, NodeId, Raw};
use crate::siblings::Siblings;

/// How many places of the same mistake are listed.
const LISTED: usize = 5;

/// The walk.
pub(super) struct Lowering<'a> {
    pub(super) raw: &'a Raw,
    pub(super) siblings: &'a Siblings,
    /// Whether an operation is generated. The others are not read.
    pub(super) is_chosen: &'a dyn Fn(&Head) -> bool,
    pub(super) report: &'a mut Report,
    pub(super) version: Version,
    pub(super) root: Node<'a>,
    pub(super) table: Table<'a>,
    pub(super) copies: Copies,
    /// What chains of references of a kind lead to in the end, if they do.
    pub(super) ends: BTreeMap<(NodeId, Section), Option<Node<'a>>>,
    /// Names of components whose section is a reference to somewhere else.
    pub(super) elsewhere: BTreeMap<NodeId, &'a str>,
    /// How often a message was made that may stand in many places.
    counts: BTreeMap<String, usize>,
    pub(super) operation_ids: BTreeMap<&'a str, NodeId>,
    /// Those of operations that users receive.
    pub(super) received_ids: BTreeSet<&'a str>,
    pub(super) schemes: BTreeSet<&'a str>,
    /// Those of them that something requires.
    pub(super) required: BTreeSet<&'a str>,
    /// The path items that were read.
    pub(super) read_items: BTreeSet<NodeId>,
    /// What operations of Swagger 2.0 consume and produce that do not say it.
    pub(super) swagger: Defaults,
    /// The operations that were met, whatever became of them.
    pub(super) heads: Vec<Head>,
    /// The requests of webhooks and callbacks.
    pub(super) received: Vec<Received>,
    /// The innermost spot that is being lowered.
    spot: Option<Spot>,
}

/// What a fault costs, and whether there was one.
#[derive(Debug, Clone, Copy)]
struct Spot {
    cost: Cost,
    failed: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        raw: &'a Raw,
        siblings: &'a Siblings,
        is_chosen: &'a dyn Fn(&Head) -> bool,
        report: &'a mut Report,
        version: Version,
        root: Node<'a>,
    ) -> Self {
        Self {
            raw,
            siblings,
            is_chosen,
            report,
            version,
            root,
            table: Table::default(),
            copies: Copies::default(),
            ends: BTreeMap::new(),
            elsewhere: BTreeMap::new(),
            counts: BTreeMap::new(),
            operation_ids: BTreeMap::new(),
            received_ids: BTreeSet::new(),
            schemes: BTreeSet::new(),
            required: BTreeSet::new(),
            read_items: BTreeSet::new(),
            swagger: Defaults::default(),
            heads: Vec::new(),
            received: Vec::new(),
            spot: None,
        }
    }

    /// Lowers one spot of the document: a fault in it, and in none of the spots within, costs it.
    pub(super) fn spot<R>(&mut self, cost: Cost, lower: impl FnOnce(&mut Self) -> Option<R>) -> Option<R> {
        let outer = self.spot.replace(Spot { cost, failed: false });
        let lowered = lower(self);
        let spot = std::mem::replace(&mut self.spot, outer);
        lowered.filter(|_| spot.is_some_and(|spot| !spot.failed))
    }

    /// Lowers a field. Outside of all spots a fault in it costs the document.
    pub(super) fn field_spot<R>(&mut self, lower: impl FnOnce(&mut Self) -> Option<R>) -> Option<R> {
        if self.spot.is_some() { self.spot(Cost::Field, lower) } else { lower(self) }
    }

    /// Whether a fault costs more than the innermost spot.
    pub(super) fn costs_everything(&self, code: Code) -> bool {
        self.spot.is_none_or(|spot| spot.cost.is_exceeded_by(code))
    }

    /// Reports a fault of the innermost spot; outside of all spots, and where everything depends on it, an error.
    pub(super) fn fail(&mut self, mut diagnostic: Diagnostic) {
        if let Some(spot) = &mut self.spot {
            spot.failed = true;
        }
        diagnostic.cost = self.spot.map(|spot| spot.cost).filter(|_| !self.costs_everything(diagnostic.code));
        diagnostic.severity = if diagnostic.cost.is_some() { Severity::Warning } else { Severity::Error };
        self.report.push(diagnostic);
    }

    /// Reports a fault at the key of a node.
    pub(super) fn error_at_key(
        &mut self,
        code: Code,
        node: Node<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.fail(Diagnostic::new(code, Severity::Error, Place::Key(node.id()), message, help));
    }

    /// Reports a fault at a node.
    pub(super) fn error(
        &mut self,
        code: Code,
        node: Node<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.fail(Diagnostic::new(code, Severity::Error, Place::Node(node.id()), message, help));
    }

    /// Reports a warning at a node.
    pub(super) fn warning(
        &mut self,
        code: Code,
        node: Node<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report.warning(code, Place::Node(node.id()), message, help);
    }

    /// Reports that a schema keyword is ignored, at its key.
    pub(super) fn ignored(&mut self, node: Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.report.warning(Code::KeywordIgnored, Place::Key(node.id()), message, help);
    }

    /// True the first time it is asked about `what`.
    pub(super) fn first(&mut self, what: &str) -> bool {
        self.count(what) == 1
    }

    /// True the first few times it is asked about a message: one mistake of a program that writes documents is
    /// listed a few times, not hundreds.
    pub(super) fn is_listed(&mut self, message: &str) -> bool {
        self.count(message) <= LISTED
    }

    pub(super) fn count(&mut self, what: &str) -> usize {
        if let Some(count) = self.counts.get_mut(what) {
            *count += 1;
            return *count;
        }
        self.counts.insert(what.to_owned(), 1);
        1
    }

    /// The index of a schema; a new one joins the work list.
    pub(super) fn index_of(&mut self, node: Node<'a>) -> SchemaId {
        if let Some(index) = self.table.index(node) {
            return index;
        }
        let component = self.external_name(node);
        self.table.add(node, component)
    }

    /// The schema of a text that the document does not describe.
    pub(super) fn assumed_text(&mut self, node: Node<'a>) -> SchemaId {
        self.table.add_made(node, SchemaObject { kind: Some(Type::String), ..SchemaObject::default() })
    }

    /// Lowers what is on the work list, beside so many operations, and gives the table.
    pub(super) fn schemas(mut self, operations: usize) -> Option<BySchema<SchemaObject>> {
        let others = memory::of(self.raw) + operations * memory::OPERATION;
        while let Some((index, node)) = self.table.next() {
            // The budget of the crate would say so later, when more memory is taken.
            if others + self.table.len() * memory::SCHEMA > memory::MOST {
                self.report.error(
                    Code::CrateTooLarge,
                    Place::Node(node.id()),
                    memory::message(),
                    memory::HELP,
                );
                return None;
            }
            let schema = self.schema(index, node);
            self.table.set(index, schema);
        }
        self.table.cut_cycles(self.report);
        Some(self.table.into_schemas())
    }
}
