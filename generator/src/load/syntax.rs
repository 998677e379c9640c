//! What the parser's errors mean to the person who wrote the file.

use granit_parser::{ErrorKind, ScanError};

use super::scalar::Fault;
use crate::code::Code;

pub(super) const DEPTH_HELP: &str = "name an inner schema in `components/schemas` and refer to it";

/// The bytes that an error points at: one character, or nothing at the end of the file.
pub(super) fn range(error: &ScanError, text: &str) -> (u32, u32) {
    let mut offset = error.marker().byte_offset().unwrap_or_default().min(text.len());
    // The parser stands behind the tab, or where the text began that the tab is in.
    if is_about_tabs(error.kind()) {
        let (before, behind) = text.split_at_checked(offset).unwrap_or((text, ""));
        offset = match before.strip_suffix('\t') {
            Some(before) => before.len(),
            None => offset + behind.find('\t').unwrap_or_default(),
        };
    }
    let rest = text.get(offset..).unwrap_or_default();
    let width = rest.chars().next().filter(|c| !matches!(c, '\r' | '\n')).map_or(0, char::len_utf8);
    let number = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
    (number(offset), number(offset + width))
}

fn is_about_tabs(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(kind, K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar)
}

/// The code, message and help of a parser's error.
pub(super) fn explain(error: &ScanError) -> (Code, String, &'static str) {
    use ErrorKind as K;
    let kind = error.kind();
    let help = match kind {
        K::RecursionLimitExceeded => {
            return (
                Code::TooDeep,
                "lists and mappings stand too deep within one another".into(),
                DEPTH_HELP,
            );
        }
        K::UnknownAnchor => "define it with `&name` above its first use",
        kind if is_about_tabs(kind) => "indent with spaces",
        K::UnclosedQuotedScalar | K::InvalidQuotedScalarIndent => {
            "close the quote; the text may have started far above"
        }
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => {
            "a quoted text ends at its quote: escape the quote, or remove what follows it"
        }
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape => {
            "write a backslash as `\\\\`, or use single quotes"
        }
        K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidLowSurrogate
        | K::InvalidUnicodeEscape
        | K::InvalidLowSurrogateHexEscape => "write the character itself, or a full pair of surrogates",
        K::MappingValueNotAllowed
        | K::InvalidMappingValueWhitespace
        | K::InvalidSimpleKey
        | K::SimpleKeyExpected => "put texts that hold `: ` in quotes, and check the indentation",
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofImplicitFlowMapping
        | K::MismatchedFlowCollectionEnd { .. } => "check the brackets; the file may be cut short",
        K::UnexpectedCharacter { .. } => "put texts that start with `@`, a backtick or `%` in quotes",
        _ => "correct the syntax here or shortly above",
    };
    (Code::Syntax, kind.to_string(), help)
}

impl Fault {
    /// The code, message and help of a scalar that has no value.
    pub(super) fn explain(self, text: &str) -> (Code, String, &'static str) {
        let shown: String = text.chars().take(40).collect();
        match self {
            Self::NonFinite => (
                Code::NonFinite,
                format!("`{shown}` is no number that JSON can write"),
                "remove the value, or put it in quotes if a text is meant",
            ),
            Self::TooLong => (
                Code::ScalarForm,
                format!("the number `{shown}` has more than 128 bits"),
                "write it in decimal digits, or put it in quotes if a text is meant",
            ),
            Self::NotOfTag => (
                Code::ScalarForm,
                format!("`{shown}` does not have the form its tag asks for"),
                "remove the tag",
            ),
        }
    }
}
