//! Tags: those of YAML's core schema have a meaning, all others are refused.

use granit_parser::{Span, Tag};

use super::Builder;
use crate::code::Code;

impl Builder<'_> {
    /// The name of a core schema tag on a scalar; any other is reported and read as a text.
    pub(super) fn core_tag<'t>(&mut self, tag: Option<&'t Tag>, span: &Span) -> Option<&'t str> {
        let tag = tag?;
        // A lone `!` says "not resolved": a text.
        if tag.original() == "!" {
            return Some("str");
        }
        let suffix = tag.core_suffix();
        if suffix.is_none() {
            self.bad_tag(tag, span);
        }
        suffix.or(Some("str"))
    }

    pub(super) fn collection_tag(&mut self, tag: Option<&Tag>, wanted: &str, span: &Span) {
        if let Some(tag) = tag
            && tag.original() != "!"
            && !tag.is_yaml_core_schema_tag(wanted)
        {
            self.bad_tag(tag, span);
        }
    }

    fn bad_tag(&mut self, tag: &Tag, span: &Span) {
        let range = span.tag_span().map_or_else(|| self.range_of(span), |span| self.range_of(&span));
        let message = format!("the tag `{}` has no meaning here", tag.original());
        self.error(
            Code::Tag,
            range,
            message,
            "remove the tag; a tag is never followed and nothing is included",
        );
    }
}
