//! The gate for texts of documents: nothing of them begins a line or ends the code that they are shown as, in Markdown or
//! on a terminal.

use std::fmt::Display;

use crate::diagnostic::in_one_line;
use crate::markdown;

/// A text as inline code of Markdown, which a terminal shows as it is.
pub(super) fn quoted(text: impl Display) -> String {
    markdown::span(&in_one_line(&text.to_string()))
}
