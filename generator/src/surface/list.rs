//! Items on their way into the list.

use std::collections::BTreeMap;

use super::{Binding, Cause, Exchange, FactName, Item, SchemeKind, Shape, line};
use crate::diagnostic::Lines;
use crate::media_type::MediaType;
use crate::model::{Docs, Fact, Type, TypeReason};
use crate::names::identity;
use crate::names::reason::NameReason;
use crate::raw::{FileId, NodeId, Raw};

/// Where items go, and what they have in common.
pub(super) struct List<'a> {
    pub(super) raw: &'a Raw,
    /// The module that the document is, of a crate that has several.
    module: Option<&'a str>,
    /// The features of what is added.
    pub(super) gate: Vec<String>,
    pub(super) lines: BTreeMap<FileId, Lines<'a>>,
    pub(super) has_causes: bool,
    pub(super) found: &'a mut dyn FnMut(String, Item),
}

/// An item before it is added.
pub(super) struct Draft {
    pub(super) path: String,
    pub(super) shape: Shape,
    pub(super) name: NameReason,
    pub(super) ty: Option<TypeReason>,
    pub(super) owner: Option<String>,
    pub(super) wire: Option<String>,
    pub(super) place: Option<&'static str>,
    pub(super) is_required: bool,
    pub(super) scheme: Option<Box<SchemeKind>>,
    pub(super) tags: Vec<String>,
    pub(super) media: Vec<MediaType>,
    pub(super) exchange: Option<Box<Exchange>>,
    pub(super) identity: Option<String>,
    pub(super) bindings: BTreeMap<String, Binding>,
    pub(super) facts: BTreeMap<FactName, String>,
    pub(super) documentation: String,
    pub(super) node: Option<NodeId>,
    pub(super) behind: Option<NodeId>,
}

impl Draft {
    pub(super) fn new(path: String, shape: Shape, name: impl Into<NameReason>) -> Self {
        Self {
            path,
            shape,
            name: name.into(),
            ty: None,
            owner: None,
            wire: None,
            place: None,
            is_required: false,
            scheme: None,
            tags: Vec::new(),
            media: Vec::new(),
            exchange: None,
            identity: None,
            bindings: BTreeMap::new(),
            facts: BTreeMap::new(),
            documentation: String::new(),
            node: None,
            behind: None,
        }
    }

    pub(super) fn owner(mut self, owner: &str) -> Self {
        self.owner = Some(owner.to_owned());
        self
    }

    pub(super) fn wire(mut self, wire: &str) -> Self {
        self.wire = Some(wire.to_owned());
        self
    }

    /// Why it has its type.
    pub(super) fn ty(mut self, why: &TypeReason) -> Self {
        self.ty = Some(why.clone());
        self
    }

    /// Where it is sent, by `wire`.
    pub(super) fn place(mut self, place: &'static str) -> Self {
        self.place = Some(place);
        self
    }

    /// What the configuration calls it.
    pub(super) fn identity(mut self, identity: String) -> Self {
        self.identity = Some(identity);
        self
    }

    pub(super) fn node(mut self, node: NodeId) -> Self {
        self.node = Some(node);
        self
    }

    /// The schema that `node` refers to.
    pub(super) fn behind(mut self, schema: NodeId) -> Self {
        self.behind = Some(schema);
        self
    }

    pub(super) fn fact(mut self, name: FactName, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.facts.insert(name, value);
        }
        self
    }

    /// Adds a text of the documentation.
    pub(super) fn text(&mut self, text: &str) {
        self.documentation.push_str(text);
        self.documentation.push('\n');
    }

    /// Takes documentation apart: what says how the API behaves, and what only tells about it.
    pub(super) fn docs(mut self, docs: &Docs) -> Self {
        self.text(docs.text.as_deref().unwrap_or_default());
        let mut limits = Vec::new();
        for fact in &docs.facts {
            match fact {
                Fact::Default(json) => self = self.fact(FactName::Default, json),
                Fact::ReadOnly => self = self.fact(FactName::ReadOnly, "requests leave it out"),
                Fact::Limit(limit) => limits.push(limit.to_string()),
                Fact::Input(_) | Fact::Example(_) => self.text(&fact.to_string()),
            }
        }
        self = self.fact(FactName::Limits, limits.join("; "));
        match docs.deprecated.as_deref() {
            Some("") => self.fact(FactName::Deprecated, "yes"),
            Some(reason) => self.fact(FactName::Deprecated, reason),
            None => self,
        }
    }
}

impl<'a> List<'a> {
    pub(super) fn new(
        raw: &'a Raw,
        module: Option<&'a str>,
        has_causes: bool,
        found: &'a mut dyn FnMut(String, Item),
    ) -> Self {
        Self { raw, module, gate: Vec::new(), lines: BTreeMap::new(), has_causes, found }
    }
}

impl List<'_> {
    pub(super) fn add(&mut self, draft: Draft) {
        let cause = draft.node.and_then(|node| self.cause(node));
        let behind = draft.behind.filter(|behind| Some(*behind) != draft.node);
        let behind = behind.and_then(|node| self.cause(node));
        // What is in a module of operations comes with the module, which says so.
        let is_on_its_own =
            ["models::", "errors::", "webhooks::"].iter().any(|module| draft.path.starts_with(module));
        let gate = if is_on_its_own { self.gate.clone() } else { Vec::new() };
        let item = Item {
            line: line::line(&super::shown(self.module, &draft.path), &draft.shape),
            shape: draft.shape,
            name: draft.name,
            ty: draft.ty,
            owner: draft.owner,
            wire: draft.wire,
            place: draft.place,
            is_required: draft.is_required,
            scheme: draft.scheme,
            tags: draft.tags,
            media: draft.media,
            exchange: draft.exchange,
            identity: draft.identity,
            bindings: draft.bindings,
            gate,
            facts: draft.facts,
            documentation: draft.documentation,
            cause,
            behind,
        };
        (self.found)(draft.path, item);
    }

    pub(super) fn pointer(&self, node: NodeId) -> String {
        identity::pointer(self.raw, node)
    }

    pub(super) fn cause(&mut self, node: NodeId) -> Option<Cause> {
        let node = self.raw.node(node).filter(|_| self.has_causes)?;
        let file = self.raw.file(node.file())?;
        let lines = self.lines.entry(node.file()).or_insert_with(|| Lines::new(&file.text));
        let start = node.key_span().unwrap_or(node.span()).start;
        let position = lines.position(start);
        Some(Cause {
            file: file.name.clone(),
            pointer: node.pointer(),
            line: position.line,
            column: position.column,
        })
    }

    /// The traits of a type, sorted.
    pub(super) fn traits(&mut self, of: &str, mut names: Vec<Type>, node: Option<NodeId>) {
        names.sort_by_key(Type::to_string);
        let mut draft = Draft::new(
            format!("{of} impl"),
            Shape::Traits { of: of.to_owned(), names },
            "all that the parts of the type allow",
        )
        .owner(of);
        draft.node = node;
        self.add(draft);
    }
}
