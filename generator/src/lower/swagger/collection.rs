//! `collectionFormat`: how a list is written as one text.

use super::super::context::Lowering;
use crate::code::Code;
use crate::document::parameter::{Location, Style};
use crate::raw::Node;

const FORMATS: &[&str] = &["csv", "ssv", "tsv", "pipes", "multi"];

/// How the values of a parameter are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In a style of OpenAPI 3, exploded or not.
    Styled(Style, bool),
    /// In a way that no style is for: the caller writes the text.
    ByHand,
}

impl<'a> Lowering<'a> {
    /// How the values of a parameter are written in their place.
    pub(super) fn written(&mut self, node: Node<'a>, location: Location) -> Written {
        let style = location.default_style();
        let plain = Written::Styled(style, style.explodes_by_default());
        if node.get("type").and_then(Node::as_str) != Some("array") {
            return plain;
        }
        let in_query = location == Location::Query;
        let format = self.present(node, "collectionFormat");
        match format.and_then(Node::as_str) {
            Some("multi") if in_query => Written::Styled(style, true),
            Some("ssv") if in_query => Written::Styled(Style::SpaceDelimited, false),
            Some("pipes") if in_query => Written::Styled(Style::PipeDelimited, false),
            Some("ssv" | "tsv" | "pipes") => {
                let message = format!(
                    "a list in the {} cannot be written so; the parameter is the text that is sent",
                    location.name()
                );
                let help =
                    "`csv` is written everywhere, `multi`, `ssv` and `pipes` in the query and in forms";
                self.warning(Code::ParameterShape, format.unwrap_or(node), message, help);
                Written::ByHand
            }
            Some("csv") | None => Written::Styled(style, false),
            Some(text) => {
                let value = format.unwrap_or(node);
                if FORMATS.contains(&text) {
                    let message = "`multi` is for the query and for forms; `csv` is assumed";
                    self.warning(Code::ParameterShape, value, message, "write `csv`");
                } else {
                    let message = format!("there is no collection format `{text}`; `csv` is assumed");
                    let help = self.report.did_you_mean(
                        text,
                        FORMATS.iter().copied(),
                        format!("write one of `{}`", FORMATS.join("`, `")),
                    );
                    self.warning(Code::FieldValue, value, message, help);
                }
                Written::Styled(style, false)
            }
        }
    }
}
