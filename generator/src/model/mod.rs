//! What the Rust crate is: types, operations, client, dependencies. Every decision is taken by now;
//! `emit` prints it.

mod body;
pub(crate) mod build;
mod check;
mod diff;
pub(crate) mod documentation;
mod error;
pub(crate) mod example;
mod feature;
mod field;
mod nullable;
pub(crate) mod operation;
mod package;
mod response_header;
mod types;
mod values;

pub(crate) use check::{FieldRules, Limit, Rule};
pub(crate) use diff::{Conversion, Diff, DiffField, Step as DiffStep};
pub(crate) use field::limits;
pub(crate) use types::named_enum;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::ir::operation::{Location, RetryClass, Style};
use crate::ir::schema::Constraints;
use crate::names::ident::Ident;
use crate::raw::NodeId;

/// The whole crate.
#[derive(Debug, Clone)]
pub(crate) struct Crate {
    pub(crate) package: Package,
    /// One per component schema and one per operation with types of its own, sorted by module.
    pub(crate) type_files: Vec<TypeFile>,
    /// Sorted by accessor.
    pub(crate) groups: Vec<Group>,
    pub(crate) client: Client,
}

/// `Cargo.toml` and the crate's front page.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) description: String,
    pub(crate) license: String,
    pub(crate) repository: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) categories: Vec<String>,
    /// The name in `use`.
    pub(crate) library: String,
    /// The document's title, version and description.
    pub(crate) title: String,
    pub(crate) api_version: String,
    pub(crate) about: Option<String>,
    /// Crates named by configured formats.
    pub(crate) dependencies: BTreeMap<String, Dependency>,
    /// `recursion_limit` where the type graph needs more than the compiler's default.
    pub(crate) recursion_limit: Option<usize>,
    /// Cargo features, one per tag; empty if they are off.
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// Those that are on unless the user says otherwise.
    pub(crate) default_features: Vec<String>,
}

/// A dependency of the generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) version: String,
    pub(crate) features: Vec<String>,
}

/// A file under `models/`.
#[derive(Debug, Clone)]
pub(crate) struct TypeFile {
    pub(crate) module: Ident,
    pub(crate) items: Vec<TypeItem>,
    /// Cargo features any of which needs the file; empty means always.
    pub(crate) features: Vec<String>,
}

/// A type of the crate.
#[derive(Debug, Clone)]
pub(crate) struct TypeItem {
    pub(crate) ident: Ident,
    pub(crate) docs: Docs,
    pub(crate) derives: Derives,
    /// Its JSON pointer, with the file if it is not the document.
    pub(crate) reference: String,
    /// Where its schema stands.
    pub(crate) node: NodeId,
    pub(crate) kind: TypeKind,
    /// A setter takes it as `impl Into<OptionalNullable<..>>`.
    pub(crate) nullable_argument: bool,
}

impl TypeItem {
    /// The types it names.
    pub(crate) fn tys(&self) -> Vec<&Ty> {
        match &self.kind {
            TypeKind::Struct(object) => {
                let extra = object.extra.iter().map(|extra| &extra.value);
                let diff = object.diff.iter().map(|diff| &diff.request);
                let conversions = object.conversions.iter().map(|conversion| &conversion.from);
                object
                    .fields
                    .iter()
                    .flat_map(|field| std::iter::once(&field.ty).chain(field.given()))
                    .chain(extra)
                    .chain(diff)
                    .chain(conversions)
                    .collect()
            }
            TypeKind::Enum(_) => Vec::new(),
            TypeKind::Union(union) => union.arms.iter().map(|arm| &arm.ty).collect(),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => vec![ty],
        }
    }
}

/// What kind of type.
#[derive(Debug, Clone)]
pub(crate) enum TypeKind {
    Struct(Struct),
    Enum(OpenEnum),
    Union(UnionType),
    /// `pub type X = ..`.
    Alias(Ty),
    /// `pub struct X(pub ..)`: an alias that would contain itself.
    Newtype(Ty),
}

impl Ty {
    /// The types of `models` that this type names.
    pub(crate) fn named<'a>(&'a self, found: &mut BTreeSet<&'a Ident>) {
        match self {
            Ty::Named(name) => {
                found.insert(name);
            }
            Ty::Vec(inner)
            | Ty::Map(inner)
            | Ty::Option(inner)
            | Ty::OptionalNullable(inner)
            | Ty::Boxed(inner) => inner.named(found),
            Ty::Tuple(items) => {
                for item in items {
                    item.named(found);
                }
            }
            _ => {}
        }
    }
}

