//! The document's root: info, tags and the list of everything else.

use indexmap::IndexMap;

use super::context::Lowering;
use super::object::Rule::{ForPeople, Known, Prose, Text, Whole, With};
use super::object::{Kind, Target, field, shared, since};
use super::version::Version::{self, V31, V32};
use crate::code::Code;
use crate::diagnostic::Cost;
use crate::document::Document;
use crate::document::by_schema::BySchema;
use crate::document::prose::summed_up;
use crate::document::rule::Rules;
use crate::raw::Node;

static DOCUMENT: Kind<openapiv3::OpenAPI> = Kind {
    name: "the document",
    fields: &[
        field("openapi", Known),
        field("info", Known),
        field("servers", Whole(|l, node, api| api.servers = l.servers(node))),
        field("paths", Known),
        field("components", Known),
        field("security", Whole(|l, node, api| api.security = l.requirements(node))),
        field("tags", ForPeople(|l, node, api| api.tags = l.tags(node))),
        field("externalDocs", ForPeople(|l, node, api| api.external_docs = l.external_docs(node))),
        since(V31, "webhooks", Whole(|l, node, _| l.webhooks(node))),
        since(V31, "jsonSchemaDialect", With(|l, node, _| l.dialect(node))),
        since(V32, "$self", Prose(|_, _| {})),
    ],
};

static INFO: Kind<openapiv3::Info> = Kind {
    name: "the info",
    fields: &[
        shared("title", Text(|info, text| info.title = text)),
        shared("version", Text(|info, text| info.version = text)),
        shared("description", Prose(|info, text| info.description = Some(text))),
        since(V31, "summary", Prose(|_, _| {})),
        shared("termsOfService", Prose(|info, text| info.terms_of_service = Some(text))),
        shared(
            "contact",
            ForPeople(|l, node, info| info.contact = l.optional("contact", node, &CONTACT, None)),
        ),
        shared("license", ForPeople(|l, node, info| info.license = l.license(node))),
    ],
};

static CONTACT: Kind<openapiv3::Contact> = Kind {
    name: "a contact",
    fields: &[
        shared("name", Text(|contact, text| contact.name = Some(text))),
        shared("url", Text(|contact, text| contact.url = Some(text))),
        shared("email", Text(|contact, text| contact.email = Some(text))),
    ],
};

static LICENSE: Kind<openapiv3::License> = Kind {
    name: "a licence",
    fields: &[
        shared("name", Text(|license, text| license.name = text)),
        shared("url", Text(|license, text| license.url = Some(text))),
        since(V31, "identifier", Known),
    ],
};

static EXTERNAL_DOCS: Kind<openapiv3::ExternalDocumentation> = Kind {
    name: "external documentation",
    fields: &[
        shared("description", Prose(|docs, text| docs.description = Some(text))),
        shared("url", Text(|docs, text| docs.url = text)),
    ],
};

static TAG: Kind<openapiv3::Tag> = Kind {
    name: "a tag",
    fields: &[
        shared("name", Text(|tag, text| tag.name = text)),
        shared("description", Prose(|tag, text| tag.description = Some(text))),
        shared("externalDocs", ForPeople(|l, node, tag| tag.external_docs = l.external_docs(node))),
        since(V32, "summary", Prose(|_, _| {})),
        since(V32, "parent", Prose(|_, _| {})),
        since(V32, "kind", Prose(|_, _| {})),
    ],
};

impl<'a> Lowering<'a> {
    /// Lowers the whole document but its schemas, which join the work list.
    pub(super) fn document(&mut self, root: Node<'a>) -> Option<Document> {
        self.register_components(root);
        let mut api =
            if self.version == Version::V20 { self.swagger(root)? } else { self.object(root, &DOCUMENT)? };
        self.retries(root);
        match self.spot(Cost::Prose, |lowering| lowering.whole(root, "info", "`info`")) {
            Some(info) => {
                api.info = self.object(info, &INFO).unwrap_or_default();
                let description = api.info.description.take();
                api.info.description = summed_up(self.summary(info, V31), description);
                let has = |name| info.get(name).is_some_and(|text| !text.is_null());
                self.assume(info, has("title"), "title", "the info");
                self.assume(info, has("version"), "version", "the info");
            }
            None => {
                let message = "the document has no `info`";
                self.warning(Code::MissingField, root, message, "add `info` with a title");
                let info = root.get("info").unwrap_or(root);
                self.assume(info, false, "title", "the info");
                self.assume(info, false, "version", "the info");
            }
        }
        self.expect_content(root);
        if let Some(webhooks) = root.get("x-webhooks").filter(|node| node.is_object()) {
            // What documents of 3.0 call them.
            self.webhooks(webhooks);
        }
        let paths = self.whole(root, "paths", "`paths`");
        let operations = paths.map(|paths| self.paths(paths)).unwrap_or_default();
        let schemes = self.components(root);
        self.standard(root);
        let heads = std::mem::take(&mut self.heads);
        let received = std::mem::take(&mut self.received);
        let rules = Rules::default();
        Some(Document { api, schemes, operations, heads, received, schemas: BySchema::new(), rules })
    }

