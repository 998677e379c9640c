//! Groups: the types behind `client.guardrails()`; each operation adds its method to them.

use proc_macro2::TokenStream;
use quote::quote;

use super::RustFile;
use super::tokens;
use crate::model::{Crate, Group, exported};

/// `operations/mod.rs`.
pub(crate) fn operations_module(model: &Crate) -> RustFile<'static> {
    let mut items =
        vec![quote!(#![doc = " The API's operations, one folder per tag and one file per operation."])];
    for group in &model.groups {
        let module = tokens::ident(&group.module);
        let gate = tokens::gate(group.feature.as_slice());
        items.push(quote!(#gate pub mod #module;));
    }
    RustFile::new("src/operations/mod.rs".to_owned(), items)
}

/// `operations/<group>/mod.rs`.
pub(crate) fn group(group: &Group) -> RustFile<'static> {
    let docs = group.docs.text.as_deref().map(crate::markdown::doc_lines).filter(|lines| !lines.is_empty());
    let docs = docs.unwrap_or_else(|| vec![group.docs.fallback.clone()]);
    let mut items: Vec<TokenStream> = vec![tokens::inner_docs(&docs)];
    for operation in &group.operations {
        let module = tokens::ident(&operation.module);
        items.push(quote!(pub mod #module;));
    }
    for operation in &group.operations {
        let module = tokens::ident(&operation.module);
        let idents = exported(operation).map(tokens::ident);
        items.push(quote!(pub use #module::{#(#idents),*};));
    }
    for alias in &group.aliases {
        let module = tokens::ident(&alias.module);
        let gate = tokens::gate(alias.feature.as_slice());
        let types = alias.types.iter().filter(|(_, now)| *now != alias.operation.error.ident);
        let types: Vec<_> = types.map(|(name, _)| tokens::ident(name)).collect();
        items.push(quote!(#gate pub mod #module;));
        if !types.is_empty() {
            items.push(
                quote!(#gate #[allow(deprecated, reason = "former names")] pub use #module::{#(#types),*};),
            );
        }
    }
    items.extend(handle(group));
    RustFile::new(format!("src/operations/{}/mod.rs", group.module.as_str()), items)
}

/// The struct that carries the client, and the client's method that makes it.
fn handle(group: &Group) -> Vec<TokenStream> {
    let Some(names) = &group.names else { return Vec::new() };
    let ty = tokens::ident(&names.ty);
    let accessor = tokens::ident(&names.accessor);
    let docs = tokens::docs(&group.docs);
    vec![
        quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct #ty<M = crate::runtime::Async> {
                pub(crate) client: crate::runtime::Client<M>,
            }
        },
        quote! {
            impl<M> crate::runtime::Client<M> {
                #docs
                #[must_use]
                pub fn #accessor(&self) -> #ty<M> {
                    #ty { client: self.clone() }
                }
            }
        },
    ]
}