/// Documentation of an item.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Docs {
    /// CommonMark from the document.
    pub(crate) text: Option<String>,
    /// What stands there when the document says nothing.
    pub(crate) fallback: String,
    /// Facts such as defaults and limits, a line each, in our words.
    pub(crate) facts: Vec<String>,
    /// `Some` marks the item deprecated; empty without a reason.
    pub(crate) deprecated: Option<String>,
}

/// Traits beyond `Debug, Clone, PartialEq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "a set of traits")]
pub(crate) struct Derives {
    pub(crate) default: bool,
    pub(crate) eq: bool,
    pub(crate) hash: bool,
    pub(crate) serialize: bool,
    pub(crate) deserialize: bool,
}

/// How a struct is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decoder {
    /// By serde's derive, which reads best.
    Derived,
    /// Field by field, which compiles several times as fast, and keeps what serde's buffer for flattened members
    /// would lose: raw JSON and large numbers.
    ByField,
}

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ty {
    Bool,
    /// `i64`, `u32`, ...
    Int(&'static str),
    /// `f64` or `f32`.
    Float(&'static str),
    String,
    /// `serde_json::Value`.
    Json,
    /// Base64 text with its bytes.
    Base64,
    /// A type of `models`.
    Named(Ident),
    /// A path from the configuration.
    External(String),
    Vec(Box<Ty>),
    Map(Box<Ty>),
    Tuple(Vec<Ty>),
    Option(Box<Ty>),
    OptionalNullable(Box<Ty>),
    Boxed(Box<Ty>),
    /// A file to send, from memory, from a disk or streamed.
    Upload,
    /// A multipart form of the caller's own parts.
    Multipart,
    /// A type of the operation's own file.
    Local(Ident),
}

/// An object.
#[derive(Debug, Clone)]
pub(crate) struct Struct {
    /// Sorted by wire name.
    pub(crate) fields: Vec<Field>,
    /// Indices into `fields`, in the order of `new`'s arguments.
    pub(crate) arguments: Vec<usize>,
    /// Where properties without a field go.
    pub(crate) extra: Option<Extra>,
    pub(crate) decoder: Decoder,
    /// What `validate()` checks.
    pub(crate) rules: Vec<FieldRules>,
    /// The update request that leads from one value to another.
    pub(crate) diff: Option<Diff>,
    /// Structs that this one can be made from.
    pub(crate) conversions: Vec<Conversion>,
}

/// Where properties without a field go.
#[derive(Debug, Clone)]
pub(crate) struct Extra {
    pub(crate) ident: Ident,
    pub(crate) value: Ty,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) wire: String,
    /// The type of a value that is there.
    pub(crate) ty: Ty,
    /// The list or map that the type is another name for: setters and constructors take it as any other.
    pub(crate) list: Option<Ty>,
    pub(crate) presence: Presence,
    /// An optional value of any kind: `null` is one, and is not the same as none.
    pub(crate) keeps_null: bool,
    pub(crate) docs: Docs,
    /// The setter's name; differs from the field's where a method of the struct has it.
    pub(crate) setter: Ident,
    /// The only value a required field can have: constructors fill it in.
    pub(crate) constant: Option<Constant>,
    pub(crate) constraints: Constraints,
    /// Where its schema stands.
    pub(crate) node: NodeId,
    /// A value from the document, for examples.
    pub(crate) example: Option<Value>,
}

/// A constant in Rust's spelling.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Constant {
    Variant(Ident, Ident),
    Bool(bool),
}

/// Whether a field can be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// `T`.
    Required,
    /// `Option<T>`, always sent.
    RequiredNullable,
    /// `Option<T>`, not sent when `None`.
    Optional,
    /// `OptionalNullable<T>`.
    OptionalNullable,
}

impl Field {
    /// The list or map that its setter takes in place of another name for it.
    pub(crate) fn given(&self) -> Option<&Ty> {
        self.list.as_ref().filter(|_| matches!(self.presence, Presence::Required | Presence::Optional))
    }

    /// The field's type with its presence around it.
    pub(crate) fn full(&self) -> Ty {
        match self.presence {
            Presence::Required => self.ty.clone(),
            Presence::RequiredNullable | Presence::Optional => Ty::Option(Box::new(self.ty.clone())),
            Presence::OptionalNullable => Ty::OptionalNullable(Box::new(self.ty.clone())),
        }
    }
}

