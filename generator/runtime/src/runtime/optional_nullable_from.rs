//! Conversions into `OptionalNullable` from plain values.
//!
//! A blanket `From<T>` would overlap with `From<Null>`, so the usual types are listed one by one; generated
//! code adds its models.

use super::OptionalNullable;
use std::collections::BTreeMap;

macro_rules! from_same {
    ($($type:ty),* $(,)?) => {
        $(impl From<$type> for OptionalNullable<$type> {
            fn from(value: $type) -> Self {
                Self::Value(value)
            }
        })*
    };
}

macro_rules! from_lossless {
    ($($target:ty: $($source:ty),*;)*) => {
        $($(impl From<$source> for OptionalNullable<$target> {
            fn from(value: $source) -> Self {
                Self::Value(value.into())
            }
        })*)*
    };
}

from_same! {
    bool, char, u8, u16, u32, u64, u128, i8, i16, i32, i64, i128, f32, f64, String,
    serde_json::Value, serde_json::Number, bytes::Bytes,
}

from_lossless! {
    f64: f32, i8, i16, i32, u8, u16, u32;
    i64: i8, i16, i32, u8, u16, u32;
    u64: u8, u16, u32;
    i32: i8, i16, u8, u16;
    serde_json::Value: &str, String, bool, i32, i64, u64, f64;
    serde_json::Number: i32, i64, u32, u64;
}

impl From<&str> for OptionalNullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl From<&String> for OptionalNullable<String> {
    fn from(value: &String) -> Self {
        Self::Value(value.clone())
    }
}

impl<T> From<Box<T>> for OptionalNullable<Box<T>> {
    fn from(value: Box<T>) -> Self {
        Self::Value(value)
    }
}

impl<T, U: Into<T>> From<Vec<U>> for OptionalNullable<Vec<T>> {
    fn from(values: Vec<U>) -> Self {
        Self::Value(values.into_iter().map(Into::into).collect())
    }
}

impl<T, U: Into<T>, const N: usize> From<[U; N]> for OptionalNullable<Vec<T>> {
    fn from(values: [U; N]) -> Self {
        Self::Value(values.into_iter().map(Into::into).collect())
    }
}

impl<T, U: Clone + Into<T>> From<&[U]> for OptionalNullable<Vec<T>> {
    fn from(values: &[U]) -> Self {
        Self::Value(values.iter().cloned().map(Into::into).collect())
    }
}

impl<K: Ord, T> From<BTreeMap<K, T>> for OptionalNullable<BTreeMap<K, T>> {
    fn from(values: BTreeMap<K, T>) -> Self {
        Self::Value(values)
    }
}

impl<K: Into<String>, U: Into<T>, T, const N: usize> From<[(K, U); N]>
    for OptionalNullable<BTreeMap<String, T>>
{
    fn from(values: [(K, U); N]) -> Self {
        Self::Value(values.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl From<serde_json::Map<String, serde_json::Value>>
    for OptionalNullable<serde_json::Map<String, serde_json::Value>>
{
    fn from(values: serde_json::Map<String, serde_json::Value>) -> Self {
        Self::Value(values)
    }
}
