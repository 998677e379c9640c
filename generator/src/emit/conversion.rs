//! `From` between what a server returns and what it takes.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{self, Scope};
use crate::model::{Conversion, How, Part, Parts, TypeItem};

/// The conversions of a type.
pub(crate) fn all(item: &TypeItem) -> impl Iterator<Item = TokenStream> {
    let name = tokens::ident(&item.ident);
    item.conversions.iter().map(move |conversion| one(&name, conversion))
}

fn one(name: &proc_macro2::Ident, conversion: &Conversion) -> TokenStream {
    let from = tokens::ty(&conversion.from, Scope::Models);
    let body = match &conversion.parts {
        Parts::Fields(fields) => {
            let fields = fields.iter().map(field);
            quote!(Self { #(#fields),* })
        }
        Parts::Arms(arms) => {
            let arms = arms.iter().map(|(arm, how)| {
                let (arm, value) = (tokens::ident(arm), converted(how, &quote!(value)));
                quote!(#from::#arm(value) => Self::#arm(#value),)
            });
            quote!(match value { #(#arms)* #from::Unknown(value) => Self::Unknown(value), })
        }
        Parts::Value(how) => {
            let value = converted(how, &quote!(value.0));
            quote!(Self(#value))
        }
    };
    // A type without fields takes nothing.
    let is_empty = matches!(&conversion.parts, Parts::Fields(fields) if fields.is_empty());
    let value = if is_empty { quote!(_) } else { quote!(value) };
    quote! {
        impl From<#from> for #name {
            fn from(#value: #from) -> Self {
                #body
            }
        }
    }
}

fn field(Part { from, to, how, lifted }: &Part) -> TokenStream {
    let (from, to) = (tokens::ident(from), tokens::ident(to));
    let value = converted(how, &quote!(value.#from));
    if *lifted { quote!(#to: Some(#value)) } else { quote!(#to: #value) }
}

/// An expression for a value of the other type.
fn converted(how: &How, value: &TokenStream) -> TokenStream {
    match how {
        How::Same => value.clone(),
        How::Into(_) => quote!(#value.into()),
        How::Boxed(inner) => {
            let inner = converted(inner, &quote!((*#value)));
            quote!(Box::new(#inner))
        }
        How::Items(inner) => {
            let each = each(inner);
            quote!(#value.into_iter().map(#each).collect())
        }
        How::Entries(inner) => {
            let inner = converted(inner, &quote!(value));
            quote!(#value.into_iter().map(|(key, value)| (key, #inner)).collect())
        }
        How::Some(inner) => {
            let each = each(inner);
            quote!(#value.map(#each))
        }
    }
}

/// A function that converts a value.
fn each(how: &How) -> TokenStream {
    if matches!(how, How::Into(_)) {
        return quote!(Into::into);
    }
    let value = converted(how, &quote!(value));
    quote!(|value| #value)
}
