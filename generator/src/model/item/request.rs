//! What a call takes: parameters, and a body.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Docs, Struct, Ty};
use crate::ir::operation::{Location, Style};
use crate::ir::schema::SchemaId;
use crate::media_type::MediaType;
use crate::model::{Constant, Presence, TypeReason};
use crate::names::ident::Ident;
use crate::raw::NodeId;

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
    /// The media types of parts, by wire name: what is sent, and what else servers take.
    pub(crate) part_types: BTreeMap<String, Vec<MediaType>>,
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
