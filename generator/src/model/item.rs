//! What the parts of the crate are.

mod client;
mod operation;
mod pagination;
mod request;
mod response;
mod types;

pub(crate) use client::*;
pub(crate) use operation::*;
pub(crate) use pagination::*;
pub(crate) use request::*;
pub(crate) use response::*;
pub(crate) use types::*;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Notice;
use crate::model::{Definition, TypeReason};
use crate::names::ident::Ident;
use crate::names::reason::NameReason;
use crate::raw::NodeId;

/// The whole crate.
#[derive(Debug, Clone)]
pub(crate) struct Crate {
    pub(crate) package: Package,
    /// One per component schema and one per operation with types of its own, sorted by module.
    pub(crate) type_files: Vec<TypeFile>,
    /// What the rules of types refer to.
    pub(crate) definitions: Vec<Definition>,
    /// Answers have `validate()`, whatever they are made of.
    pub(crate) checks_answers: bool,
    /// What users receive, sorted by name.
    pub(crate) received: ReceivedTypes,
    /// Sorted by accessor.
    pub(crate) groups: Vec<Group>,
    /// None for types alone, which have no groups either.
    pub(crate) client: Option<Client>,
    pub(crate) round_trips: RoundTrips,
}

/// The crate's types by name.
pub(crate) type Types<'a> = BTreeMap<&'a Ident, &'a TypeItem>;

impl Crate {
    pub(crate) fn types(&self) -> Types<'_> {
        self.type_files.iter().flat_map(|file| &file.items).map(|item| (&item.ident, item)).collect()
    }

    /// All operations with their groups.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&Group, &Operation)> {
        let of = |group| move |operation| (group, operation);
        self.groups.iter().flat_map(move |group| group.operations.iter().map(of(group)))
    }
}

/// The module `webhooks`: what the API sends to its users.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReceivedTypes {
    pub(crate) types: Vec<ReceivedType>,
    /// The features that turn the module on; none means always.
    pub(crate) features: Vec<String>,
}

/// The type of what a webhook or a callback sends.
#[derive(Debug, Clone)]
pub(crate) struct ReceivedType {
    pub(crate) ident: Ident,
    pub(crate) ty: Ty,
    pub(crate) why: TypeReason,
    pub(crate) docs: Docs,
    /// The method, and the webhook, or the address and the callback.
    pub(crate) sent: String,
    /// The media type of the body.
    pub(crate) media: String,
    pub(crate) node: NodeId,
    /// What it is known by, whatever it is called.
    pub(crate) identity: String,
}

/// Values of the document that the crate's own tests decode and encode.
#[derive(Debug, Clone)]
pub(crate) struct RoundTrips {
    /// JSON texts by the type that holds them. Where they stand is left out: it changes with every move.
    pub(crate) values: BTreeMap<Ty, BTreeSet<String>>,
    /// A value is encoded as it came. Types from the configuration may spell it in their own way.
    pub(crate) exact: bool,
}

/// `Cargo.toml` and the crate's front page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) name_reason: NameReason,
    pub(crate) version: String,
    pub(crate) description: String,
    pub(crate) license: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) homepage: Option<String>,
    pub(crate) documentation: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) categories: Vec<String>,
    /// The name in `use`.
    pub(crate) library: String,
    /// The module that the document is, of a crate that has several.
    pub(crate) module: Option<String>,
    /// The document's title, version and description.
    pub(crate) title: String,
    pub(crate) api_version: String,
    pub(crate) about: Option<String>,
    /// What else it says of the API to people.
    pub(crate) notices: Vec<Notice>,
    /// Crates named by configured formats.
    pub(crate) dependencies: BTreeMap<String, Dependency>,
    /// The crate's root is included in that of another.
    pub(crate) included: bool,
    /// `recursion_limit` where the type graph needs more than the compiler's default.
    pub(crate) recursion_limit: Option<usize>,
    /// Features of types that no operation needs, off by default.
    pub(crate) on_demand: Vec<super::feature::OnDemandFeature>,
    /// Cargo features, one per tag; empty if they are off.
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// Those that are on unless the user says otherwise.
    pub(crate) default_features: Vec<String>,
}

impl Package {
    /// What its items are called below, in Rust: `services::pets`.
    pub(crate) fn path(&self) -> String {
        self.module.iter().fold(self.library.clone(), |path, module| format!("{path}::{module}"))
    }

    /// What documentation calls it: the crate, or the module of a crate.
    pub(crate) fn shown(&self) -> String {
        if self.module.is_some() { self.path() } else { self.name.clone() }
    }
}

/// A dependency of the generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) version: String,
    pub(crate) default_features: bool,
    pub(crate) features: Vec<String>,
}
