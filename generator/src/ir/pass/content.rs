//! Media types that cannot hold what their schemas describe, or are not in the characters that they name.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report};
use crate::document::sparse::Sparse;
use crate::ir::Api;
use crate::ir::operation::{Content, Parameter};
use crate::ir::schema::{Schema, SchemaId, Shape};
use crate::media_type::{ContentKind, Described};

/// Says which bodies and answers are text or bytes although a schema describes more.
pub(crate) fn run(api: &mut Api, report: &mut Report) {
    bodies(api, report);
    parameters(api, report);
}

/// Makes text of parameters whose media type cannot hold what is described: only JSON has a place for lists and objects.
fn parameters(api: &mut Api, report: &mut Report) {
    let mut told = BTreeSet::new();
    for operation in 0..api.operations.len() {
        for parameter in 0..api.operations.get(operation).map_or(0, |operation| operation.parameters.len()) {
            let typed =
                api.operations.get(operation).and_then(|operation| operation.parameters.get(parameter));
            let Some(typed) = typed.filter(|typed| is_unwritten(api, typed)) else { continue };
            let (node, schema) = (typed.node, api.schema(typed.schema));
            if told.insert(node) {
                report.fault(
                    Cost::Shape,
                    Code::UntypedContent,
                    Place::Node(node),
                    "the media type of this parameter is text here, and its schema has no effect",
                    "say `application/json`, or a `style`, if that is what the server reads",
                );
            }
            let text = Schema {
                node: schema.node,
                component: None,
                meta: Sparse::default(),
                nullable: false,
                shape: Shape::String { format: None },
                constraints: Sparse::default(),
            };
            let text = api.schemas.push(text);
            let typed = api
                .operations
                .get_mut(operation)
                .and_then(|operation| operation.parameters.get_mut(parameter));
            if let Some(typed) = typed {
                typed.schema = text;
                typed.examples.clear();
            }
        }
    }
}

fn is_unwritten(api: &Api, parameter: &Parameter) -> bool {
    let described = api.described(Some(parameter.schema));
    let kind = parameter.content.as_ref().map(|media_type| media_type.kind_of(described));
    !parameter.is_querystring
        && described == Described::Composite
        && kind.is_some_and(|kind| kind != ContentKind::Json)
}

fn bodies(api: &Api, report: &mut Report) {
    let (mut told, mut recoded) = (BTreeSet::new(), BTreeSet::new());
    for operation in &api.operations {
        let bodies = operation.body.iter().map(|body| (&body.contents, true));
        let answers = operation.responses.iter().map(|response| (&response.contents, false));
        for (contents, is_sent) in bodies.chain(answers) {
            for content in
                contents.iter().filter(|content| content.media_type.is_recoded(api.content_kind(content)))
            {
                if recoded.insert(content.node) {
                    report.warning(
                        Code::KeywordIgnored,
                        Place::Key(content.node),
                        "texts are read and written in UTF-8, whatever `charset` says",
                        "what is sent says so; text in other characters is sent as bytes: `type: string, format: binary`",
                    );
                }
            }
            let is_json = |content: &Content| api.content_kind(content) == ContentKind::Json;
            let help = if contents.iter().any(is_json) {
                "give it the schema of the JSON beside it, or name the media type that is really sent"
            } else {
                "offer `application/json` beside it, or name the media type that is really sent"
            };
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
                    help,
                );
            }
        }
    }
}

/// The media types whose schemas have no effect, unless they are those of the JSON beside them.
fn untyped<'a>(api: &'a Api, contents: &'a [Content], is_sent: bool) -> impl Iterator<Item = &'a Content> {
    let target = |content: &Content| content.schema.map(|schema| api.target(schema));
    let json = contents.iter().filter(|content| api.content_kind(content) == ContentKind::Json);
    let typed: BTreeSet<SchemaId> = json.filter_map(target).collect();
    let contents =
        contents.iter().filter(move |content| target(content).is_none_or(|schema| !typed.contains(&schema)));
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
    let is_open = |schema| matches!(api.shape(schema), Shape::Map { .. } | Shape::Any);
    api.form(content).is_some() || content.media_type.is_form_data() && content.schema.is_some_and(is_open)
}
