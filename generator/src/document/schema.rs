//! A Schema Object with every keyword that means something as a field, before anything is merged.

use std::sync::LazyLock;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::sparse::{Empty, Sparse};
use crate::raw::NodeId;

/// Index of a schema in the table of its document and of its API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub usize);

/// A type of values, other than `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Text.
    String,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// A mapping.
    Object,
}

impl Type {
    /// All types.
    pub const ALL: [Self; 6] =
        [Self::String, Self::Number, Self::Integer, Self::Boolean, Self::Array, Self::Object];

    /// The type's name in a document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// True for numbers and integers.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Integer)
    }
}

/// What a condition is, among those that hold for the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// `if`: a test, which nothing has to keep.
    If,
    /// `then`.
    Then,
    /// `else`.
    Else,
    /// One of `dependentSchemas`.
    Dependent,
}

/// A Schema Object with its references resolved to indices.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "keywords of the standard, each there or not")]
pub struct SchemaObject {
    /// Where it stands in the document.
    pub node: Option<NodeId>,
    /// Its name, if it is a component.
    pub component: Option<String>,
    /// It is nothing but a reference to another schema.
    pub reference: Option<SchemaId>,
    /// The reference is a `$dynamicRef` to this anchor: those who refer to a schema around it may mean another one.
    pub dynamic: Option<String>,
    /// What dynamic anchors mean in what this schema refers to.
    pub binds: Vec<(String, SchemaId)>,
    /// Title, description and the like.
    pub meta: Sparse<Meta>,
    /// `null` is a valid value, too.
    pub nullable: bool,
    /// `null` is the only valid value.
    pub null_only: bool,
    /// No value is valid: `false`.
    pub never: bool,
    /// `type`, where it is one; a list of several is `any_of` schemas of one each.
    pub kind: Option<Type>,
    /// What was merged into this wants types that no value has together.
    pub conflict: bool,
    /// A number that may be written as text, too.
    pub numeral: bool,
    /// `format`.
    pub format: Option<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// Limits on values.
    pub constraints: Sparse<Constraints>,
    /// `enum`, or `const` as a list of one, without `null`.
    pub values: Option<Vec<Listed>>,
    /// The value was given by `const`.
    pub constant: bool,
    /// `properties`.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: IndexSet<String>,
    /// Names that `dependentRequired` asks for.
    pub dependent: IndexSet<String>,
    /// `additionalProperties`, or `unevaluatedProperties` where it means the same.
    pub additional: Option<AdditionalRule>,
    /// The schemas of `patternProperties`.
    pub patterns: Vec<SchemaId>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `uniqueItems`.
    pub unique: bool,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// Of merged schemas: the alternatives under `one_of` come of `anyOf` alone, so that several may hold at once.
    pub several: bool,
    /// `not`.
    pub not: Option<SchemaId>,
    /// Schemas that no type is made of: conditions, names, what a list contains.
    pub conditions: Vec<SchemaId>,
    /// Those of the conditions that hold for the value itself.
    pub branches: Vec<(SchemaId, Branch)>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// Fields that start with `x-`.
    pub extensions: IndexMap<String, Value>,
}

impl SchemaObject {
    /// The schemas that it is made of.
    pub fn parts(&self) -> impl Iterator<Item = SchemaId> {
        let additional = match self.additional {
            Some(AdditionalRule::Open(Additional::Schema(schema))) => Some(schema),
            _ => None,
        };
        let one = [self.reference, additional, self.items, self.not, self.meta.content].into_iter().flatten();
        let lists =
            [&self.patterns, &self.prefix_items, &self.all_of, &self.one_of, &self.any_of, &self.conditions];
        let mapped = self.discriminator.iter().flat_map(|discriminator| {
            discriminator.mapping.iter().map(|(_, schema)| *schema).chain(discriminator.default)
        });
        one.chain(lists.into_iter().flatten().copied()).chain(self.properties.values().copied()).chain(mapped)
    }
}

impl SchemaObject {
    /// The same, to be replaced.
    pub fn parts_mut(&mut self) -> impl Iterator<Item = &mut SchemaId> {
        let additional = match &mut self.additional {
            Some(AdditionalRule::Open(Additional::Schema(schema))) => Some(schema),
            _ => None,
        };
        let one = [
            self.reference.as_mut(),
            additional,
            self.items.as_mut(),
            self.not.as_mut(),
            self.meta.content.as_mut(),
        ];
        let lists = [
            &mut self.patterns,
            &mut self.prefix_items,
            &mut self.all_of,
            &mut self.one_of,
            &mut self.any_of,
        ];
        let mapped = self.discriminator.iter_mut().flat_map(|discriminator| {
            discriminator.mapping.iter_mut().map(|(_, schema)| schema).chain(&mut discriminator.default)
        });
        one.into_iter()
            .flatten()
            .chain(lists.into_iter().flatten())
            .chain(self.properties.values_mut())
            .chain(mapped)
    }
}

/// A value of `enum` or `const`.
#[derive(Debug, Clone, PartialEq)]
pub enum Listed {
    /// A value whose numbers, if it is one, have 64 bits.
    Value(Value),
    /// The digits of a number that 64 bits cannot hold.
    Wide(String),
}

impl std::fmt::Display for Listed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Wide(digits) => digits.fmt(f),
        }
    }
}

/// `additionalProperties` as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdditionalRule {
    /// `false`.
    Closed,
    /// `true` or a schema.
    Open(Additional),
}

/// What properties without a name of their own hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Additional {
    /// Anything.
    Any,
    /// Values of a schema.
    Schema(SchemaId),
}

/// `discriminator` with its mapping resolved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`, by the property's values.
    pub mapping: Vec<(String, SchemaId)>,
    /// `defaultMapping`: what a value is whose property is missing or leads nowhere.
    pub default: Option<SchemaId>,
}

/// Annotations: they say something to people, not to the decoder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`, with its reason where an extension gives one.
    pub deprecated: Option<String>,
    /// `readOnly`: only in responses.
    pub read_only: bool,
    /// `writeOnly`: only in requests.
    pub write_only: bool,
    /// `contentMediaType`: what the text or the bytes are.
    pub media_type: Option<String>,
    /// `contentSchema`: what the JSON in the text is.
    pub content: Option<SchemaId>,
    /// `default`.
    pub default: Option<Value>,
    /// The digits of a number that `default` rounds.
    pub default_digits: Option<String>,
    /// `example` and `examples`.
    pub examples: Vec<Value>,
}

/// Limits on values. Numbers keep the document's digits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<String>,
    /// `minimum`.
    pub minimum: Option<String>,
    /// `maximum`.
    pub maximum: Option<String>,
    /// The minimum itself is not allowed.
    pub exclusive_minimum: bool,
    /// The maximum itself is not allowed.
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    pub multiple_of: Option<String>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

impl Empty for Constraints {
    fn empty() -> &'static Self {
        static EMPTY: LazyLock<Constraints> = LazyLock::new(Constraints::default);
        &EMPTY
    }
}

impl Empty for Meta {
    fn empty() -> &'static Self {
        static EMPTY: LazyLock<Meta> = LazyLock::new(Meta::default);
        &EMPTY
    }
}
