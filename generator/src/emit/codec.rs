//! Structs are read and written field by field: it compiles in a fraction of the time of serde's derive, takes objects
//! and nothing else, and keeps what serde's buffer for flattened members would lose.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::tokens::{self, Scope};
use crate::model::{Field, Numbers, Presence, Struct, TypeItem};

/// Functions for more fields than this get a lint's exception.
const MANY_FIELDS: usize = 20;

/// The runtime's `Fields`, and through it `Serialize` and `Deserialize`.
pub(crate) fn of_struct(item: &TypeItem, object: &Struct) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let (read, write) = (read(item, object), write(object));
    // The type parameter of `read` has a name that no type has: the variables of fields are declared with their types.
    let many = (object.fields.len() > MANY_FIELDS)
        .then(|| quote!(#[allow(clippy::too_many_lines, reason = "a line or more for each field")]));
    let length = length(object).map(|length| quote!(const LENGTH: Option<usize> = Some(#length);));
    vec![
        quote! {
            impl runtime::Fields for #name {
                #length
                #many
                fn read<'de, As: serde::de::MapAccess<'de>>(
                    mut members: runtime::fields::Reader<'de, As>,
                ) -> Result<Self, As::Error> {
                    #read
                }
                fn write<S: serde::Serializer>(&self, members: &mut runtime::fields::Writer<S>) {
                    #write
                }
            }
        },
        quote!(runtime::fields::object!(#name);),
    ]
}

/// How many members it always has.
fn length(object: &Struct) -> Option<usize> {
    let always = |field: &Field| matches!(field.presence, Presence::Required | Presence::RequiredNullable);
    (object.extra.is_none() && object.fields.iter().all(always)).then_some(object.fields.len())
}

fn write(object: &Struct) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let wire = tokens::string(&field.wire);
        let ident = tokens::ident(&field.ident);
        let value = if field.omitted_in_requests {
            quote!(&runtime::fields::ReadOnly(&self.#ident))
        } else {
            quote!(&self.#ident)
        };
        match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(members.write(#wire, #value);),
            Presence::Optional | Presence::OptionalNullable => quote!(members.write_present(#wire, #value);),
        }
    });
    let rest = object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        quote!(members.write_rest(&self.#ident);)
    });
    if object.fields.is_empty() && object.extra.is_none() {
        return quote!(let _ = members;);
    }
    quote!(#(#fields)* #(#rest)*)
}

fn read(item: &TypeItem, object: &Struct) -> TokenStream {
    if item.derives.default { filled(object) } else { collected(object) }
}

/// Nothing is required: members fill in the default.
fn filled(object: &Struct) -> TokenStream {
    let members = each(object, |ident| {
        let ident = tokens::ident(ident);
        quote!(value.#ident)
    });
    let changes = (!object.fields.is_empty() || object.extra.is_some()).then(|| quote!(mut));
    quote! {
        let #changes value = Self::default();
        #members
        members.end()?;
        Ok(value)
    }
}

/// Members are collected first, because some are required.
fn collected(object: &Struct) -> TokenStream {
    let variables = object.fields.iter().map(|field| {
        let variable = variable(&field.ident);
        let ty = tokens::ty(&field.full(), Scope::Models);
        let (ty, start) = match field.presence {
            Presence::OptionalNullable => (ty, quote!(runtime::OptionalNullable::Absent)),
            _ if must_be_there(field) => (quote!(Option<#ty>), quote!(None)),
            _ => (ty, quote!(None)),
        };
        // With its type: else all calls of the loop wait for what the end of the function says of it.
        quote!(let mut #variable: #ty = #start;)
    });
    let fields = object.fields.iter().map(|field| {
        let (ident, variable) = (tokens::ident(&field.ident), variable(&field.ident));
        let wire = tokens::string(&field.wire);
        if let Some(default) = &field.default {
            let default = tokens::string(&default.to_string());
            quote!(#ident: members.required_or(#variable, #wire, #default)?)
        } else if field.presence == Presence::Required {
            quote!(#ident: members.required(#variable, #wire)?)
        } else if ident == variable {
            quote!(#ident)
        } else {
            quote!(#ident: #variable)
        }
    });
    let start = object.extra.iter().map(|extra| {
        let variable = variable(&extra.ident);
        let value = tokens::ty(&extra.value, Scope::Models);
        quote!(let mut #variable = std::collections::BTreeMap::<String, #value>::new();)
    });
    let rest = object.extra.iter().map(|extra| {
        let (ident, variable) = (tokens::ident(&extra.ident), variable(&extra.ident));
        if ident == variable { quote!(#ident) } else { quote!(#ident: #variable) }
    });
    let members = each(object, |ident| {
        let variable = variable(ident);
        quote!(#variable)
    });
    let required = object.fields.iter().any(must_be_there);
    let end = if required { quote!(let members = members.end()?;) } else { quote!(members.end()?;) };
    quote! {
        #(#variables)*
        #(#start)*
        #members
        #end
        Ok(Self { #(#fields,)* #(#rest)* })
    }
}

/// The loop over the members. `place` is where the value of a field goes.
fn each(object: &Struct, place: impl Fn(&crate::names::ident::Ident) -> TokenStream) -> TokenStream {
    let arms = object.fields.iter().map(|field: &Field| {
        let (wire, place) = (tokens::string(&field.wire), place(&field.ident));
        // Null means the default, too, where it is no value.
        let has_default = field.default.is_some() && field.presence == Presence::Required;
        let keeps_null = field.keeps_null || (must_be_there(field) && !has_default);
        let read = match (field.only, numbers(field.numbers), keeps_null) {
            (None, None, true) => quote!(read_some),
            (None, None, false) => quote!(read),
            (Some(only), _, true) => quote!(read_some_only::<#only>),
            (Some(only), _, false) => quote!(read_only::<#only>),
            (None, Some(form), true) => quote!(read_some_as::<#form, _>),
            (None, Some(form), false) => quote!(read_as::<#form, _>),
        };
        quote!(#wire => members.#read(&mut #place),)
    });
    let other = match &object.extra {
        Some(extra) => {
            let rest = place(&extra.ident);
            let form = numbers(extra.numbers);
            let read = form.map_or_else(|| quote!(read_rest), |form| quote!(read_rest_as::<#form, _>));
            quote!(members.#read(key, &mut #rest))
        }
        None => quote!(members.skip()),
    };
    match (object.fields.is_empty(), &object.extra) {
        (true, None) => quote!(while members.next_key().is_some() { #other; }),
        (true, Some(_)) => quote!(while let Some(key) = members.next_key() { #other; }),
        (false, _) => quote! {
            while let Some(key) = members.next_key() {
                match key.as_str() { #(#arms)* _ => #other, }
            }
        },
    }
}

/// The runtime's word for how numbers are read.
fn numbers(numbers: Option<Numbers>) -> Option<TokenStream> {
    numbers.map(|numbers| match numbers {
        Numbers::Whole => quote!(runtime::Whole),
        Numbers::Numeral => quote!(runtime::Numeral),
        Numbers::Places => quote!(runtime::WholePlaces),
    })
}

/// An absent member is an error, or means the default.
fn must_be_there(field: &Field) -> bool {
    field.presence == Presence::Required || field.default.is_some()
}

/// The variable of a field. No field ends in an underscore, so that none meets those with the names of ours.
fn variable(field: &crate::names::ident::Ident) -> Ident {
    let ident = tokens::ident(field);
    if ident == "members" || ident == "key" { format_ident!("{ident}_") } else { ident }
}