/// An enum with an open list of values.
#[derive(Debug, Clone)]
pub(crate) struct OpenEnum {
    pub(crate) base: EnumBase,
    pub(crate) variants: Vec<Variant>,
    /// The variant that the document calls the default.
    pub(crate) default: Option<usize>,
}

/// The wire type of an enum's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EnumBase {
    String,
    Integer,
    /// Values of several types.
    Json,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) value: Value,
    pub(crate) docs: Docs,
}

/// One of several types.
#[derive(Debug, Clone)]
pub(crate) struct UnionType {
    pub(crate) tag: Option<String>,
    pub(crate) arms: Vec<UnionArm>,
}

/// An alternative of a union.
#[derive(Debug, Clone)]
pub(crate) struct UnionArm {
    pub(crate) ident: Ident,
    pub(crate) ty: Ty,
    pub(crate) tags: Vec<String>,
    /// The alternative's own type does not have the tag: the union writes it.
    pub(crate) tagging: Option<Tagging>,
    /// How the alternative is told from the others without a tag.
    pub(crate) test: ArmTest,
    /// What `validate()` checks.
    pub(crate) rules: Vec<Rule>,
    /// No other alternative has its type.
    pub(crate) converts: bool,
    pub(crate) docs: Docs,
}

/// How a union treats a tag that the type of its alternative does not have, or need not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tagging {
    /// The type ignores it when it is decoded.
    Ignored,
    /// The type would keep it among its other properties.
    TakenOut,
    /// The type has a field for it that may be empty.
    Optional { field: Ident, nullable: bool },
}

/// What a JSON value must be for an untagged alternative.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ArmTest {
    Null,
    Bool,
    Integer,
    Number,
    /// A string; with values, one of these.
    String(Vec<String>),
    Array,
    /// An object with these properties; `known` is what it may have, `constants` what it must hold.
    Object {
        required: Vec<String>,
        known: Vec<String>,
        constants: Vec<(String, Value)>,
        /// What properties hold that need not be there.
        optional: Vec<(String, Value)>,
    },
    /// A union that has a tag: an object with one of these.
    Tagged {
        property: String,
        tags: Vec<String>,
    },
    Any,
}

/// Operations that belong together: a tag.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// `None` puts the methods on the client itself.
    pub(crate) names: Option<GroupNames>,
    pub(crate) module: Ident,
    pub(crate) docs: Docs,
    pub(crate) operations: Vec<Operation>,
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

/// An operation of the crate.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// The struct that holds its arguments.
    pub(crate) ident: Ident,
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    pub(crate) error: ErrorEnum,
    pub(crate) docs: Docs,
    pub(crate) summary: Option<String>,
    pub(crate) id: String,
    pub(crate) http_method: String,
    pub(crate) path: String,
    /// Its JSON pointer, with the file if it is not the document.
    pub(crate) reference: String,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
    pub(crate) retry: RetryClass,
    pub(crate) security: Vec<Vec<String>>,
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) output: Output,
    pub(crate) pagination: Option<Pagination>,
    /// A program that calls it with example values, in lines; empty where none can be made.
    pub(crate) example: Vec<String>,
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
    pub(crate) json: bool,
    /// It is the whole query string.
    pub(crate) whole: bool,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) ty: Ty,
    pub(crate) docs: Docs,
    pub(crate) example: Option<Value>,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
}

impl Parameter {
    /// The field's type.
    pub(crate) fn full(&self) -> Ty {
        match (self.required, self.nullable) {
            (true, false) => self.ty.clone(),
            (true, true) | (false, false) => Ty::Option(Box::new(self.ty.clone())),
            (false, true) => Ty::OptionalNullable(Box::new(self.ty.clone())),
        }
    }
}

/// A request body.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) ident: Ident,
    pub(crate) setter: Ident,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    /// One, or the variants of an enum over the media types.
    pub(crate) kind: BodyKind,
    pub(crate) example: Option<Value>,
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
    pub(crate) media_type: String,
    /// What is sent for it; ranges are no content types.
    pub(crate) content_type: String,
    pub(crate) ty: Ty,
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
    /// A line of JSON for each item.
    JsonLines,
    Upload,
}

