//! What is left of the rules of a document when types and their checks have taken theirs.

use std::collections::BTreeMap;

use super::ValueRules;
use crate::ir::schema::SchemaId;
use crate::raw::NodeId;

/// The rules that types leave over, by type, and the definitions that these refer to.
#[derive(Debug, Default)]
pub(crate) struct Leftover {
    pub(crate) types: BTreeMap<SchemaId, ValueRules>,
    /// All rules of unions, for values that may be several of the alternatives at once.
    pub(crate) unlisted: BTreeMap<SchemaId, ValueRules>,
    /// Of what calls take, where it has no type of its own that is checked.
    pub(crate) arguments: BTreeMap<SchemaId, ValueRules>,
    pub(crate) definitions: Vec<Definition>,
}

/// What rules refer to.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    /// What references call it.
    pub(crate) name: String,
    /// Its JSON.
    pub(crate) text: String,
    /// The schema of the document.
    pub(crate) node: Option<NodeId>,
}
