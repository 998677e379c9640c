//! What is said of the parts of forms and has no effect.

use std::collections::BTreeSet;

use super::nested::{self, Layout};
use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::ir::Api;
use crate::ir::operation::{Content, Encoding, Style};
use crate::ir::schema::{Object, SchemaId, Shape};
use crate::media_type::ContentKind;

/// Tells of encodings for no part, of parts that hold something else than their schema describes, and of what no style
/// lays out.
pub(crate) fn run(api: &Api, report: &mut Report) {
    let mut told = BTreeSet::new();
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    for content in bodies.flat_map(|body| &body.contents) {
        let kind = api.content_kind(content);
        let is_form = matches!(kind, ContentKind::Form | ContentKind::Multipart);
        let Some(Shape::Object(object)) = content.schema.map(|schema| api.shape(schema)) else { continue };
        // A component that several operations use is told of once.
        if is_form && told.insert(content.node) {
            let form = Form { api, content, object, kind };
            content.encoding.iter().for_each(|(name, encoding)| form.part(name, encoding, report));
        }
    }
}

struct Form<'a> {
    api: &'a Api,
    content: &'a Content,
    object: &'a Object,
    kind: ContentKind,
}

impl Form<'_> {
    fn part(&self, name: &str, encoding: &Encoding, report: &mut Report) {
        let place = Place::Key(self.content.node);
        let name_shown = name.escape_debug();
        let Some(property) = self.object.properties.get(name) else {
            if self.object.additional.is_none() {
                let message =
                    format!("`encoding` speaks of `{name_shown}`, and no part of the form has that name");
                report.warning(Code::MisplacedField, place, message, "correct the name, or remove it");
            }
            return;
        };
        if self.api.is_unwritten(property.schema, encoding) {
            let help = "name a media type that is written by its schema, such as `application/json`, or describe the \
                        part as `type: string, format: binary`";
            let (message, cost) = if self.kind == ContentKind::Multipart {
                (
                    format!("values of the part `{name_shown}` are bytes, and its schema has no effect"),
                    Some(Cost::Shape),
                )
            } else {
                (format!("the part `{name_shown}` is written as JSON, whatever its `contentType` is"), None)
            };
            let code = Code::UntypedContent;
            match cost {
                Some(cost) => report.fault(cost, code, place, message, help),
                None => report.warning(code, place, message, help),
            }
        } else if self.is_over(property.schema, encoding) {
            let message =
                format!("a list or an object within the part `{name_shown}` is written as JSON text");
            report.warning(Code::ParameterShape, place, message, nested::HELP);
        }
    }

    /// True if the style of a part does not lay out all of it. What has no style is JSON by the standard.
    fn is_over(&self, schema: SchemaId, encoding: &Encoding) -> bool {
        let is_styled = encoding.style.is_some() || encoding.explode.is_some();
        let style = encoding.style.unwrap_or(Style::Form);
        let explode = encoding.explode.unwrap_or(style.explodes_by_default());
        is_styled && Layout::of(style, explode).leaves_over(self.api, schema)
    }
}
