//! Values that break a constraint are the error of a call that they were meant for.

use super::{Error, InvalidRequest, Violations};

impl From<Violations> for Error {
    #[inline]
    fn from(violations: Violations) -> Self {
        let text = violations.to_string();
        let path = violations.iter().next().map_or("", |first| first.path.as_str());
        match text.strip_prefix(path).and_then(|rest| rest.strip_prefix(": ")) {
            Some(message) => InvalidRequest::new(path, message).into(),
            None => InvalidRequest::new("the value", text).into(),
        }
    }
}
