//! What an operation means: what goes out, what comes back, how it may be repeated.

use indexmap::IndexMap;
use serde_json::Value;

use super::schema::SchemaId;
pub use crate::document::Status;
pub use crate::document::parameter::{Location, Style};
use crate::media_type::MediaType;
use crate::raw::NodeId;

/// One HTTP operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands in the document.
    pub node: NodeId,
    /// `operationId`.
    pub id: Option<String>,
    /// The method, in upper case.
    pub method: String,
    /// What tells its path apart from others: the template, and the fixed part of the query.
    pub path: String,
    /// The path template.
    pub template: String,
    /// The part of the query that is always the same, encoded.
    pub fixed_query: String,
    /// All tags.
    pub tags: Vec<String>,
    /// The group its method hangs under: an override, else the first tag.
    pub group: Option<Named>,
    /// The method's name where the document or the configuration gives one.
    pub name: Option<Named>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`, with its reason where an extension gives one.
    pub deprecated: Option<String>,
    /// Path, query, header and cookie parameters, in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses, in document order.
    pub responses: Vec<Response>,
    /// Alternatives of required schemes; `None` takes the document's.
    pub security: Option<Vec<Vec<String>>>,
    /// Scopes that these schemes must have, or those of the document: scheme and scope.
    pub scopes: Vec<(String, String)>,
    /// Servers of its own; empty takes the document's.
    pub servers: Vec<Server>,
    /// How the list it returns goes on.
    pub pagination: Option<Pagination>,
    /// The document or the configuration says that it goes on, in words that may not fit.
    pub pagination_declared: bool,
    /// Nothing is said of how its list goes on, neither by the document nor by the configuration.
    pub pagination_open: bool,
    /// What may be repeated without doing a thing twice.
    pub retry: RetryClass,
}

/// A name that was given to something, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub text: String,
    /// Whose word it is.
    pub by: NamedBy,
}

/// Who gave a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedBy {
    /// `[operations]` of the configuration.
    Setting,
    /// An extension of the document.
    Extension,
    /// The first tag of the operation.
    Tag,
    /// The path, where there is no tag.
    Path,
}

impl Named {
    /// A name, if there is one.
    pub(crate) fn by(by: NamedBy, text: Option<String>) -> Option<Self> {
        text.map(|text| Self { text, by })
    }
}

impl Operation {
    /// Documented successes; without any, `default` stands for success.
    #[must_use]
    pub fn successes(&self) -> Vec<&Response> {
        let is_success =
            |response: &&Response| matches!(response.status, Status::Code(200..=299) | Status::Range(2));
        let documented: Vec<&Response> = self.responses.iter().filter(is_success).collect();
        if !documented.is_empty() {
            return documented;
        }
        self.responses.iter().filter(|response| response.status == Status::Default).collect()
    }

    /// False for `HEAD`, whose document tells what `GET` would give.
    #[must_use]
    pub fn answers_with_body(&self) -> bool {
        self.method != "HEAD"
    }
}

/// What may be repeated without doing a thing twice (RFC 9110, section 9.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryClass {
    /// The document says that it is never sent again.
    Never,
    /// Reads only.
    Safe,
    /// Doing it twice is the same as doing it once.
    Idempotent,
    /// Doing it twice may do a thing twice.
    Unsafe,
}

/// A parameter.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "facts of the document, each true or not")]
pub struct Parameter {
    /// Where it stands in the document.
    pub node: NodeId,
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// `description`.
    pub description: Option<String>,
    /// The caller must give it.
    pub required: bool,
    /// `deprecated`, with its reason where an extension gives one.
    pub deprecated: Option<String>,
    /// How its value is written.
    pub style: Style,
    /// Arrays and objects are written as several parts.
    pub explode: bool,
    /// Reserved characters go out as they are.
    pub allow_reserved: bool,
    /// Of a path parameter: its value may be several segments.
    pub segments: bool,
    /// The media type of a `content` parameter.
    pub content: Option<MediaType>,
    /// It is the whole query string (3.2 `in: querystring`).
    pub is_querystring: bool,
    /// Its value.
    pub schema: SchemaId,
    /// Example values.
    pub examples: Vec<Value>,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Where it stands in the document.
    pub node: NodeId,
    /// The component it came from.
    pub component: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The caller must give it.
    pub required: bool,
    /// Its media types, in document order.
    pub contents: Vec<Content>,
}

/// A media type of a body or response.
#[derive(Debug, Clone)]
pub struct Content {
    /// Where it stands in the document.
    pub node: NodeId,
    /// The media type.
    pub media_type: MediaType,
    /// Its value; `None` is anything.
    pub schema: Option<SchemaId>,
    /// The items of a sequential media type (3.2 `itemSchema`).
    pub item_schema: Option<SchemaId>,
    /// How the parts of a form are written, by property.
    pub encoding: IndexMap<String, Encoding>,
    /// Example values.
    pub examples: Vec<Value>,
    /// Text that ends an event stream, for example `[DONE]`.
    pub sentinel: Option<String>,
}

/// How one part of a form is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `style`, where given.
    pub style: Option<Style>,
    /// `explode`, where given.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

impl Encoding {
    /// True if a style lays the part out, whatever its media type.
    #[must_use]
    pub fn is_laid_out(&self) -> bool {
        self.style.is_some() || self.explode.is_some() || self.allow_reserved
    }
}

/// A documented response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands in the document.
    pub node: NodeId,
    /// The component it came from.
    pub component: Option<String>,
    /// Its statuses.
    pub status: Status,
    /// `description`.
    pub description: String,
    /// Its media types, in document order.
    pub contents: Vec<Content>,
    /// Documented header fields, by name.
    pub headers: Vec<Header>,
}

/// A documented response header field.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands in the document.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// Always there.
    pub required: bool,
    /// `deprecated`, with its reason where an extension gives one.
    pub deprecated: Option<String>,
    /// Objects are written as `key=value`.
    pub explode: bool,
    /// The media type of a `content` header.
    pub content: Option<MediaType>,
    /// Its value.
    pub schema: Option<SchemaId>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The URL template.
    pub url: String,
    /// An id given by an extension, or the name that 3.2 gives it.
    pub id: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The template's variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// Its value unless the caller gives another.
    pub default: String,
    /// The values it may take; empty is any.
    pub values: Vec<String>,
    /// `description`.
    pub description: Option<String>,
}

/// How a paginated list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// How the next page is asked for.
    pub kind: PaginationKind,
    /// Keys from the response's root to the list of items.
    pub results: Vec<String>,
    /// Keys to the number of items on all pages.
    pub total: Option<Vec<String>>,
    /// Keys to the flag that says whether there is more.
    pub more: Option<Vec<String>>,
    /// What it was inferred by, where nobody says it.
    pub rule: Option<PaginationRule>,
}

/// By which rule pagination was inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaginationRule {
    /// A parameter takes the cursor that the answer has.
    Cursor,
    /// A parameter takes the id of the last item, and the answer says whether there is more.
    LastItem,
    /// The answer has a link to the next page.
    Link,
    /// A `Link` header leads to the next page.
    LinkHeader,
    /// Parameters for how many items to skip and to give.
    Offset,
    /// Parameters for the page and its size, and the document says which page is the first.
    Page,
}

impl PaginationRule {
    /// What was seen.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Cursor => "a parameter takes the cursor that the answer has",
            Self::LastItem => {
                "a parameter takes the id of the last item, and the answer says whether there is more"
            }
            Self::Link => "the answer has a link to the next page",
            Self::LinkHeader => "the answer has a header `Link`, and a parameter says the page or its size",
            Self::Offset => "parameters say how many items to skip and to give",
            Self::Page => "parameters say the page and its size, and the first page's number is known",
        }
    }

    /// One word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::LastItem => "last item",
            Self::Link => "link",
            Self::LinkHeader => "link header",
            Self::Offset => "offset",
            Self::Page => "page",
        }
    }
}

/// How the next page is asked for. Inputs are wire names of query parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationKind {
    /// By the number of items to skip.
    Offset {
        /// The parameter that skips.
        offset: String,
        /// The parameter for the page's size.
        limit: Option<String>,
    },
    /// By the page's number.
    Page {
        /// The parameter for the number.
        page: String,
        /// The parameter for the page's size.
        limit: Option<String>,
        /// The first page's number.
        first: i64,
    },
    /// By a cursor that the response carries.
    Cursor {
        /// The parameter that takes it.
        cursor: String,
        /// Keys from the response's root to the next cursor.
        next: Vec<String>,
    },
    /// By the id of the last item, where the response says that there is more.
    LastItem {
        /// The parameter that takes it.
        after: String,
        /// Keys from an item to its id.
        id: Vec<String>,
    },
    /// By a URL that the response carries.
    NextLink {
        /// Keys from the response's root to the URL.
        next: Vec<String>,
        /// It takes the method and the body of the operation, in place of GET.
        again: bool,
    },
    /// By the URL of relation `next` in the header `Link` (RFC 8288).
    LinkHeader,
}
