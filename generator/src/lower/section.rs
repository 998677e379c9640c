//! The sections of `components`.

use super::version::Version;
use crate::document::place::in_swagger;

/// A kind of object that can be referred to, by its place among the components.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    MediaTypes,
    PathItems,
}

impl Section {
    /// Where components of this kind stand.
    pub(super) fn place(self, version: Version) -> String {
        match in_swagger(self.key()).filter(|_| version == Version::V20) {
            Some(key) => key.to_owned(),
            None => format!("components/{}", self.key()),
        }
    }

    /// The key under `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::MediaTypes => "mediaTypes",
            Self::PathItems => "pathItems",
        }
    }

    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Schemas => "a schema",
            Self::Responses => "a response",
            Self::Parameters => "a parameter",
            Self::Examples => "an example",
            Self::RequestBodies => "a request body",
            Self::Headers => "a header",
            Self::SecuritySchemes => "a security scheme",
            Self::MediaTypes => "a media type",
            Self::PathItems => "a path item",
        }
    }
}
