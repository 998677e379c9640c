//! Codes with something in common.

use super::Code;

impl Code {
    /// True for what costs more than the spot where it is found, if anything depends on that: something could not be read at
    /// all, or has no end.
    #[must_use]
    pub fn costs_everything(self) -> bool {
        matches!(
            self,
            Self::ReferencedFile | Self::OutsideReference | Self::ReferenceCycle | Self::ReferenceExpansion
        )
    }

    /// True for what may cost the spot where it is found, so that `regen --mend` has an action for it.
    #[must_use]
    pub fn is_mended(self) -> bool {
        matches!(
            self,
            Self::WrongKind
                | Self::MissingField
                | Self::FieldValue
                | Self::UnknownType
                | Self::ReferenceKind
                | Self::DiscriminatorMapping
                | Self::PathSyntax
                | Self::DuplicateParameter
                | Self::HeaderName
                | Self::MediaTypeName
                | Self::StatusKey
                | Self::Duplicate
                | Self::RemoteReference
                | Self::OutsideReference
                | Self::ReferencedFile
                | Self::ReferenceCycle
                | Self::ReferenceSyntax
                | Self::MissingReference
                | Self::Skipped
                | Self::UntypedContent
        )
    }
}
