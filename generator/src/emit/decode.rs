//! Structs that are decoded field by field.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{self, Scope};
use crate::model::{Field, Presence, Struct, TypeItem};

/// `Deserialize` through the runtime's `Fields`.
pub(crate) fn by_field(name: &proc_macro2::Ident, item: &TypeItem, object: &Struct) -> TokenStream {
    let body = if item.derives.default { filled(object) } else { collected(object) };
    quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::fields::object(deserializer)
            }
        }

        impl crate::runtime::Fields for #name {
            fn read<'de, A: serde::de::MapAccess<'de>>(mut members: A) -> Result<Self, A::Error> {
                #body
            }
        }
    }
}

/// Nothing is required: members fill in the default.
fn filled(object: &Struct) -> TokenStream {
    let arms = object.fields.iter().map(|field| {
        let wire = tokens::string(&field.wire);
        let ident = tokens::ident(&field.ident);
        if field.keeps_null {
            return quote!(#wire => value.#ident = Some(members.next_value()?),);
        }
        quote!(#wire => value.#ident = members.next_value()?,)
    });
    let members = each(&arms.collect::<Vec<_>>(), &rest(object, &quote!(value.)));
    let changes = (!object.fields.is_empty() || object.extra.is_some()).then(|| quote!(mut));
    quote! {
        let #changes value = Self::default();
        #members
        Ok(value)
    }
}

/// Members are collected first, because some are required.
fn collected(object: &Struct) -> TokenStream {
    let variable = |index: usize| format_ident!("field_{index}");
    let variables = object.fields.iter().enumerate().map(|(index, field)| {
        let variable = variable(index);
        let start = match field.presence {
            Presence::OptionalNullable => quote!(crate::runtime::OptionalNullable::Absent),
            _ => quote!(None),
        };
        quote!(let mut #variable = #start;)
    });
    let arms = object.fields.iter().enumerate().map(|(index, field)| {
        let wire = tokens::string(&field.wire);
        let variable = variable(index);
        let value = match field.presence {
            _ if field.keeps_null => quote!(Some(members.next_value()?)),
            Presence::Required => quote!(Some(members.next_value()?)),
            _ => quote!(members.next_value()?),
        };
        quote!(#wire => #variable = #value,)
    });
    let fields = object.fields.iter().enumerate().map(|(index, field)| set(field, &variable(index)));
    let extra = object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        let value = tokens::ty(&extra.value, Scope::Models);
        (quote!(let mut #ident = std::collections::BTreeMap::<String, #value>::new();), quote!(#ident))
    });
    let (start, extra): (Vec<_>, Vec<_>) = extra.unzip();
    let members = each(&arms.collect::<Vec<_>>(), &rest(object, &TokenStream::new()));
    quote! {
        #(#variables)*
        #(#start)*
        #members
        Ok(Self { #(#fields,)* #(#extra)* })
    }
}

/// The loop over the members.
fn each(arms: &[TokenStream], rest: &TokenStream) -> TokenStream {
    let body =
        if arms.is_empty() { quote!(#rest;) } else { quote!(match key.as_str() { #(#arms)* _ => #rest, }) };
    quote! {
        while let Some(key) = members.next_key::<crate::runtime::fields::Key<'de>>()? {
            #body
        }
    }
}

fn set(field: &Field, variable: &proc_macro2::Ident) -> TokenStream {
    let ident = tokens::ident(&field.ident);
    match field.presence {
        Presence::Required => {
            let wire = tokens::string(&field.wire);
            quote!(#ident: crate::runtime::fields::required(#variable, #wire)?)
        }
        _ => quote!(#ident: #variable),
    }
}

/// What is done with a member that has no field.
fn rest(object: &Struct, owner: &TokenStream) -> TokenStream {
    match &object.extra {
        Some(extra) => {
            let ident = tokens::ident(&extra.ident);
            quote!({
                #owner #ident.insert(key.into_string(), members.next_value()?);
            })
        }
        None => quote!(crate::runtime::fields::skip(&key, &mut members)?),
    }
}
