//! The typed errors of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::RustFile;
use super::debug::{self, Debug, ShownVariant};
use super::output::{checked, status_pattern};
use super::response_headers;
use super::tokens::{self, Scope};
use crate::model::{Crate, ErrorVariant, Operation, ResponseBody, Status};

/// `errors.rs`: every error enum under one name.
pub(crate) fn module(model: &Crate) -> RustFile<'static> {
    let mut items = vec![quote!(#![doc = " What an error answer of each operation holds."])];
    for group in &model.groups {
        let module = tokens::ident(&group.module);
        for operation in &group.operations {
            let file = tokens::ident(&operation.module);
            let ident = tokens::ident(&operation.error.ident);
            let gate = tokens::gate(group.feature.as_slice());
            items.push(quote!(#gate pub use crate::operations::#module::#file::#ident;));
        }
        for alias in &group.aliases {
            let file = tokens::ident(&alias.module);
            let (gate, home) =
                (tokens::gate(group.feature.as_slice()), tokens::gate(alias.feature.as_slice()));
            let errors = alias.types.iter().filter(|(_, now)| *now == alias.operation.error.ident);
            for (name, _) in errors {
                let name = tokens::ident(name);
                items.push(quote! {
                    #gate #home #[allow(deprecated, reason = "a former name")]
                    pub use crate::operations::#module::#file::#name;
                });
            }
        }
    }
    RustFile::new("src/errors.rs".to_owned(), items)
}

pub(crate) fn error_enum(operation: &Operation, method: &str) -> Vec<TokenStream> {
    let ident = tokens::ident(&operation.error.ident);
    let line = format!(
        " What an error answer of {method} holds: [`Error::body`](runtime::Error::body) of a failed call gives it."
    );
    let variants = operation.error.variants.iter().map(|variant| {
        let name = tokens::ident(&variant.ident);
        let docs = tokens::docs(&variant.docs);
        match &variant.decoded {
            ResponseBody::Nothing => quote!(#docs #name,),
            decoded => {
                let ty = tokens::rust_type(&decoded.spelled(""), Scope::Crate);
                quote!(#docs #name(#ty),)
            }
        }
    });
    let shown = operation.error.variants.iter().map(|variant| ShownVariant {
        ident: tokens::ident(&variant.ident),
        holds: variant.decoded != ResponseBody::Nothing,
        secret: variant.secret,
    });
    let other = ShownVariant { ident: tokens::word("Other"), holds: true, secret: false };
    let shown: Vec<ShownVariant> = shown.chain([other]).collect();
    let Debug { derive, implementation } = debug::of_enum(&ident, &shown);
    let id = tokens::string(&operation.id);
    let decode = decode(operation);
    vec![quote! {
        #[doc = #line]
        #[derive(#derive Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " Any other answer, or one that is not what the document says."]
            Other(runtime::UnknownBody),
        }

        #implementation

        impl runtime::OperationError for #ident {
            const OPERATION: &'static str = #id;
            #decode
            fn other(body: runtime::UnknownBody) -> Self { Self::Other(body) }
        }
    }]
}

/// How an error answer is decoded.
fn decode(operation: &Operation) -> TokenStream {
    let variants = operation.error.variants.as_slice();
    // What is told by its media type comes before what any other answer of the status is.
    let of_one_status = variants.chunk_by(|one, next| one.status == next.status);
    let arms = of_one_status.flat_map(|variants| variants.iter().rev()).map(|variant| {
        let (pattern, value) = (status_pattern(variant.status), known(variant));
        let media =
            variant.types.iter().filter(|_| variant.is_beside).map(|media| tokens::string(media.essence()));
        let media: Vec<_> = media.collect();
        let guard =
            (!media.is_empty()).then(|| quote!(if matches!(response.media_type().as_str(), #(#media)|*)));
        quote!(#pattern #guard => #value,)
    });
    let open = variants.iter().any(|variant| variant.status == Status::Default && !variant.is_beside);
    let other = quote!(Self::Other(runtime::UnknownBody::of(response)));
    let body = match variants {
        [] => other,
        [one] if open => known(one),
        _ => {
            let rest = (!open).then(|| quote!(_ => #other,));
            quote!(match response.status().as_u16() { #(#arms)* #rest })
        }
    };
    let ignores =
        matches!(variants, [ErrorVariant { status: Status::Default, decoded: ResponseBody::Nothing, .. }]);
    let response = if ignores { quote!(_response) } else { quote!(response) };
    quote!(fn decode(#response: &runtime::RawResponse) -> Self { #body })
}

/// A documented error; `Other` where its body is read and is not what the document says.
fn known(variant: &ErrorVariant) -> TokenStream {
    let name = tokens::ident(&variant.ident);
    match &variant.decoded {
        ResponseBody::Nothing => quote!(Self::#name),
        ResponseBody::Json(_) => quote!(Self::of(response, response.json(), Self::#name)),
        ResponseBody::Value { form, .. } => {
            let form = response_headers::form(*form);
            let read = checked(&variant.types, &quote!(response.text_value(#form)), true);
            quote!(Self::of(response, #read, Self::#name))
        }
        ResponseBody::Text => {
            let read = checked(&variant.types, &quote!(response.text()), true);
            quote!(Self::of(response, #read, Self::#name))
        }
        _ => quote!(Self::#name(response.bytes().clone())),
    }
}
