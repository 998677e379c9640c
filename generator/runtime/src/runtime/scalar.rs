//! `Scalar`: what setters of optional numbers take.

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
