//! What setters of optional fields take: a value or an `Option`, and where null is allowed also `Null`.
//!
//! `None` leaves a field as it is. Only [`Null`] and [`OrNull::or_null`] say null.

use super::{Null, OptionalNullable};

/// The argument of a setter whose field is optional: anything that converts into a `T`, or an `Option` of it.
///
/// `As` says which of the two it is; the compiler finds it out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot set an optional field of type `{T}`",
    label = "neither converts into `{T}` nor is an `Option` of what does",
    note = "pass a value or an `Option`; `None` leaves the field as it is"
)]
pub trait IntoOptional<T, As> {
    /// The value to set, if there is one.
    fn into_optional(self) -> Option<T>;
}

/// The argument of a setter whose field is optional and may be null: anything that converts into a `T`, an `Option`
/// of it, [`Null`], or an [`OptionalNullable`].
///
/// `As` says which of them it is; the compiler finds it out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot set an optional and nullable field of type `{T}`",
    label = "neither converts into `{T}`, nor is an `Option` of what does, nor `Null`",
    note = "pass a value, an `Option` or `Null`; `None` leaves the field as it is, `option.or_null()` makes `None` null"
)]
pub trait IntoOptionalNullable<T, As> {
    /// The state to set; `Absent` leaves the field as it is.
    fn into_optional_nullable(self) -> OptionalNullable<T>;
}

/// A field that a setter leaves as it is where nothing is given.
pub trait Settable {
    /// Sets it to what is given, if anything is.
    fn set(&mut self, given: Self);
}

impl<T> Settable for Option<T> {
    fn set(&mut self, given: Self) {
        if given.is_some() {
            *self = given;
        }
    }
}

impl<T> Settable for OptionalNullable<T> {
    fn set(&mut self, given: Self) {
        if !given.is_absent() {
            *self = given;
        }
    }
}

/// Makes `None` mean null.
pub trait OrNull<T> {
    /// The value, or null where there is none.
    fn or_null(self) -> OptionalNullable<T>;
}

impl<T> OrNull<T> for Option<T> {
    fn or_null(self) -> OptionalNullable<T> {
        self.map_or(OptionalNullable::Null, OptionalNullable::Value)
    }
}

/// An argument that is a value.
#[derive(Debug)]
pub enum AsValue {}

/// An argument that is an `Option`.
#[derive(Debug)]
pub enum AsOption {}

/// An argument that is `Null`.
#[derive(Debug)]
pub enum AsNull {}

/// An argument that is an `OptionalNullable`.
#[derive(Debug)]
pub enum AsState {}

impl<T, U: Into<T>> IntoOptional<T, AsValue> for U {
    fn into_optional(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> IntoOptional<T, AsOption> for Option<U> {
    fn into_optional(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<T, U: Into<T>> IntoOptionalNullable<T, AsValue> for U {
    fn into_optional_nullable(self) -> OptionalNullable<T> {
        OptionalNullable::Value(self.into())
    }
}

impl<T, U: Into<T>> IntoOptionalNullable<T, AsOption> for Option<U> {
    fn into_optional_nullable(self) -> OptionalNullable<T> {
        self.map_or(OptionalNullable::Absent, |value| OptionalNullable::Value(value.into()))
    }
}

impl<T> IntoOptionalNullable<T, AsNull> for Null {
    fn into_optional_nullable(self) -> OptionalNullable<T> {
        OptionalNullable::Null
    }
}

impl<T, U: Into<T>> IntoOptionalNullable<T, AsState> for OptionalNullable<U> {
    fn into_optional_nullable(self) -> OptionalNullable<T> {
        self.map(Into::into)
    }
}
