//! `Scalar` and `AnyJson`: what setters of optional numbers and of fields of any JSON take.

use serde_json::{Map, Number, Value};

use super::Null;

/// The argument of a number's setter: the number's own type, and where a literal stays one, smaller ones.
///
/// A literal without a suffix counts as an `i32` where several types would do. So the types that an `i32` does not
/// fit into take themselves only, and their literals need no suffix either.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Scalar<T>(pub T);

impl<T> Scalar<T> {
    /// The number.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

macro_rules! scalars {
    ($($target:ty: $($source:ty),*;)*) => {
        $($(impl From<$source> for Scalar<$target> {
            fn from(value: $source) -> Self {
                Self(value.into())
            }
        })*)*
    };
}

scalars! {
    f64: f64, f32, i8, i16, i32, u8, u16, u32;
    f32: f32;
    i128: i128, i8, i16, i32, i64, u8, u16, u32, u64;
    i64: i64, i8, i16, i32, u8, u16, u32;
    i32: i32, i8, i16, u8, u16;
    i16: i16;
    i8: i8;
    u128: u128;
    u64: u64;
    u32: u32;
    u16: u16;
    u8: u8;
}

/// The argument of the setter of a field that holds any JSON; [`Null`] is one of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct AnyJson(pub Value);

impl AnyJson {
    /// The value.
    #[must_use]
    pub fn into_inner(self) -> Value {
        self.0
    }
}

macro_rules! any_json {
    ($($source:ty),* $(,)?) => {
        $(impl From<$source> for AnyJson {
            fn from(value: $source) -> Self {
                Self(value.into())
            }
        })*
    };
}

// Each by itself: `Value` is also made of an `Option`, and `None` would be null.
any_json! {
    Value, Number, Map<String, Value>, String, &str, bool, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64,
}

impl From<Null> for AnyJson {
    fn from(_: Null) -> Self {
        Self(Value::Null)
    }
}

impl From<&String> for AnyJson {
    fn from(value: &String) -> Self {
        Self(value.as_str().into())
    }
}

impl From<&Value> for AnyJson {
    fn from(value: &Value) -> Self {
        Self(value.clone())
    }
}

impl<T: Into<Value>> From<Vec<T>> for AnyJson {
    fn from(values: Vec<T>) -> Self {
        Self(values.into())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for AnyJson {
    fn from(values: [T; N]) -> Self {
        Self(values.into())
    }
}
