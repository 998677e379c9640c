//! Async or blocking: a marker on clients and requests.

use super::{Clock, Error, Transport};
use std::sync::Arc;

/// How calls are made.
pub trait Mode: Send + Sync + 'static {
    /// The transport that a client has unless it is given one.
    ///
    /// # Errors
    /// It cannot be set up, or the crate was built without one.
    fn transport() -> Result<Arc<dyn Transport>, Error>;

    /// The clock that a client has unless it is given one.
    fn clock() -> Arc<dyn Clock>;
}

/// Calls are futures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Async;

impl Mode for Async {
    #[cfg(feature = "reqwest")]
    fn transport() -> Result<Arc<dyn Transport>, Error> {
        Ok(Arc::new(super::ReqwestTransport::new()?))
    }

    #[cfg(not(feature = "reqwest"))]
    fn transport() -> Result<Arc<dyn Transport>, Error> {
        let problem = "the crate has no transport of its own without the feature `reqwest`";
        Err(super::BuildError::setting("transport", problem).into())
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
