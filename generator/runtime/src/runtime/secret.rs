//! `Secret`: text that is never printed.

use super::excerpt::CUT;
use std::{fmt, sync::Arc};

/// What stands in for a secret.
const REDACTED: &str = "[redacted]";
/// Shorter texts are words that occur by chance, not secrets that could be taken.
const SHORT: usize = 8;
/// Less than this of a secret says nothing of the rest.
const PART: usize = 4;

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

    /// The same for an excerpt, whose ends may have cut the secret in two.
    pub(crate) fn scrub_excerpt(&self, text: &str) -> String {
        let mut text = self.scrub(text);
        if self.0.len() < SHORT {
            return text;
        }
        let places = || self.0.char_indices().map(|(place, _)| place);
        if let Some(shown) = text.strip_suffix(CUT) {
            let head = places().rev().filter_map(|end| self.0.get(..end));
            if let Some(shown) =
                head.filter(|head| head.len() >= PART).find_map(|head| shown.strip_suffix(head))
            {
                text = format!("{shown}{REDACTED}{CUT}");
            }
        }
        if let Some(shown) = text.strip_prefix(CUT) {
            let tail = places().filter_map(|start| self.0.get(start..));
            if let Some(shown) =
                tail.filter(|tail| tail.len() >= PART).find_map(|tail| shown.strip_prefix(tail))
            {
                text = format!("{CUT}{REDACTED}{shown}");
            }
        }
        text
    }

    /// Whether the secret occurs in `bytes`.
    pub(crate) fn occurs_in(&self, bytes: &[u8]) -> bool {
        // Most headers are shorter than a token.
        self.0.len() >= SHORT
            && bytes.len() >= self.0.len()
            && String::from_utf8_lossy(bytes).contains(&*self.0)
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
