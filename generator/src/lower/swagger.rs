//! Swagger 2.0, the version of OpenAPI before 3.0: what it says in a way of its own, in the shape of the others.
//!
//! Paths, tags, references and schemas are lowered as those of any version. What differs stands here: addresses,
//! parameters and headers that are schemas themselves, bodies and forms among the parameters, media types that are
//! listed apart from what they hold, and security schemes.

use super::context::Lowering;
use super::object::Kind;
use super::object::Rule::{ForPeople, Known, Skip, Whole};
use super::object::{only_20, shared};
use crate::code::Code;
use crate::diagnostic::Place;
use crate::raw::Node;

mod body;
mod collection;
mod media;
mod operation;
mod parameter;
mod response;
mod security;
mod server;

pub(super) use operation::OPERATION;

static DOCUMENT: Kind<openapiv3::OpenAPI> = Kind {
    name: "the document",
    fields: &[
        only_20("swagger", Known),
        shared("info", Known),
        only_20("host", Known),
        only_20("basePath", Known),
        only_20("schemes", Known),
        only_20("consumes", Known),
        only_20("produces", Known),
        shared("paths", Known),
        only_20("definitions", Known),
        only_20("parameters", Known),
        only_20("responses", Known),
        only_20("securityDefinitions", Known),
        shared("security", Whole(|l, node, api| api.security = l.requirements(node))),
        shared("tags", ForPeople(|l, node, api| api.tags = l.tags(node))),
        shared("externalDocs", ForPeople(|l, node, api| api.external_docs = l.external_docs(node))),
        // Left behind by tools that write both versions.
        shared("openapi", Skip),
        shared("components", Skip),
    ],
};

impl<'a> Lowering<'a> {
    /// The root of a document of 2.0, without what is read elsewhere.
    pub(super) fn swagger(&mut self, root: Node<'a>) -> Option<openapiv3::OpenAPI> {
        if let Some(version) = root.get("swagger") {
            let message = "this is a document of Swagger 2.0, which has no words for `null`, alternatives of schemas, \
                           cookies, bearer tokens, and media types that differ in their schemas";
            let help = "`x-nullable: true` is read; say the rest in an overlay, or convert the document to OpenAPI 3";
            self.report.warning(Code::Swagger, Place::Key(version.id()), message, help);
        }
        self.swagger = self.media_defaults(root);
        let mut api = self.object(root, &DOCUMENT)?;
        api.servers = self.addresses(root);
        Some(api)
    }
}
