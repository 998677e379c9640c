//! Codes with something in common.

use super::Code;

impl Code {
    /// True for what never costs just the spot where it is found: something could not be read at all, or has no end.
    #[must_use]
    pub fn costs_everything(self) -> bool {
        matches!(
            self,
            Self::ReferencedFile | Self::OutsideReference | Self::ReferenceCycle | Self::ReferenceExpansion
        )
    }
}
