//! Media types that cannot hold what their schemas describe.

use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::ir::Api;
use crate::ir::operation::Content;
use crate::media_type::ContentKind;

/// Says which bodies and answers are text or bytes although a schema describes more. Beside JSON nothing is lost.
pub(crate) fn run(api: &Api, report: &mut Report) {
    let mut told = std::collections::BTreeSet::new();
    for operation in &api.operations {
        let bodies = operation.body.iter().map(|body| &body.contents);
        for contents in bodies.chain(operation.responses.iter().map(|response| &response.contents)) {
            // A component that several operations use is told of once.
            for content in untyped(api, contents).filter(|content| told.insert(content.node)) {
                let kind = match api.content_kind(content) {
                    ContentKind::Text => "text",
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
pub(crate) fn untyped<'a>(api: &'a Api, contents: &'a [Content]) -> impl Iterator<Item = &'a Content> {
    let json = contents.iter().any(|content| api.content_kind(content) == ContentKind::Json);
    let contents = contents.iter().filter(move |_| !json);
    contents.filter(|content| !content.media_type.holds(api.described(content.schema)))
}
