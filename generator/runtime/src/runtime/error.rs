//! `Error`: everything that can go wrong with a call, told apart.

use super::{
    ApiError, AuthenticationError, BuildError, DecodeError, InvalidRequest, OperationError, OperationInfo,
    TimeoutError, TransportError,
};
use std::fmt;

/// Why a call failed: one type for all operations, so that one `#[from]` in an error of yours takes them all.
///
/// What an operation's error answers hold is typed: [`Error::body`] reads it. Streams fail with it, too; the errors of
/// checks and builders turn into it by `?`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error status, or one that the document does not list; or sent an error as an event.
    Api(Box<ApiError>),
    /// No complete answer came: the connection could not be made, or broke.
    Transport(Box<TransportError>),
    /// A deadline passed.
    Timeout(TimeoutError),
    /// The answer came but is not what the document says.
    Decode(Box<DecodeError>),
    /// The request cannot be sent; nothing was sent.
    InvalidRequest(Box<InvalidRequest>),
    /// No token could be obtained; the operation was not called.
    Authentication(Box<AuthenticationError>),
    /// The client could not be built; no call fails with it.
    Build(Box<BuildError>),
}

impl Error {
    /// The error answer of the server, if it is one.
    #[must_use]
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The body of the server's error answer, if it is one, as the operation's own error: [`ApiError::body`].
    #[must_use]
    pub fn body<E: OperationError>(&self) -> Option<E> {
        self.as_api().map(ApiError::body)
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => error.status(),
            _ => None,
        }
    }

    /// The server's id of the request, if it sent one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            _ => None,
        }
    }

    /// Whether a deadline passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Transport(error) => error.is_timeout(),
            _ => false,
        }
    }

    /// Whether the request provably did not reach the server.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_unsent(),
            Self::Timeout(error) => error.kind() == super::TimeoutKind::Connect,
            Self::InvalidRequest(_) | Self::Authentication(_) | Self::Build(_) => true,
            Self::Api(_) | Self::Decode(_) => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Authentication(error) => error.fmt(f),
            Self::Build(error) => error.fmt(f),
        }
    }
}

// `Display` tells the causes; as sources they would be printed twice.
impl std::error::Error for Error {}

/// What the executor reports; the error is made of it at the end. All of it is boxed, so that results
/// fit into two registers.
#[derive(Debug)]
pub(crate) enum Failure {
    Status(Box<super::RawResponse>),
    Transport(Box<TransportError>),
    Timeout(Box<TimeoutError>),
    Decode(Box<DecodeError>),
    Invalid(Box<InvalidRequest>),
    Authentication(Box<AuthenticationError>),
}

impl Failure {
    /// The error of a call of an operation.
    #[cold]
    pub(crate) fn into_error(self, operation: &'static OperationInfo) -> Error {
        match self {
            Self::Status(response) => Error::Api(Box::new(ApiError::from(*response).of(operation))),
            Self::Transport(error) => Error::Transport(error),
            Self::Timeout(error) => Error::Timeout(*error),
            Self::Decode(error) => Error::Decode(error),
            Self::Invalid(error) => Error::InvalidRequest(error),
            Self::Authentication(error) => Error::Authentication(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(response) => response.status().fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Invalid(error) => error.fmt(f),
            Self::Authentication(error) => error.fmt(f),
        }
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

impl From<TimeoutError> for Failure {
    fn from(error: TimeoutError) -> Self {
        Self::Timeout(Box::new(error))
    }
}

impl From<AuthenticationError> for Failure {
    fn from(error: AuthenticationError) -> Self {
        Self::Authentication(Box::new(error))
    }
}

impl From<InvalidRequest> for Failure {
    fn from(error: InvalidRequest) -> Self {
        Self::Invalid(Box::new(error))
    }
}
