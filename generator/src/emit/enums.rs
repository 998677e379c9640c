//! Enums that keep values they do not know.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::{check, literal, tokens};
use crate::internal::Expected as _;
use crate::model::{EnumBase, OpenEnum, TypeItem};

pub(crate) fn emit(item: &TypeItem, list: &OpenEnum, is_gated: bool) -> Vec<TokenStream> {
    let check = check::of_enum(list, is_gated);
    let values = match &list.base {
        EnumBase::String => text(item, list, &check),
        EnumBase::Integer(values) => number(item, list, values, &check),
        EnumBase::Json => json(item, list, &check),
    };
    let mut items = vec![definition(item, list)];
    items.extend(values);
    items
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

fn text(item: &TypeItem, list: &OpenEnum, check: &TokenStream) -> [TokenStream; 2] {
    let name = tokens::ident(&item.ident);
    let idents = idents(list);
    let values: Vec<_> = list
        .variants
        .iter()
        .map(|variant| {
            tokens::string(variant.value.as_str().expected("a value of text is none").unwrap_or_default())
        })
        .collect();
    let known = known(check, &quote!(&str), &values, &idents);
    [
        quote! {
            impl #name {
                #[doc = " The value on the wire."]
                #[must_use]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#idents => #values,)*
                        Self::Unknown(value) => value.as_str(),
                    }
                }
                #known
            }
        },
        quote!(runtime::enums::text!(#name);),
    ]
}

fn number(item: &TypeItem, list: &OpenEnum, values: &[i64], check: &TokenStream) -> [TokenStream; 2] {
    let name = tokens::ident(&item.ident);
    let idents = idents(list);
    let values: Vec<_> = values.iter().copied().map(literal::integer).collect();
    let known = known(check, &quote!(i64), &values, &idents);
    [
        quote! {
            impl #name {
                #[doc = " The value on the wire; `None` for one that is no 64-bit integer."]
                #[must_use]
                pub fn as_i64(&self) -> Option<i64> {
                    match self {
                        #(Self::#idents => Some(#values),)*
                        Self::Unknown(value) => value.as_str().parse().ok(),
                    }
                }
                #known
            }
        },
        quote!(runtime::enums::integer!(#name);),
    ]
}

fn json(item: &TypeItem, list: &OpenEnum, check: &TokenStream) -> [TokenStream; 2] {
    let name = tokens::ident(&item.ident);
    let idents = idents(list);
    let texts: Vec<_> =
        list.variants.iter().map(|variant| tokens::string(&Value::to_string(&variant.value))).collect();
    let known = known(check, &quote!(&str), &texts, &idents);
    [
        quote! {
            impl #name {
                #[doc = " The value on the wire."]
                #[must_use]
                pub fn to_value(&self) -> serde_json::Value {
                    let text = match self {
                        #(Self::#idents => #texts,)*
                        Self::Unknown(value) => return value.to_value(),
                    };
                    serde_json::from_str(text).unwrap_or_default()
                }
                #known
            }
        },
        quote!(runtime::enums::json!(#name);),
    ]
}

fn idents(list: &OpenEnum) -> Vec<Ident> {
    list.variants.iter().map(|variant| tokens::ident(&variant.ident)).collect()
}

/// The way back from the wire, which every conversion takes.
fn known(check: &TokenStream, ty: &TokenStream, values: &[TokenStream], idents: &[Ident]) -> TokenStream {
    quote! {
        #check

        fn known(value: #ty) -> Option<Self> {
            match value {
                #(#values => Some(Self::#idents),)*
                _ => None,
            }
        }
    }
}
