//! Enums that keep values they do not know.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::tokens;
use super::types;
use crate::model::{EnumBase, OpenEnum, TypeItem};

pub(crate) fn emit(item: &TypeItem, list: &OpenEnum) -> Vec<TokenStream> {
    let mut items = vec![definition(item, list)];
    items.extend(match list.base {
        EnumBase::String => text(item, list),
        EnumBase::Integer => number(item, list),
        EnumBase::Json => json(item, list),
    });
    items.push(types::optional_nullable_from(item));
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
    let default = list.default.map(|_| quote!(Default,));
    quote! {
        #docs
        #[derive(Debug, Clone, #default PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that this version of the crate does not know, kept as it came."]
            Unknown(crate::runtime::Unknown),
        }
    }
}

fn text(item: &TypeItem, list: &OpenEnum) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let idents: Vec<_> = list.variants.iter().map(|variant| tokens::ident(&variant.ident)).collect();
    let values: Vec<_> = list
        .variants
        .iter()
        .map(|variant| tokens::string(variant.value.as_str().unwrap_or_default()))
        .collect();
    vec![
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
            }
        },
        quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    match value {
                        #(#values => Self::#idents,)*
                        other => Self::Unknown(other.into()),
                    }
                }
            }
        },
        display(&name),
        quote! {
            impl std::str::FromStr for #name {
                type Err = std::convert::Infallible;

                fn from_str(text: &str) -> Result<Self, Self::Err> {
                    Ok(Self::from(text))
                }
            }
        },
        quote! {
            impl serde::Serialize for #name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        Self::Unknown(value) => value.serialize(serializer),
                        known => serializer.serialize_str(known.as_str()),
                    }
                }
            }
        },
        quote! {
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    crate::runtime::EnumValue::deserialize(deserializer).map(|value| match value.as_str() {
                        #(#values => Self::#idents,)*
                        _ => Self::Unknown(value.into()),
                    })
                }
            }
        },
    ]
}

fn display(name: &proc_macro2::Ident) -> TokenStream {
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    }
}

fn number(item: &TypeItem, list: &OpenEnum) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let (small, large): (Vec<_>, Vec<_>) =
        list.variants.iter().partition(|variant| variant.value.as_i64().is_some());
    if !large.is_empty() {
        return json(item, list);
    }
    let idents: Vec<_> = small.iter().map(|variant| tokens::ident(&variant.ident)).collect();
    let values: Vec<_> = small
        .iter()
        .map(|variant| super::literal::integer(variant.value.as_i64().unwrap_or_default()))
        .collect();
    vec![
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
            }
        },
        quote! {
            impl From<i64> for #name {
                fn from(value: i64) -> Self {
                    match value {
                        #(#values => Self::#idents,)*
                        other => Self::Unknown(other.into()),
                    }
                }
            }
        },
        quote! {
            impl serde::Serialize for #name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self {
                        #(Self::#idents => serializer.serialize_i64(#values),)*
                        Self::Unknown(value) => value.serialize(serializer),
                    }
                }
            }
        },
        quote! {
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    crate::runtime::EnumValue::deserialize(deserializer).map(|value| match value.as_str().parse() {
                        #(Ok(#values) => Self::#idents,)*
                        _ => Self::Unknown(value.into()),
                    })
                }
            }
        },
    ]
}

fn json(item: &TypeItem, list: &OpenEnum) -> Vec<TokenStream> {
    let name = tokens::ident(&item.ident);
    let idents: Vec<_> = list.variants.iter().map(|variant| tokens::ident(&variant.ident)).collect();
    let texts: Vec<_> =
        list.variants.iter().map(|variant| tokens::string(&Value::to_string(&variant.value))).collect();
    vec![
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
            }
        },
        quote! {
            impl From<serde_json::Value> for #name {
                fn from(value: serde_json::Value) -> Self {
                    match value.to_string().as_str() {
                        #(#texts => Self::#idents,)*
                        _ => Self::Unknown(value.into()),
                    }
                }
            }
        },
        quote! {
            impl serde::Serialize for #name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.to_value().serialize(serializer)
                }
            }
        },
        quote! {
            impl<'de> serde::Deserialize<'de> for #name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    serde_json::Value::deserialize(deserializer).map(Self::from)
                }
            }
        },
    ]
}