/// A multipart form: a struct of the operation's own, because its files are streamed.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) ident: Ident,
    pub(crate) object: Struct,
    /// Content types of parts, by wire name.
    pub(crate) content_types: BTreeMap<String, String>,
    /// Parts that are written as JSON as a whole.
    pub(crate) json: BTreeSet<String>,
    /// Parts that are laid out as parameters are.
    pub(crate) styled: Vec<FormPart>,
    /// Another multipart type than `multipart/form-data`.
    pub(crate) media_type: Option<String>,
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
}

/// The type of a successful call.
#[derive(Debug, Clone)]
pub(crate) enum OutputTy {
    One(Decoded),
    /// Several statuses with different bodies.
    Several {
        ident: Ident,
    },
}

/// A success status.
#[derive(Debug, Clone)]
pub(crate) struct OutputCase {
    pub(crate) status: StatusTest,
    /// The media types it is for; empty for all that the status has.
    pub(crate) media: Vec<String>,
    pub(crate) variant: Option<Ident>,
    pub(crate) decoded: Decoded,
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
    pub(crate) required: bool,
    pub(crate) ty: Ty,
    pub(crate) form: HeaderForm,
    pub(crate) docs: Docs,
    /// Where it stands in the document.
    pub(crate) node: NodeId,
}

impl HeaderField {
    /// The field's type.
    pub(crate) fn full(&self) -> Ty {
        if self.required { self.ty.clone() } else { Ty::Option(Box::new(self.ty.clone())) }
    }
}

/// How the text of a header becomes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderForm {
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
pub(crate) enum Decoded {
    Nothing,
    Json(Ty),
    Text,
    Bytes,
    /// The body as a stream of bytes.
    Stream,
    /// Server-sent events with typed data.
    Events {
        /// What of an event is decoded.
        part: EventPart,
        ty: Ty,
        sentinel: Option<String>,
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

/// Which statuses a case is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StatusTest {
    Code(u16),
    /// The first digit.
    Range(u16),
    Any,
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
    pub(crate) status: StatusTest,
    pub(crate) decoded: Decoded,
    pub(crate) docs: Docs,
}

/// How an operation's list goes on.
#[derive(Debug, Clone)]
pub(crate) struct Pagination {
    pub(crate) item: Ty,
    /// Fields from the output to the list, with how each is held.
    pub(crate) items: Vec<Step>,
    pub(crate) total: Option<Vec<Step>>,
    pub(crate) kind: PageKind,
}

/// One field on the way to a value.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) ident: Ident,
    pub(crate) presence: Presence,
    pub(crate) boxed: bool,
}

/// How the next page is asked for; indices into the operation's parameters.
#[derive(Debug, Clone)]
pub(crate) enum PageKind {
    Offset { offset: usize, limit: Option<usize> },
    Page { page: usize, limit: Option<usize>, first: i64 },
    Cursor { cursor: usize, next: Vec<Step> },
    NextLink { next: Vec<Step> },
}

/// The client and its builder.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) servers: Vec<Server>,
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) env_prefix: String,
    pub(crate) global_headers: Vec<GlobalHeader>,
    pub(crate) user_agent: String,
    pub(crate) retry: Retry,
    /// Limits that differ from the runtime's.
    pub(crate) limits: Limits,
}

/// What the client does by default, where the configuration says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    pub(crate) connect_ms: Option<u64>,
    pub(crate) attempt_ms: Option<u64>,
    pub(crate) total_ms: Option<u64>,
    pub(crate) max_body: Option<u64>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) variables: Vec<(String, String, Vec<String>)>,
}

/// A security scheme with the builder's method for it.
#[derive(Debug, Clone)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) setter: Ident,
    /// The setter of a callback for it.
    pub(crate) provider: Ident,
    /// The setter of the client credentials, where the scheme has that flow.
    pub(crate) grant: Option<Grant>,
    pub(crate) docs: Docs,
    /// The environment variable of its credential, without the prefix.
    pub(crate) env: String,
    pub(crate) kind: crate::ir::SchemeKind,
}

/// The client credentials flow of OAuth 2.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) setter: Ident,
    /// Where tokens come from; from the root of the API's host where the document gives no more.
    pub(crate) token_url: String,
    pub(crate) scopes: Vec<String>,
}

/// A global header with its setter.
#[derive(Debug, Clone)]
pub(crate) struct GlobalHeader {
    pub(crate) name: String,
    pub(crate) setter: Ident,
    pub(crate) docs: Docs,
}

/// Retry facts, all given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Retry {
    pub(crate) initial_interval_ms: u64,
    pub(crate) max_interval_ms: u64,
    pub(crate) exponent_milli: u64,
    pub(crate) max_attempts: u32,
}
