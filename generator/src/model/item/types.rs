//! The types of `models`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::{Conversion, Fact, FieldRules, Presence, Rule, TypeReason, UpdateRequest, ValueRules};
use crate::names::ident::Ident;
use crate::raw::NodeId;

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
    /// What it is known by, whatever it is called.
    pub(crate) identity: String,
    pub(crate) kind: TypeKind,
    /// Types that it can be made from.
    pub(crate) conversions: Vec<Conversion>,
    /// Why it stands for its type, if it is an alias.
    pub(crate) why: Option<TypeReason>,
    /// A former name of an enum, through which its variants are imported: no type alias can do that.
    pub(crate) is_reexport: bool,
}

impl TypeItem {
    /// Its values have limits.
    pub(crate) fn is_checked(&self) -> bool {
        match &self.kind {
            TypeKind::Struct(object) => object.is_checked(),
            TypeKind::Union(union) => union.is_checked(),
            TypeKind::Enum(list) => list.is_checked,
            TypeKind::Alias(_) | TypeKind::Newtype(_) => false,
        }
    }

    /// How many fields, variants or alternatives it has.
    pub(crate) fn parts(&self) -> usize {
        match &self.kind {
            TypeKind::Struct(object) => object.fields.len(),
            TypeKind::Enum(list) => list.variants.len(),
            TypeKind::Union(union) => union.arms.len(),
            TypeKind::Alias(_) | TypeKind::Newtype(_) => 1,
        }
    }

    /// The types it names.
    pub(crate) fn tys(&self) -> Vec<&Ty> {
        let conversions = self.conversions.iter().map(|conversion| &conversion.from);
        let parts = match &self.kind {
            TypeKind::Struct(object) => {
                let extra = object.extra.iter().map(|extra| &extra.value);
                let update = object.update.iter().map(|update| &update.request);
                object
                    .fields
                    .iter()
                    .flat_map(|field| [Some(&field.ty), object.given(field)])
                    .flatten()
                    .chain(extra)
                    .chain(update)
                    .collect()
            }
            TypeKind::Enum(_) => Vec::new(),
            TypeKind::Union(union) => {
                let accessors = union.accessors.iter().map(|accessor| &accessor.ty);
                let arms = union.arms.iter().flat_map(|arm| std::iter::once(&arm.ty).chain(&arm.made_from));
                arms.chain(accessors).collect()
            }
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => vec![ty],
        };
        parts.into_iter().chain(conversions).collect()
    }
}

/// What kind of type.
#[derive(Debug, Clone)]
pub(crate) enum TypeKind {
    Struct(Box<Struct>),
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
            | Ty::Prefix(inner)
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
    /// What stands there when the document says nothing; empty for nothing.
    pub(crate) fallback: String,
    /// What stands below it, a line each.
    pub(crate) facts: Vec<Fact>,
    /// `Some` marks the item deprecated; empty without a reason.
    pub(crate) deprecated: Option<String>,
}

/// Traits beyond `Debug`, `Clone` and `PartialEq`, which every type has, as it can be read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Derives {
    pub(crate) default: bool,
    /// `Eq` and `Hash`.
    pub(crate) eq: bool,
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
    /// Base64 text.
    Base64,
    /// A type of `models`.
    Named(Ident),
    /// A path from the configuration.
    External(String),
    Vec(Box<Ty>),
    Map(Box<Ty>),
    Tuple(Vec<Ty>),
    /// A tuple of options, of which the last may be missing.
    Prefix(Box<Ty>),
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
    /// Indices into `fields`: what `new` takes, sorted by wire name.
    pub(crate) arguments: Vec<usize>,
    /// How callers make one.
    pub(crate) making: Making,
    /// Where properties without a field go.
    pub(crate) extra: Option<Extra>,
    /// What `validate()` checks.
    pub(crate) rules: Vec<FieldRules>,
    /// What of the rules no type carries.
    pub(crate) value_rules: Option<ValueRules>,
    /// The update request that leads from one value to another.
    pub(crate) update: Option<UpdateRequest>,
    /// It is such a request: `is_empty` tells whether it changes anything.
    pub(crate) is_update: bool,
    /// Where it has its text, if it is a message.
    pub(crate) message: Option<Message>,
}

