//! `ErrorBody`.

/// What errors hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct ErrorBody {
    /// What went wrong.
    pub message: String,
}
