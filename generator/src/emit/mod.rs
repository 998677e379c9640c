//! From model items to tokens: one small function per kind of item. Decides nothing.

mod accessors;
mod alias;
mod body;
mod check;
mod client;
mod codec;
mod constants;
mod conversion;
mod debug;
mod documentation;
mod enums;
mod errors;
pub(crate) mod examples;
mod facade;
mod form;
mod group;
mod library;
pub(crate) mod literal;
mod manifest;
mod method;
mod operation;
mod output;
mod pages;
mod pagination;
mod readme;
mod received;
mod response_headers;
mod round_trips;
mod stream;
mod structs;
pub(crate) mod tokens;
mod types;
mod unions;
mod update_request;
pub(crate) mod whole;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::model::{Client, Crate, DeprecatedAlias, Group, Operation, TypeFile, TypeItem};
use crate::runtime::RuntimeModules;
use examples::Examples;

/// A Rust file as tokens, by its path in the crate. Items are made when their turn comes: those of a large file take
/// hundreds of megabytes together.
pub(crate) struct RustFile<'a> {
    pub(crate) path: String,
    pub(crate) items: Box<dyn Iterator<Item = TokenStream> + 'a>,
}

impl<'a> RustFile<'a> {
    fn new(path: String, items: impl IntoIterator<Item = TokenStream> + 'a) -> Self {
        Self { path, items: Box::new(items.into_iter()) }
    }
}

/// A Rust file that is still to be emitted; jobs do not depend on each other.
#[derive(Clone, Copy)]
pub(crate) enum Job<'a> {
    Library,
    Facade,
    Client(&'a Client),
    Models,
    Types(&'a TypeFile),
    Received,
    Operations,
    Group(&'a Group),
    Operation(&'a Group, &'a Operation),
    DeprecatedAlias(&'a Group, &'a DeprecatedAlias),
    Errors,
    RoundTrips,
    Definitions,
    Answers,
}

/// All Rust files of the crate but the runtime.
pub(crate) fn jobs(model: &Crate) -> Vec<Job<'_>> {
    let types = model.type_files.iter().map(Job::Types);
    let groups = model.groups.iter().flat_map(|group| {
        let operations = group.operations.iter().map(move |operation| Job::Operation(group, operation));
        let alias = group.aliases.iter().map(move |alias| Job::DeprecatedAlias(group, alias));
        std::iter::once(Job::Group(group)).chain(operations).chain(alias)
    });
    let tests = (!model.round_trips.values.is_empty()).then_some(Job::RoundTrips);
    let client = model.client.iter().flat_map(|client| [Job::Client(client), Job::Operations, Job::Errors]);
    [Job::Library, Job::Models]
        .into_iter()
        .chain(client)
        .chain(types)
        .chain(groups)
        .chain(model.package.module.is_some().then_some(Job::Facade))
        .chain((!model.received.types.is_empty()).then_some(Job::Received))
        .chain(tests)
        .chain((!model.definitions.is_empty()).then_some(Job::Definitions))
        .chain(model.checks_answers.then_some(Job::Answers))
        .collect()
}

/// Parts of a file from which on its syntax tree takes tens of megabytes.
const LARGE: usize = 1_000;

impl<'a> Job<'a> {
    /// True if no other large file should be made at the same time, for the memory that it takes.
    pub(crate) fn is_large(self) -> bool {
        match self {
            Job::Types(file) => file.items.iter().map(TypeItem::parts).sum::<usize>() > LARGE,
            Job::Operation(_, operation) => operation.parameters.len() > LARGE,
            _ => false,
        }
    }

    /// The file.
    pub(crate) fn run(self, model: &'a Crate, examples: &Examples<'_>) -> RustFile<'a> {
        match self {
            Job::Library => library::library(model, &examples.programs),
            Job::Facade => facade::file(model),
            Job::Client(client) => client::client(model, client),
            Job::Models => types::module(model),
            Job::Types(file) => types::file(file),
            Job::Received => received::module(&model.received),
            Job::Operations => group::operations_module(model),
            Job::Group(group) => group::group(group),
            Job::Operation(group, operation) => operation::file(group, operation, examples.call(operation)),
            Job::DeprecatedAlias(group, alias) => alias::file(group, alias),
            Job::Errors => errors::module(model),
            Job::RoundTrips => round_trips::test(model),
            Job::Definitions => check::definitions(model),
            Job::Answers => check::answers(model),
        }
    }
}

/// The files that cargo reads.
pub(crate) fn manifest_files(
    model: &Crate,
    examples: &Examples<'_>,
    modules: &RuntimeModules,
) -> BTreeMap<String, String> {
    let programs = &examples.programs;
    let targets = manifest::tokio(programs) + &manifest::programs(programs);
    manifest::files(&model.package, model.client.is_some(), modules, &targets)
}

/// All other files of the crate: documentation and programs to start from.
pub(crate) fn other_files(
    model: &Crate,
    examples: &Examples<'_>,
    modules: &RuntimeModules,
) -> BTreeMap<String, String> {
    let programs = &examples.programs;
    let mut files = examples::files(programs);
    if model.client.is_some() {
        files.extend(pages::files(model, examples));
    }
    files.extend(round_trips::values(model));
    files.insert("README.md".to_owned(), readme::readme(model, modules, programs));
    files
}
