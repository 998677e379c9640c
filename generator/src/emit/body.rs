//! Request bodies: how each media type is written, and the enum over several.

use proc_macro2::TokenStream;
use quote::quote;

use super::constants::style;
use super::debug::{self, Debug, ShownVariant};
use super::tokens::{self, Scope};
use super::unions;
use crate::model::{Body, BodyContent, BodyKind, BodyWrite, Operation};

/// The statements that write a body.
pub(crate) fn write(body: &Body) -> TokenStream {
    let ident = tokens::ident(&body.ident);
    match &body.kind {
        BodyKind::One(content) => {
            if body.required {
                let write = content_of(content, &quote!(self.#ident), &quote!(&));
                quote!(#write?;)
            } else {
                let write = content_of(content, &quote!(body), &TokenStream::new());
                quote!(if let Some(body) = &self.#ident { #write?; })
            }
        }
        BodyKind::Several { ident: name, variants } => {
            let name = tokens::ident(name);
            let arms = variants.iter().map(|(variant, content)| {
                let variant = tokens::ident(variant);
                let write = content_of(content, &quote!(body), &TokenStream::new());
                quote!(#name::#variant(body) => #write?,)
            });
            let arms = quote!(#(#arms)*);
            if body.required {
                quote!(match &self.#ident { #arms })
            } else {
                quote!(if let Some(body) = &self.#ident { match body { #arms } })
            }
        }
    }
}

/// The call that writes a body; `borrow` makes a reference of `place`.
fn content_of(content: &BodyContent, place: &TokenStream, borrow: &TokenStream) -> TokenStream {
    let media_type = tokens::string(&content.content_type);
    let value = quote!(#borrow #place);
    match &content.write {
        BodyWrite::Json => quote!(request.json(#media_type, #value)),
        BodyWrite::Value => quote!(request.text_value(#media_type, #value)),
        BodyWrite::Text => quote!(request.text(#media_type, #value)),
        BodyWrite::JsonLines => quote!(request.json_lines(#media_type, #value)),
        BodyWrite::Upload => quote!(request.upload(#media_type, #value)),
        BodyWrite::Form(parts) => {
            let parts = parts.iter().map(|part| {
                let name = tokens::string(&part.name);
                let style = style(part.style, part.explode, part.allow_reserved, part.json);
                quote!((#name, #style))
            });
            quote!(request.form(#value, &[#(#parts),*]))
        }
        BodyWrite::Multipart(_) => quote!(#place.encode(request)),
        BodyWrite::Parts => quote!(request.multipart(#place.clone())),
    }
}

/// The enum over the media types of a body.
pub(crate) fn media_types(operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let BodyKind::Several { ident, variants } = &body.kind else { return None };
    let ident = tokens::ident(ident);
    let shown = variants.iter().map(|(variant, content)| ShownVariant {
        ident: tokens::ident(variant),
        holds: true,
        secret: content.secret,
    });
    let Debug { derive, implementation } = debug::of_enum(&ident, &shown.collect::<Vec<_>>());
    let conversions = variants.iter().filter(|(_, content)| content.converts).map(|(variant, content)| {
        let variant = tokens::ident(variant);
        let own = unions::conversion(&ident, &variant, &content.ty, Scope::Crate);
        let alternatives = content.alternatives.iter();
        let alternatives =
            alternatives.map(|ty| unions::through(&ident, &variant, &content.ty, ty, Scope::Crate));
        quote!(#own #(#alternatives)*)
    });
    let conversions: TokenStream = conversions.collect();
    let variants = variants.iter().map(|(variant, content)| {
        let variant = tokens::ident(variant);
        let line =
            tokens::doc_attributes(&[format!("As {}.", crate::markdown::code(content.media_type.as_str()))]);
        let ty = tokens::ty(&content.ty, Scope::Crate);
        quote!(#line #variant(#ty),)
    });
    Some(quote! {
        #[doc = " The request body in one of its media types."]
        #[derive(#derive Clone)]
        #[non_exhaustive]
        pub enum #ident { #(#variants)* }

        #implementation
        #conversions
    })
}
