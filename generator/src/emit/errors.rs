//! The typed errors of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::RustFile;
use super::output::{decoded_ty, status_pattern};
use super::tokens;
use crate::model::{Crate, Decoded, ErrorVariant, Operation, StatusTest};

/// `errors.rs`: every error enum under one name.
pub(crate) fn module(model: &Crate) -> RustFile {
    let mut items = vec![quote!(#![doc = " What an error answer of each operation holds."])];
    for group in &model.groups {
        let module = tokens::ident(&group.module);
        for operation in &group.operations {
            let file = tokens::ident(&operation.module);
            let ident = tokens::ident(&operation.error.ident);
            let gate = tokens::gate(group.feature.as_slice());
            items.push(quote!(#gate pub use crate::operations::#module::#file::#ident;));
        }
    }
    RustFile { path: "src/errors.rs".to_owned(), items }
}

pub(crate) fn error_enum(operation: &Operation) -> Vec<TokenStream> {
    let ident = tokens::ident(&operation.error.ident);
    let line = format!(" What an error answer of [`{}`] holds.", operation.ident.as_str());
    let variants = operation.error.variants.iter().map(|variant| {
        let name = tokens::ident(&variant.ident);
        let docs = tokens::docs(&variant.docs);
        match &variant.decoded {
            Decoded::Nothing => quote!(#docs #name,),
            decoded => {
                let ty = decoded_ty(decoded);
                quote!(#docs #name(#ty),)
            }
        }
    });
    vec![quote! {
        #[doc = #line]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " Any other answer, or one that is not what the document says."]
            Other(runtime::UnknownBody),
        }
    }]
}

/// `decode_error` of the operation.
pub(crate) fn decode_error(operation: &Operation) -> TokenStream {
    let ident = tokens::ident(&operation.error.ident);
    let arms = operation.error.variants.iter().map(|variant| {
        let pattern = status_pattern(variant.status);
        let value = known(&ident, variant);
        quote!(#pattern => #value,)
    });
    let open = operation.error.variants.iter().any(|variant| variant.status == StatusTest::Any);
    let rest = (!open).then(|| quote!(_ => return #ident::Other(runtime::UnknownBody::of(response)),));
    let single = matches!(operation.error.variants.as_slice(), [one] if one.status == StatusTest::Any);
    let known = if single {
        let value = operation.error.variants.iter().map(|variant| known(&ident, variant));
        quote!(#(#value)*)
    } else {
        quote!(match response.status().as_u16() { #(#arms)* #rest })
    };
    let body = if operation.error.variants.is_empty() {
        quote!({ #ident::Other(runtime::UnknownBody::of(response)) })
    } else {
        quote! {{
            let known: Result<#ident, runtime::DecodeError> = #known;
            known.unwrap_or_else(|error| #ident::Other(runtime::UnknownBody::undecodable(response, &error)))
        }}
    };
    quote!(fn decode_error(response: &runtime::RawResponse) -> Self::Error #body)
}

/// A documented error, decoded.
fn known(owner: &proc_macro2::Ident, variant: &ErrorVariant) -> TokenStream {
    let name = tokens::ident(&variant.ident);
    match &variant.decoded {
        Decoded::Nothing => quote!(Ok(#owner::#name)),
        Decoded::Json(_) => quote!(response.json().map(#owner::#name)),
        Decoded::Text => quote!(response.text().map(#owner::#name)),
        _ => quote!(Ok(#owner::#name(response.bytes().clone()))),
    }
}
