//! Codes with something in common.

use super::Code;

impl Code {
    /// True for codes that say that something became a plain JSON value.
    #[must_use]
    pub fn degrades(self) -> bool {
        matches!(self, Self::AllOfConflict | Self::UnionTooLarge | Self::EndlessAlias | Self::OpenTuple)
    }
}
