//! Operations.

use std::rc::Rc;

use super::super::context::Lowering;
use super::super::object::Rule::{Flag, ForPeople, Known, Prose, Text, Whole};
use super::super::object::{Kind, only_20, shared};
use crate::document::RequestBody;
use crate::raw::Node;

pub(in super::super) static OPERATION: Kind<openapiv3::Operation> = Kind {
    name: "an operation",
    fields: &[
        shared("operationId", Text(|operation, text| operation.operation_id = Some(text))),
        shared("summary", Prose(|operation, text| operation.summary = Some(text))),
        shared("description", Prose(|operation, text| operation.description = Some(text))),
        shared("tags", Whole(|l, node, operation| operation.tags = l.tag_names(node))),
        only_20("consumes", Known),
        only_20("produces", Known),
        only_20("schemes", Known),
        shared("parameters", Known),
        shared("responses", Known),
        shared("deprecated", Flag(|operation, flag| operation.deprecated = flag)),
        shared("security", Whole(|l, node, operation| operation.security = l.requirements(node))),
        shared(
            "externalDocs",
            ForPeople(|l, node, operation| operation.external_docs = l.external_docs(node)),
        ),
    ],
};

impl<'a> Lowering<'a> {
    /// The body of an operation of 2.0, and its addresses.
    pub(in super::super) fn swagger_operation(
        &mut self,
        node: Node<'a>,
        object: &mut openapiv3::Operation,
    ) -> Option<Rc<RequestBody>> {
        object.servers = self.own_addresses(node);
        self.body_of_parameters(node)
    }
}
