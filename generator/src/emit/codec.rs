//! Structs that are read and written field by field.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::tokens::{self, Scope};
use crate::model::{Field, Presence, Struct, TypeItem};

/// `Serialize` and `Deserialize` through the runtime's `Writer` and `Reader`.
pub(crate) fn by_field(name: &Ident, item: &TypeItem, object: &Struct) -> Vec<TokenStream> {
    let writes = item.derives.serialize.then(|| writes(name, object));
    let reads = item.derives.deserialize.then(|| reads(name, item, object));
    writes.into_iter().chain(reads.into_iter().flatten()).collect()
}

fn writes(name: &Ident, object: &Struct) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let wire = tokens::string(&field.wire);
        let ident = tokens::ident(&field.ident);
        let value = if field.left_out {
            quote!(&crate::runtime::fields::ReadOnly(&self.#ident))
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
    let changes = (!object.fields.is_empty() || object.extra.is_some()).then(|| quote!(mut));
    quote! {
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let #changes members = crate::runtime::fields::Writer::new(serializer);
                #(#fields)*
                #(#rest)*
                members.finish()
            }
        }
    }
}

fn reads(name: &Ident, item: &TypeItem, object: &Struct) -> [TokenStream; 2] {
    let body = if item.derives.default { filled(object) } else { collected(object) };
    let deserialize = quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::fields::object(deserializer)
            }
        }
    };
    let fields = quote! {
        impl crate::runtime::Fields for #name {
            fn read<'de, A: serde::de::MapAccess<'de>>(
                mut members: crate::runtime::fields::Reader<'de, A>,
            ) -> Result<Self, A::Error> {
                #body
            }
        }
    };
    [deserialize, fields]
}

/// Nothing is required: members fill in the default.
fn filled(object: &Struct) -> TokenStream {
    let place = |ident: &Ident| quote!(value.#ident);
    let members = each(object, |_, field| place(&tokens::ident(&field.ident)), place);
    let changes = (!object.fields.is_empty() || object.extra.is_some()).then(|| quote!(mut));
    quote! {
        let #changes value = Self::default();
        #members
        members.finish(value)
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
    let fields = object.fields.iter().enumerate().map(|(index, field)| {
        let (ident, variable) = (tokens::ident(&field.ident), variable(index));
        if field.presence != Presence::Required {
            return quote!(#ident: #variable);
        }
        let wire = tokens::string(&field.wire);
        quote!(#ident: crate::runtime::fields::required(#variable, #wire)?)
    });
    let extra = object.extra.iter().map(|extra| {
        let ident = tokens::ident(&extra.ident);
        let value = tokens::ty(&extra.value, Scope::Models);
        (quote!(let mut #ident = std::collections::BTreeMap::<String, #value>::new();), quote!(#ident))
    });
    let (start, extra): (Vec<_>, Vec<_>) = extra.unzip();
    let members = each(
        object,
        |index, _| {
            let variable = variable(index);
            quote!(#variable)
        },
        |ident| quote!(#ident),
    );
    quote! {
        #(#variables)*
        #(#start)*
        #members
        members.finish(())?;
        Ok(Self { #(#fields,)* #(#extra)* })
    }
}

/// The loop over the members. `place` is where a field goes, `rest` the map of what has no field.
fn each(
    object: &Struct,
    place: impl Fn(usize, &Field) -> TokenStream,
    rest: impl Fn(&Ident) -> TokenStream,
) -> TokenStream {
    let arms = object.fields.iter().enumerate().map(|(index, field)| {
        let (wire, place) = (tokens::string(&field.wire), place(index, field));
        let keeps_null = field.keeps_null || field.presence == Presence::Required;
        let read = if keeps_null { quote!(read_some) } else { quote!(read) };
        quote!(#wire => members.#read(&mut #place),)
    });
    let other = match &object.extra {
        Some(extra) => {
            let rest = rest(&tokens::ident(&extra.ident));
            quote!(members.read_rest(key, &mut #rest))
        }
        None => quote!(members.skip()),
    };
    let (key, body) = match (object.fields.is_empty(), &object.extra) {
        (true, Some(_)) => (quote!(Some(key)), quote!(#other;)),
        (true, None) => (quote!(Some(_)), quote!(#other;)),
        (false, _) => (quote!(Some(key)), quote!(match key.as_str() { #(#arms)* _ => #other, })),
    };
    quote!(while let #key = members.next_key() { #body })
}
