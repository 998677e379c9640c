//! Objects that may be references: what is referred to is lowered once, and shared.

use std::rc::Rc;

use super::context::Lowering;
use super::copies::{Copies, Targets};
use super::refs::ref_node;
use super::section::Section;
use super::version::Version::V20;
use crate::code::Code;
use crate::diagnostic::{Cost, Place};
use crate::document::{Header, MediaType, Parameter, RequestBody, Response};
use crate::memory;
use crate::raw::Node;

/// Bytes of the document that references may repeat, all together: the API model holds a copy for each of them.
const EXPANSION_LIMIT: usize = 64 << 20;

/// Parameters, responses, headers and the like of a document: each takes kilobytes before anything is made of it.
const MOST_OBJECTS: usize = 60_000;

/// An object that may be referred to.
pub(super) trait Shared: Clone {
    const SECTION: Section;
    /// What a fault in it costs.
    const COST: Cost;

    /// Reads the object.
    fn lower<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Self>;
    /// The objects of this kind.
    fn targets(copies: &mut Copies) -> &mut Targets<Self>;
    /// The object is the component of this name.
    fn set_component(&mut self, _name: &str) {}
    /// A reference has a description of its own.
    fn describe(&mut self, _description: &str) {}
}

impl Shared for Parameter {
    const SECTION: Section = Section::Parameters;
    const COST: Cost = Cost::Parameter;

    fn lower<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Self> {
        if lowering.version == V20 { lowering.swagger_parameter(node) } else { lowering.parameter(node) }
    }

    fn targets(copies: &mut Copies) -> &mut Targets<Self> {
        &mut copies.parameters
    }

    fn describe(&mut self, description: &str) {
        self.object.description = Some(description.to_owned());
    }
}

impl Shared for RequestBody {
    const SECTION: Section = Section::RequestBodies;
    const COST: Cost = Cost::RequestBody;

    fn lower<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Self> {
        lowering.request_body(node)
    }

    fn targets(copies: &mut Copies) -> &mut Targets<Self> {
        &mut copies.request_bodies
    }

    fn set_component(&mut self, name: &str) {
        self.component = Some(name.to_owned());
    }

    fn describe(&mut self, description: &str) {
        self.object.description = Some(description.to_owned());
    }
}

impl Shared for Response {
    const SECTION: Section = Section::Responses;
    const COST: Cost = Cost::Response;

    fn lower<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Self> {
        if lowering.version == V20 { lowering.swagger_response(node) } else { lowering.response(node) }
    }

    fn targets(copies: &mut Copies) -> &mut Targets<Self> {
        &mut copies.responses
    }

    fn set_component(&mut self, name: &str) {
        self.component = Some(name.to_owned());
    }

    fn describe(&mut self, description: &str) {
        description.clone_into(&mut self.object.description);
    }
}

impl Shared for Header {
    const SECTION: Section = Section::Headers;
    const COST: Cost = Cost::Header;

    fn lower<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Self> {
        if lowering.version == V20 { lowering.swagger_header(node) } else { lowering.header(node) }
    }

    fn targets(copies: &mut Copies) -> &mut Targets<Self> {
        &mut copies.headers
    }

    fn describe(&mut self, description: &str) {
        self.object.description = Some(description.to_owned());
    }
}

impl Shared for MediaType {
    const SECTION: Section = Section::MediaTypes;
    const COST: Cost = Cost::MediaType;

    fn lower<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Self> {
        lowering.media_type(node)
    }

    fn targets(copies: &mut Copies) -> &mut Targets<Self> {
        &mut copies.media_types
    }
}

impl<'a> Lowering<'a> {
    /// Lowers an object that may be a reference; a `description` beside the reference replaces the target's.
    pub(super) fn inline<T: Shared>(&mut self, node: Node<'a>) -> Option<Rc<T>> {
        self.spot(T::COST, |lowering| lowering.here_or_there(node))
    }

    fn here_or_there<T: Shared>(&mut self, node: Node<'a>) -> Option<Rc<T>> {
        if ref_node(node).is_none() {
            return self.own(node).map(Rc::new);
        }
        let target = self.deref(node, T::SECTION)?;
        self.ignored_siblings(node);
        let mut value = self.target_of::<T>(target, node)?;
        if let Some(text) = node.get("description").and_then(Node::as_str) {
            Rc::make_mut(&mut value).describe(text);
        }
        Some(value)
    }

    /// Lowers an object that is no reference, unless there are too many of them.
    fn own<T: Shared>(&mut self, node: Node<'a>) -> Option<T> {
        self.copies.objects += 1;
        if self.copies.objects <= MOST_OBJECTS {
            return T::lower(self, node);
        }
        if self.copies.objects == MOST_OBJECTS + 1 {
            let message = format!(
                "from here on there are more than {MOST_OBJECTS} parameters, responses, headers and bodies"
            );
            self.report.error(Code::CrateTooLarge, Place::Node(node.id()), message, memory::HELP);
        }
        None
    }

    /// The lowered target of the reference `from`.
    pub(super) fn target_of<T: Shared>(&mut self, target: Node<'a>, from: Node<'a>) -> Option<Rc<T>> {
        let id = target.id();
        if !T::targets(&mut self.copies).contains_key(&id) {
            T::targets(&mut self.copies).insert(id, None);
            let before = self.copies.spent;
            if let Some(mut value) = self.spot(T::COST, |lowering| lowering.own::<T>(target)) {
                if let Some(name) = self.component_name(target) {
                    value.set_component(name);
                }
                let size = target.span().len() + (self.copies.spent - before);
                T::targets(&mut self.copies).insert(id, Some((Rc::new(value), size)));
            }
        }
        let (value, size) = T::targets(&mut self.copies).get(&id)?.clone()?;
        self.spend(size, from)?;
        Some(value)
    }

    /// True if references may repeat so many bytes more, which are then spent.
    pub(super) fn affords(&mut self, size: usize) -> bool {
        let spent = self.copies.spent.saturating_add(size);
        let affords = spent <= EXPANSION_LIMIT;
        if affords {
            self.copies.spent = spent;
        }
        affords
    }

    /// Spends the bytes that a reference repeats; reports what is too much.
    pub(super) fn spend(&mut self, size: usize, from: Node<'a>) -> Option<()> {
        if self.affords(size) {
            return Some(());
        }
        let help = "make what is shared smaller (examples first), or refer to it less often";
        self.error(Code::ReferenceExpansion, from, "references expand to more than 64 MiB", help);
        None
    }

    /// What lowering has spent since `before`, a figure of this function's.
    pub(super) fn spent(&self) -> usize {
        self.copies.spent
    }
}
