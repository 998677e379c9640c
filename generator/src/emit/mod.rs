//! From model items to tokens: one small function per kind of item. Decides nothing.

mod check;
mod client;
mod diff;
mod enums;
mod errors;
mod form;
mod group;
pub(crate) mod lessons;
mod library;
pub(crate) mod literal;
mod manifest;
mod method;
mod operation;
mod pages;
mod pagination;
mod programs;
mod readme;
mod structs;
pub(crate) mod tokens;
mod types;
mod unions;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::model::Crate;
use crate::runtime::Needs;
use lessons::Lesson;

/// A Rust file as tokens, by its path in the crate.
pub(crate) struct RustFile {
    pub(crate) path: String,
    pub(crate) items: Vec<TokenStream>,
}

/// All Rust files of the crate but the runtime.
pub(crate) fn rust_files(model: &Crate, lessons: &[Lesson]) -> Vec<RustFile> {
    let mut files = vec![library::library(model, lessons), client::client(model)];
    files.push(types::module(model));
    files.extend(model.type_files.iter().map(types::file));
    files.push(group::operations_module(model));
    for group in &model.groups {
        files.push(group::group(group));
        files.extend(group.operations.iter().map(|operation| operation::file(group, operation)));
    }
    files.push(errors::module(model));
    files
}

/// All other files of the crate: the manifest, documentation and programs to start from.
pub(crate) fn other_files(model: &Crate, lessons: &[Lesson], needs: &Needs) -> BTreeMap<String, String> {
    let mut files = manifest::files(model, needs, lessons);
    files.extend(programs::files(lessons));
    files.extend(pages::files(model));
    files.insert("README.md".to_owned(), readme::readme(model, lessons, needs));
    files
}
