//! `Base64`: the text of bytes, which is decoded when it is asked for.

use super::{DecodeError, base64};
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The base64 text of bytes (RFC 4648), as `format: byte` and `contentEncoding: base64` describe them.
///
/// What is received stays as it came, in either alphabet, with line breaks or without, and goes back so. Whether it is
/// base64 is known when its bytes are asked for: no answer is refused for a text that nobody reads.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Base64(String);

impl Base64 {
    /// The bytes.
    ///
    /// # Errors
    ///
    /// Fails if what was received is not base64.
    #[inline]
    pub fn decode(&self) -> Result<Bytes, DecodeError> {
        let bytes = base64::decode(&self.0);
        bytes.map(Bytes::from).ok_or_else(|| DecodeError::new("not base64", self.0.as_bytes()))
    }

    /// The text.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text of bytes, with padding.
impl<T: Into<Bytes>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self(base64::encode(&bytes.into()))
    }
}

impl fmt::Debug for Base64 {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} characters)", self.0.len())
    }
}

impl fmt::Display for Base64 {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Text that is base64 already, which it has to be.
impl std::str::FromStr for Base64 {
    type Err = DecodeError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = Self(text.to_owned());
        text.decode()?;
        Ok(text)
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
