//! Structs are read and written by a table with a line for each field: it compiles in a fraction of the time of serde's
//! derive, takes objects and nothing else, and keeps what serde's buffer for flattened members would lose.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens;
use crate::model::{Field, Numbers, Presence, Struct, TypeItem};

/// The runtime's `Fields`, and through it `Serialize` and `Deserialize`.
pub(crate) fn of_struct(item: &TypeItem, object: &Struct) -> TokenStream {
    let name = tokens::ident(&item.ident);
    let length = length(object).map(|length| {
        let length = Literal::usize_unsuffixed(length);
        quote!(, length #length)
    });
    let rows = object.fields.iter().map(row);
    let rest = object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        let form = extra.numbers.map(numbers).map(|form| quote!(as #form));
        quote!(.. => #ident #form;)
    });
    quote! {
        runtime::fields::object! {
            struct #name #length;
            #(#rows)*
            #(#rest)*
        }
    }
}

/// How many members it has, where these are always the same.
fn length(object: &Struct) -> Option<usize> {
    let always = |field: &Field| matches!(field.presence, Presence::Required | Presence::RequiredNullable);
    (object.extra.is_none() && object.fields.iter().all(always)).then_some(object.fields.len())
}

/// The line of a field: its member's name, the field, and how it is read and written.
fn row(field: &Field) -> TokenStream {
    let (wire, ident) = (tokens::string(&field.wire), tokens::ident(&field.ident));
    let kind = match field.presence {
        // Null means the default, too, where it is no value.
        Presence::Required if field.default.is_some() => quote!(defaulted),
        Presence::RequiredNullable if field.default.is_some() => quote!(required),
        Presence::Required => quote!(required),
        Presence::RequiredNullable => quote!(nullable),
        Presence::Optional if field.keeps_null => quote!(any),
        Presence::Optional | Presence::OptionalNullable => quote!(optional),
    };
    let default = field.default.as_ref().map(|default| {
        let default = tokens::string(&default.to_string());
        quote!(or #default)
    });
    let form = match field.only {
        Some(only) => Some(quote!(runtime::Only<#only>)),
        None => field.numbers.map(numbers),
    };
    let form = form.map(|form| quote!(as #form));
    let read_only = field.omitted_in_requests.then(|| quote!(, read_only));
    quote!(#wire => #ident: #kind #default #form #read_only;)
}

/// The runtime's word for how numbers are read.
fn numbers(numbers: Numbers) -> TokenStream {
    match numbers {
        Numbers::Whole => quote!(runtime::Whole),
        Numbers::Numeral => quote!(runtime::Numeral),
        Numbers::Places => quote!(runtime::WholePlaces),
    }
}
