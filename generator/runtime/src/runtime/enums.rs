//! Enums: how their values come, and the conversions that all enums of a kind have. Each type only says which text or
//! number is which variant.

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use std::{cmp::Ordering, fmt};

use super::{integers::digits, json_text::JsonText, unknown::Unknown};

/// The order of an enum: that of its values as they are sent, whatever their order in the document, so that another
/// order there changes nothing. An unknown value that is sent like a known one is not equal to it, and comes after it.
#[allow(unused_macros, reason = "a document may have no enum")]
macro_rules! ordered {
    ($name:ident, |$one:ident, $other:ident| $compare:expr) => {
        impl Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                let ($one, $other) = (self, other);
                crate::runtime::enums::order($compare, $one.unknown(), $other.unknown())
            }
        }

        impl PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use ordered;

/// The way back from the wire, which every conversion takes, and what is left of an unknown value.
#[allow(unused_macros, reason = "a document may have no enum")]
macro_rules! known {
    ($name:ident, $value:ty, $($variant:ident => $known:literal,)*) => {
        impl $name {
            #[inline]
            fn known(value: $value) -> Option<Self> {
                match value {
                    $($known => Some(Self::$variant),)*
                    _ => None,
                }
            }

            #[inline]
            fn unknown(&self) -> Option<&crate::runtime::Unknown> {
                match self {
                    Self::Unknown(value) => Some(value),
                    _ => None,
                }
            }
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use known;

/// An enum of texts, a line for each value: `as_str`, and the conversions.
#[allow(unused_macros, reason = "a document may have no such enum")]
macro_rules! text {
    (enum $name:ident; $($variant:ident => $value:literal;)*) => {
        impl $name {
            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        crate::runtime::enums::known!($name, &str, $($variant => $value,)*);
        crate::runtime::enums::ordered!($name, |one, other| one.as_str().cmp(other.as_str()));

        impl From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                crate::runtime::enums::from_text(value, Self::known, Self::Unknown)
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                crate::runtime::enums::from_string(value, Self::known, Self::Unknown)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Unknown(value) => serde::Serialize::serialize(value, serializer),
                    known => serializer.serialize_str(known.as_str()),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::enums::read(deserializer, Self::known, Self::Unknown)
            }
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use text;

/// An enum of integers, a line for each value: `as_i64`, and the conversions.
#[allow(unused_macros, reason = "see above")]
macro_rules! integer {
    (enum $name:ident; $($variant:ident => $value:literal;)*) => {
        impl $name {
            /// The value on the wire; `None` for one that is no 64-bit integer.
            #[must_use]
            #[inline]
            pub fn as_i64(&self) -> Option<i64> {
                match self {
                    $(Self::$variant => Some($value),)*
                    Self::Unknown(value) => value.as_str().parse().ok(),
                }
            }
        }

        crate::runtime::enums::known!($name, i64, $($variant => $value,)*);
        crate::runtime::enums::ordered!($name, |one, other| one.as_i64().cmp(&other.as_i64()));

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                Self::known(value).unwrap_or_else(|| Self::Unknown(value.into()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::Unknown(value) => serde::Serialize::serialize(value, serializer),
                    known => serde::Serialize::serialize(&known.as_i64(), serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let known = |text: &str| crate::runtime::enums::whole(text).and_then(Self::known);
                crate::runtime::enums::read(deserializer, known, Self::Unknown)
            }
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use integer;

/// An enum of any other values, a line for each, as JSON: `to_value`, and the conversions.
#[allow(unused_macros, reason = "see above")]
macro_rules! json {
    (enum $name:ident; $($variant:ident => $value:literal;)*) => {
        impl $name {
            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn to_value(&self) -> serde_json::Value {
                let text = match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => return value.to_value(),
                };
                serde_json::from_str(text).unwrap_or_default()
            }
        }

        crate::runtime::enums::known!($name, &str, $($variant => $value,)*);
        crate::runtime::enums::ordered!($name, |one, other| one
            .to_value()
            .to_string()
            .cmp(&other.to_value().to_string()));

        impl From<serde_json::Value> for $name {
            #[inline]
            fn from(value: serde_json::Value) -> Self {
                let text = value.to_string();
                let whole = || Self::known(&crate::runtime::enums::whole(&text)?.to_string());
                Self::known(&text).or_else(whole).unwrap_or_else(|| Self::Unknown(value.into()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.to_value(), serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <serde_json::Value as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}
#[allow(unused_imports, reason = "see above")]
pub(crate) use json;

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        EnumValue::deserialize(deserializer).map(Self::from)
    }
}

/// The integer that a text is, however it is written.
#[must_use]
pub fn whole(text: &str) -> Option<i64> {
    digits(text)?.parse().ok()
}

/// The order of two values that are sent in this order, and of what is left of unknown ones.
#[must_use]
pub fn order(sent: Ordering, one: Option<&Unknown>, other: Option<&Unknown>) -> Ordering {
    sent.then_with(|| one.cmp(&other))
}

/// The value with this text.
pub fn from_text<T>(text: &str, known: fn(&str) -> Option<T>, unknown: fn(Unknown) -> T) -> T {
    known(text).unwrap_or_else(|| unknown(text.into()))
}

/// The value with this text, which is not copied.
pub fn from_string<T>(text: String, known: fn(&str) -> Option<T>, unknown: fn(Unknown) -> T) -> T {
    known(&text).unwrap_or_else(|| unknown(text.into()))
}

/// Reads an enum: a value that is known by its text, or one that is not.
///
/// # Errors
/// It is null, or no JSON.
#[inline]
pub fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    known: fn(&str) -> Option<T>,
    unknown: fn(Unknown) -> T,
) -> Result<T, D::Error> {
    let value = EnumValue::deserialize(deserializer)?;
    Ok(known(value.as_str()).unwrap_or_else(|| unknown(value.into())))
}

/// A value of an enum as it comes, to be compared with those that are known: a text is not copied for that.
#[derive(Debug)]
pub struct EnumValue<'de>(Came<'de>);

#[derive(Debug)]
enum Came<'de> {
    Borrowed(&'de str),
    Kept(Unknown),
}

impl EnumValue<'_> {
    /// The text of the value, as [`Unknown::as_str`] has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Came::Borrowed(text) => text,
            Came::Kept(value) => value.as_str(),
        }
    }
}

impl From<EnumValue<'_>> for Unknown {
    fn from(value: EnumValue<'_>) -> Self {
        match value.0 {
            Came::Borrowed(text) => text.into(),
            Came::Kept(value) => value,
        }
    }
}

impl<'de> Deserialize<'de> for EnumValue<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EnumVisitor).map(Self)
    }
}

/// What is no text, which is kept by its JSON.
fn keep<'de, E>(write: impl FnOnce(JsonText<'_>) -> Result<(), E>) -> Result<Came<'de>, E> {
    let mut json = String::new();
    write(JsonText(&mut json)).map(|()| Came::Kept(Unknown::json(json)))
}

struct EnumVisitor;

impl<'de> Visitor<'de> for EnumVisitor {
    type Value = Came<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an enum value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Came::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Came::Kept(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Came::Kept(text.into()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        keep(|text| text.visit_bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        keep(|text| text.visit_i64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        keep(|text| text.visit_u64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        keep(|text| text.visit_f64(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Err(E::custom("invalid type: null, expected an enum value"))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        keep(|text| text.visit_seq(sequence))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        keep(|text| text.visit_map(map))
    }
}
