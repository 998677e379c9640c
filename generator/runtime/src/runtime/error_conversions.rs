//! What turns into an `Error`: its parts, so that tests can make one, and the errors of operations into the one of all.

use super::{
    ApiError, AuthenticationError, BuildError, DecodeError, Error, InvalidRequest, TimeoutError,
    TransportError,
};

/// The error body of an operation: an enum of what the document lists.
pub trait OperationError {}

impl<E: OperationError> From<Error<E>> for Error {
    /// The body stays as it came: [`UnknownBody::decode`](super::UnknownBody::decode) reads it.
    fn from(error: Error<E>) -> Self {
        match error {
            Error::Api(error) => Self::Api(Box::new(error.with_unknown_body())),
            Error::Transport(error) => Self::Transport(error),
            Error::Timeout(error) => Self::Timeout(error),
            Error::Decode(error) => Self::Decode(error),
            Error::InvalidRequest(error) => Self::InvalidRequest(error),
            Error::Authentication(error) => Self::Authentication(error),
            Error::Build(error) => Self::Build(error),
        }
    }
}

impl<E: OperationError> From<ApiError<E>> for Error {
    fn from(error: ApiError<E>) -> Self {
        Self::Api(Box::new(error.with_unknown_body()))
    }
}

impl<E> From<ApiError<E>> for Error<E> {
    fn from(error: ApiError<E>) -> Self {
        Self::Api(Box::new(error))
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

impl<E> From<TimeoutError> for Error<E> {
    fn from(error: TimeoutError) -> Self {
        Self::Timeout(error)
    }
}

impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

impl<E> From<InvalidRequest> for Error<E> {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(Box::new(error))
    }
}

impl<E> From<AuthenticationError> for Error<E> {
    fn from(error: AuthenticationError) -> Self {
        Self::Authentication(Box::new(error))
    }
}

impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(Box::new(error))
    }
}
