//! Operations with their arguments, answers and errors.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Docs, Server, Struct, Ty};
use crate::ir::operation::{Location, RetryClass, Style};
use crate::ir::schema::SchemaId;
use crate::media_type::MediaType;
use crate::model::{Argument, Constant, FieldRules, Presence, Rule, Status, Type, TypeReason};
use crate::names::ident::Ident;
use crate::names::local::MOST_ARGUMENTS;
use crate::raw::NodeId;

/// Operations that belong together: a tag.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// `None` puts the methods on the client itself.
    pub(crate) names: Option<GroupNames>,
    pub(crate) module: Ident,
    pub(crate) docs: Docs,
    pub(crate) operations: Vec<Operation>,
    /// Former names that it keeps.
    pub(crate) aliases: Vec<DeprecatedAlias>,
    /// The tag it stands for.
    pub(crate) tag: Option<String>,
    /// The cargo feature that turns it on.
    pub(crate) feature: Option<String>,
}

/// How a group is spelt.
#[derive(Debug, Clone)]
pub(crate) struct GroupNames {
    pub(crate) accessor: Ident,
    pub(crate) ty: Ident,
}

/// The former name of an operation.
#[derive(Debug, Clone)]
pub(crate) struct DeprecatedAlias {
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    /// What leads from the client to the operation's group.
    pub(crate) accessor: Option<Ident>,
    /// The module of the operation's group.
    pub(crate) home: Ident,
    /// The feature of that group, if it is another one.
    pub(crate) feature: Option<String>,
    /// Types by their former names, with what they are called now.
    pub(crate) types: Vec<(Ident, Ident)>,
    /// What it is now.
    pub(crate) operation: Operation,
}

/// An operation of the crate.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// The struct that holds its arguments.
    pub(crate) ident: Ident,
    /// The struct that its method takes where it would take too many arguments.
    pub(crate) named: Ident,
    /// What its method returns: a name for the runtime's request with these arguments.
    pub(crate) request: Ident,
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    pub(crate) error: ErrorEnum,
    pub(crate) docs: Docs,
    pub(crate) summary: Option<String>,
    pub(crate) id: String,
    pub(crate) http_method: String,
    pub(crate) path: String,
    /// The path template alone.
    pub(crate) template: String,
    /// The part of the query that is always the same, encoded.
    pub(crate) fixed_query: String,
    /// Its JSON pointer, with the file if it is not the document.
    pub(crate) reference: String,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
    pub(crate) retry: RetryClass,
    pub(crate) security: Vec<Vec<String>>,
    /// The scopes that it asks for, with their schemes.
    pub(crate) scopes: Vec<(String, String)>,
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// What `validate()` checks of the parameters and the body.
    pub(crate) rules: Vec<FieldRules>,
    pub(crate) output: Output,
    /// The stream that it gives in place of `output`, if its caller wants that.
    pub(crate) stream: Option<StreamCall>,
    pub(crate) pagination: Option<Pagination>,
}

/// The same call with a stream for an answer.
#[derive(Debug, Clone)]
pub(crate) struct StreamCall {
    /// The struct around the operation's own.
    pub(crate) ident: Ident,
    pub(crate) output: Output,
    /// What of the request asks for it, beside the media type: a parameter, or a member of each media type of the body.
    pub(crate) switches: Vec<Switch>,
}

/// A boolean that asks for a stream.
#[derive(Debug, Clone)]
pub(crate) struct Switch {
    pub(crate) wire: String,
    /// It is true where nobody says anything else.
    pub(crate) is_on: bool,
    pub(crate) presence: Presence,
    pub(crate) place: SwitchPlace,
}

/// Where it is.
#[derive(Debug, Clone)]
pub(crate) enum SwitchPlace {
    /// The operation's field.
    Parameter(Ident),
    /// A field of the body.
    Body {
        ident: Ident,
        optional: bool,
        /// Nothing else of the body is required.
        can_be_made: bool,
        /// The enum over media types, and its variant.
        variant: Option<(Ident, Ident)>,
        field: Ident,
    },
}

impl Operation {
    /// True if `rule` is its id, or its method and path.
    pub(crate) fn is_called(&self, rule: &str) -> bool {
        self.id == rule || rule.split_once(' ') == Some((self.http_method.as_str(), self.path.as_str()))
    }