    /// A document must describe something.
    fn expect_content(&mut self, root: Node<'a>) {
        if self.present(root, "paths").is_some() {
            return;
        }
        let message = "the document has no `paths`";
        if ["components", "webhooks", "definitions"].iter().all(|key| root.get(key).is_none()) {
            self.error(Code::MissingField, root, message, "add `paths` (it may be empty: `paths: {}`)");
        } else if self.version < V31 {
            let help = format!("add `paths: {{}}`, which OpenAPI {} requires", self.version.name());
            self.warning(Code::MissingField, root, message, help);
        }
    }

    fn dialect(&mut self, node: Node<'a>) {
        let text = self.text(node, "jsonSchemaDialect").unwrap_or_default();
        let own = text.starts_with("https://spec.openapis.org/oas/3.") || text.contains("/draft/2020-12/");
        if !own {
            let message =
                "this dialect of JSON Schema is not supported; schemas are read as OpenAPI describes them";
            self.warning(
                Code::SchemaBase,
                node,
                message,
                "remove `jsonSchemaDialect`, or convert the schemas",
            );
        }
    }

    pub(super) fn tags(&mut self, node: Node<'a>) -> Vec<openapiv3::Tag> {
        if !self.expect_list(node, "`tags`") {
            return Vec::new();
        }
        let mut tags = IndexMap::new();
        for item in node.items() {
            let Some((item, tag)) = self.spot(Cost::Prose, |lowering| lowering.tag(item)) else { continue };
            if tags.contains_key(&tag.name) {
                let message = format!("the tag `{}` is listed twice, and the first counts", tag.name);
                self.warning(Code::Duplicate, item, message, "remove one of them");
            } else {
                tags.insert(tag.name.clone(), tag);
            }
        }
        tags.into_values().collect()
    }

    fn tag(&mut self, item: Node<'a>) -> Option<(Node<'a>, openapiv3::Tag)> {
        let item = self.follow(item, "a tag")?;
        let mut tag = self.object(item, &TAG)?;
        tag.description = summed_up(self.summary(item, V32), tag.description.take());
        self.require(item, Self::has_text(item, "name"), "name", "a tag").then_some((item, tag))
    }

    /// `externalDocs`, which is of no use without an address.
    pub(super) fn external_docs(&mut self, node: Node<'a>) -> Option<openapiv3::ExternalDocumentation> {
        self.optional("externalDocs", node, &EXTERNAL_DOCS, Some("url"))
    }

    /// `summary`, of objects that have one since a version.
    pub(super) fn summary(&self, node: Node<'a>, since: Version) -> Option<String> {
        let text = node.get("summary").filter(|_| self.version >= since)?;
        text.as_str().map(str::to_owned)
    }

    /// `license`, whose identifier says of a licence which one it is.
    fn license(&mut self, node: Node<'a>) -> Option<openapiv3::License> {
        let mut license = self.optional("license", node, &LICENSE, Some("name"))?;
        let identifier = self.present(node, "identifier").and_then(|text| self.text(text, "identifier"));
        if let Some(identifier) = identifier.filter(|identifier| *identifier != license.name) {
            license.name = format!("{} ({identifier})", license.name);
        }
        Some(license)
    }

    /// An object for people, of which no code is made. It is left out without what it must say.
    fn optional<T: Target + Default>(
        &mut self,
        name: &str,
        node: Node<'a>,
        kind: &Kind<T>,
        required: Option<&str>,
    ) -> Option<T> {
        let read = self.spot(Cost::Prose, |lowering| lowering.object(node, kind))?;
        if let Some(field) = required.filter(|field| node.get(field).is_none_or(Node::is_null)) {
            let message = format!("`{name}` has no `{field}`, and is left out");
            self.warning(Code::MissingField, node, message, format!("add `{field}`"));
            return None;
        }
        Some(read)
    }
}
