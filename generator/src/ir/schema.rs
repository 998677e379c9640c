//! What a schema means: one shape after `allOf` is merged and unions are understood.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

pub use crate::document::schema::{Additional, Constraints, Meta, SchemaId};
use crate::document::sparse::Sparse;
use crate::raw::NodeId;

/// A schema with its annotations.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Where it stands in the document.
    pub node: NodeId,
    /// The name under `components/schemas`, if it has one.
    pub component: Option<String>,
    /// Title, description and the like.
    pub meta: Sparse<Meta>,
    /// `null` is a valid value beside the shape's own.
    pub nullable: bool,
    /// What values look like.
    pub shape: Shape,
    /// Limits on values, for documentation and `validate()`.
    pub constraints: Sparse<Constraints>,
}

/// Stands for a schema that is missing: any value, at the root of the document.
impl Default for Schema {
    fn default() -> Self {
        Self {
            node: NodeId(0),
            component: None,
            meta: Sparse::default(),
            nullable: false,
            shape: Shape::Any,
            constraints: Sparse::default(),
        }
    }
}

/// What values of a schema look like.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Anything.
    Any,
    /// Nothing but `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer {
        /// `format`.
        format: Option<String>,
        /// It may be written as text, too.
        text: bool,
    },
    /// A number.
    Number {
        /// `format`.
        format: Option<String>,
        /// It may be written as text, too.
        text: bool,
    },
    /// Text.
    String {
        /// `format`.
        format: Option<String>,
    },
    /// One of a list of values; a server may know more of them.
    Enum(Enum),
    /// A list.
    Array {
        /// The items; `None` is anything.
        items: Option<SchemaId>,
        /// `uniqueItems`.
        unique: bool,
    },
    /// A list with a schema for each place (`prefixItems`).
    Tuple {
        /// The places.
        items: Vec<SchemaId>,
        /// How many items there are.
        length: Length,
    },
    /// An object without named properties.
    Map {
        /// The values; `None` is anything.
        values: Option<SchemaId>,
    },
    /// An object with named properties.
    Object(Object),
    /// One of several schemas.
    Union(Union),
    /// The same as another schema, with annotations of its own.
    Ref(SchemaId),
}

/// How many items a list has that has a schema for each place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// One for each place.
    Exact,
    /// One for each place, or fewer.
    AtMost,
    /// More may follow.
    Open,
}

/// A closed list of values in the document, open on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// The JSON type of all values.
    pub base: EnumBase,
    /// The values, in document order, each once.
    pub values: Vec<EnumValue>,
    /// The list is a `const` or has one value: constructors fill it in.
    pub constant: bool,
    /// The document itself allows other values, too.
    pub open: bool,
}

impl Enum {
    /// True for an enum with a type of its own: those of booleans and of floating-point numbers are plain values.
    #[must_use]
    pub fn has_a_type(&self) -> bool {
        matches!(self.base, EnumBase::String | EnumBase::Integer | EnumBase::Mixed)
    }
}

/// The JSON type of an enum's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumBase {
    /// Strings.
    String,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// `true` and `false`.
    Bool,
    /// Several types.
    Mixed,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue {
    /// The value on the wire.
    pub value: Value,
    /// A name given by an extension such as `x-enum-varnames`.
    pub name: Option<String>,
    /// A description given by an extension such as `x-enum-descriptions`.
    pub description: Option<String>,
}

/// An object with named properties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object {
    /// By wire name, sorted: the order of keys means nothing in a document.
    pub properties: IndexMap<String, Property>,
    /// The names under `required` that are properties, in the document's order, which constructors keep.
    pub required: IndexSet<String>,
    /// What other properties may hold; `None` means that they are ignored.
    pub additional: Option<Additional>,
    /// `additionalProperties: false`.
    pub closed: bool,
    /// Names of properties of answers that the type, which only requests have, has no field for.
    pub unsent: BTreeSet<String>,
}

/// A named property.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// Its schema.
    pub schema: SchemaId,
    /// Listed under `required`.
    pub required: bool,
    /// Requests leave it out: it is read only.
    pub omitted_in_requests: bool,
    /// Its place among the properties in the document, which only the parts of a form keep.
    pub place: usize,
}

/// One of several schemas.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The alternatives, each once.
    pub arms: Vec<Arm>,
    /// The property whose value tells the arms apart.
    pub tag: Option<String>,
    /// The document itself allows values that are none of the alternatives.
    pub open: bool,
    /// A value may be several of the alternatives at once (`anyOf`).
    pub several: bool,
}

/// An alternative of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// Its schema.
    pub schema: SchemaId,
    /// The values of the tag that select it.
    pub tags: Vec<String>,
    /// It is meant where the tag is missing or has any other value.
    pub is_default: bool,
    /// The component behind an alternative that was joined with what stands beside the union.
    pub origin: Option<String>,
    /// The only component that an inline alternative is made of, with what it adds.
    pub extends: Option<String>,
}
