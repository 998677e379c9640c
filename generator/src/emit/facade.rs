//! The runtime as a module of a crate with several APIs has it: all of the one runtime, but a client of its own, so that
//! what the document adds to clients is added to those of this API.

use quote::quote;

use super::RustFile;
use crate::model::Crate;

/// `runtime.rs`.
pub(crate) fn file(model: &Crate) -> RustFile<'static> {
    let mut items = vec![
        quote! {
            #![doc = " The runtime that all APIs of this crate share, with the clients and requests of this one."]
        },
        quote!(
            pub use super::super::runtime::*;
        ),
    ];
    if model.client.is_some() {
        items.extend([
            quote! {
                #[doc = " Tells the clients of this API from those of others."]
                #[derive(Debug, Clone, Copy, PartialEq, Eq)]
                pub enum ThisApi {}
            },
            quote! {
                #[doc = " A client of this API."]
                pub type Client<M = Async> = super::super::runtime::Client<M, ThisApi>;
            },
            quote! {
                #[doc = " Builds a [`Client`]."]
                pub type ClientBuilder<M = Async> = super::super::runtime::ClientBuilder<M, ThisApi>;
            },
            quote! {
                #[doc = " A request of this API."]
                pub type Request<O, M = Async> = super::super::runtime::Request<O, M, ThisApi>;
            },
        ]);
    }
    RustFile::new("src/runtime.rs".to_owned(), items)
}
