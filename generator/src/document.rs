//! The document that `lower` gives to the API model: one shape for every version of OpenAPI, with references resolved.
//!
//! What OpenAPI 3.0 has is in the types of `openapiv3`. Beside it, each object has its place, and in fields of ours what
//! 3.0 cannot say. Schema Objects are in a type of ours altogether, each an entry of one table; wherever a schema
//! stands there is its index.

use by_schema::BySchema;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::raw::NodeId;

pub mod by_schema;
pub mod extension;
pub mod parameter;
pub(crate) mod place;
pub mod prose;
pub mod received;
pub mod retries;
pub mod rule;
pub mod schema;
pub mod sparse;

use parameter::{Location, Style};
use received::Received;
use schema::{SchemaId, SchemaObject};

/// A document.
#[derive(Debug)]
pub struct Document {
    /// What the document says as a whole: info, servers, tags, security. Paths and components are below.
    pub api: openapiv3::OpenAPI,
    /// `components.securitySchemes`, by name.
    pub schemes: Vec<(String, SecurityScheme)>,
    /// The operations of all paths that can be read.
    pub operations: Vec<Operation>,
    /// All operations, with what they are known by.
    pub heads: Vec<Head>,
    /// The requests of webhooks and callbacks.
    pub received: Vec<Received>,
    /// The schemas: those of the components first, then the others in the order of the walk.
    pub schemas: BySchema<SchemaObject>,
    /// What the schemas say of values, as it is written.
    pub rules: rule::Rules,
}

/// A Security Scheme Object.
#[derive(Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub node: NodeId,
    /// What it says.
    pub kind: SecuritySchemeKind,
}

/// What a security scheme says.
#[derive(Debug)]
pub enum SecuritySchemeKind {
    /// A scheme of OpenAPI 3.0.
    Known(Box<openapiv3::SecurityScheme>),
    /// `mutualTLS`, with its description.
    MutualTls(Option<String>),
}

/// What an operation is known by, whether or not it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Where its path item stands.
    pub item: NodeId,
    /// Where it stands.
    pub node: NodeId,
    /// Its path.
    pub path: String,
    /// Its method, in upper case unless it is one that the document invents.
    pub method: String,
    /// Its `operationId`.
    pub id: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
}

impl Head {
    /// True if `rule` is the operation's id, or its method and path.
    #[must_use]
    pub fn is_called(&self, rule: &str) -> bool {
        self.id.as_deref() == Some(rule)
            || rule.split_once(' ').is_some_and(|(method, path)| method == self.method && path == self.path)
    }
}

/// What a Path Item Object says of all its operations. `openapiv3`'s type has room for eight operations, which are nine
/// kilobytes for each path.
#[derive(Debug, Default)]
pub struct PathItem {
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `servers`.
    pub servers: Vec<openapiv3::Server>,
}

/// An Operation Object.
#[derive(Debug)]
pub struct Operation {
    /// Where it stands.
    pub node: NodeId,
    /// The path template, without operators.
    pub template: String,
    /// The part of the query that is always the same, encoded.
    pub fixed_query: String,
    /// The method, in upper case unless it is one that the document invents.
    pub method: String,
    /// What it says itself; parameters, body and responses are below.
    pub object: openapiv3::Operation,
    /// What the path item says of all its operations.
    pub item: Rc<PathItem>,
    /// Its parameters, those of the path item among them.
    pub parameters: Vec<Rc<Parameter>>,
    /// Its request body.
    pub body: Option<Rc<RequestBody>>,
    /// Its responses.
    pub responses: Vec<(Status, Rc<Response>)>,
}

impl Operation {
    /// What tells its path apart from others: the template, and the fixed part of the query.
    #[must_use]
    pub fn path(&self) -> String {
        let query = if self.fixed_query.is_empty() { "" } else { "?" };
        [&self.template, query, &self.fixed_query].concat()
    }
}

/// Which statuses a response describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One code.
    Code(u16),
    /// `4XX` and the like: the first digit.
    Range(u16),
    /// `default`.
    Default,
}

/// As a document writes it.
impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A Parameter Object.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "facts of the document, each true or not")]
pub struct Parameter {
    /// Where it stands.
    pub node: NodeId,
    /// What it says; `explode` and its value are below.
    pub object: openapiv3::ParameterData,
    /// `in`.
    pub location: Location,
    /// `in: querystring` (3.2): it is the whole query.
    pub is_querystring: bool,
    /// `style`.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// Of a path parameter: its value may be several segments.
    pub segments: bool,
    /// Its value.
    pub value: ParameterValue,
}

/// The value of a parameter or header: it has either `schema` or `content`.
#[derive(Debug, Clone)]
pub enum ParameterValue {
    /// `schema`.
    Schema(SchemaId),
    /// The media type under `content`, by its name.
    Content(String, Rc<MediaType>),
}

/// A Request Body Object.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Where it stands.
    pub node: NodeId,
    /// Its name, if it is a component.
    pub component: Option<String>,
    /// What it says.
    pub object: openapiv3::RequestBody,
    /// Its media types, by name.
    pub content: Content,
}

/// A Response Object.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub node: NodeId,
    /// Its name, if it is a component.
    pub component: Option<String>,
    /// What it says.
    pub object: openapiv3::Response,
    /// Its media types, by name.
    pub content: Content,
    /// Its header fields, by name.
    pub headers: Vec<(String, Rc<Header>)>,
}

/// A Header Object.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub node: NodeId,
    /// What it says.
    pub object: openapiv3::Header,
    /// `explode`.
    pub explode: bool,
    /// Its value.
    pub value: ParameterValue,
}

/// Media types by their names.
pub type Content = IndexMap<String, Rc<MediaType>>;

/// A Media Type Object.
#[derive(Debug, Clone)]
pub struct MediaType {
    /// Where it stands.
    pub node: NodeId,
    /// What it says.
    pub object: openapiv3::MediaType,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2): the schema of each item of a sequence.
    pub item_schema: Option<SchemaId>,
    /// `encoding`, by the name of the part.
    pub encoding: Vec<(String, Encoding)>,
}

/// An Encoding Object.
#[derive(Debug, Clone)]
pub struct Encoding {
    /// What it says; `style` and `explode` are below.
    pub object: openapiv3::Encoding,
    /// `style`, where it is said.
    pub style: Option<Style>,
    /// `explode`, where it is said.
    pub explode: Option<bool>,
}
