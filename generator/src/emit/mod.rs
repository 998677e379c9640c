//! From model items to tokens: one small function per kind of item. Decides nothing.

mod check;
mod client;
mod diff;
mod enums;
mod errors;
mod form;
mod group;
mod library;
pub(crate) mod literal;
pub(crate) mod manifest;
mod method;
mod operation;
mod pagination;
mod structs;
mod tokens;
mod types;
mod unions;

use proc_macro2::TokenStream;

use crate::model::Crate;

/// A Rust file as tokens, by its path in the crate.
pub(crate) struct RustFile {
    pub(crate) path: String,
    pub(crate) items: Vec<TokenStream>,
}

/// All Rust files of the crate but the runtime.
pub(crate) fn rust_files(model: &Crate) -> Vec<RustFile> {
    let mut files = vec![library::library(model), client::client(model)];
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
