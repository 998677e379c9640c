//! `Reader`: the members of an object that is read, each into the place of its field.

use super::read_as::{Form, ReadAs};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::{collections::BTreeMap, fmt, marker::PhantomData};

/// The members of an object that is read.
pub struct Reader<'de, A: MapAccess<'de>> {
    members: A,
    input: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// Those that are still to come.
    pub fn new(members: A) -> Self {
        Self { members, input: PhantomData }
    }

    /// Reads all members: each into the place beside its name, others into `rest`, which is one map or none, so that they
    /// are passed over. Of a name that comes twice the last one counts.
    ///
    /// # Errors
    /// A required member is missing, or a value does not fit.
    pub fn read(
        mut self,
        places: &mut [(&'static str, &mut dyn Place<'de, A>)],
        rest: &mut [&mut dyn Others<'de, A>],
    ) -> Result<(), A::Error> {
        while let Some(key) = self.members.next_key::<Key<'de>>()? {
            let place = places.iter_mut().find(|(name, _)| *name == key.as_str());
            match (place, &mut *rest) {
                (Some((_, place)), _) => place.read(&mut self.members)?,
                (None, [rest, ..]) => rest.read(key, &mut self.members)?,
                (None, []) => drop(self.members.next_value::<IgnoredAny>()?),
            }
        }
        match places.iter_mut().find_map(|(name, place)| (!place.is_filled()).then_some(*name)) {
            Some(name) => Err(A::Error::missing_field(name)),
            None => Ok(()),
        }
    }
}

impl<'de, A: MapAccess<'de>> fmt::Debug for Reader<'de, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// A place for the value of a member.
pub trait Place<'de, A: MapAccess<'de>> {
    /// Reads the value of the member whose name was just read.
    ///
    /// # Errors
    /// It does not fit.
    fn read(&mut self, members: &mut A) -> Result<(), A::Error>;

    /// Whether there is a value at the end of the object, be it the default one.
    fn is_filled(&mut self) -> bool;
}

/// A place for the members that have no field of their own.
pub trait Others<'de, A: MapAccess<'de>> {
    /// Reads the value of the member with this name.
    ///
    /// # Errors
    /// It does not fit.
    fn read(&mut self, key: Key<'de>, members: &mut A) -> Result<(), A::Error>;
}

/// How a value is read.
pub trait ReadValue<'de, T> {
    /// Reads the value of the member whose name was just read.
    ///
    /// # Errors
    /// It does not fit.
    fn read_value<A: MapAccess<'de>>(members: &mut A) -> Result<T, A::Error>;
}

/// As its type alone says.
#[derive(Debug)]
pub struct Plain;

impl<'de, T: Deserialize<'de>> ReadValue<'de, T> for Plain {
    fn read_value<A: MapAccess<'de>>(members: &mut A) -> Result<T, A::Error> {
        members.next_value()
    }
}

/// In the form `F`.
#[derive(Debug)]
pub struct InForm<F>(PhantomData<F>);

impl<'de, F, T: ReadAs<'de, F>> ReadValue<'de, T> for InForm<F> {
    fn read_value<A: MapAccess<'de>>(members: &mut A) -> Result<T, A::Error> {
        members.next_value_seed(Form::new())
    }
}

/// What a field makes of what comes; `R` is how the value itself is read.
pub trait Kind<'de, T, R> {
    /// Reads the value of the member whose name was just read; `None` is as if the member were missing.
    ///
    /// # Errors
    /// It does not fit.
    fn read<A: MapAccess<'de>>(members: &mut A) -> Result<Option<T>, A::Error>;

    /// What it is where the member is missing.
    fn missing(&self) -> Option<T> {
        None
    }
}

/// The value as it is.
#[derive(Debug)]
pub struct Value;

impl<'de, T, R: ReadValue<'de, T>> Kind<'de, T, R> for Value {
    fn read<A: MapAccess<'de>>(members: &mut A) -> Result<Option<T>, A::Error> {
        R::read_value(members).map(Some)
    }
}

/// Null is as good as missing.
#[derive(Debug)]
pub struct NotNull;

impl<'de, T, R: ReadValue<'de, Option<T>>> Kind<'de, T, R> for NotNull {
    fn read<A: MapAccess<'de>>(members: &mut A) -> Result<Option<T>, A::Error> {
        R::read_value(members)
    }
}

/// What is there is some value, be it null.
#[derive(Debug)]
pub struct Any;

impl<'de, T, R: ReadValue<'de, T>> Kind<'de, Option<T>, R> for Any {
    fn read<A: MapAccess<'de>>(members: &mut A) -> Result<Option<Option<T>>, A::Error> {
        R::read_value(members).map(Some).map(Some)
    }
}