    /// The parameters that its method takes: those of the path as they stand there, then the others by their names. The
    /// order in which the document lists them means nothing, nor do the capitals of a header.
    pub(crate) fn required_parameters(&self) -> impl Iterator<Item = &Parameter> {
        // The first of each name counts: of what is collected the last does.
        let places = self.template.match_indices('{').rev().filter_map(|(at, _)| {
            let (name, _) = self.template.get(at + 1..)?.split_once('}')?;
            Some((name, at))
        });
        let places: BTreeMap<&str, usize> = places.collect();
        let place = |parameter: &Parameter| match parameter.location {
            Location::Path => places.get(parameter.wire.as_str()).copied().unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let name = |parameter: &Parameter| match parameter.location {
            Location::Header => as_mostly_written(&parameter.wire),
            _ => parameter.wire.clone(),
        };
        let mut required: Vec<&Parameter> = self.required().collect();
        required.sort_by_cached_key(|one| (place(one), name(one), one.location as u8));
        required.into_iter()
    }

    /// The same, in the order in which they are known.
    fn required(&self) -> impl Iterator<Item = &Parameter> {
        let required = self.parameters.iter().filter(|parameter| parameter.is_taken());
        required.filter(|parameter| !self.is_switch(parameter))
    }

    /// The struct that its method takes, where it takes one.
    pub(crate) fn named(&self) -> Option<&Ident> {
        let count = self.required().count() + usize::from(self.required_body().is_some());
        (count > MOST_ARGUMENTS).then_some(&self.named)
    }

    /// The parameters that have setters.
    pub(crate) fn optional_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let optional = self.parameters.iter().filter(|parameter| !parameter.is_taken());
        optional.filter(|parameter| !self.is_switch(parameter))
    }

    /// True for what a method sets, and not its caller: whether the answer is a stream.
    pub(crate) fn is_switch(&self, parameter: &Parameter) -> bool {
        self.stream
            .iter()
            .flat_map(|stream| &stream.switches)
            .any(|switch| matches!(&switch.place, SwitchPlace::Parameter(ident) if *ident == parameter.ident))
    }

    /// What successes hold, each in its way of asking.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &Output> {
        std::iter::once(&self.output).chain(self.stream.iter().map(|stream| &stream.output))
    }

    /// The body, if its method takes it.
    pub(crate) fn required_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| body.required)
    }

    /// The body, if it has a setter.
    pub(crate) fn optional_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| !body.required)
    }

    /// The fields of the struct that its method takes, with their types.
    pub(crate) fn named_fields(&self, module: &str) -> Vec<(&Ident, Type)> {
        let parameters = self.required_parameters();
        let parameters = parameters.map(|one| (&one.ident, one.full().spelled(module)));
        parameters.chain(self.required_body().map(|body| (&body.ident, body.spelled(module)))).collect()
    }

    /// The arguments of its method.
    pub(crate) fn arguments(&self, module: &str) -> Vec<Argument> {
        if let Some(named) = self.named() {
            return vec![Argument::of_named(named, module)];
        }
        let parameters = self.required_parameters().map(|parameter| parameter.argument(module));
        parameters.chain(self.required_body().map(|body| body.argument(module))).collect()
    }
}

/// The name of a header with its words in capitals, whichever the document has: `X-Api-Key`.
fn as_mostly_written(header: &str) -> String {
    let word = |word: &str| {
        let mut word = word.to_ascii_lowercase();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    };
    header.split('-').map(word).collect::<Vec<_>>().join("-")
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "facts of the document, each true or not")]
pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) setter: Ident,
    pub(crate) wire: String,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    /// Its value may be several segments of the path.
    pub(crate) segments: bool,
    pub(crate) json: bool,
    /// It is the whole query string.
    pub(crate) is_querystring: bool,
    pub(crate) presence: Presence,
    /// The only value that the document allows it: it is sent, and nobody asked for it.
    pub(crate) initial: Option<Constant>,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    pub(crate) ty: Ty,
    pub(crate) why: TypeReason,
    /// The list, map, number or any JSON that the type is another name for.
    pub(crate) behind: Option<Ty>,
    pub(crate) docs: Docs,
    pub(crate) example: Option<Value>,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
}

impl Parameter {
    /// The field's type.
    pub(crate) fn full(&self) -> Ty {
        self.presence.around(&self.ty)
    }

    /// True for one that a method takes; others have setters.
    pub(crate) fn is_taken(&self) -> bool {
        self.presence.is_required() && self.initial.is_none()
    }
}

