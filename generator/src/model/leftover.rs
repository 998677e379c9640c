//! What is left of the rules of a document when types and their checks have taken theirs.

use std::collections::BTreeMap;

use super::ValueRules;
use crate::ir::schema::SchemaId;

/// The rules that types leave over, by type, and the definitions that these refer to.
#[derive(Debug, Default)]
pub(crate) struct Leftover {
    pub(crate) types: BTreeMap<SchemaId, ValueRules>,
    /// All rules of unions, for values that may be several of the alternatives at once.
    pub(crate) unlisted: BTreeMap<SchemaId, ValueRules>,
    /// Of what calls take, where it has no type of its own that is checked.
    pub(crate) arguments: BTreeMap<SchemaId, ValueRules>,
    /// Names and texts.
    pub(crate) definitions: Vec<(String, String)>,
}
