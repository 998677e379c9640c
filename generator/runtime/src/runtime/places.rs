//! Lists with a type for each place, whose whole numbers may be written in any way.

use super::{DecodeError, from_json, prefix::Prefix, read_as::ReadAs};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::value::RawValue;

/// Places of which some are whole numbers, or hold some: `1`, `1.0`, `3e0`.
#[derive(Debug)]
pub struct WholePlaces;

/// Reads them as answers are read.
fn places<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    from_json(raw.get().as_bytes()).map_err(|error: DecodeError| D::Error::custom(error))
}

impl<'de, T> ReadAs<'de, WholePlaces> for Prefix<T>
where
    Self: DeserializeOwned,
{
    fn read_as<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        places(deserializer)
    }
}

macro_rules! lengths {
    ($(($($type:ident),*))*) => {$(
        impl<'de, $($type),*> ReadAs<'de, WholePlaces> for ($($type,)*)
        where
            Self: DeserializeOwned,
        {
            fn read_as<Source: Deserializer<'de>>(deserializer: Source) -> Result<Self, Source::Error> {
                places(deserializer)
            }
        }
    )*};
}

lengths! {
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
    (A, B, C, D, E, F, G, H, I)
    (A, B, C, D, E, F, G, H, I, J)
    (A, B, C, D, E, F, G, H, I, J, K)
    (A, B, C, D, E, F, G, H, I, J, K, L)
}
