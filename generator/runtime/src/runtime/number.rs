//! `Number`: a JSON number of any size and precision, kept as it is written.

use super::{DecodeError, integers::digits};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;
use std::{fmt, str::FromStr};

/// A number as it is written. Equal means written alike: `50` and `50.0` differ.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// The digits.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As an integer, if it is one that fits, however it is written.
    #[must_use]
    #[inline]
    pub fn as_i64(&self) -> Option<i64> {
        digits(&self.0)?.parse().ok()
    }

    /// As an integer, if it is one that fits, however it is written.
    #[must_use]
    #[inline]
    pub fn as_i128(&self) -> Option<i128> {
        digits(&self.0)?.parse().ok()
    }

    /// As the nearest binary fraction.
    #[must_use]
    #[inline]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }
}

impl FromStr for Number {
    type Err = DecodeError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        let text = text.trim();
        let starts = text.starts_with(|character: char| character == '-' || character.is_ascii_digit());
        // The grammar of numbers is the JSON reader's business.
        if starts && serde_json::from_str::<&RawValue>(text).is_ok() {
            Ok(Self(text.into()))
        } else {
            Err(DecodeError::new("not a number", text.as_bytes()))
        }
    }
}

macro_rules! from_integers {
    ($($type:ty),*) => {
        $(impl From<$type> for Number {
            #[inline]
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, i128, u8, u16, u32, u64, u128);

impl TryFrom<f64> for Number {
    type Error = DecodeError;

    #[inline]
    fn try_from(value: f64) -> Result<Self, DecodeError> {
        value.to_string().parse()
    }
}

impl fmt::Debug for Number {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Number {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(|_| D::Error::custom("not a number"))
    }
}