/// The document says, as JSON, what it is where it is missing: servers are older and newer than their documents. A default
/// that does not fit counts as none.
#[derive(Debug)]
pub struct OrDefault<K> {
    kind: PhantomData<K>,
    default: &'static str,
}

impl<'de, T: DeserializeOwned, R, K: Kind<'de, T, R>> Kind<'de, T, R> for OrDefault<K> {
    fn read<A: MapAccess<'de>>(members: &mut A) -> Result<Option<T>, A::Error> {
        K::read(members)
    }

    fn missing(&self) -> Option<T> {
        serde_json::from_str(self.default).ok()
    }
}

/// A field that is read.
#[derive(Debug)]
pub struct Field<T, K, R> {
    /// What came, or what it is where the member is missing.
    pub value: Option<T>,
    kind: K,
    how: PhantomData<R>,
}

impl<T, K> Field<T, K, Plain> {
    /// Its value has a form that its type alone would not take, or would not refuse.
    #[must_use]
    #[inline]
    pub fn in_form<F>(self) -> Field<T, K, InForm<F>> {
        Field { value: self.value, kind: self.kind, how: PhantomData }
    }
}

impl<T, K, R> Field<T, K, R> {
    /// What it is where it is missing, as JSON.
    #[must_use]
    #[inline]
    pub fn or(self, default: &'static str) -> Field<T, OrDefault<K>, R> {
        Field { value: self.value, kind: OrDefault { kind: PhantomData, default }, how: PhantomData }
    }
}

impl<'de, A: MapAccess<'de>, T, R, K: Kind<'de, T, R>> Place<'de, A> for Field<T, K, R> {
    fn read(&mut self, members: &mut A) -> Result<(), A::Error> {
        self.value = K::read(members)?;
        Ok(())
    }

    fn is_filled(&mut self) -> bool {
        if self.value.is_none() {
            self.value = self.kind.missing();
        }
        self.value.is_some()
    }
}

/// The members that have no field of their own.
#[derive(Debug)]
pub struct Rest<T, R> {
    /// Those that came.
    pub members: BTreeMap<String, T>,
    how: PhantomData<R>,
}

impl<T> Rest<T, Plain> {
    /// See [`Field::in_form`].
    #[must_use]
    #[inline]
    pub fn in_form<F>(self) -> Rest<T, InForm<F>> {
        Rest { members: self.members, how: PhantomData }
    }
}

impl<'de, A: MapAccess<'de>, T, R: ReadValue<'de, T>> Others<'de, A> for Rest<T, R> {
    fn read(&mut self, key: Key<'de>, members: &mut A) -> Result<(), A::Error> {
        self.members.insert(key.into_string(), R::read_value(members)?);
        Ok(())
    }
}

/// The words of a table of fields.
pub mod kinds {
    use super::{Any, BTreeMap, Field, NotNull, PhantomData, Plain, Rest, Value};

    #[inline]
    fn field<T, K>(value: Option<T>, kind: K) -> Field<T, K, Plain> {
        Field { value, kind, how: PhantomData }
    }

    /// A member that has to be there; null is a value of it, if a `T` may be that.
    #[must_use]
    #[inline]
    pub fn required<T>() -> Field<T, Value, Plain> {
        field(None, Value)
    }

    /// A member of which [`Field::or`] says what it is where it is missing or null.
    #[must_use]
    #[inline]
    pub fn defaulted<T>() -> Field<T, NotNull, Plain> {
        field(None, NotNull)
    }

    /// A member that may be missing or null.
    #[must_use]
    #[inline]
    pub fn nullable<T: Default>() -> Field<T, Value, Plain> {
        optional()
    }

    /// A member that may be missing.
    #[must_use]
    #[inline]
    pub fn optional<T: Default>() -> Field<T, Value, Plain> {
        field(Some(T::default()), Value)
    }

    /// A member that may be missing, and of which null is a value.
    #[must_use]
    #[inline]
    pub fn any<T>() -> Field<Option<T>, Any, Plain> {
        field(Some(None), Any)
    }

    /// All other members.
    #[must_use]
    #[inline]
    pub fn rest<T>() -> Rest<T, Plain> {
        Rest { members: BTreeMap::new(), how: PhantomData }
    }
}

/// The name of a member; only one with escapes is copied.
#[derive(Debug)]
pub struct Key<'de>(std::borrow::Cow<'de, str>);

impl Key<'_> {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Name)
    }
}

struct Name;

impl<'de> Visitor<'de> for Name {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(name.into()))
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Key<'de>, E> {
        Ok(Key(name.to_owned().into()))
    }

    /// The header of a table is bytes.
    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Key<'de>, E> {
        std::str::from_utf8(name).map_err(E::custom).and_then(|name| self.visit_str(name))
    }
}
