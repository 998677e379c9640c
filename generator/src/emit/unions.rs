//! Unions: decoded by their tag or by their shape, never by trying one type after the other blindly.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::debug::{self, Debug, ShownVariant};
use super::tokens::{self, Scope};
use super::{accessors, check};
use crate::internal::Expected as _;
use crate::ir::pass::union::tag_text;
use crate::model::{ArmTest, Attempt, Care, Tagging, Ty, TypeItem, UnionArm, UnionType, UnknownAt};

pub(crate) fn emit(item: &TypeItem, union: &UnionType) -> Vec<TokenStream> {
    let mut items = vec![definition(item, union), serialize(item, union), deserialize(item, union)];
    let owner = tokens::ident(&item.ident);
    for arm in &union.arms {
        let variant = tokens::ident(&arm.ident);
        items.extend(arm.made_from.iter().map(|ty| match (ty, &arm.ty) {
            (Ty::String, held @ Ty::Named(_)) if arm.made_from.len() > 1 => {
                through(&owner, &variant, held, ty, Scope::Models)
            }
            _ => conversion(&owner, &variant, ty, Scope::Models),
        }));
    }
    let check = check::of_union(union);
    let accessors = accessors::of_union(union);
    if !check.is_empty() || !accessors.is_empty() {
        let name = tokens::ident(&item.ident);
        items.push(quote!(impl #name { #accessors #check }));
    }
    items
}

fn definition(item: &TypeItem, union: &UnionType) -> TokenStream {
    let name = tokens::ident(&item.ident);
    let docs = tokens::docs(&item.docs);
    let arms = union.arms.iter().map(|arm| {
        let ident = tokens::ident(&arm.ident);
        let docs = tokens::docs(&arm.docs);
        let ty = tokens::ty(&arm.ty, Scope::Models);
        quote!(#docs #ident(#ty),)
    });
    let eq = item.derives.eq.then(|| quote!(Eq, Hash,));
    let shown = union.arms.iter().map(|arm| ShownVariant {
        ident: tokens::ident(&arm.ident),
        holds: true,
        secret: arm.secret,
    });
    let unknown = ShownVariant { ident: tokens::word("Unknown"), holds: true, secret: false };
    let shown: Vec<ShownVariant> = shown.chain([unknown]).collect();
    let Debug { derive, implementation } = debug::of_enum(&name, &shown);
    quote! {
        #docs
        #[derive(#derive Clone, PartialEq, #eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#arms)*
            #[doc = " A value that this version of the crate does not know, kept as it came."]
            Unknown(runtime::RawJson),
        }

        #implementation
    }
}

fn serialize(item: &TypeItem, union: &UnionType) -> TokenStream {
    let name = tokens::ident(&item.ident);
    let arms = union.arms.iter().map(|arm| {
        let ident = tokens::ident(&arm.ident);
        match (&union.tag, &arm.tagging) {
            (Some(tag), Some(Tagging::Optional { field, nullable })) => {
                let field = tokens::ident(field);
                let empty = if *nullable { quote!(is_absent) } else { quote!(is_none) };
                let value = with_tag(tag, arm);
                quote! {
                    Self::#ident(value) if value.#field.#empty() => #value,
                    Self::#ident(value) => value.serialize(serializer),
                }
            }
            (Some(tag), Some(Tagging::IfMissing)) => {
                let (tag, name) = (tokens::string(tag), tokens::string(name_of(arm)));
                quote! {
                    Self::#ident(value) => {
                        runtime::RawJson::serialize_tagged(#tag, #name, value, serializer)
                    }
                }
            }
            (Some(tag), Some(_)) => {
                let value = with_tag(tag, arm);
                quote!(Self::#ident(value) => #value,)
            }
            _ => quote!(Self::#ident(value) => value.serialize(serializer),),
        }
    });
    quote! {
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
    }
}

/// What the tag says where it is this alternative.
fn name_of(arm: &UnionArm) -> &str {
    arm.tags.first().map(String::as_str).expected("an alternative has no tag").unwrap_or_default()
}

/// Writes the object of an alternative that does not have the tag, with the tag.
fn with_tag(tag: &str, arm: &UnionArm) -> TokenStream {
    let (tag, name) = (tokens::string(tag), tokens::string(name_of(arm)));
    quote!(runtime::fields::write_tagged(#tag, #name, value, serializer))
}

fn deserialize(item: &TypeItem, union: &UnionType) -> TokenStream {
    let name = tokens::ident(&item.ident);
    let body = match &union.tag {
        Some(tag) => tagged(tag, union),
        None => by_shape(union),
    };
    quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = runtime::RawJson::deserialize(deserializer)?;
                #body
            }
        }
    }
}

fn tagged(tag: &str, union: &UnionType) -> TokenStream {
    let tag = tokens::string(tag);
    let named = union.arms.iter().filter(|arm| !arm.tags.is_empty());
    let arms = named.map(|arm| {
        let ident = tokens::ident(&arm.ident);
        let tags = arm.tags.iter().map(|tag| tokens::string(tag));
        let without = (arm.tagging == Some(Tagging::TakenOut)).then(|| quote!(.without(#tag)));
        quote!(Some(#(#tags)|*) => raw #without .decode().map(Self::#ident).map_err(serde::de::Error::custom),)
    });
    let rest = union.arms.iter().find(|arm| arm.is_default).map(|arm| {
        let ident = tokens::ident(&arm.ident);
        quote!(_ => Ok(raw.decode().map_or(Self::Unknown(raw), Self::#ident)),)
    });
    let rest = rest.unwrap_or_else(|| quote!(_ => Ok(Self::Unknown(raw)),));
    quote! {
        match raw.tag(#tag).as_deref() {
            #(#arms)*
            #rest
        }
    }
}

/// Nothing is read before the first test that asks for it.
fn by_shape(union: &UnionType) -> TokenStream {
    let mut asks = false;
    let numbers = union.arms.iter().any(|arm| arm.test == ArmTest::Number);
    let tests: Vec<TokenStream> = union
        .attempts
        .iter()
        .filter_map(|attempt| Some((union.arms.get(attempt.arm)?, attempt)))
        .map(|(arm, attempt)| {
            let ident = tokens::ident(&arm.ident);
            let listed = match attempt.care {
                Care::None => None,
                Care::Exact => arm.unknown.as_ref().map(listed),
                Care::Whole => Some(quote!(&&raw.is_kept_by(&value))),
            };
            let ty = listed.is_some().then(|| tokens::ty(&arm.ty, Scope::Models)).map(|ty| quote!(::<#ty>));
            let decoded = quote! {
                let Ok(value) = raw.decode #ty () #listed {
                    return Ok(Self::#ident(value));
                }
            };
            let kind = match (&arm.test, &arm.ty) {
                (ArmTest::Number, Ty::Float(_)) => Some(quote!(raw.is_float())),
                (ArmTest::Integer, _) if !numbers => Some(quote!(raw.is_whole())),
                (kind, _) => test(kind, attempt).inspect(|_| asks = true),
            };
            match kind {
                Some(test) => quote!(if #test && #decoded),
                None => quote!(if #decoded),
            }
        })
        .collect();
    let shape = asks.then(|| quote!(let shape = raw.shape();));
    quote! {
        #shape
        #(#tests)*
        Ok(Self::Unknown(raw))
    }
}

/// The condition that an enum knows the value, or each item of the list.
fn listed(unknown: &UnknownAt) -> TokenStream {
    match unknown {
        UnknownAt::Value(ident) => {
            let ty = tokens::ty(&Ty::Named(ident.clone()), Scope::Models);
            quote!(&&!matches!(value, #ty::Unknown(_)))
        }
        UnknownAt::Item(ident) => {
            let ty = tokens::ty(&Ty::Named(ident.clone()), Scope::Models);
            quote!(&&!value.iter().any(|item| matches!(item, #ty::Unknown(_))))
        }
    }
}

fn test(test: &ArmTest, attempt: &Attempt) -> Option<TokenStream> {
    let kind = |name: &str| {
        let name = tokens::word(name);
        quote!(shape.kind() == runtime::JsonKind::#name)
    };
    Some(match test {
        ArmTest::Null => kind("Null"),
        ArmTest::Bool => kind("Bool"),
        ArmTest::Integer => kind("Integer"),
        ArmTest::Number => {
            let (integer, number) = (kind("Integer"), kind("Number"));
            quote!((#integer || #number))
        }
        ArmTest::String(_) => kind("String"),
        ArmTest::Array => kind("Array"),
        ArmTest::Object { required, known, constants, optional, .. } => {
            let test = object_test(&kind("Object"), required, constants, optional);
            let known = known.iter().map(|name| tokens::string(name));
            let lacks = attempt.lacks.iter().map(|name| tokens::string(name));
            match attempt.care {
                Care::Exact => quote!(#test && shape.has_only(&[#(#known),*])),
                Care::None if !attempt.lacks.is_empty() => quote!(#test && shape.has_none(&[#(#lacks),*])),
                Care::None | Care::Whole => test,
            }
        }
        ArmTest::Tagged { property, tags } => {
            let property = tokens::string(property);
            let tags = tags.iter().map(|tag| tokens::string(tag));
            quote!(matches!(shape.tag(#property).as_deref(), Some(#(#tags)|*)))
        }
        ArmTest::Any => return None,
    })
}

fn object_test(
    object: &TokenStream,
    required: &[String],
    constants: &[(String, Value)],
    optional: &[(String, Value)],
) -> TokenStream {
    let has = required.iter().filter(|name| !constants.iter().any(|(known, _)| known == *name)).map(|name| {
        let name = tokens::string(name);
        quote!(&& shape.has(#name))
    });
    let is = constants.iter().map(|(name, value)| {
        let name = tokens::string(name);
        match tag_text(value) {
            Some(text) => {
                let text = tokens::string(&text);
                quote!(&& shape.tag(#name).as_deref() == Some(#text))
            }
            None => quote!(&& shape.is_null(#name) == Some(true)),
        }
    });
    let may_be = optional.iter().map(|(name, value)| {
        let name = tokens::string(name);
        match tag_text(value) {
            Some(text) => {
                let text = tokens::string(&text);
                quote!(&& shape.tag(#name).is_none_or(|tag| tag == #text))
            }
            None => quote!(&& shape.is_null(#name) != Some(false)),
        }
    });
    quote!(#object #(#is)* #(#may_be)* #(#has)*)
}

/// `From` text, borrowed and owned, by what is made of each `value`.
fn text(owner: &Ident, variant: &Ident, [borrowed, owned]: [&TokenStream; 2]) -> TokenStream {
    quote! {
        impl From<&str> for #owner {
            fn from(value: &str) -> Self {
                Self::#variant(#borrowed)
            }
        }
        impl From<String> for #owner {
            fn from(value: String) -> Self {
                Self::#variant(#owned)
            }
        }
    }
}

/// `From` what the type that a variant holds is made from.
pub(crate) fn through(owner: &Ident, variant: &Ident, held: &Ty, ty: &Ty, scope: Scope) -> TokenStream {
    let held = tokens::ty(held, scope);
    let made = quote!(#held::from(value));
    if *ty == Ty::String {
        return text(owner, variant, [&made, &made]);
    }
    let ty = tokens::ty(ty, scope);
    quote! {
        impl From<#ty> for #owner {
            fn from(value: #ty) -> Self {
                Self::#variant(#made)
            }
        }
    }
}

/// `From` an alternative, or a media type, that no other has the type of.
pub(crate) fn conversion(owner: &Ident, variant: &Ident, ty: &Ty, scope: Scope) -> TokenStream {
    if *ty == Ty::String {
        return text(owner, variant, [&quote!(value.to_owned()), &quote!(value)]);
    }
    let (ty, value) = match ty {
        Ty::Boxed(inner) => (tokens::ty(inner, scope), quote!(Box::new(value))),
        other => (tokens::ty(other, scope), quote!(value)),
    };
    quote! {
        impl From<#ty> for #owner {
            fn from(value: #ty) -> Self {
                Self::#variant(#value)
            }
        }
    }
}