/// How callers make a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Making {
    /// Not at all: it only comes from a server, and a property that the API adds to it breaks nobody.
    Received,
    /// `new` takes the values one after another.
    Arguments,
    /// `new` takes a struct of this name with a field for each: there are too many of them.
    Named(Ident),
}

/// Where properties without a field go.
#[derive(Debug, Clone)]
pub(crate) struct Extra {
    pub(crate) ident: Ident,
    pub(crate) value: Ty,
    /// How the values are read, if that takes more than their type.
    pub(crate) numbers: Option<Numbers>,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
}

/// How numbers are read, and lists and maps of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Integers, however they are written.
    Whole,
    /// Numbers, or their text.
    Numeral,
    /// Lists with a type for each place, with integers among them.
    Places,
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) wire: String,
    /// The type of a value that is there.
    pub(crate) ty: Ty,
    pub(crate) why: TypeReason,
    /// The list, map, number or any JSON that the type is another name for.
    pub(crate) behind: Option<Ty>,
    pub(crate) presence: Presence,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    /// Requests leave it out.
    pub(crate) omitted_in_requests: bool,
    /// How it is read, if that takes more than its type.
    pub(crate) numbers: Option<Numbers>,
    /// An optional value of any kind: `null` is one, and is not the same as none.
    pub(crate) keeps_null: bool,
    pub(crate) docs: Docs,
    /// The setter's name; differs from the field's where a method of the struct has it.
    pub(crate) setter: Ident,
    /// What the document says a required field holds that is absent.
    pub(crate) default: Option<Value>,
    /// What constructors fill a required field with: the only value that it can have, the tag that its unions tell it by, or
    /// the document's default.
    pub(crate) initial: Option<Constant>,
    /// The only boolean it can hold. The type of other constants has a place for what is unknown.
    pub(crate) only: Option<bool>,
    /// Where its schema stands.
    pub(crate) node: NodeId,
    /// A value for examples: the document's, else one made of the schema's rules.
    pub(crate) example: Option<Value>,
}

/// A constant in Rust's spelling.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Constant {
    Variant(Ident, Ident),
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
}

impl Struct {
    /// True if callers make one, by `new` and setters.
    pub(crate) fn is_made(&self) -> bool {
        self.making != Making::Received
    }

    /// True if `new` makes one of nothing.
    pub(crate) fn is_made_of_nothing(&self) -> bool {
        self.is_made() && self.arguments.is_empty()
    }

    /// What a method of the struct takes for a field, if one does: the struct that `new` takes holds fields as they are.
    fn given<'a>(&self, field: &'a Field) -> Option<&'a Ty> {
        let is_held = self.named().is_some() && self.takes(field);
        (self.is_made() && !is_held).then(|| field.given())
    }

    /// The struct that `new` takes, where it takes one.
    pub(crate) fn named(&self) -> Option<&Ident> {
        match &self.making {
            Making::Named(ident) => Some(ident),
            Making::Received | Making::Arguments => None,
        }
    }
}

impl Field {
    /// The field's type with its presence around it.
    pub(crate) fn full(&self) -> Ty {
        self.presence.around(&self.ty)
    }
}

/// An enum with an open list of values.
#[derive(Debug, Clone)]
pub(crate) struct OpenEnum {
    pub(crate) base: EnumBase,
    pub(crate) variants: Vec<Variant>,
    /// The variant that the document calls the default.
    pub(crate) default: Option<usize>,
    /// A part that is checked: other values break the list.
    pub(crate) is_checked: bool,
}

