//! Async or blocking: a marker on clients and requests.

use super::{BuildError, Clock, Transport};
use std::sync::Arc;

/// How calls are made.
pub trait Mode: Send + Sync + 'static {
    /// The transport that a client has unless it is given one.
    ///
    /// # Errors
    /// It cannot be set up, or the crate was built without one.
    fn transport() -> Result<Arc<dyn Transport>, BuildError>;

    /// The clock that a client has unless it is given one.
    fn clock() -> Arc<dyn Clock>;
}

/// Calls are futures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Async;

impl Mode for Async {
    #[cfg(feature = "reqwest")]
    fn transport() -> Result<Arc<dyn Transport>, BuildError> {
        Ok(Arc::new(super::ReqwestTransport::new()?))
    }

    #[cfg(not(feature = "reqwest"))]
    fn transport() -> Result<Arc<dyn Transport>, BuildError> {
        Err(BuildError::setting(
            "transport",
            "the crate has no transport of its own without the feature `reqwest`",
        ))
    }

    #[cfg(feature = "reqwest")]
    fn clock() -> Arc<dyn Clock> {
        Arc::new(super::TokioClock)
    }

    #[cfg(not(feature = "reqwest"))]
    fn clock() -> Arc<dyn Clock> {
        Arc::new(super::ThreadClock)
    }
}
