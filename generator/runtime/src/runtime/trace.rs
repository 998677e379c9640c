//! Spans and events for `tracing`, behind the feature of that name. Never a URL's query, a header or a body.

use super::{BoxFuture, OperationInfo, RawResponse, ResponseEvent, RuntimeSend, error::Failure};
use std::future::Future;

/// The call as a future, within its span.
pub(crate) fn call(
    info: &'static OperationInfo,
    future: impl Future<Output = Result<Box<RawResponse>, Failure>> + RuntimeSend + 'static,
) -> BoxFuture<'static, Result<Box<RawResponse>, Failure>> {
    #[cfg(feature = "tracing")]
    {
        use tracing::Instrument;
        // The name of a span is fixed when it is compiled; `otel.name` takes its place wherever spans are exported.
        let span = tracing::info_span!(
            "call",
            otel.name = info.id,
            operation = info.id,
            method = info.method,
            path = info.path
        );
        Box::pin(future.instrument(span))
    }
    #[cfg(not(feature = "tracing"))]
    {
        let _ = info;
        Box::pin(future)
    }
}

/// What became of an attempt.
pub(crate) fn attempt(event: &ResponseEvent<'_>) {
    #[cfg(feature = "tracing")]
    tracing::debug!(
        operation = event.operation.id,
        attempt = event.attempt,
        status = event.status.map(|status| status.as_u16()),
        error = event.error.as_deref(),
        duration_ms = u64::try_from(event.elapsed.as_millis()).unwrap_or(u64::MAX),
        retry_in_ms = event.retry_in.map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
        "attempt"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = event;
}
