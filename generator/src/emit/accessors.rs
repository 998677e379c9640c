//! Accessors of unions and messages: what can be read without a `match`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{self, Scope};
use crate::model::{Accessor, Message, Presence, TextSource, Ty, UnionType};

/// The methods of a union.
pub(crate) fn of_union(union: &UnionType) -> TokenStream {
    let fields = union.accessors.iter().map(|accessor| field(union, accessor));
    let text = (!union.texts.is_empty()).then(|| {
        let arms = union.arms.iter().zip(&union.texts).filter_map(|(arm, source)| {
            let ident = tokens::ident(&arm.ident);
            let text = text(source.as_ref()?, &quote!(value));
            Some(quote!(Self::#ident(value) => #text,))
        });
        // There is always what the crate does not know.
        text_method(&quote!(match self { #(#arms)* _ => None }))
    });
    quote!(#(#fields)* #text)
}

/// The method of a message.
pub(crate) fn of_message(message: &Message) -> TokenStream {
    let field = tokens::ident(&message.field);
    let (value, text) = (quote!(value), text(&message.source, &quote!(value)));
    text_method(&match message.presence {
        Presence::Required => {
            quote!(let #value = &self.#field; #text)
        }
        Presence::RequiredNullable | Presence::Optional => {
            quote!(self.#field.as_ref().and_then(|#value| #text))
        }
        Presence::OptionalNullable => quote!(self.#field.value().and_then(|#value| #text)),
    })
}

fn text_method(body: &TokenStream) -> TokenStream {
    quote! {
        #[doc = " Its text, or that of its parts one after another, where there is any."]
        #[must_use]
        pub fn text(&self) -> Option<String> { #body }
    }
}

/// The text of `value`, a reference, as an `Option<String>`.
fn text(source: &TextSource, value: &TokenStream) -> TokenStream {
    match source {
        TextSource::Whole => quote!(Some(#value.clone())),
        TextSource::Accessor => quote!(#value.text()),
        TextSource::Field(ident, presence) => {
            let ident = tokens::ident(ident);
            match presence {
                Presence::Required => quote!(Some(#value.#ident.clone())),
                Presence::RequiredNullable | Presence::Optional => quote!(#value.#ident.clone()),
                Presence::OptionalNullable => quote!(#value.#ident.value().cloned()),
            }
        }
        TextSource::Parts(part) => {
            let part = text(part, &quote!(part));
            quote!({
                let texts: Vec<String> = #value.iter().filter_map(|part| #part).collect();
                (!texts.is_empty()).then(|| texts.concat())
            })
        }
    }
}

fn field(union: &UnionType, accessor: &Accessor) -> TokenStream {
    let (ident, docs) = (tokens::ident(&accessor.ident), tokens::docs(&accessor.docs));
    let given = tokens::rust_type(&accessor.given().option(), Scope::Models);
    let arms = union.arms.iter().zip(&accessor.presences).map(|(arm, presence)| {
        let (variant, value) = (tokens::ident(&arm.ident), value(accessor, *presence, &ident));
        quote!(Self::#variant(value) => #value,)
    });
    quote! {
        #docs
        #[must_use]
        pub fn #ident(&self) -> #given {
            match self {
                #(#arms)*
                Self::Unknown(_) => None,
            }
        }
    }
}

/// The field of one alternative, as the accessor gives it.
fn value(accessor: &Accessor, presence: Presence, field: &Ident) -> TokenStream {
    let is_pointer = matches!(accessor.ty, Ty::String | Ty::Boxed(_));
    match presence {
        Presence::Required if accessor.is_copied() => quote!(Some(value.#field)),
        Presence::Required => quote!(Some(&value.#field)),
        Presence::RequiredNullable | Presence::Optional if accessor.is_copied() => quote!(value.#field),
        Presence::RequiredNullable | Presence::Optional if is_pointer => quote!(value.#field.as_deref()),
        Presence::RequiredNullable | Presence::Optional => quote!(value.#field.as_ref()),
        Presence::OptionalNullable if accessor.is_copied() => quote!(value.#field.value().copied()),
        Presence::OptionalNullable if is_pointer => quote!(value.#field.value().map(|value| &**value)),
        Presence::OptionalNullable => quote!(value.#field.value()),
    }
}
