//! Numbers that are read from their text: those that may come as one, and integers beyond 64 bits.

use super::{
    integers::digits,
    read_as::{ReadAs, Whole},
};
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;
use std::str::FromStr;

/// A number, or the text of one.
#[derive(Debug)]
pub struct Numeral;

macro_rules! large {
    ($($type:ident),*) => {
        $(impl<'de> ReadAs<'de, Whole> for $type {
            fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = Box::<RawValue>::deserialize(deserializer)?;
                let value = digits(raw.get()).and_then(|digits| digits.parse().ok());
                value.ok_or_else(|| D::Error::custom("no integer, or out of range"))
            }
        })*
    };
}

large!(i128, u128);

/// The number that JSON or the text in it spells.
fn numeral<'de, T: FromStr, D: Deserializer<'de>>(
    deserializer: D,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let text = serde_json::from_str::<String>(raw.get());
    let text = text.as_deref().unwrap_or(raw.get());
    parse(text.trim()).ok_or_else(|| D::Error::custom(format_args!("`{text}` is no such number")))
}

macro_rules! numerals {
    ($($type:ident)* => $parse:expr) => {
        $(impl<'de> ReadAs<'de, Numeral> for $type {
            fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                numeral(deserializer, $parse)
            }
        })*
    };
}

numerals!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 => |text| digits(text)?.parse().ok());
numerals!(f32 f64 => |text| text.parse().ok().filter(|number: &Self| number.is_finite()));
