//! Whether a value can be absent or null.

use super::Ty;

/// Whether a field, a parameter or a header can be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// `T`.
    Required,
    /// `Option<T>`, always sent.
    RequiredNullable,
    /// `Option<T>`, not sent when `None`.
    Optional,
    /// `OptionalNullable<T>`.
    OptionalNullable,
}

impl Presence {
    pub(crate) fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// The value is always there, perhaps null.
    pub(crate) fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// The value can be null.
    pub(crate) fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }

    /// The type of a field that holds such a value.
    pub(crate) fn around(self, ty: &Ty) -> Ty {
        let ty = ty.clone();
        match self {
            Self::Required => ty,
            Self::RequiredNullable | Self::Optional => Ty::Option(Box::new(ty)),
            Self::OptionalNullable => Ty::OptionalNullable(Box::new(ty)),
        }
    }
}