/// A request body.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) ident: Ident,
    pub(crate) setter: Ident,
    pub(crate) required: bool,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    pub(crate) docs: Docs,
    /// One, or the variants of an enum over the media types.
    pub(crate) kind: BodyKind,
    pub(crate) example: Option<Value>,
}

impl Body {
    /// All media types of the body.
    pub(crate) fn contents(&self) -> Vec<&BodyContent> {
        match &self.kind {
            BodyKind::One(content) => vec![content],
            BodyKind::Several { variants, .. } => variants.iter().map(|(_, content)| content).collect(),
        }
    }

    /// The forms among them.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &Form> {
        self.contents().into_iter().filter_map(|content| match &content.write {
            BodyWrite::Multipart(form) => Some(&**form),
            _ => None,
        })
    }
}

/// What a body is.
#[derive(Debug, Clone)]
pub(crate) enum BodyKind {
    One(BodyContent),
    Several { ident: Ident, variants: Vec<(Ident, BodyContent)> },
}

/// One media type of a body.
#[derive(Debug, Clone)]
pub(crate) struct BodyContent {
    pub(crate) media_type: MediaType,
    /// What is sent for it; ranges are no content types.
    pub(crate) content_type: String,
    pub(crate) ty: Ty,
    /// The list, map, number or any JSON that the type is another name for.
    pub(crate) behind: Option<Ty>,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    /// Of several media types, the first that has its type: a bare value means it.
    pub(crate) converts: bool,
    /// What its type, a union, is made from, where that can mean no other media type.
    pub(crate) alternatives: Vec<Ty>,
    pub(crate) write: BodyWrite,
}

/// How a body is written.
#[derive(Debug, Clone)]
pub(crate) enum BodyWrite {
    Json,
    /// Parts of a form with their styles, where they differ from the default.
    Form(Vec<FormPart>),
    Multipart(Box<Form>),
    /// The caller's own multipart form.
    Parts,
    Text,
    /// The text of a number, a boolean or another value.
    Value,
    /// A line of JSON for each item.
    JsonLines,
    Upload,
}

/// A multipart form: a struct of the operation's own, because its files are streamed.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) ident: Ident,
    pub(crate) schema: SchemaId,
    /// Where its schema stands.
    pub(crate) node: NodeId,
    pub(crate) object: Struct,
    /// Indices of its fields in the order in which they are sent, the document's: some servers ignore what comes after a
    /// file, and the first part may be the root of the others.
    pub(crate) order: Vec<usize>,
    /// Content types of parts, by wire name.
    pub(crate) content_types: BTreeMap<String, String>,
    /// Parts that are written as JSON as a whole.
    pub(crate) json: BTreeSet<String>,
    /// Parts that are laid out as parameters are.
    pub(crate) styled: Vec<FormPart>,
    /// Another multipart type than `multipart/form-data`.
    pub(crate) media_type: Option<String>,
}

impl Form {
    /// True if nothing of it is required.
    pub(crate) fn has_default(&self) -> bool {
        self.object.fields.iter().all(|field| field.presence != Presence::Required)
    }
}

/// How one part of a form is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FormPart {
    pub(crate) name: String,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    /// It is written as JSON.
    pub(crate) json: bool,
}

/// What a successful call gives.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) ty: OutputTy,
    /// One per documented success status.
    pub(crate) cases: Vec<OutputCase>,
    /// The documented headers, where there are any.
    pub(crate) headers: Option<Headers>,
    pub(crate) accept: String,
    /// Media types whose body is handed over as it arrives.
    pub(crate) streaming_types: Vec<String>,
    /// The limits of a value that its type does not know, where answers are checked.
    pub(crate) limits: Vec<Rule>,
}

/// The type of a successful call.
#[derive(Debug, Clone)]
pub(crate) enum OutputTy {
    One(ResponseBody),
    /// Several statuses with different bodies.
    Several {
        ident: Ident,
    },
}

/// A success status.
#[derive(Debug, Clone)]
pub(crate) struct OutputCase {
    pub(crate) status: Status,
    /// The media types it is for; empty for all that the status has.
    pub(crate) media: Vec<MediaType>,
    /// All that the document names for it, against which an answer is held.
    pub(crate) types: Vec<MediaType>,
    pub(crate) variant: Option<Ident>,
    pub(crate) decoded: ResponseBody,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    pub(crate) docs: Docs,
}

/// The documented headers of successes, or of errors: a struct that is read from the headers of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Headers {
    pub(crate) ident: Ident,
    /// They are those of errors.
    pub(crate) of_errors: bool,
    pub(crate) fields: Vec<HeaderField>,
}

