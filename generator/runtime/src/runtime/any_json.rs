//! `AnyJson`: what setters of fields of any JSON take.

use serde_json::{Map, Number, Value};

use super::{AsState, IntoOptional, Null, OptionalNullable};

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

/// Null is a value of any JSON.
impl<U: Into<AnyJson>> IntoOptional<AnyJson, AsState> for OptionalNullable<U> {
    fn into_optional(self) -> Option<AnyJson> {
        match self {
            Self::Absent => None,
            Self::Null => Some(Null.into()),
            Self::Value(value) => Some(value.into()),
        }
    }
}
