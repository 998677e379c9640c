//! Media types that cannot hold what their schemas describe.

use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::ir::Api;
use crate::ir::operation::Content;
use crate::ir::schema::Shape;
use crate::media_type::ContentKind;

/// Says which bodies and answers are text or bytes although a schema describes more. Beside JSON nothing is lost.
pub(crate) fn run(api: &Api, report: &mut Report) {
    let mut told = std::collections::BTreeSet::new();
    for operation in &api.operations {
        let bodies = operation.body.iter().map(|body| (&body.contents, true));
        let answers = operation.responses.iter().map(|response| (&response.contents, false));
        for (contents, is_sent) in bodies.chain(answers) {
            // A component that several operations use is told of once.
            for content in untyped(api, contents, is_sent).filter(|content| told.insert(content.node)) {
                let kind = match api.content_kind(content) {
                    ContentKind::Text => "text",
                    ContentKind::Multipart if is_sent && content.media_type.is_form_data() => {
                        "parts that the caller adds"
                    }
                    _ => "bytes",
                };
                report.fault(
                    Cost::Shape,
                    Code::UntypedContent,
                    Place::Key(content.node),
                    format!("values of this media type are {kind}, and its schema has no effect"),
                    "offer `application/json` beside it, or name the media type that is really sent",
                );
            }
        }
    }
}

/// The media types whose schemas have no effect.
fn untyped<'a>(api: &'a Api, contents: &'a [Content], is_sent: bool) -> impl Iterator<Item = &'a Content> {
    let json = contents.iter().any(|content| api.content_kind(content) == ContentKind::Json);
    let contents = contents.iter().filter(move |_| !json);
    contents.filter(move |content| {
        let described = api.described(content.schema);
        match api.content_kind(content) {
            ContentKind::Multipart => is_described(content) && !(is_sent && is_form(api, content)),
            _ => !content.media_type.holds(described),
        }
    })
}

fn is_described(content: &Content) -> bool {
    content.schema.is_some() || content.item_schema.is_some()
}

/// True for a multipart body whose parts have names, or are the caller's.
fn is_form(api: &Api, content: &Content) -> bool {
    let Some(schema) = content.schema else { return false };
    match api.shape(schema) {
        Shape::Object(_) => true,
        Shape::Map { .. } | Shape::Any => content.media_type.is_form_data(),
        _ => false,
    }
}
