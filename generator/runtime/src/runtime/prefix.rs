//! `Prefix`: a list with a type for each place, which may end before the last of them.

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeSeq as _, Serializer};
use std::{fmt, marker::PhantomData};

/// The first places of a list: a tuple of options, of which the last ones are `None` where the list is shorter.
///
/// All places are made of a tuple: `Prefix::from(("a", 1))`; fewer are written down: `Prefix((Some("a"), None))`. Only the
/// last places may be missing: `None` before a place that is there is an error where the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Prefix<T>(pub T);

/// Reads a `Prefix` of places.
#[doc(hidden)]
#[derive(Debug)]
pub struct Places<T>(PhantomData<T>);

impl<'de, T> Deserialize<'de> for Prefix<T>
where
    Places<T>: Visitor<'de, Value = Self>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Places(PhantomData))
    }
}

/// How many places there are.
fn length(places: &[bool]) -> Result<usize, &'static str> {
    let length = places.iter().take_while(|is_there| **is_there).count();
    let is_end = !places.iter().skip(length).any(|is_there| *is_there);
    is_end.then_some(length).ok_or("a place of a list is `None`, and a later one is not")
}

macro_rules! lengths {
    ($(($($type:ident $place:tt),*))*) => {$(
        impl<$($type),*> From<($($type,)*)> for Prefix<($(Option<$type>,)*)> {
            fn from(places: ($($type,)*)) -> Self {
                Self(($(Some(places.$place),)*))
            }
        }

        impl<$($type: Serialize),*> Serialize for Prefix<($(Option<$type>,)*)> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let length = length(&[$(self.0.$place.is_some()),*]).map_err(S::Error::custom)?;
                let mut list = serializer.serialize_seq(Some(length))?;
                $(if let Some(place) = &self.0.$place {
                    list.serialize_element(place)?;
                })*
                list.end()
            }
        }

        impl<'de, $($type: Deserialize<'de>),*> Visitor<'de> for Places<($(Option<$type>,)*)> {
            type Value = Prefix<($(Option<$type>,)*)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let places = [$(stringify!($place)),*].len();
                write!(f, "a list of at most {places} items")
            }

            fn visit_seq<List: SeqAccess<'de>>(self, mut list: List) -> Result<Self::Value, List::Error> {
                Ok(Prefix(($(list.next_element::<$type>()?,)*)))
            }
        }
    )*};
}

lengths! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11)
}