/// One documented header.
#[derive(Debug, Clone)]
pub(crate) struct HeaderField {
    pub(crate) ident: Ident,
    pub(crate) wire: String,
    pub(crate) presence: Presence,
    pub(crate) ty: Ty,
    pub(crate) why: TypeReason,
    pub(crate) form: TextForm,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    pub(crate) docs: Docs,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
}

impl HeaderField {
    /// The field's type.
    pub(crate) fn full(&self) -> Ty {
        self.presence.around(&self.ty)
    }
}

/// How the text of a header or body becomes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextForm {
    Text,
    /// Numbers and booleans.
    Scalar,
    TextList,
    ScalarList,
    Object {
        explode: bool,
    },
    Json,
}

/// What a body is decoded into.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ResponseBody {
    Nothing,
    Json(Ty),
    Text,
    /// A text that stands for a value.
    Value {
        ty: Ty,
        form: TextForm,
    },
    Bytes,
    /// The body as a stream of bytes.
    Stream,
    /// Server-sent events with typed data.
    Events {
        /// What of an event is decoded.
        part: EventPart,
        ty: Ty,
        sentinel: Option<String>,
        /// The document describes events called `error`.
        errors: bool,
        /// The names of events whose data is text, among others whose data is JSON.
        texts: Vec<String>,
    },
    /// One JSON value a line.
    Lines(Ty),
}

/// What of a server-sent event is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventPart {
    /// Its data, as JSON.
    Data,
    /// Its data, as text.
    Text,
    /// The event as an object with `event`, `data`, `id` and `retry`.
    Whole,
    /// The same, where the document says that `data` is a string.
    WholeText,
}

/// The typed errors of an operation.
#[derive(Debug, Clone)]
pub(crate) struct ErrorEnum {
    pub(crate) ident: Ident,
    pub(crate) variants: Vec<ErrorVariant>,
    /// The documented headers, where there are any.
    pub(crate) headers: Option<Headers>,
}

/// A documented error status.
#[derive(Debug, Clone)]
pub(crate) struct ErrorVariant {
    pub(crate) ident: Ident,
    pub(crate) status: Status,
    /// The media types that are decoded so.
    pub(crate) types: Vec<MediaType>,
    /// They tell it from another variant of this status, which is what any other answer is.
    pub(crate) is_beside: bool,
    pub(crate) decoded: ResponseBody,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    pub(crate) docs: Docs,
}

/// How an operation's list goes on.
#[derive(Debug, Clone)]
pub(crate) struct Pagination {
    pub(crate) item: Ty,
    /// The output may be null.
    pub(crate) nullable: bool,
    /// Fields from the output to the list, with how each is held.
    pub(crate) items: Vec<Step>,
    pub(crate) total: Option<Vec<Step>>,
    /// Fields from the output to the flag that says whether there is more.
    pub(crate) more: Option<Vec<Step>>,
    pub(crate) kind: PageKind,
    /// What it was inferred by, where nobody says it.
    pub(crate) rule: Option<crate::ir::operation::PaginationRule>,
}

/// One field on the way to a value.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) ident: Ident,
    pub(crate) presence: Presence,
    pub(crate) boxed: bool,
}

/// How the next page is asked for.
#[derive(Debug, Clone)]
pub(crate) enum PageKind {
    Offset {
        offset: PageInput,
        limit: Option<PageInput>,
    },
    Page {
        page: PageInput,
        limit: Option<PageInput>,
        first: i64,
    },
    Cursor {
        cursor: PageInput,
        next: Vec<Step>,
    },
    /// Fields from an item to its id, which the next page comes after.
    LastItem {
        after: PageInput,
        id: Vec<Step>,
    },
    NextLink {
        next: Vec<Step>,
        /// With the method and the body of the operation.
        again: bool,
    },
    /// The header `Link` leads on.
    LinkHeader,
}

/// What selects a page.
#[derive(Debug, Clone)]
pub(crate) struct PageInput {
    pub(crate) wire: String,
    pub(crate) ty: Ty,
    pub(crate) place: PagePlace,
}

/// Where in an operation a page is selected.
#[derive(Debug, Clone)]
pub(crate) enum PagePlace {
    Parameter {
        ident: Ident,
        presence: Presence,
    },
    /// A member of the body.
    Body {
        ident: Ident,
        optional: bool,
        step: Step,
    },
}
