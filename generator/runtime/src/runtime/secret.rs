//! `Secret`: text that is never printed.

use std::{fmt, sync::Arc};

/// What stands in for a secret.
const REDACTED: &str = "[redacted]";

/// A key, token or password. `Debug` and `Display` show none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `text` with every occurrence of the secret replaced; very short secrets would hit by chance.
    pub(crate) fn scrub(&self, text: &str) -> String {
        if self.0.len() < 6 { text.to_owned() } else { text.replace(&*self.0, REDACTED) }
    }

    /// Whether the secret occurs in `bytes`.
    pub(crate) fn occurs_in(&self, bytes: &[u8]) -> bool {
        self.0.len() >= 6 && String::from_utf8_lossy(bytes).contains(&*self.0)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}
