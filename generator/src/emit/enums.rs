//! Enums that keep values they do not know.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{check, literal, tokens};
use crate::internal::Expected as _;
use crate::model::{EnumBase, OpenEnum, TypeItem, Variant};

pub(crate) fn emit(item: &TypeItem, list: &OpenEnum, is_gated: bool) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let check = check::of_enum(list, is_gated);
    let check = (!check.is_empty()).then(|| quote!(impl #name { #check }));
    std::iter::once(definition(item, list)).chain(check).chain([table(&name, list)]).collect()
}

fn definition(item: &TypeItem, list: &OpenEnum) -> TokenStream {
    let name = tokens::ident(&item.ident);
    let docs = tokens::docs(&item.docs);
    let variants = list.variants.iter().enumerate().map(|(index, variant)| {
        let ident = tokens::ident(&variant.ident);
        let docs = tokens::docs(&variant.docs);
        // The document's default.
        let default = (list.default == Some(index)).then(|| quote!(#[default]));
        quote!(#docs #default #ident,)
    });
    let default = item.derives.default.then(|| quote!(Default,));
    let read = match list.base {
        EnumBase::String => "as_str",
        EnumBase::Integer(_) => "as_i64",
        EnumBase::Json => "to_value",
    };
    let unknown = tokens::doc_attributes(&[
        "A value that this version of the crate does not know, kept as it came.".to_owned(),
        String::new(),
        format!(
            "One last arm of a `match` is enough for it and for what later versions add: `other => other.{read}()`."
        ),
    ]);
    quote! {
        #docs
        #[derive(Debug, Clone, #default PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
            Unknown(runtime::Unknown),
        }
    }
}

/// Which value is which variant; the runtime makes the rest of it.
fn table(name: &Ident, list: &OpenEnum) -> TokenStream {
    let idents = list.variants.iter().map(|variant| tokens::ident(&variant.ident));
    let text = |variant: &Variant| {
        tokens::string(variant.value.as_str().expected("a value of text is none").unwrap_or_default())
    };
    let (kind, values): (_, Vec<_>) = match &list.base {
        EnumBase::String => (quote!(text), list.variants.iter().map(text).collect()),
        EnumBase::Integer(values) => {
            (quote!(integer), values.iter().copied().map(literal::integer).collect())
        }
        EnumBase::Json => {
            let json = |variant: &Variant| tokens::string(&variant.value.to_string());
            (quote!(json), list.variants.iter().map(json).collect())
        }
    };
    quote! {
        runtime::enums::#kind! {
            enum #name;
            #(#idents => #values;)*
        }
    }
}
