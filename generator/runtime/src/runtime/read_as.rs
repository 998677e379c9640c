//! Numbers in forms that their types alone would refuse, and lists and maps of them.

use super::{OptionalNullable, integers::EXACT};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use std::{collections::BTreeMap, fmt, marker::PhantomData};

/// A whole number, however it is written: `1`, `1.0`, `3e0`.
#[derive(Debug)]
pub struct Whole;

/// What can be read in a form.
pub trait ReadAs<'de, F>: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// It does not have the form, or does not fit.
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a `T` in the form `F` where serde asks for a seed or a visitor.
#[derive(Debug)]
pub(crate) struct Form<F, T>(PhantomData<(F, T)>);

impl<F, T> Form<F, T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, F, T: ReadAs<'de, F>> DeserializeSeed<'de> for Form<F, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read_as(deserializer)
    }
}

impl<'de, F, T: ReadAs<'de, F>> Visitor<'de> for Form<F, Option<T>> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read_as(deserializer).map(Some)
    }
}

impl<'de, F, T: ReadAs<'de, F>> ReadAs<'de, F> for Option<T> {
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(Form::<F, Self>::new())
    }
}

impl<'de, F, T: ReadAs<'de, F>> ReadAs<'de, F> for OptionalNullable<T> {
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::read_as(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<'de, F, T: ReadAs<'de, F>> Visitor<'de> for Form<F, Vec<T>> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Form::new())? {
            items.push(item);
        }
        Ok(items)
    }
}

impl<'de, F, T: ReadAs<'de, F>> ReadAs<'de, F> for Vec<T> {
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Form::<F, Self>::new())
    }
}

impl<'de, F, T: ReadAs<'de, F>> Visitor<'de> for Form<F, BTreeMap<String, T>> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = members.next_key()? {
            map.insert(key, members.next_value_seed(Form::new())?);
        }
        Ok(map)
    }
}

impl<'de, F, T: ReadAs<'de, F>> ReadAs<'de, F> for BTreeMap<String, T> {
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Form::<F, Self>::new())
    }
}

/// An integer of up to 64 bits.
struct Small<T>(PhantomData<T>);

fn beyond<T, E: Error>(value: impl fmt::Display) -> Result<T, E> {
    Err(E::custom(format_args!("{value} is out of range")))
}

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for Small<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).or_else(|_| beyond(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).or_else(|_| beyond(value))
    }

    #[allow(clippy::cast_possible_truncation, reason = "it was looked at before")]
    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        if value.fract() != 0.0 || value.abs() >= EXACT {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        self.visit_i64(value as i64)
    }
}

macro_rules! small {
    ($($type:ident: $method:ident),*) => {
        $(impl<'de> ReadAs<'de, Whole> for $type {
            fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$method(Small(PhantomData))
            }
        })*
    };
}

small!(
    i8: deserialize_i8, i16: deserialize_i16, i32: deserialize_i32, i64: deserialize_i64,
    u8: deserialize_u8, u16: deserialize_u16, u32: deserialize_u32, u64: deserialize_u64
);
