//! What the API means. Knows no Rust, no tokens and, outside `from_openapi`, no `openapiv3`.

pub mod from_openapi;
pub mod operation;
pub mod pass;
pub mod schema;

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::document::by_schema::BySchema;
pub use crate::document::received::{Event, Received};
pub use crate::document::retries::RetryFacts;
pub use crate::document::rule::Rules;
use crate::format::{Meaning, meaning_of};
use crate::media_type::{ContentKind, Described, MediaType};
use crate::raw::NodeId;
use operation::{Content, Encoding, Operation, Server};
use schema::{EnumBase, Schema, SchemaId, Shape};

/// The whole API.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// What else `info` says to people.
    pub notices: Vec<Notice>,
    /// The document's servers.
    pub servers: Vec<Server>,
    /// Security schemes, in document order.
    pub schemes: Vec<SecurityScheme>,
    /// Security of operations that say nothing themselves.
    pub security: Vec<Vec<String>>,
    /// Tags with their descriptions.
    pub tags: Vec<Tag>,
    /// The operations, by path and method.
    pub operations: Vec<Operation>,
    /// Operations of the document are left out.
    pub is_partial: bool,
    /// The requests of webhooks and callbacks, which users receive.
    pub received: Vec<Received>,
    /// Schemas that programs send by other ways than these operations.
    pub sent: Vec<SchemaId>,
    /// All schemas; component schemas first.
    pub schemas: BySchema<Schema>,
    /// Header fields every operation takes, from an extension of the document.
    pub global_headers: Vec<GlobalHeader>,
    /// Retry facts of the document.
    pub retry: RetryFacts,
    /// Examples and defaults whose types must decode them, and encode to equal values.
    pub samples: Vec<Sample>,
    /// What the schemas say of values, as it is written.
    pub rules: Rules,
    /// Where a schema says less than the document, with the warning that tells so.
    pub degraded: BTreeMap<NodeId, Code>,
    /// Schemas of merge patches, whose values hold more than the document says.
    pub patched: BTreeSet<SchemaId>,
    /// Types of requests beside the type of answers that each was made of.
    pub inputs: BTreeMap<SchemaId, SchemaId>,
}

/// A value that a schema's type must decode, and encode to an equal one.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The schema.
    pub schema: SchemaId,
    /// The value.
    pub value: serde_json::Value,
}

/// What the document says of the API as a whole to those who decide whether to use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub about: Subject,
    /// What is said.
    pub words: Vec<String>,
    /// Where to read on.
    pub url: Option<String>,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `info.license`.
    License,
    /// `info.contact`.
    Contact,
    /// `info.termsOfService`.
    TermsOfService,
    /// The document's `externalDocs`.
    ExternalDocs,
}

/// A tag of the document.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
}

/// A header field that every operation takes.
#[derive(Debug, Clone)]
pub struct GlobalHeader {
    /// Its name on the wire.
    pub name: String,
    /// A name for its setter where the configuration gives one.
    pub method: Option<String>,
    /// `description`.
    pub description: Option<String>,
}

/// How a caller proves who they are.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it stands in the document.
    pub node: NodeId,
    /// Its key under `components/securitySchemes`.
    pub id: String,
    /// `description`.
    pub description: Option<String>,
    /// What is sent.
    pub kind: SchemeKind,
}

/// What a security scheme sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer ..`.
    Bearer,
    /// `Authorization: Basic ..`.
    Basic,
    /// `Authorization: <scheme> ..` of another registered scheme.
    Http(String),
    /// A key in a header field.
    ApiKeyHeader(String),
    /// A key in the query.
    ApiKeyQuery(String),
    /// A key in a cookie.
    ApiKeyCookie(String),
    /// OAuth 2.0; the token URL of the client credentials flow where there is one.
    OAuth2 {
        /// `flows.clientCredentials.tokenUrl`.
        token_url: Option<String>,
        /// Scopes of that flow.
        scopes: Vec<String>,
    },
    /// `openIdConnect`: a bearer token from elsewhere.
    OpenIdConnect,
    /// Client certificates: the transport's matter.
    MutualTls,
}

