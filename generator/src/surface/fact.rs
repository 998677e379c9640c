//! What callers cannot see in the types.

use std::fmt;

/// The name of a fact about an item, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactName {
    /// The media types that a call asks for.
    Accept,
    /// An alternative is meant by any other tag, too.
    AnyOtherTag,
    /// What is sent to ask for a stream.
    AskedForBy,
    /// The media types of a body.
    Body,
    /// Method and path.
    Call,
    /// What the server takes where nothing is sent.
    Default,
    /// Crates that generated code depends on because of the configuration.
    Dependencies,
    /// Why not to use it, or `yes`.
    Deprecated,
    /// The variable of a credential.
    Environment,
    /// A header field, and how it is written.
    Header,
    /// Which values are allowed.
    Limits,
    /// The media type of an alternative.
    MediaType,
    /// What a field is called on the wire.
    NameOnTheWire,
    /// An absent field is `null` for an update request.
    NullIsAbsent,
    /// The id of an operation.
    OperationId,
    /// How a list goes on.
    Pagination,
    /// The rule by which that was inferred.
    PaginationInferred,
    /// How a parameter is sent.
    Parameter,
    /// How the parameters that a method takes are sent.
    Parameters,
    /// What the environment's variables begin with.
    Prefix,
    /// Whether a field can be absent.
    Presence,
    /// Requests leave it out.
    ReadOnly,
    /// What is sent again, and when.
    Retry,
    /// What is checked beside the limits of single values.
    Rules,
    /// What a security scheme sends.
    Scheme,
    /// What a token is asked for.
    Scopes,
    /// The method of what users receive, and when it is sent.
    Sent,
    /// The schemes that a call needs.
    Security,
    /// Where requests go.
    Servers,
    /// The status of an answer.
    Status,
    /// The statuses of a success.
    Success,
    /// The property that tells alternatives apart.
    Tag,
    /// The values of it that mean an alternative.
    Tags,
    /// What an update request sets together.
    Together,
    /// Where tokens come from.
    TokenUrl,
    /// What the client calls itself.
    UserAgent,
    /// A value of an enum, as JSON.
    ValueOnTheWire,
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accept => "accept",
            Self::AnyOtherTag => "any other tag",
            Self::AskedForBy => "asked for by",
            Self::Body => "body",
            Self::Call => "call",
            Self::Default => "default",
            Self::Dependencies => "dependencies",
            Self::Deprecated => "deprecated",
            Self::Environment => "environment",
            Self::Header => "header",
            Self::Limits => "limits",
            Self::MediaType => "media type",
            Self::NameOnTheWire => "name on the wire",
            Self::NullIsAbsent => "null is absent",
            Self::OperationId => "operationId",
            Self::Pagination => "pagination",
            Self::PaginationInferred => "pagination inferred",
            Self::Parameter => "parameter",
            Self::Parameters => "parameters",
            Self::Prefix => "prefix",
            Self::Presence => "presence",
            Self::ReadOnly => "read only",
            Self::Retry => "retry",
            Self::Rules => "rules",
            Self::Scheme => "scheme",
            Self::Scopes => "scopes",
            Self::Sent => "sent by",
            Self::Security => "security",
            Self::Servers => "servers",
            Self::Status => "status",
            Self::Success => "success",
            Self::Tag => "tag",
            Self::Tags => "tags",
            Self::Together => "together",
            Self::TokenUrl => "token URL",
            Self::UserAgent => "user agent",
            Self::ValueOnTheWire => "value on the wire",
        })
    }
}
