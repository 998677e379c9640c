//! Errors of reqwest.

use super::{TransportError, TransportPhase};
use std::error::Error;

/// Our error for one of reqwest's, with the URL taken out since it may hold a key.
pub(crate) fn convert(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (timed_out, unsent, body) =
        (error.is_timeout(), error.is_connect() || error.is_builder(), error.is_body());
    let phase = match (unsent, body && error.source().is_none()) {
        (true, _) => TransportPhase::Connect,
        (false, true) => TransportPhase::Body,
        (false, false) => TransportPhase::Exchange,
    };
    let converted = TransportError::new(phase, error);
    if timed_out { converted.timed_out() } else { converted }
}
