//! What constructors and methods take for what is required and may be null. It cannot be left as it is: `None` is null.

use super::{AsNull, AsOption, AsState, AsValue, Null, OptionalNullable};

/// The argument for what is required and may be null: anything that converts into a `T`, an `Option` of it, [`Null`], or
/// an [`OptionalNullable`].
///
/// `As` says which of them it is; the compiler finds it out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of type `{T}`, and not null",
    label = "neither converts into `{T}`, nor is an `Option` of what does, nor `Null`",
    note = "pass a value, an `Option` or `Null`; `None` is null here"
)]
pub trait IntoNullable<T, As> {
    /// The value, or `None` for null.
    fn into_nullable(self) -> Option<T>;
}

impl<T, U: Into<T>> IntoNullable<T, AsValue> for U {
    fn into_nullable(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> IntoNullable<T, AsOption> for Option<U> {
    fn into_nullable(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<T> IntoNullable<T, AsNull> for Null {
    fn into_nullable(self) -> Option<T> {
        None
    }
}

impl<T, U: Into<T>> IntoNullable<T, AsState> for OptionalNullable<U> {
    fn into_nullable(self) -> Option<T> {
        self.into_option().map(Into::into)
    }
}
