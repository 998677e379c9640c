//! What references lead to: each object is read once, and each copy of it is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::document::{Header, MediaType, Parameter, RequestBody, Response};
use crate::raw::NodeId;

/// The targets of references by their places, with the bytes that each repeats; `None` while one is being lowered, and
/// where that failed.
pub(super) type Targets<T> = BTreeMap<NodeId, Option<(Rc<T>, usize)>>;

/// What references lead to, and what they have cost.
#[derive(Debug, Default)]
pub(super) struct Copies {
    pub(super) spent: usize,
    /// The objects that were lowered.
    pub(super) objects: usize,
    pub(super) parameters: Targets<Parameter>,
    pub(super) request_bodies: Targets<RequestBody>,
    pub(super) responses: Targets<Response>,
    pub(super) headers: Targets<Header>,
    pub(super) media_types: Targets<MediaType>,
    /// Operations that some path has.
    pub(super) operations: BTreeSet<NodeId>,
}
