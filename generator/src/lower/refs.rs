//! References: one hop, to the end of a chain, and what is copied to where it is referred to.

use super::context::Lowering;
use super::section::Section;
use crate::code::Code;
use crate::diagnostic::{Place, Severity};
use crate::document::place::component;
use crate::raw::{Node, NodeId};
use crate::reference;

/// Chains longer than this are taken for cycles.
const MAX_HOPS: usize = 1000;

/// `$ref` (or another keyword with a reference's text) of a mapping.
pub(super) fn ref_node(node: Node<'_>) -> Option<Node<'_>> {
    node.get("$ref")
}

impl<'a> Lowering<'a> {
    /// Follows one reference, given by the node of its text.
    pub(super) fn target(&mut self, from: Node<'a>, want: Section) -> Option<Node<'a>> {
        let Some(text) = from.as_str() else {
            self.wrong_kind(from, "`$ref`", "text");
            return None;
        };
        let target =
            if want == Section::Examples { self.lenient(from, text)? } else { self.resolve(from, text)? };
        let target = self.raw.node(target)?;
        if want == Section::Headers && component(target).is_some_and(|(section, _)| section == "parameters") {
            let message = "this leads to a parameter, and a header belongs here; it is read as one";
            self.warning(Code::ReferenceKind, from, message, "move it to `#/components/headers/...`");
            return Some(target);
        }
        if let Some(found) = misplaced(target, want) {
            let message = format!("`{text}` leads to {found}, and {} belongs here", want.one());
            let help = format!("refer to `#/{}/...`", want.place(self.version));
            self.error(Code::ReferenceKind, from, message, help);
            return None;
        }
        Some(target)
    }

    /// Resolves a reference. What is wrong with the file that it names costs more than the spot where it stands, if anything
    /// depends on that.
    fn resolve(&mut self, from: Node<'a>, text: &str) -> Option<NodeId> {
        let mut report = self.report.beside();
        let found = reference::resolve(self.raw, from.id(), text, self.siblings, &mut report);
        let everything = report.iter().any(|diagnostic| self.costs_everything(diagnostic.code));
        for diagnostic in report.into_diagnostics() {
            if everything { self.report.push(diagnostic) } else { self.fail(diagnostic) }
        }
        found
    }

    /// Resolves a reference to an example: what is wrong with it is worth a warning only.
    fn lenient(&mut self, from: Node<'a>, text: &str) -> Option<NodeId> {
        let mut report = self.report.beside();
        let found = reference::resolve(self.raw, from.id(), text, self.siblings, &mut report);
        for mut diagnostic in report.into_diagnostics() {
            diagnostic.severity = Severity::Warning;
            diagnostic.code = Code::Example;
            self.report.push(diagnostic);
        }
        found
    }

    /// Where a reference leads, if it leads anywhere; nothing is reported.
    pub(super) fn peek(&self, from: Node<'a>) -> Option<Node<'a>> {
        let found = reference::find(self.raw, from.id(), from.as_str()?, self.siblings)?;
        self.raw.node(found)
    }

    /// The object itself, or what it refers to; nothing is reported.
    pub(super) fn behind(&self, node: Node<'a>) -> Option<Node<'a>> {
        ref_node(node).map_or(Some(node), |from| self.peek(from))
    }

    /// Follows references until something else is found.
    pub(super) fn deref(&mut self, node: Node<'a>, want: Section) -> Option<Node<'a>> {
        let mut at = node;
        let mut chain = Vec::new();
        let end = loop {
            let Some(from) = ref_node(at) else { break Some(at) };
            // Many references lead into one chain.
            if let Some(end) = self.ends.get(&(at.id(), want)) {
                break *end;
            }
            chain.push((at.id(), want));
            at = self.target(from, want)?;
            if at.id() == node.id() || chain.len() == MAX_HOPS {
                break None;
            }
        };
        // Most references lead to what is none.
        if chain.len() > 1 {
            self.ends.extend(chain.into_iter().map(|from| (from, end)));
        }
        if end.is_some() {
            return end;
        }
        if let Some(from) = ref_node(node) {
            let message = format!("the references from here lead in a circle, and never to {}", want.one());
            self.error(Code::ReferenceCycle, from, message, "let one of them be written out");
        }
        None
    }

    /// What a lone reference leads to where the standard knows none: documents that were split by hand have them in
    /// place of anything. It is said once for each kind of thing.
    pub(super) fn follow(&mut self, node: Node<'a>, what: &str) -> Option<Node<'a>> {
        let Some(start) = reference::lone(node) else { return Some(node) };
        if self.first(&format!("reference in place of {what}")) {
            let message = format!(
                "a `$ref` in place of {what} is not of the standard; it is followed, and this is said once"
            );
            let help = "write it out here, so that other tools read it, too";
            self.warning(Code::ReferenceKind, start, message, help);
        }
        let mut from = start;
        for _ in 0..MAX_HOPS {
            let text = from.as_str()?;
            let target = self.resolve(from, text)?;
            let target = self.raw.node(target)?;
            // Documents of 3.1 keep the whole of a `content` under `components.mediaTypes`, which 3.1 does not have.
            let misplaced = component(target)
                .filter(|(section, _)| !(*section == "mediaTypes" && node.key() == Some("content")));
            if let Some((section, name)) = misplaced {
                let message =
                    format!("`{text}` leads to `{name}` among the {section}, and {what} belongs here");
                self.error(Code::ReferenceKind, from, message, "refer to what belongs here, or write it out");
                return None;
            }
            match reference::lone(target) {
                None => return Some(target),
                Some(next) => from = next,
            }
        }
        let message = format!("the references from here lead in a circle, and never to {what}");
        self.error(Code::ReferenceCycle, start, message, "let one of them be written out");
        None
    }

    /// The value of a field that is not null; a lone reference in its place is followed.
    pub(super) fn whole(&mut self, node: Node<'a>, name: &str, what: &str) -> Option<Node<'a>> {
        let value = self.present(node, name)?;
        self.follow(value, what)
    }

    /// The name of a component, by its place or because its section refers to where it stands.
    pub(super) fn component_name(&self, node: Node<'a>) -> Option<&'a str> {
        component(node).map(|(_, name)| name).or_else(|| self.elsewhere.get(&node.id()).copied())
    }

    /// Reports what stands beside a reference and has no effect.
    pub(super) fn ignored_siblings(&mut self, node: Node<'a>) {
        for (key, value) in node.entries() {
            if !matches!(key, "$ref" | "summary" | "description") && !key.starts_with("x-") {
                let message = format!("`{key}` beside `$ref` has no effect");
                let help = "remove it, or write the object out instead of referring to it";
                self.report.warning(Code::ReferenceSibling, Place::Key(value.id()), message, help);
            }
        }
    }

    /// A name for a schema that is not among the components: one of another file has its key, or the file's name where
    /// the file is the schema; one under `$defs` of a component has the component's name and its key.
    pub(super) fn external_name(&mut self, node: Node<'a>) -> Option<String> {
        if node.file() == self.root.file() {
            let name = definition_name(node)?;
            return self.table.components.insert(name.clone()).then_some(name);
        }
        let file = self.raw.file(node.file())?;
        let name = match node.parent() {
            None => {
                let base = file.name.rsplit('/').next()?;
                base.split('.').next().filter(|stem| !stem.is_empty())?
            }
            Some(parent) => {
                // A file of schemas, or a section of one; a parameter or header in a file has its `schema` there.
                let holder = match parent.parent() {
                    None => node.key() != Some("schema"),
                    Some(_) => matches!(parent.key(), Some("schemas" | "definitions" | "$defs")),
                };
                node.key().filter(|_| holder && parent.is_object())?
            }
        };
        self.table.components.insert(name.to_owned()).then(|| name.to_owned())
    }
}

/// The name of a schema under `$defs` of a component: whoever refers to it, it stands there.
fn definition_name(node: Node<'_>) -> Option<String> {
    let list = node.parent().filter(|list| matches!(list.key(), Some("$defs" | "definitions")))?;
    let (section, owner) = component(list.parent()?)?;
    (section == "schemas").then(|| Some(format!("{owner}.{}", node.key()?))).flatten()
}

/// What a node is, if its place says that it is not what is wanted.
pub(super) fn misplaced(node: Node<'_>, want: Section) -> Option<String> {
    let Some(parent) = node.parent() else {
        let whole = says_version(node);
        return whole.then(|| "the whole document".to_owned());
    };
    if let Some((section, name)) = component(node) {
        return (section != want.key()).then(|| format!("`{name}` among the {section}"));
    }
    let above = parent.parent();
    let openapi = |node: Node<'_>| node.parent().is_none() && says_version(node);
    match (node.key(), parent.key()) {
        (Some(key), None) if openapi(parent) => Some(format!("`{key}` of the document")),
        (Some(key), Some("components")) if above.is_some_and(openapi) => Some(format!("all {key}")),
        (Some(_), Some("paths" | "webhooks")) if above.is_some_and(openapi) && want != Section::PathItems => {
            Some("a path item".to_owned())
        }
        (Some(key), Some("info")) if above.is_some_and(openapi) => {
            Some(format!("`{key}` of the document's info"))
        }
        _ => None,
    }
}

/// True for the root of a document.
fn says_version(node: Node<'_>) -> bool {
    ["openapi", "swagger"].iter().any(|key| node.get(key).is_some())
}
