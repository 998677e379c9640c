//! The struct of an operation's documented response headers.

use proc_macro2::TokenStream;
use quote::quote;

use super::debug::{self, Shown};
use super::tokens::{self, Scope};
use crate::model::{HeaderField, Headers, Operation, TextForm};

pub(crate) fn headers(operation: &Operation) -> impl Iterator<Item = TokenStream> {
    operation.headers().map(|headers| emit(operation, headers))
}

fn emit(operation: &Operation, headers: &Headers) -> TokenStream {
    let name = tokens::ident(&headers.ident);
    let (of, from) = if headers.of_errors {
        ("an error answer", "`read(error.headers())` takes them from an error answer.")
    } else {
        ("a success", "`read(response.headers())` takes them from the response that `send` gives.")
    };
    let line = tokens::doc_attributes(&[
        format!("The documented headers of {of} of [`{}`].", operation.ident.as_str()),
        String::new(),
        from.to_owned(),
    ]);
    let fields = headers.fields.iter().map(|field| {
        let ident = tokens::ident(&field.ident);
        let docs = tokens::docs(&field.docs);
        let ty = tokens::ty(&field.full(), Scope::Crate);
        quote!(#docs pub #ident: #ty,)
    });
    let shown = headers.fields.iter().map(|field| Shown {
        ident: tokens::ident(&field.ident),
        presence: field.presence,
        secret: field.secret,
    });
    let debug::Debug { derive, implementation: debug } = debug::debug(&name, &shown.collect::<Vec<_>>());
    let reads = headers.fields.iter().map(read);
    quote! {
        #line
        #[derive(#derive Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }

        #debug

        impl #name {
            #[doc = " Reads them from the headers of an answer."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " One that is always there is missing, or one is not what the document says."]
            pub fn read(headers: &http::HeaderMap) -> Result<Self, runtime::DecodeError> {
                Ok(Self { #(#reads,)* })
            }
        }
    }
}

fn read(field: &HeaderField) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    let wire = tokens::string(&field.wire);
    let method = tokens::word(if field.presence.is_required() { "required" } else { "optional" });
    let form = form(field.form);
    quote!(#ident: runtime::typed_headers::#method(headers, #wire, #form)?)
}

/// A form as the runtime spells it.
pub(crate) fn form(form: TextForm) -> TokenStream {
    let form = match form {
        TextForm::Text => quote!(Text),
        TextForm::Scalar => quote!(Scalar),
        TextForm::TextList => quote!(TextList),
        TextForm::ScalarList => quote!(ScalarList),
        TextForm::Object { explode } => quote!(Object { explode: #explode }),
        TextForm::Json => quote!(Json),
    };
    quote!(runtime::TextForm::#form)
}
