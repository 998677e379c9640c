//! The names of everything that is visible across files.

use std::collections::BTreeMap;

use super::casing::Spelling;
use super::ident::Ident;
use super::pins::Pins;
use super::within::Within;
use crate::ir::GlobalHeader;
use crate::ir::schema::SchemaId;
use crate::raw::NodeId;

/// Names of everything that is visible across files.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// How words are spelt.
    pub(crate) spelling: Spelling,
    /// Names that the configuration gives.
    pub(crate) pins: Pins,
    /// Names of operations' own types that end in a number, because other operations are called so.
    pub(crate) numbered: Vec<(Ident, NodeId)>,
    /// Types of `models`, by schema.
    pub(crate) types: BTreeMap<SchemaId, Ident>,
    /// The words that they are called by.
    pub(crate) words: BTreeMap<SchemaId, Within>,
    /// What the constructor of a type takes where it would take too many arguments.
    pub(crate) required: BTreeMap<SchemaId, Ident>,
    /// The module under `models` that holds a type.
    pub(crate) homes: BTreeMap<SchemaId, Ident>,
    /// Former names of types.
    pub(crate) aliases: Vec<(Ident, SchemaId)>,
    /// Former names of operations.
    pub(crate) operation_aliases: Vec<OperationAlias>,
    /// Groups that are nothing but former names.
    pub(crate) alias_groups: Vec<GroupPlan>,
    /// What users receive, by its index in the API.
    pub(crate) received: BTreeMap<usize, Ident>,
    /// By index in the API.
    pub(crate) operations: BTreeMap<usize, OperationNames>,
    pub(crate) groups: Vec<GroupPlan>,
    /// The builder's methods for security schemes, in the API's order: for a value and for a callback.
    /// For each scheme its setter, that of a callback, and that of the client credentials of OAuth 2.
    pub(crate) schemes: Vec<(Ident, Ident, Ident)>,
    pub(crate) global_headers: Vec<(GlobalHeader, Ident)>,
}

/// Names of one operation.
#[derive(Debug, Clone)]
pub(crate) struct OperationNames {
    pub(crate) ident: Ident,
    pub(crate) method: Ident,
    pub(crate) module: Ident,
    pub(crate) error: Ident,
    /// The enum over the statuses of a success, where it is needed.
    pub(crate) output: Ident,
    /// The same call with a stream for an answer, and the enum over its statuses, where JSON would be another.
    pub(crate) stream: Option<(Ident, Ident)>,
    /// The struct of the documented headers of a success, where it is needed.
    pub(crate) headers: Ident,
    /// The same of an error answer.
    pub(crate) error_headers: Ident,
    /// The struct of a multipart body, where it is needed.
    pub(crate) form: Ident,
    /// What the constructor of that struct takes, where it would take too many arguments.
    pub(crate) form_required: Ident,
    /// What its method returns: a request with its setters.
    pub(crate) request: Ident,
    /// The enum over the media types of a body, where it is needed.
    pub(crate) body: Ident,
    /// What the method takes, where it would take too many arguments.
    pub(crate) required: Ident,
    /// Setters that every request has, which parameters must not shadow.
    pub(crate) global_setters: Vec<String>,
}

/// A group and its operations.
#[derive(Debug, Clone)]
pub(crate) struct GroupPlan {
    pub(crate) tag: Option<String>,
    /// Accessor and type; `None` hangs the methods on the client.
    pub(crate) names: Option<(Ident, Ident)>,
    pub(crate) module: Ident,
    pub(crate) operations: Vec<usize>,
}

/// Types that model files use under their bare names.
pub(super) const RESERVED_TYPES: &[&str] = &[
    "As",
    "As2",
    "As3",
    "As4",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Drop",
    "Eq",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromStr",
    "Hash",
    "Into",
    "Iterator",
    "Null",
    "Option",
    "OptionalNullable",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "String",
    "Sync",
    "ToString",
    "Unpin",
    "Vec",
    "Ok",
    "Err",
    "Some",
    "None",
    "Serialize",
    "Deserialize",
    "Violations",
    "AsRef",
    "AsMut",
    "Extend",
    "IntoIterator",
    "ToOwned",
    "TryFrom",
    "TryInto",
];

/// The former name of an operation.
#[derive(Debug, Clone)]
pub(crate) struct OperationAlias {
    /// The group that it had, by its place in the plan, or behind it among the former groups.
    pub(crate) group: usize,
    pub(crate) method: Ident,
    /// What the name of the operation's struct was, with which the names of its other types begin.
    pub(crate) ident: Ident,
    /// What the name of its errors was.
    pub(crate) error: Ident,
    /// The file of what keeps the name.
    pub(crate) module: Ident,
    /// What it is now, by its place in the API.
    pub(crate) operation: usize,
}
