//! What a call gives: successes, errors, and their headers.

use std::collections::BTreeSet;

use super::{Docs, Ty};
use crate::media_type::MediaType;
use crate::model::{Presence, Rule, Status, TypeReason};
use crate::names::ident::Ident;
use crate::raw::NodeId;

/// What a successful call gives.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) ty: OutputTy,
    /// One per documented success status.
    pub(crate) cases: Vec<OutputCase>,
    /// The documented headers, where there are any.
    pub(crate) headers: Option<Headers>,
    pub(crate) accept: String,
    /// The media types whose body is handed over as it arrives, if there are any.
    pub(crate) streaming: BTreeSet<Streaming>,
    /// The limits of a value that its type does not know, where answers are checked.
    pub(crate) limits: Vec<Rule>,
}

/// How a body of a media type arrives where some are streamed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Streaming {
    /// It is handed over as it arrives.
    Open(String),
    /// It is read as a whole, although a wider media type is streamed.
    Whole(String),
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