impl Api {
    /// A schema by its index. Indices are made by `from_openapi` and never leave their API.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id]
    }

    /// The shape of a schema behind aliases.
    #[must_use]
    pub fn shape(&self, id: SchemaId) -> &Shape {
        &self.schema(self.target(id)).shape
    }

    /// The schema behind aliases: follows [`schema::Shape::Ref`] to its end.
    #[must_use]
    pub fn target(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        // Aliases are acyclic after lowering; the bound only guards against a mistake of ours.
        for _ in 0..self.schemas.len() {
            match &self.schema(current).shape {
                Shape::Ref(next) => current = *next,
                _ => break,
            }
        }
        current
    }

    /// The schema behind a path of keys.
    pub(crate) fn follow(&self, root: SchemaId, keys: &[String]) -> Option<SchemaId> {
        keys.iter().try_fold(root, |id, key| match self.shape(id) {
            Shape::Object(object) => object.properties.get(key).map(|property| property.schema),
            _ => None,
        })
    }

    /// The schema of the JSON body of the first success.
    pub(crate) fn success_schema(&self, operation: &operation::Operation) -> Option<SchemaId> {
        let success = operation.responses.iter().find(|response| {
            matches!(response.status, operation::Status::Code(200..=299) | operation::Status::Range(2))
        })?;
        success.contents.iter().find(|content| self.content_kind(content) == ContentKind::Json)?.schema
    }

    /// How a media type of the document is written and read.
    #[must_use]
    pub fn content_kind(&self, content: &Content) -> ContentKind {
        content.media_type.kind_of(self.described(content.schema))
    }

    /// The object whose properties are the parts of a multipart body: it is a form then, and no type by that.
    #[must_use]
    pub fn form(&self, content: &Content) -> Option<SchemaId> {
        let object = self.target(content.schema?);
        let is_form = self.content_kind(content) == ContentKind::Multipart
            && matches!(self.shape(object), Shape::Object(_));
        is_form.then_some(object)
    }

    /// What a schema says of the values of its media type.
    #[must_use]
    pub fn described(&self, schema: Option<SchemaId>) -> Described {
        let Some(schema) = schema else { return Described::Open };
        match self.shape(schema) {
            Shape::Any | Shape::Null => Described::Open,
            Shape::String { format } => match meaning_of(format.as_deref()) {
                Meaning::Bytes => Described::Bytes,
                // Whether these are bytes or their text, servers do not agree.
                Meaning::Encoded => Described::Open,
                Meaning::Plain | Meaning::Secret | Meaning::Link => Described::Text,
            },
            Shape::Bool | Shape::Integer { .. } | Shape::Number { .. } => Described::Scalar,
            Shape::Enum(list) => match list.base {
                EnumBase::String => Described::Text,
                EnumBase::Mixed => Described::Composite,
                _ => Described::Scalar,
            },
            // What is JSON in one alternative and a file in another is told by nothing.
            Shape::Union(union) if union.arms.iter().any(|arm| self.is_bytes(arm.schema)) => Described::Open,
            _ => Described::Composite,
        }
    }

    /// True for a part of a form that is a list or an object, or the items of one, in media types that no schema is written
    /// in. Where a style lays it out, no media type counts (OpenAPI 3.1, encoding object).
    #[must_use]
    pub fn is_unwritten(&self, schema: SchemaId, encoding: &Encoding) -> bool {
        let schema = match self.shape(schema) {
            Shape::Array { items: Some(items), .. } => *items,
            _ => schema,
        };
        let types = encoding.content_type.as_deref().filter(|_| !encoding.is_laid_out());
        let described = self.described(Some(schema));
        types.is_some_and(|types| {
            types.split(',').all(|one| !MediaType::new(one.trim()).holds_part(described))
        })
    }

    /// True for the contents of a file.
    #[must_use]
    pub fn is_bytes(&self, id: SchemaId) -> bool {
        matches!(self.shape(id), Shape::String { format } if meaning_of(format.as_deref()) == Meaning::Bytes)
    }

    /// True if `null` is a valid value, also where an alias hides it.
    #[must_use]
    pub fn nullable(&self, id: SchemaId) -> bool {
        let mut current = id;
        for _ in 0..self.schemas.len() {
            let schema = self.schema(current);
            if schema.nullable || schema.shape == Shape::Null {
                return true;
            }
            match schema.shape {
                Shape::Ref(next) => current = next,
                _ => return false,
            }
        }
        false
    }
}
