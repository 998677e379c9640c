//! What the API means. Knows no Rust, no tokens and, outside `from_openapi`, no `openapiv3`.

pub mod from_openapi;
pub mod operation;
pub mod pass;
pub mod schema;

pub use crate::document::retries::RetryFacts;
use crate::raw::NodeId;
use operation::{Operation, Server};
use schema::{Schema, SchemaId};

/// The whole API.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
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
    /// All schemas; component schemas first.
    pub schemas: Vec<Schema>,
    /// Header fields every operation takes, from an extension of the document.
    pub global_headers: Vec<GlobalHeader>,
    /// Retry facts of the document.
    pub retry: RetryFacts,
    /// Examples and defaults whose types must decode them, and encode to equal values.
    pub samples: Vec<Sample>,
}

/// A value that a schema's type must decode, and encode to an equal one.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The schema.
    pub schema: SchemaId,
    /// The value.
    pub value: serde_json::Value,
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
    pub fn schema(&self, id: SchemaId) -> Option<&Schema> {
        self.schemas.get(id.0)
    }

    /// The schema behind aliases: follows [`schema::Shape::Ref`] to its end.
    #[must_use]
    pub fn target(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        // Aliases are acyclic after lowering; the bound only guards against a mistake of ours.
        for _ in 0..self.schemas.len() {
            match self.schema(current).map(|schema| &schema.shape) {
                Some(schema::Shape::Ref(next)) => current = *next,
                _ => break,
            }
        }
        current
    }

    /// True if `null` is a valid value, also where an alias hides it.
    #[must_use]
    pub fn nullable(&self, id: SchemaId) -> bool {
        let mut current = id;
        for _ in 0..self.schemas.len() {
            let Some(schema) = self.schema(current) else { return false };
            if schema.nullable || schema.shape == schema::Shape::Null {
                return true;
            }
            match schema.shape {
                schema::Shape::Ref(next) => current = next,
                _ => return false,
            }
        }
        false
    }
}