/// The wire type of an enum's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EnumBase {
    String,
    /// Numbers of 64 bits.
    Integer(Vec<i64>),
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
    /// Without a tag: the order in which the alternatives are tried.
    pub(crate) attempts: Vec<Attempt>,
    /// `validate()` refuses what is none of the alternatives.
    pub(crate) is_closed: bool,
    /// What it checks of a value that may be several of the alternatives at once.
    pub(crate) unlisted_rules: Option<ValueRules>,
    /// What of the rules no type carries.
    pub(crate) value_rules: Option<ValueRules>,
    /// The fields that all alternatives have.
    pub(crate) accessors: Vec<Accessor>,
    /// Where each alternative has its text; empty where the union has no accessor for it.
    pub(crate) texts: Vec<Option<TextSource>>,
}

/// A field that all alternatives of a union have.
#[derive(Debug, Clone)]
pub(crate) struct Accessor {
    pub(crate) ident: Ident,
    pub(crate) ty: Ty,
    pub(crate) docs: Docs,
    /// Whether it may be absent, for each alternative.
    pub(crate) presences: Vec<Presence>,
}

/// Where a value has its text.
#[derive(Debug, Clone)]
pub(crate) enum TextSource {
    /// It is a text.
    Whole,
    /// A field.
    Field(Ident, Presence),
    /// It has an accessor.
    Accessor,
    /// Its items have it.
    Parts(Box<TextSource>),
}

/// The field of a message that has its text.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) field: Ident,
    pub(crate) presence: Presence,
    pub(crate) source: TextSource,
}

impl UnionType {
    /// It has something to check.
    pub(crate) fn is_checked(&self) -> bool {
        self.is_closed
            || self.unlisted_rules.is_some()
            || self.value_rules.is_some()
            || self.arms.iter().any(|arm| !arm.rules.is_empty())
    }
}

impl Struct {
    /// It has something to check.
    pub(crate) fn is_checked(&self) -> bool {
        self.value_rules.is_some() || !self.rules.is_empty()
    }
}

/// An attempt to decode a value as one of the alternatives.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// Index of the alternative.
    pub(crate) arm: usize,
    /// What is taken, where another alternative may be meant.
    pub(crate) care: Care,
    /// Members that the value must not have: this alternative would drop them, and another one has them.
    pub(crate) lacks: Vec<String>,
}

/// Which values an attempt takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// All that can be decoded.
    None,
    /// Those that the alternative lists, and of which it has all members.
    Exact,
    /// Those that it keeps as a whole, at every depth.
    Whole,
}

/// An alternative of a union.
#[derive(Debug, Clone)]
pub(crate) struct UnionArm {
    pub(crate) ident: Ident,
    pub(crate) ty: Ty,
    pub(crate) why: TypeReason,
    pub(crate) tags: Vec<String>,
    /// It is meant where the tag is missing or has any other value.
    pub(crate) is_default: bool,
    /// The alternative's own type does not have the tag: the union writes it.
    pub(crate) tagging: Option<Tagging>,
    /// How the alternative is told from the others without a tag.
    pub(crate) test: ArmTest,
    /// Where the alternative takes values that it does not list.
    pub(crate) unknown: Option<UnknownAt>,
    /// `Debug` does not show it.
    pub(crate) secret: bool,
    /// What `validate()` checks.
    pub(crate) rules: Vec<Rule>,
    /// What it is made from by `From`, where that can mean no other alternative.
    pub(crate) made_from: Vec<Ty>,
    /// What documentation shows of it.
    pub(crate) example: Option<Value>,
    pub(crate) docs: Docs,
}

/// Where a type keeps a value that its enum does not list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UnknownAt {
    /// The value itself, of this enum.
    Value(Ident),
    /// An item of the list, of this enum.
    Item(Ident),
}

/// How a union treats a tag that the type of its alternative does not have, or need not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tagging {
    /// The type ignores it when it is decoded.
    Ignored,
    /// The type would keep it among its other properties.
    TakenOut,
    /// The type is a union whose alternatives may lack it.
    IfMissing,
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
        /// Members without a property are kept.
        keeps_others: bool,
    },
    /// A union that has a tag: an object with one of these.
    Tagged {
        property: String,
        tags: Vec<String>,
    },
    Any,
}
