//! `[operations."..."]`: what the document does not say about an operation, or says wrongly.

use serde::Deserialize;

use super::DeepObjectLists;

/// `[operations."listPets"]` or `[operations."GET /pets"]`. What is set here wins over vendor extensions of the
/// document. A table for an operation that does not exist is an error.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operation {
    /// The method's name. Default: from the `operationId`.
    pub name: Option<String>,
    /// The group of methods it belongs to. Default: its first tag.
    pub group: Option<String>,
    /// Leave the operation out. Default: `false`.
    pub ignore: bool,
    /// Whether it may be sent again. Default: by its HTTP method.
    pub retry: Option<RetryClass>,
    /// Path parameters whose values are several segments: `/` and other reserved characters in them go out as they are;
    /// `.` and `..` are refused all the same. Default: those that the path writes as `{+name}` or `{name*}`.
    pub segments: Vec<String>,
    /// The data of the event that ends its stream, such as `[DONE]`. Default: what an extension, an example or a text of
    /// the document says, then `last_event` of `[client]`.
    pub last_event: Option<String>,
    /// How lists within its parameters, and parts of forms, of the style `deepObject` are written. Default:
    /// `deep_object_lists` of `[client]`.
    pub deep_object_lists: Option<DeepObjectLists>,
    /// How its pages follow one another. Default: what the document's extensions say, or what its parameters
    /// and response show beyond doubt.
    pub pagination: Option<Pagination>,
    /// Of an update: how `diff_to` makes its body. Default: what differs, each property by itself.
    pub diff_to: Option<DiffTo>,
}

/// How the body of an update is made of what is there and what is to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiffTo {
    /// Lists of properties that the API takes only together: where one of them differs, all are set. Default: none.
    pub together: Vec<Vec<String>>,
    /// A property that is absent and one that is null are the same, as for servers that leave out what is null.
    /// Default: `false`.
    pub null_is_absent: bool,
}

/// Whether a request may be sent again when it is not known if it was processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RetryClass {
    /// It changes nothing: always.
    Safe,
    /// Sending it twice is the same as once: always.
    Idempotent,
    /// Only when it certainly was not processed.
    Unsafe,
    /// Never.
    Never,
}

/// How the pages of a list follow one another.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    /// The kind.
    #[serde(rename = "type")]
    pub kind: PaginationKind,
    /// The parameters that select a page. Default: those with the usual names.
    #[serde(default)]
    pub inputs: PaginationInputs,
    /// The JSON pointer of the list in a response. Default: its only list.
    pub results: Option<String>,
    /// The JSON pointer of the total number of items in a response. Default: none.
    pub total: Option<String>,
    /// The JSON pointer of the next page's cursor or link in a response. Required for `cursor` and `nextLink`.
    pub next: Option<String>,
    /// How a `nextLink` is asked for. Default: `get`.
    #[serde(default)]
    pub method: LinkMethod,
}

/// How a link to the next page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkMethod {
    /// By GET, without a body.
    #[default]
    Get,
    /// By the operation's own method, with its body.
    Own,
}

/// The kinds of pagination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PaginationKind {
    /// `offset` and `limit` parameters.
    OffsetLimit,
    /// A `page` parameter that counts pages.
    Page,
    /// A parameter that takes what the last response gave.
    Cursor,
    /// The response holds the next page's URL.
    NextLink,
    /// Not paginated, whatever the document seems to say.
    None,
}

/// The names of the parameters that select a page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaginationInputs {
    /// How many items to skip. Default: `offset`.
    pub offset: Option<String>,
    /// How many items a page has. Default: `limit`.
    pub limit: Option<String>,
    /// Which page, counted from 1. Default: `page`.
    pub page: Option<String>,
    /// What the last response gave. Default: `cursor`.
    pub cursor: Option<String>,
}

/// `[pagination]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lists {
    /// Pagination is inferred where the names of parameters and the answer agree with a known style. Default: true.
    pub infer: bool,
}

impl Default for Lists {
    fn default() -> Self {
        Self { infer: true }
    }
}
