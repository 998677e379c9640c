//! What a schema says of values, whole and as it is written: what types cannot say is checked by these rules.
//!
//! Schemas that types are made of are merged and simplified; here nothing is, so that a rule means what JSON Schema says.

use std::collections::BTreeMap;

use crate::raw::NodeId;

/// Index of an entry in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub usize);

/// The rules of all schemas.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    entries: Vec<Entry>,
    by_node: BTreeMap<NodeId, RuleId>,
}

/// The rules of one schema, all of which hold.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Where it stands.
    pub node: Option<NodeId>,
    /// What definitions call it.
    pub name: String,
    /// `readOnly`: it is not sent.
    pub read_only: bool,
    /// What it says.
    pub rules: Vec<Rule>,
}

impl Rules {
    /// The entry of a schema, and whether it is a new one.
    pub(crate) fn index(&mut self, node: NodeId, name: impl FnOnce() -> String) -> (RuleId, bool) {
        if let Some(known) = self.by_node.get(&node) {
            return (*known, false);
        }
        let id = self.push(Entry { node: Some(node), name: name(), ..Entry::default() });
        self.by_node.insert(node, id);
        (id, true)
    }

    /// Adds an entry that no schema of the document stands for.
    pub(crate) fn push(&mut self, entry: Entry) -> RuleId {
        self.entries.push(entry);
        RuleId(self.entries.len() - 1)
    }

    pub(crate) fn entry_mut(&mut self, id: RuleId) -> Option<&mut Entry> {
        self.entries.get_mut(id.0)
    }

    /// An entry by its index.
    #[must_use]
    pub fn entry(&self, id: RuleId) -> Option<&Entry> {
        self.entries.get(id.0)
    }

    /// The rules of a schema.
    #[must_use]
    pub fn rules(&self, id: RuleId) -> &[Rule] {
        self.entry(id).map(|entry| entry.rules.as_slice()).unwrap_or_default()
    }

    /// The entry of the schema at a node.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Option<RuleId> {
        self.by_node.get(&node).copied()
    }
}

/// One rule: a keyword, with those that it means nothing without.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// `false`.
    Never,
    /// `type`.
    Types(Vec<Kind>),
    /// `enum` or `const`: the JSON texts of the values.
    Values(Vec<String>),
    /// A limit of a number or a size, with its digits.
    Limit(Limit, String),
    /// `pattern`.
    Pattern(String),
    /// `format`.
    Format(String),
    /// `uniqueItems: true`.
    Unique,
    /// `required`.
    Required(Vec<String>),
    /// `properties`, `patternProperties` and `additionalProperties`.
    Members {
        /// By name.
        properties: Vec<(String, RuleId)>,
        /// By pattern.
        patterns: Vec<(String, RuleId)>,
        /// Of all others.
        additional: Option<RuleId>,
    },
    /// `propertyNames`.
    Names(RuleId),
    /// `dependentRequired`.
    DependentRequired(Vec<(String, Vec<String>)>),
    /// `dependentSchemas`.
    DependentSchemas(Vec<(String, RuleId)>),
    /// `prefixItems` and `items`.
    Items {
        /// By place.
        prefix: Vec<RuleId>,
        /// Of all further items.
        rest: Option<RuleId>,
    },
    /// `contains`, `minContains` and `maxContains`.
    Contains {
        /// What is looked for.
        schema: RuleId,
        /// How often at least, if it is not once.
        least: Option<String>,
        /// How often at most.
        most: Option<String>,
    },
    /// `unevaluatedProperties`.
    UnevaluatedProperties(RuleId),
    /// `unevaluatedItems`.
    UnevaluatedItems(RuleId),
    /// `allOf`.
    AllOf(Vec<RuleId>),
    /// `anyOf`, and `oneOf` with a discriminator, which says which alternative counts.
    AnyOf(Vec<RuleId>),
    /// `oneOf`.
    OneOf(Vec<RuleId>),
    /// `not`.
    Not(RuleId),
    /// `if`, `then` and `else`.
    If {
        /// The condition.
        condition: RuleId,
        /// Where it holds.
        then: Option<RuleId>,
        /// Where it does not.
        otherwise: Option<RuleId>,
    },
    /// `$ref`.
    Reference(RuleId),
}

/// A type of values, as `type` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// All types.
    pub const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// Its name in a document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A keyword with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Limit {
    MinLength,
    MaxLength,
    Minimum,
    Maximum,
    ExclusiveMinimum,
    ExclusiveMaximum,
    MultipleOf,
    MinItems,
    MaxItems,
    MinProperties,
    MaxProperties,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::MinLength,
        Self::MaxLength,
        Self::Minimum,
        Self::Maximum,
        Self::ExclusiveMinimum,
        Self::ExclusiveMaximum,
        Self::MultipleOf,
        Self::MinItems,
        Self::MaxItems,
        Self::MinProperties,
        Self::MaxProperties,
    ];

    /// The keyword.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::ExclusiveMinimum => "exclusiveMinimum",
            Self::ExclusiveMaximum => "exclusiveMaximum",
            Self::MultipleOf => "multipleOf",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
        }
    }

    /// The type of values that it limits; numbers stand for integers, too.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::MinLength | Self::MaxLength => Kind::String,
            Self::MinItems | Self::MaxItems => Kind::Array,
            Self::MinProperties | Self::MaxProperties => Kind::Object,
            _ => Kind::Number,
        }
    }

    /// It is a whole number from zero on.
    #[must_use]
    pub fn is_size(self) -> bool {
        self.kind() != Kind::Number
    }
}
