//! What the builders of all kinds of items look at.

use std::collections::{BTreeMap, BTreeSet};

use super::Derives;
use super::leftover::Leftover;
use crate::config::Config;
use crate::document::by_schema::BySchema;
use crate::document::rule::RuleId;
use crate::ir::Api;
use crate::ir::pass::cycle::Cycles;
use crate::ir::pass::reach::Direction;
use crate::ir::schema::{Enum, Object, SchemaId};
use crate::names::ident::Ident;
use crate::names::local::FieldNames;
use crate::names::table::Names;
use crate::raw::{NodeId, Raw};

/// What the builders of all kinds of items look at.
pub(crate) struct Context<'a> {
    pub(crate) api: &'a Api,
    pub(crate) names: &'a Names,
    pub(crate) config: &'a Config,
    pub(crate) cycles: &'a Cycles,
    pub(crate) directions: &'a BySchema<Direction>,
    pub(crate) raw: &'a Raw,
    pub(crate) traits: BTreeMap<SchemaId, Derives>,
    /// Types with limits that `validate()` checks.
    pub(crate) checked: BTreeSet<SchemaId>,
    /// What no type carries of the rules of the document.
    pub(crate) leftover: Leftover,
    /// The first schema at each place, which is the one that stands there; others were made of it.
    pub(crate) first_at: BTreeMap<NodeId, SchemaId>,
    /// Of the alternatives of unions with a tag: the properties that are tags.
    pub(crate) tags: BTreeMap<SchemaId, Tags<'a>>,
    /// The alternatives of all unions without a tag.
    pub(crate) untagged: usize,
}

/// Properties that are tags, with the value of each, where it is the same for all unions.
pub(crate) type Tags<'a> = BTreeMap<&'a str, Option<&'a str>>;

impl Context<'_> {
    /// The fields of the struct of a schema.
    pub(crate) fn fields(&self, id: SchemaId, object: &Object) -> FieldNames {
        self.names.fields(self.raw, self.api.schema(id).node, object)
    }

    /// The variants of the enum of a schema.
    pub(crate) fn variants(&self, id: SchemaId, list: &Enum) -> Vec<Ident> {
        self.names.variants(self.raw, self.api.schema(id).node, list)
    }

    /// The rules of the schema that a type was made for.
    pub(crate) fn rule(&self, id: SchemaId) -> Option<RuleId> {
        let node = self.api.schema(id).node;
        let original = self.api.inputs.get(&id).unwrap_or(&id);
        let is_first = self.first_at.get(&node) == Some(original);
        self.api.rules.at(node).filter(|_| is_first && !self.api.patched.contains(&id))
    }
}
