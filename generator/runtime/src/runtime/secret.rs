//! `Secret`: text that is never printed.

use std::{fmt, sync::Arc};

/// What stands in for a secret.
const REDACTED: &str = "[redacted]";
/// Shorter texts are words that occur by chance, not secrets that could be taken.
const SHORT: usize = 8;

/// A key, token or password. `Debug` and `Display` show none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `text` with every occurrence of the secret replaced, also as `Debug` spells it.
    pub(crate) fn scrub(&self, text: &str) -> String {
        if self.0.len() < SHORT {
            return text.to_owned();
        }
        let text = text.replace(&*self.0, REDACTED);
        let escaped = self.0.escape_debug().to_string();
        if *escaped == *self.0 { text } else { text.replace(&escaped, REDACTED) }
    }

    /// Whether the secret occurs in `bytes`.
    pub(crate) fn occurs_in(&self, bytes: &[u8]) -> bool {
        self.0.len() >= SHORT && String::from_utf8_lossy(bytes).contains(&*self.0)
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
