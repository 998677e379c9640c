//! The marker of blocking clients.

use super::{Clock, Error, Mode, Transport};
use std::sync::Arc;

/// Calls block the thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct Blocking;

impl Mode for Blocking {
    fn transport() -> Result<Arc<dyn Transport>, Error> {
        Ok(Arc::new(super::UreqTransport::new()))
    }

    fn clock() -> Arc<dyn Clock> {
        Arc::new(super::ThreadClock)
    }
}
