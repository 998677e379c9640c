//! Values that break a constraint are the error of a call that they were meant for.

use super::{Error, InvalidRequest, Violations};

impl From<Violations> for Error {
    #[inline]
    fn from(violations: Violations) -> Self {
        InvalidRequest::new("values", violations.to_string()).into()
    }
}
