//! One thing in several media types: what only spells it in another way is left out, and the JSON is what is sent and
//! read. What differs from it is there beside it.

use serde_json::Value;

use crate::code::Code;
use crate::diagnostic::{Cost, Place, Report, in_a_line};
use crate::ir::Api;
use crate::ir::operation::Content;
use crate::ir::schema::Shape;
use crate::media_type::ContentKind;
use crate::raw::{Node, Raw};

/// Leaves out the other spellings of bodies and answers.
pub(crate) fn run(api: &mut Api, raw: &Raw, report: &mut Report) {
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        if let Some(body) = &mut operation.body {
            body.contents = sent(api, raw, std::mem::take(&mut body.contents));
        }
        for response in &mut operation.responses {
            response.contents = received(api, raw, std::mem::take(&mut response.contents), report);
        }
    }
    api.operations = operations;
}

/// The media types of a body, of which the first that is JSON stands for all of the same schema.
fn sent(api: &Api, raw: &Raw, contents: Vec<Content>) -> Vec<Content> {
    let Some(json) = json(api, &contents) else { return contents };
    let mut kept: Vec<Content> = Vec::new();
    for (index, mut content) in contents.into_iter().enumerate() {
        if index == json.index {
            kept.push(content);
            continue;
        }
        let is_same = json.is_same(api, raw, &content);
        // Of one schema, and yet another thing: how a change is told.
        let is_patch = content.media_type.essence().contains("patch");
        let spells = match api.content_kind(&content) {
            ContentKind::Json => is_same && !is_patch,
            ContentKind::Form => is_same,
            ContentKind::Text | ContentKind::Binary => is_same && !is_patch && !holds(api, &content),
            ContentKind::Multipart | ContentKind::EventStream | ContentKind::JsonLines => false,
        };
        if !spells {
            json.unify(api, raw, &mut content);
            kept.push(content);
        }
    }
    kept
}

/// The media types of an answer. Text and XML that spell the JSON in another way are left out, and so is what could be
/// bytes only; streams and files are other things. What has a schema of its own is told of.
fn received(api: &Api, raw: &Raw, contents: Vec<Content>, report: &mut Report) -> Vec<Content> {
    let Some(json) = json(api, &contents) else { return contents };
    let mut kept: Vec<Content> = Vec::new();
    for (index, mut content) in contents.into_iter().enumerate() {
        let spells = match api.content_kind(&content) {
            _ if index == json.index => false,
            // Bytes in whatever media type they come are a file; no schema says nothing.
            ContentKind::Binary if content.media_type.is_any() => content.schema.is_none(),
            _ if content.media_type.is_any() => true,
            ContentKind::Form | ContentKind::Multipart => true,
            ContentKind::Text => {
                content.media_type.is_xml() || !is_text(api, &content) || json.is_text && json.has_schema
            }
            ContentKind::Binary => !holds(api, &content) && json.is_same(api, raw, &content),
            ContentKind::Json | ContentKind::EventStream | ContentKind::JsonLines => false,
        };
        if !spells {
            json.unify(api, raw, &mut content);
            kept.push(content);
        } else if content.schema.is_some() && !json.is_same(api, raw, &content) {
            report.fault(
                Cost::MediaType,
                Code::UntypedContent,
                Place::Key(content.node),
                format!(
                    "`{}` has another schema than `{}` beside it, which is what is asked for",
                    in_a_line(content.media_type.as_str()),
                    in_a_line(json.content.media_type.as_str()),
                ),
                "give both one schema, or document the other answer with a status of its own",
            );
        }
    }
    kept
}

/// The JSON that others are compared with.
struct Json {
    index: usize,
    content: Content,
    is_text: bool,
    has_schema: bool,
}

/// The first media type that is JSON; one that is called so comes before a range that is read as JSON.
fn json(api: &Api, contents: &[Content]) -> Option<Json> {
    let of = |named: bool| {
        contents.iter().position(|content| {
            api.content_kind(content) == ContentKind::Json
                && (content.media_type.kind() == ContentKind::Json) == named
        })
    };
    let index = of(true).or_else(|| of(false))?;
    let content = contents.get(index)?.clone();
    let (is_text, has_schema) = (is_text(api, &content), content.schema.is_some());
    Some(Json { index, content, is_text, has_schema })
}

impl Json {
    /// True for content of the same schema, be it the same one or one that is written alike.
    fn is_same(&self, api: &Api, raw: &Raw, other: &Content) -> bool {
        match (self.content.schema, other.schema) {
            (Some(own), Some(schema)) => {
                api.target(own) == api.target(schema) || {
                    let own = written(raw, &self.content);
                    own.is_some() && own == written(raw, other)
                }
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Lets content of the same schema have the same type.
    fn unify(&self, api: &Api, raw: &Raw, other: &mut Content) {
        if self.is_same(api, raw, other) {
            other.schema = self.content.schema;
        }
    }
}

/// The schema as it is written.
fn written(raw: &Raw, content: &Content) -> Option<Value> {
    raw.node(content.node)?.get("schema").map(Node::to_json)
}

/// True for content that has the values of its schema; otherwise these are bytes, or text of a form that it does not tell.
fn holds(api: &Api, content: &Content) -> bool {
    content.media_type.holds(api.described(content.schema))
}

/// True for what is described as text, or not at all.
fn is_text(api: &Api, content: &Content) -> bool {
    content.schema.is_none_or(|id| matches!(api.shape(id), Shape::String { .. } | Shape::Any))
}
