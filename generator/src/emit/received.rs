//! The module `webhooks`: what the API sends to its users.

use quote::quote;

use super::RustFile;
use super::tokens::{self, Scope};
use crate::model::ReceivedTypes;

/// `webhooks.rs`.
pub(crate) fn module(received: &ReceivedTypes) -> RustFile<'_> {
    let mentions = |module: &str| received.types.iter().any(|one| one.ty.spelled("").mentions(module));
    let mut items = vec![quote! {
        #![doc = " What the API sends to its users, by webhooks and callbacks: the type of each body."]
        #![doc = ""]
        #![doc = " `serde_json::from_slice` reads them from the body of a request."]
    }];
    if mentions("models::") {
        items.push(quote!(
            use crate::models;
        ));
    }
    if mentions("runtime::") {
        items.push(quote!(
            use crate::runtime;
        ));
    }
    items.extend(received.types.iter().map(|one| {
        let (docs, name) = (tokens::docs(&one.docs), tokens::ident(&one.ident));
        let ty = tokens::ty(&one.ty, Scope::Crate);
        quote!(#docs pub type #name = #ty;)
    }));
    RustFile::new("src/webhooks.rs".to_owned(), items)
}
