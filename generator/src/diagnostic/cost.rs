//! What a fault costs.

use crate::code::Code;

/// What is lost by one bad spot of a document. Everything else comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cost {
    /// An entry of `content`.
    MediaType,
    /// What a schema says of its values.
    Schema,
    /// A part of what a schema says; the finding tells which.
    Shape,
    /// A field of an object, or an entry of one.
    Field,
    /// What is for people only, as tags and licences are: nothing depends on it.
    Prose,
    /// A parameter.
    Parameter,
    /// A header of a response.
    Header,
    /// A request body.
    RequestBody,
    /// What is said of a response.
    Response,
    /// A path with its operations.
    Path,
    /// An operation.
    Operation,
}

impl Cost {
    /// Whether a fault costs more than such a spot.
    #[must_use]
    pub fn is_exceeded_by(self, code: Code) -> bool {
        code.costs_everything() && (self != Self::Prose || code == Code::ReferenceExpansion)
    }

    /// What happens to the spot, where the finding does not tell it itself.
    #[must_use]
    pub fn consequence(self) -> Option<&'static str> {
        Some(match self {
            Self::MediaType => "this entry is ignored; where it is the only one, the body is bytes",
            Self::Schema => "the schema becomes a JSON value",
            Self::Shape => return None,
            Self::Field | Self::Prose => "what it says is ignored",
            Self::Parameter => "the parameter is left out",
            Self::Header => "the header is left out",
            Self::RequestBody => "operations that need this body are left out",
            Self::Response => "what is said of the response is ignored",
            Self::Path => "the path is left out with its operations",
            Self::Operation => "the operation is left out",
        })
    }

    /// How the summary counts such spots: one of them, several of them, and what became of them.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::MediaType => ("media type", "media types", "ignored"),
            Self::Schema | Self::Shape => ("schema", "schemas", "degraded"),
            Self::Field | Self::Prose => ("field", "fields", "ignored"),
            Self::Parameter => ("parameter", "parameters", "left out"),
            Self::Header => ("header", "headers", "left out"),
            Self::RequestBody => ("request body", "request bodies", "ignored"),
            Self::Response => ("response", "responses", "ignored"),
            Self::Path => ("path", "paths", "left out"),
            Self::Operation => ("operation", "operations", "left out"),
        }
    }

    /// True where a type says less than the document, because that cannot be expressed.
    #[must_use]
    pub fn degrades(self) -> bool {
        matches!(self, Self::Schema | Self::Shape)
    }
}
